// Copies of boxes.  Where an array takes part, the extent and the array's position count its elements; positions in
// memory count bytes (CUDA runtime API, cudaMemcpy3D).
#include "runtime/core/array.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/copy.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart {

using runtime::ArrayRef;
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

} // namespace

Error copy_box(const cudaMemcpy3DParms& box, cudaStream_t stream, bool async) {
  auto to_array = find_array_of_side(box.dstArray, box.dstPtr, "destination");
  if (!to_array)
    return to_array.error();
  auto from_array = find_array_of_side(box.srcArray, box.srcPtr, "source");
  if (!from_array)
    return from_array.error();
  if (*to_array && *from_array && (*to_array)->element_bytes() != (*from_array)->element_bytes())
    return explain(Error::InvalidValue, "a copy between arrays with elements of %u and %u bytes",
                   (*from_array)->element_bytes(), (*to_array)->element_bytes());
  cudaExtent bytes = box.extent;
  if (!bytes.width || !bytes.height || !bytes.depth)
    return Error::Success;
  if (const ArrayRef& array = *to_array ? *to_array : *from_array)
    bytes.width *= array->element_bytes();
  auto to = side_of(*to_array, box.dstPtr, box.dstPos, bytes);
  if (!to)
    return to.error();
  auto from = side_of(*from_array, box.srcPtr, box.srcPos, bytes);
  if (!from)
    return from.error();
  return copy(to->begin, from->begin,
              {.width = bytes.width,
               .rows = bytes.height,
               .slices = bytes.depth,
               .to_pitch = to->pitch,
               .from_pitch = from->pitch,
               .to_slice = to->slice,
               .from_slice = from->slice},
              box.kind, stream, async);
}

} // namespace ox::cudart
