// Copies of boxes.  Where an array takes part, the extent and the array's position count its elements; positions in
// memory count bytes (CUDA runtime API, cudaMemcpy3D).
#include "runtime/core/array.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/copy.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart {

using runtime::ArrayRef;
using runtime::Direction;
using runtime::explain;
using runtime::fail;
using runtime::Result;

namespace {

// One side: its first byte, and how far apart its rows and slices are.
struct BoxSide {
  void* begin;
  uint64_t pitch, slice;
};

// Exactly one of both has to be there; null for memory.
Result<ArrayRef> find_array_of_side(cudaArray_t array, const cudaPitchedPtr& memory, const char* side) {
  if ((array != nullptr) == (memory.ptr != nullptr))
    return fail(explain(Error::InvalidValue, "the copy has %s for its %s",
                        array ? "both an array and memory" : "nothing", side));
  if (!array)
    return ArrayRef();
  return runtime::find_array(array, Error::InvalidValue);
}

// bytes: the extent with its width in bytes.
Result<BoxSide> side_in_memory(const cudaPitchedPtr& memory, const cudaPos& position, const cudaExtent& bytes) {
  if (bytes.width + position.x > memory.pitch)
    return fail(explain(Error::InvalidPitchValue, "rows of %zu bytes don't fit a pitch of %zu",
                        bytes.width + position.x, memory.pitch));
  if (bytes.depth > 1 && bytes.height + position.y > memory.ysize)
    return fail(
        explain(Error::InvalidValue, "slices of %zu rows don't fit %zu rows", bytes.height + position.y, memory.ysize));
  const size_t slice = memory.pitch * memory.ysize;
  return BoxSide{static_cast<char*>(memory.ptr) + position.z * slice + position.y * memory.pitch + position.x,
                 memory.pitch, slice};
}

Result<BoxSide> side_in_array(const runtime::Array& array, const cudaPos& position, const cudaExtent& bytes) {
  auto begin = runtime::locate_box(array, position.x * array.element_bytes(), position.y, position.z, bytes.width,
                                   bytes.height, bytes.depth);
  if (!begin)
    return fail(begin.error());
  return BoxSide{reinterpret_cast<void*>(*begin), array.layout.row_bytes, array.layout.layer_bytes};
}

Result<BoxSide> side_of(const ArrayRef& array, const cudaPitchedPtr& memory, const cudaPos& position,
                        const cudaExtent& bytes) {
  return array ? side_in_array(*array, position, bytes) : side_in_memory(memory, position, bytes);
}

// Both sides of a copy, and its shape in bytes.
struct LocatedBox {
  void *to = nullptr, *from = nullptr;
  runtime::CopyShape shape;
};

Result<LocatedBox> locate(const cudaMemcpy3DParms& box) {
  auto to_array = find_array_of_side(box.dstArray, box.dstPtr, "destination");
  if (!to_array)
    return fail(to_array.error());
  auto from_array = find_array_of_side(box.srcArray, box.srcPtr, "source");
  if (!from_array)
    return fail(from_array.error());
  if (*to_array && *from_array && (*to_array)->element_bytes() != (*from_array)->element_bytes())
    return fail(explain(Error::InvalidValue, "a copy between arrays with elements of %u and %u bytes",
                        (*from_array)->element_bytes(), (*to_array)->element_bytes()));
  cudaExtent bytes = box.extent;
  if (!bytes.width || !bytes.height || !bytes.depth)
    return LocatedBox{};
  if (const ArrayRef& array = *to_array ? *to_array : *from_array)
    bytes.width *= array->element_bytes();
  auto to = side_of(*to_array, box.dstPtr, box.dstPos, bytes);
  if (!to)
    return fail(to.error());
  auto from = side_of(*from_array, box.srcPtr, box.srcPos, bytes);
  if (!from)
    return fail(from.error());
  return LocatedBox{to->begin,
                    from->begin,
                    {.width = bytes.width,
                     .rows = bytes.height,
                     .slices = bytes.depth,
                     .to_pitch = to->pitch,
                     .from_pitch = from->pitch,
                     .to_slice = to->slice,
                     .from_slice = from->slice}};
}

// Where in an array an address is, in elements.
cudaPos position_in(const runtime::Array& array, DeviceAddress address) {
  const uint64_t offset = address - array.base, in_layer = offset % array.layout.layer_bytes;
  return {in_layer % array.layout.row_bytes / array.element_bytes(), in_layer / array.layout.row_bytes,
          offset / array.layout.layer_bytes};
}

// A copy of one row or slice needs no distances, but the words have some.
cudaPitchedPtr describe_memory(const runtime::CopySide& side, const runtime::CopyShape& shape, uint64_t pitch,
                               uint64_t slice) {
  pitch = pitch ? pitch : shape.width;
  return {side.host(), pitch, shape.width, slice ? slice / pitch : shape.rows};
}

cudaMemcpyKind kind_of(Direction direction) {
  switch (direction) {
  case Direction::kHostToHost:
    return cudaMemcpyHostToHost;
  case Direction::kHostToDevice:
    return cudaMemcpyHostToDevice;
  case Direction::kDeviceToHost:
    return cudaMemcpyDeviceToHost;
  case Direction::kDeviceToDevice:
    return cudaMemcpyDeviceToDevice;
  case Direction::kDefault:
    break;
  }
  return cudaMemcpyDefault;
}

} // namespace

Error copy_box(const cudaMemcpy3DParms& box, cudaStream_t stream, bool async) {
  auto located = locate(box);
  return located ? copy(located->to, located->from, located->shape, box.kind, stream, async) : located.error();
}

Result<runtime::CopyWork> make_box_copy(runtime::Context& context, const cudaMemcpy3DParms& box) {
  auto located = locate(box);
  if (!located)
    return fail(located.error());
  auto direction = direction_of(box.kind);
  if (!direction)
    return fail(direction.error());
  if (located->shape.width == 0)
    return fail(explain(Error::InvalidValue, "a copy of nothing"));
  return runtime::make_copy(context, located->to, located->from, located->shape, *direction);
}

cudaMemcpy3DParms describe_copy(const runtime::CopyWork& work) {
  cudaMemcpy3DParms box{};
  const runtime::CopyShape& shape = work.shape;
  const ArrayRef to = runtime::find_array_at(work.to.address), from = runtime::find_array_at(work.from.address);
  const uint64_t element = to ? to->element_bytes() : from ? from->element_bytes() : 1;
  box.extent = {shape.width / element, shape.rows, shape.slices};
  box.kind = kind_of(work.direction);
  if (to) {
    box.dstArray = handle_of(to.get());
    box.dstPos = position_in(*to, work.to.address);
  } else {
    box.dstPtr = describe_memory(work.to, shape, shape.to_pitch, shape.to_slice);
  }
  if (from) {
    box.srcArray = handle_of(from.get());
    box.srcPos = position_in(*from, work.from.address);
  } else {
    box.srcPtr = describe_memory(work.from, shape, shape.from_pitch, shape.from_slice);
  }
  return box;
}

} // namespace ox::cudart
