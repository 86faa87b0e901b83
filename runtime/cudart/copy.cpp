// Copies and fills in one, two and three dimensions.
#include "runtime/cudart/copy.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart {

using runtime::CopyShape;
using runtime::Direction;
using runtime::explain;
using runtime::FillShape;

runtime::Result<Direction> direction_of(cudaMemcpyKind kind) {
  switch (kind) {
  case cudaMemcpyHostToHost:
    return Direction::kHostToHost;
  case cudaMemcpyHostToDevice:
    return Direction::kHostToDevice;
  case cudaMemcpyDeviceToHost:
    return Direction::kDeviceToHost;
  case cudaMemcpyDeviceToDevice:
    return Direction::kDeviceToDevice;
  case cudaMemcpyDefault:
    return Direction::kDefault;
  }
  return runtime::fail(explain(Error::InvalidMemcpyDirection, "%d is no cudaMemcpyKind", static_cast<int>(kind)));
}

Error copy(void* to, const void* from, const CopyShape& shape, cudaMemcpyKind kind, cudaStream_t handle, bool async) {
  auto direction = direction_of(kind);
  if (!direction)
    return direction.error();
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  return runtime::copy(**stream, to, from, shape, *direction, async);
}

runtime::Result<void*> find_in_symbol(const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind,
                                      bool to_symbol) {
  auto variable = current_context().modules().find_variable(symbol);
  if (!variable)
    return runtime::fail(variable.error());
  if (auto direction = direction_of(kind); !direction)
    return runtime::fail(direction.error());
  if (kind == (to_symbol ? cudaMemcpyDeviceToHost : cudaMemcpyHostToDevice) || kind == cudaMemcpyHostToHost)
    return runtime::fail(Error::InvalidMemcpyDirection);
  if (offset > variable->bytes || bytes > variable->bytes - offset)
    return runtime::fail(explain(Error::InvalidValue, "%zu bytes from offset %zu are more than the variable's %llu",
                                 bytes, offset, static_cast<unsigned long long>(variable->bytes)));
  return reinterpret_cast<void*>(variable->address + offset);
}

namespace body {

namespace {

constexpr bool kAsync = true, kSync = false;

Error copy_rows(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width, size_t rows,
                cudaMemcpyKind kind, cudaStream_t stream, bool async) {
  if (width > to_pitch || width > from_pitch)
    return explain(Error::InvalidPitchValue, "rows of %zu bytes don't fit pitches of %zu and %zu", width, to_pitch,
                   from_pitch);
  return copy(to, from, {.width = width, .rows = rows, .to_pitch = to_pitch, .from_pitch = from_pitch}, kind, stream,
              async);
}

Error copy_box(const cudaMemcpy3DParms* box, cudaStream_t stream, bool async) {
  return box ? cudart::copy_box(*box, stream, async) : Error::InvalidValue;
}

Error check_devices(int first, int second) {
  int count = runtime::Platform::instance().device_count();
  return first >= 0 && second >= 0 && first < count && second < count ? Error::Success : Error::InvalidDevice;
}

Error copy_box_between(const cudaMemcpy3DPeerParms* box, cudaStream_t stream, bool async) {
  if (!box)
    return Error::InvalidValue;
  if (Error error = check_devices(box->dstDevice, box->srcDevice); error != Error::Success)
    return error;
  cudaMemcpy3DParms same{box->srcArray, box->srcPos, box->srcPtr, box->dstArray,
                         box->dstPos,   box->dstPtr, box->extent, cudaMemcpyDefault};
  return copy_box(&same, stream, async);
}

Error fill(void* to, const FillShape& shape, int value, cudaStream_t handle, bool async) {
  auto stream = find_stream(handle);
  if (!stream)
    return stream.error();
  return runtime::fill(**stream, to, shape, static_cast<uint8_t>(value), 1, async);
}

Error fill_rows(void* to, size_t pitch, int value, size_t width, size_t rows, cudaStream_t stream, bool async) {
  if (width > pitch && rows > 1)
    return explain(Error::InvalidValue, "rows of %zu bytes don't fit a pitch of %zu", width, pitch);
  return fill(to, {.width = width, .rows = rows, .pitch = pitch}, value, stream, async);
}

Error fill_box(const cudaPitchedPtr& to, int value, const cudaExtent& extent, cudaStream_t stream, bool async) {
  if (extent.width > to.pitch || (extent.depth > 1 && extent.height > to.ysize))
    return explain(Error::InvalidValue, "the extent is larger than the pitched memory");
  FillShape shape{.width = extent.width,
                  .rows = extent.height,
                  .slices = extent.depth,
                  .pitch = to.pitch,
                  .slice = to.pitch * to.ysize};
  return fill(to.ptr, shape, value, stream, async);
}

// Copies into or out of a device variable.
Error copy_symbol(const void* symbol, void* other, size_t bytes, size_t offset, cudaMemcpyKind kind, bool to_symbol,
                  cudaStream_t stream, bool async) {
  auto inside = find_in_symbol(symbol, bytes, offset, kind, to_symbol);
  if (!inside)
    return inside.error();
  return to_symbol ? copy(*inside, other, {.width = bytes}, kind, stream, async)
                   : copy(other, *inside, {.width = bytes}, kind, stream, async);
}

} // namespace

Error cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
  return copy(to, from, {.width = bytes}, kind, nullptr, kSync);
}

