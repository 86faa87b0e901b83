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

// Both sides of a copy, and its shape.
struct LocatedBox {
  void *to, *from;
  runtime::CopyShape shape;
  Direction direction;
};

Result<LocatedBox> locate(const BoxSide& from, const BoxSide& to, const BoxExtent& extent) {
  if (Error error = check_elements(from, to); error != Error::Success)
    return fail(error);
  auto source = locate(from, extent);
  if (!source)
    return fail(source.error());
  auto target = locate(to, extent);
  if (!target)
    return fail(target.error());
  return LocatedBox{target->begin,
                    source->begin,
                    {.width = extent.width_bytes,
                     .rows = extent.rows,
                     .slices = extent.slices,
                     .to_pitch = target->pitch,
                     .from_pitch = source->pitch,
                     .to_slice = target->slice,
                     .from_slice = source->slice},
                    direction_of(from.type, to.type)};
}

// One side in words.
BoxSide describe_side(const runtime::CopySide& side, const runtime::CopyShape& shape, uint64_t pitch, uint64_t slice) {
  if (const runtime::ArrayRef array = runtime::find_array_at(side.address)) {
    const uint64_t offset = side.address - array->base, in_layer = offset % array->layout.layer_bytes;
    return {.type = CU_MEMORYTYPE_ARRAY,
            .array = handle_of(array.get()),
            .x_bytes = in_layer % array->layout.row_bytes,
            .y = in_layer / array->layout.row_bytes,
            .z = offset / array->layout.layer_bytes};
  }
  const bool is_host = side.place == runtime::Place::kPageable;
  pitch = pitch ? pitch : shape.width;
  return {.type = is_host ? CU_MEMORYTYPE_HOST : CU_MEMORYTYPE_DEVICE,
          .host = is_host ? side.host() : nullptr,
          .device = is_host ? 0 : side.address,
          .pitch = pitch,
          .height = slice ? slice / pitch : shape.rows};
}

} // namespace

Error copy_box(const BoxSide& from, const BoxSide& to, const BoxExtent& extent, CUstream handle, bool async) {
  auto located = locate(from, to, extent);
  if (!located)
    return located.error();
  auto stream = cudart::find_stream(handle);
  if (!stream)
    return stream.error();
  return runtime::copy(**stream, located->to, located->from, located->shape, located->direction, async);
}

Result<runtime::CopyWork> make_box_copy(runtime::Context& context, const CUDA_MEMCPY3D& box) {
  if (box.srcLOD != 0 || box.dstLOD != 0 || !box.WidthInBytes || !box.Height || !box.Depth)
    return fail(explain(Error::InvalidValue, "a copy of nothing, or of a level of detail"));
  auto located = locate({box.srcMemoryType, box.srcHost, box.srcDevice, box.srcArray, box.srcXInBytes, box.srcY,
                         box.srcZ, box.srcPitch, box.srcHeight},
                        {box.dstMemoryType, box.dstHost, box.dstDevice, box.dstArray, box.dstXInBytes, box.dstY,
                         box.dstZ, box.dstPitch, box.dstHeight},
                        {box.WidthInBytes, box.Height, box.Depth});
  if (!located)
    return fail(located.error());
  return runtime::make_copy(context, located->to, located->from, located->shape, located->direction);
}

CUDA_MEMCPY3D describe_copy(const runtime::CopyWork& work) {
  const runtime::CopyShape& shape = work.shape;
  const BoxSide from = describe_side(work.from, shape, shape.from_pitch, shape.from_slice),
                to = describe_side(work.to, shape, shape.to_pitch, shape.to_slice);
  CUDA_MEMCPY3D box{};
  box.srcXInBytes = from.x_bytes;
  box.srcY = from.y;
  box.srcZ = from.z;
  box.srcMemoryType = from.type;
  box.srcHost = from.host;
  box.srcDevice = from.device;
  box.srcArray = from.array;
  box.srcPitch = from.pitch;
  box.srcHeight = from.height;
  box.dstXInBytes = to.x_bytes;
  box.dstY = to.y;
  box.dstZ = to.z;
  box.dstMemoryType = to.type;
  box.dstHost = const_cast<void*>(to.host);
  box.dstDevice = to.device;
  box.dstArray = to.array;
  box.dstPitch = to.pitch;
  box.dstHeight = to.height;
  box.WidthInBytes = shape.width;
  box.Height = shape.rows;
  box.Depth = shape.slices;
  return box;
}

} // namespace ox::driver
