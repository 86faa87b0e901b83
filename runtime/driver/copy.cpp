// Copies and fills.
#include "runtime/core/copy.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/copy_box.h"
#include "runtime/driver/handles.h"

namespace ox::driver::body {

using cudart::find_stream;
using runtime::Direction;
using runtime::explain;

namespace {

Error copy_bytes(void* to, const void* from, size_t bytes, Direction direction, CUstream handle, bool async) {
  auto stream = find_stream(handle);
  return stream ? runtime::copy(**stream, to, from, {.width = bytes}, direction, async) : stream.error();
}

Error copy_2d(const CUDA_MEMCPY2D* copy, CUstream stream, bool async) {
  if (!copy)
    return Error::InvalidValue;
  return copy_box({copy->srcMemoryType, copy->srcHost, copy->srcDevice, copy->srcArray, copy->srcXInBytes, copy->srcY,
                   0, copy->srcPitch, 0},
                  {copy->dstMemoryType, copy->dstHost, copy->dstDevice, copy->dstArray, copy->dstXInBytes, copy->dstY,
                   0, copy->dstPitch, 0},
                  {copy->WidthInBytes, copy->Height, 1}, stream, async);
}

// Of CUDA_MEMCPY3D and CUDA_MEMCPY3D_PEER: an address says which context it is of.
template <typename Copy> Error copy_3d(const Copy* copy, CUstream stream, bool async) {
  if (!copy || copy->srcLOD != 0 || copy->dstLOD != 0)
    return Error::InvalidValue;
  return copy_box({copy->srcMemoryType, copy->srcHost, copy->srcDevice, copy->srcArray, copy->srcXInBytes, copy->srcY,
                   copy->srcZ, copy->srcPitch, copy->srcHeight},
                  {copy->dstMemoryType, copy->dstHost, copy->dstDevice, copy->dstArray, copy->dstXInBytes, copy->dstY,
                   copy->dstZ, copy->dstPitch, copy->dstHeight},
                  {copy->WidthInBytes, copy->Height, copy->Depth}, stream, async);
}

Error copy_peer(CUdeviceptr to, CUcontext to_context, CUdeviceptr from, CUcontext from_context, size_t bytes,
                CUstream stream, bool async) {
  for (CUcontext context : {to_context, from_context})
    if (auto handle = find_context(context); !handle)
      return handle.error();
  return copy_bytes(pointer(to), pointer(from), bytes, Direction::kDeviceToDevice, stream, async);
}

Error fill(CUdeviceptr to, unsigned value, unsigned element_bytes, size_t count, CUstream handle, bool async) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (to % element_bytes != 0)
    return explain(Error::InvalidValue, "%p is not aligned to %u bytes", pointer(to), element_bytes);
  return runtime::fill(**stream, pointer(to), {.width = count * element_bytes}, value, element_bytes, async);
}

Error fill_2d(CUdeviceptr to, size_t pitch, unsigned value, unsigned element_bytes, size_t width, size_t rows,
              CUstream handle, bool async) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  if (to % element_bytes != 0 || pitch % element_bytes != 0 || (rows > 1 && pitch < width * element_bytes))
    return explain(Error::InvalidValue, "rows of %zu elements of %u bytes at %p, %zu bytes apart", width, element_bytes,
                   pointer(to), pitch);
  return runtime::fill(**stream, pointer(to), {.width = width * element_bytes, .rows = rows, .pitch = pitch}, value,
                       element_bytes, async);
}

} // namespace

