// Where devices come from: the simulator in the library, a recording fake in tests.
#pragma once
#include "runtime/device.h"

namespace ox::runtime {

std::expected<std::unique_ptr<Device>, std::string> make_device(int place);

} // namespace ox::runtime
