// Copies of boxes and runs of bytes between memory and arrays, in the words of CUDA_MEMCPY3D.
#pragma once
#include "runtime/core/error.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

// One side.  Only the address of its type says something; pitch and height are those of memory, and 0 means that rows
// and slices lie end to end.
struct BoxSide {
  CUmemorytype type;
  const void* host;
  CUdeviceptr device;
  CUarray array;
  size_t x_bytes, y, z, pitch, height;
};

struct BoxExtent {
  size_t width_bytes, rows, slices;
};

runtime::Error copy_box(const BoxSide& from, const BoxSide& to, const BoxExtent& extent, CUstream stream, bool async);

} // namespace ox::driver
