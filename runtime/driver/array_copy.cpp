// Copies of runs of bytes to and from arrays.
#include "runtime/core/copy.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/batch.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"

namespace ox::driver::body {

using runtime::Direction;
using runtime::explain;
using runtime::fail;
using runtime::Result;

namespace {

constexpr bool kAsync = true, kSync = false;

Result<void*> find_run(CUarray handle, size_t offset, size_t bytes) {
  auto array = runtime::find_array(handle, Error::InvalidValue);
  if (!array)
    return fail(array.error());
  const size_t row_bytes = (*array)->layout.row_bytes;
  auto begin = row_bytes ? runtime::locate_run(**array, offset % row_bytes, offset / row_bytes, bytes)
                         : runtime::locate_run(**array, offset, 0, bytes);
  if (!begin)
    return fail(begin.error());
  return pointer(*begin);
}

Error copy_bytes(const Result<void*>& to, const Result<void*>& from, size_t bytes, Direction direction, bool async,
                 CUstream handle = nullptr) {
  if (!to)
    return to.error();
  if (!from)
    return from.error();
  auto stream = cudart::find_stream(handle);
  return stream ? runtime::copy(**stream, *to, *from, {.width = bytes}, direction, async) : stream.error();
}

} // namespace

Error cuMemcpyDtoA_v2(CUarray to, size_t offset, CUdeviceptr from, size_t bytes) {
  return copy_bytes(find_run(to, offset, bytes), pointer(from), bytes, Direction::kDeviceToDevice, kSync);
}
Error cuMemcpyAtoD_v2(CUdeviceptr to, CUarray from, size_t offset, size_t bytes) {
  return copy_bytes(pointer(to), find_run(from, offset, bytes), bytes, Direction::kDeviceToDevice, kSync);
}
Error cuMemcpyHtoA_v2(CUarray to, size_t offset, const void* from, size_t bytes) {
  return copy_bytes(find_run(to, offset, bytes), const_cast<void*>(from), bytes, Direction::kHostToDevice, kSync);
}
Error cuMemcpyHtoAAsync_v2(CUarray to, size_t offset, const void* from, size_t bytes, CUstream stream) {
  return copy_bytes(find_run(to, offset, bytes), const_cast<void*>(from), bytes, Direction::kHostToDevice, kAsync,
                    stream);
}
Error cuMemcpyAtoH_v2(void* to, CUarray from, size_t offset, size_t bytes) {
  return copy_bytes(to, find_run(from, offset, bytes), bytes, Direction::kDeviceToHost, kSync);
}
Error cuMemcpyAtoHAsync_v2(void* to, CUarray from, size_t offset, size_t bytes, CUstream stream) {
  return copy_bytes(to, find_run(from, offset, bytes), bytes, Direction::kDeviceToHost, kAsync, stream);
}

Error cuMemcpyAtoA_v2(CUarray to, size_t to_offset, CUarray from, size_t from_offset, size_t bytes) {
  auto target = runtime::find_array(to, Error::InvalidValue), source = runtime::find_array(from, Error::InvalidValue);
  if (!target || !source)
    return Error::InvalidValue;
  const unsigned element = (*source)->element_bytes();
  if (element == 0 || (*target)->element_bytes() != element || bytes % element)
    return explain(Error::InvalidValue, "%zu bytes from an array with elements of %u bytes to one with elements of %u",
                   bytes, element, (*target)->element_bytes());
  return copy_bytes(find_run(to, to_offset, bytes), find_run(from, from_offset, bytes), bytes,
                    Direction::kDeviceToDevice, kSync);
}

// The structures are the runtime API's, in the driver's words.
static_assert(sizeof(CUDA_MEMCPY3D_BATCH_OP) == sizeof(cudaMemcpy3DBatchOp));
static_assert(offsetof(CUDA_MEMCPY3D_BATCH_OP, srcAccessOrder) == offsetof(cudaMemcpy3DBatchOp, srcAccessOrder));

Error cuMemcpy3DBatchAsync_v2(size_t count, CUDA_MEMCPY3D_BATCH_OP* operations, unsigned long long flags,
                              CUstream stream) {
  size_t failed;
  return cudart::copy_boxes(reinterpret_cast<const cudaMemcpy3DBatchOp*>(operations), count, flags, stream, failed);
}

Error cuMemcpy3DBatchAsync(size_t count, CUDA_MEMCPY3D_BATCH_OP* operations, size_t* failed_index,
                           unsigned long long flags, CUstream stream) {
  size_t failed;
  Error error =
      cudart::copy_boxes(reinterpret_cast<const cudaMemcpy3DBatchOp*>(operations), count, flags, stream, failed);
  if (error != Error::Success && failed_index)
    *failed_index = failed;
  return error;
}

} // namespace ox::driver::body