Error cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind, cudaStream_t stream) {
  return copy(to, from, {.width = bytes}, kind, stream, kAsync);
}

Error cudaMemcpy2D(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width, size_t height,
                   cudaMemcpyKind kind) {
  return copy_rows(to, to_pitch, from, from_pitch, width, height, kind, nullptr, kSync);
}

Error cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width, size_t height,
                        cudaMemcpyKind kind, cudaStream_t stream) {
  return copy_rows(to, to_pitch, from, from_pitch, width, height, kind, stream, kAsync);
}

Error cudaMemcpy3D(const cudaMemcpy3DParms* box) { return copy_box(box, nullptr, kSync); }
Error cudaMemcpy3DAsync(const cudaMemcpy3DParms* box, cudaStream_t stream) { return copy_box(box, stream, kAsync); }

Error cudaMemcpyPeer(void* to, int to_device, const void* from, int from_device, size_t bytes) {
  Error error = check_devices(to_device, from_device);
  return error == Error::Success ? copy(to, from, {.width = bytes}, cudaMemcpyDefault, nullptr, kSync) : error;
}

Error cudaMemcpyPeerAsync(void* to, int to_device, const void* from, int from_device, size_t bytes,
                          cudaStream_t stream) {
  Error error = check_devices(to_device, from_device);
  return error == Error::Success ? copy(to, from, {.width = bytes}, cudaMemcpyDefault, stream, kAsync) : error;
}

Error cudaMemcpy3DPeer(const cudaMemcpy3DPeerParms* box) { return copy_box_between(box, nullptr, kSync); }
Error cudaMemcpy3DPeerAsync(const cudaMemcpy3DPeerParms* box, cudaStream_t stream) {
  return copy_box_between(box, stream, kAsync);
}

Error cudaMemcpyToSymbol(const void* symbol, const void* from, size_t bytes, size_t offset, cudaMemcpyKind kind) {
  return copy_symbol(symbol, const_cast<void*>(from), bytes, offset, kind, true, nullptr, kSync);
}

Error cudaMemcpyFromSymbol(void* to, const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind) {
  return copy_symbol(symbol, to, bytes, offset, kind, false, nullptr, kSync);
}

Error cudaMemcpyToSymbolAsync(const void* symbol, const void* from, size_t bytes, size_t offset, cudaMemcpyKind kind,
                              cudaStream_t stream) {
  return copy_symbol(symbol, const_cast<void*>(from), bytes, offset, kind, true, stream, kAsync);
}

Error cudaMemcpyFromSymbolAsync(void* to, const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind,
                                cudaStream_t stream) {
  return copy_symbol(symbol, to, bytes, offset, kind, false, stream, kAsync);
}

Error cudaGetSymbolAddress(void** address, const void* symbol) {
  if (!address)
    return Error::InvalidValue;
  auto variable = current_context().modules().find_variable(symbol);
  if (!variable)
    return variable.error();
  *address = reinterpret_cast<void*>(variable->address);
  return Error::Success;
}

Error cudaGetSymbolSize(size_t* bytes, const void* symbol) {
  if (!bytes)
    return Error::InvalidValue;
  auto variable = current_context().modules().find_variable(symbol);
  if (!variable)
    return variable.error();
  *bytes = variable->bytes;
  return Error::Success;
}

Error cudaMemset(void* to, int value, size_t bytes) { return fill(to, {.width = bytes}, value, nullptr, kSync); }
Error cudaMemsetAsync(void* to, int value, size_t bytes, cudaStream_t stream) {
  return fill(to, {.width = bytes}, value, stream, kAsync);
}

Error cudaMemset2D(void* to, size_t pitch, int value, size_t width, size_t height) {
  return fill_rows(to, pitch, value, width, height, nullptr, kSync);
}
Error cudaMemset2DAsync(void* to, size_t pitch, int value, size_t width, size_t height, cudaStream_t stream) {
  return fill_rows(to, pitch, value, width, height, stream, kAsync);
}

Error cudaMemset3D(cudaPitchedPtr to, int value, cudaExtent extent) {
  return fill_box(to, value, extent, nullptr, kSync);
}
Error cudaMemset3DAsync(cudaPitchedPtr to, int value, cudaExtent extent, cudaStream_t stream) {
  return fill_box(to, value, extent, stream, kAsync);
}

} // namespace body

} // namespace ox::cudart