Error cuMemcpy(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return copy_bytes(pointer(to), pointer(from), bytes, Direction::kDefault, nullptr, false);
}
Error cuMemcpyHtoD_v2(CUdeviceptr to, const void* from, size_t bytes) {
  return copy_bytes(pointer(to), from, bytes, Direction::kHostToDevice, nullptr, false);
}
Error cuMemcpyDtoH_v2(void* to, CUdeviceptr from, size_t bytes) {
  return copy_bytes(to, pointer(from), bytes, Direction::kDeviceToHost, nullptr, false);
}
Error cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return copy_bytes(pointer(to), pointer(from), bytes, Direction::kDeviceToDevice, nullptr, false);
}
Error cuMemcpyPeer(CUdeviceptr to, CUcontext to_context, CUdeviceptr from, CUcontext from_context, size_t bytes) {
  return copy_peer(to, to_context, from, from_context, bytes, nullptr, false);
}
Error cuMemcpy2D_v2(const CUDA_MEMCPY2D* copy) { return copy_2d(copy, nullptr, false); }
Error cuMemcpy2DUnaligned_v2(const CUDA_MEMCPY2D* copy) { return copy_2d(copy, nullptr, false); }
Error cuMemcpy3D_v2(const CUDA_MEMCPY3D* copy) { return copy_3d(copy, nullptr, false); }
Error cuMemcpy3DPeer(const CUDA_MEMCPY3D_PEER* copy) { return copy_3d(copy, nullptr, false); }

Error cuMemcpyAsync(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
  return copy_bytes(pointer(to), pointer(from), bytes, Direction::kDefault, stream, true);
}
Error cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, CUstream stream) {
  return copy_bytes(pointer(to), from, bytes, Direction::kHostToDevice, stream, true);
}
Error cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, CUstream stream) {
  return copy_bytes(to, pointer(from), bytes, Direction::kDeviceToHost, stream, true);
}
Error cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
  return copy_bytes(pointer(to), pointer(from), bytes, Direction::kDeviceToDevice, stream, true);
}
Error cuMemcpyPeerAsync(CUdeviceptr to, CUcontext to_context, CUdeviceptr from, CUcontext from_context, size_t bytes,
                        CUstream stream) {
  return copy_peer(to, to_context, from, from_context, bytes, stream, true);
}
Error cuMemcpy2DAsync_v2(const CUDA_MEMCPY2D* copy, CUstream stream) { return copy_2d(copy, stream, true); }
Error cuMemcpy3DAsync_v2(const CUDA_MEMCPY3D* copy, CUstream stream) { return copy_3d(copy, stream, true); }
Error cuMemcpy3DPeerAsync(const CUDA_MEMCPY3D_PEER* copy, CUstream stream) { return copy_3d(copy, stream, true); }

Error cuMemsetD8_v2(CUdeviceptr to, unsigned char value, size_t count) {
  return fill(to, value, 1, count, nullptr, false);
}
Error cuMemsetD16_v2(CUdeviceptr to, unsigned short value, size_t count) {
  return fill(to, value, 2, count, nullptr, false);
}
Error cuMemsetD32_v2(CUdeviceptr to, unsigned value, size_t count) { return fill(to, value, 4, count, nullptr, false); }
Error cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t count, CUstream stream) {
  return fill(to, value, 1, count, stream, true);
}
Error cuMemsetD16Async(CUdeviceptr to, unsigned short value, size_t count, CUstream stream) {
  return fill(to, value, 2, count, stream, true);
}
Error cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count, CUstream stream) {
  return fill(to, value, 4, count, stream, true);
}
Error cuMemsetD2D8_v2(CUdeviceptr to, size_t pitch, unsigned char value, size_t width, size_t height) {
  return fill_2d(to, pitch, value, 1, width, height, nullptr, false);
}
Error cuMemsetD2D16_v2(CUdeviceptr to, size_t pitch, unsigned short value, size_t width, size_t height) {
  return fill_2d(to, pitch, value, 2, width, height, nullptr, false);
}
Error cuMemsetD2D32_v2(CUdeviceptr to, size_t pitch, unsigned value, size_t width, size_t height) {
  return fill_2d(to, pitch, value, 4, width, height, nullptr, false);
}
Error cuMemsetD2D8Async(CUdeviceptr to, size_t pitch, unsigned char value, size_t width, size_t height,
                        CUstream stream) {
  return fill_2d(to, pitch, value, 1, width, height, stream, true);
}
Error cuMemsetD2D16Async(CUdeviceptr to, size_t pitch, unsigned short value, size_t width, size_t height,
                         CUstream stream) {
  return fill_2d(to, pitch, value, 2, width, height, stream, true);
}
Error cuMemsetD2D32Async(CUdeviceptr to, size_t pitch, unsigned value, size_t width, size_t height, CUstream stream) {
  return fill_2d(to, pitch, value, 4, width, height, stream, true);
}

} // namespace ox::driver::body
