// Functions of the driver API by name.
#pragma once
#include "runtime/driver/symbols.h"
#include <string_view>

namespace ox::driver {

struct EntryPoint {
  void* function = nullptr;
  CUdriverProcAddressQueryResult status{};
};

// What a plain name means in that version of CUDA; per_thread: with stream 0 as the calling thread's own.
EntryPoint find_entry_point(std::string_view name, int cuda_version, bool per_thread);

} // namespace ox::driver
