#include "runtime/driver/copy_box.h"
#include "runtime/core/copy.h"
#include "runtime/core/diagnostics.h"
#include "runtime/driver/handles.h"

namespace ox::driver {

using runtime::Direction;
using runtime::Error;
using runtime::explain;
using runtime::fail;
using runtime::Result;

namespace {

// Where a side's first byte is, and how far apart its rows and slices are.
struct Located {
  void* begin;
  size_t pitch, slice;
};

Result<Located> locate_memory(const BoxSide& side, const BoxExtent& extent) {
  if (side.pitch != 0 && side.pitch < extent.width_bytes + side.x_bytes)
    return fail(explain(Error::InvalidValue, "a pitch of %zu bytes for rows of %zu", side.pitch,
                        extent.width_bytes + side.x_bytes));
  const size_t pitch = side.pitch ? side.pitch : extent.width_bytes + side.x_bytes;
  const size_t slice = pitch * (side.height ? side.height : extent.rows + side.y);
  const auto base = side.type == CU_MEMORYTYPE_HOST ? reinterpret_cast<CUdeviceptr>(side.host) : side.device;
  return Located{pointer(base + side.z * slice + side.y * pitch + side.x_bytes), pitch, slice};
}

Result<Located> locate_array(const BoxSide& side, const BoxExtent& extent) {
  auto array = runtime::find_array(side.array, Error::InvalidValue);
  if (!array)
    return fail(array.error());
  auto begin =
      runtime::locate_box(**array, side.x_bytes, side.y, side.z, extent.width_bytes, extent.rows, extent.slices);
  if (!begin)
    return fail(begin.error());
  return Located{pointer(*begin), (*array)->layout.row_bytes, (*array)->layout.layer_bytes};
}

Result<Located> locate(const BoxSide& side, const BoxExtent& extent) {
  switch (side.type) {
  case CU_MEMORYTYPE_ARRAY:
    return locate_array(side, extent);
  case CU_MEMORYTYPE_HOST:
  case CU_MEMORYTYPE_DEVICE:
  case CU_MEMORYTYPE_UNIFIED:
    return locate_memory(side, extent);
  }
  return fail(explain(Error::InvalidValue, "%d is no type of memory", static_cast<int>(side.type)));
}

// Between arrays, elements have to be of one size.
Error check_elements(const BoxSide& from, const BoxSide& to) {
  if (from.type != CU_MEMORYTYPE_ARRAY || to.type != CU_MEMORYTYPE_ARRAY)
    return Error::Success;
  auto source = runtime::find_array(from.array, Error::InvalidValue);
  auto target = runtime::find_array(to.array, Error::InvalidValue);
  if (!source || !target)
    return Error::InvalidValue;
  if ((*source)->element_bytes() != (*target)->element_bytes())
    return explain(Error::InvalidValue, "a copy between arrays with elements of %u and %u bytes",
                   (*source)->element_bytes(), (*target)->element_bytes());
  return Error::Success;
}

Direction direction_of(CUmemorytype from, CUmemorytype to) {
  if (from == CU_MEMORYTYPE_UNIFIED || to == CU_MEMORYTYPE_UNIFIED)
    return Direction::kDefault;
  const bool from_host = from == CU_MEMORYTYPE_HOST, to_host = to == CU_MEMORYTYPE_HOST;
  if (from_host)
    return to_host ? Direction::kHostToHost : Direction::kHostToDevice;
  return to_host ? Direction::kDeviceToHost : Direction::kDeviceToDevice;
}

} // namespace

Error copy_box(const BoxSide& from, const BoxSide& to, const BoxExtent& extent, CUstream handle, bool async) {
  if (Error error = check_elements(from, to); error != Error::Success)
    return error;
  auto source = locate(from, extent);
  if (!source)
    return source.error();
  auto target = locate(to, extent);
  if (!target)
    return target.error();
  auto stream = cudart::find_stream(handle);
  if (!stream)
    return stream.error();
  return runtime::copy(**stream, target->begin, source->begin,
                       {.width = extent.width_bytes,
                        .rows = extent.rows,
                        .slices = extent.slices,
                        .to_pitch = target->pitch,
                        .from_pitch = source->pitch,
                        .to_slice = target->slice,
                        .from_slice = source->slice},
                       direction_of(from.type, to.type), async);
}

} // namespace ox::driver
