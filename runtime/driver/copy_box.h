// Copies of boxes and runs of bytes between memory and arrays, in the words of CUDA_MEMCPY3D.
#pragma once
#include "runtime/core/copy.h"
#include "runtime/driver/symbols.h"

namespace ox::driver {

// One side.  Only the address of its type says something; pitch and height are those of memory, and 0 means that rows
// and slices lie end to end.
struct BoxSide {
  CUmemorytype type;
  const void* host = nullptr;
  CUdeviceptr device = 0;
  CUarray array = nullptr;
  size_t x_bytes = 0, y = 0, z = 0, pitch = 0, height = 0;
};

struct BoxExtent {
  size_t width_bytes, rows, slices;
};

runtime::Error copy_box(const BoxSide& from, const BoxSide& to, const BoxExtent& extent, CUstream stream, bool async);

// The same as work to be submitted later, of an extent that is not empty; and work in those words.
runtime::Result<runtime::CopyWork> make_box_copy(runtime::Context& context, const CUDA_MEMCPY3D& box);
CUDA_MEMCPY3D describe_copy(const runtime::CopyWork& work);

} // namespace ox::driver
