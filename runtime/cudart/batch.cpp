// Batches: many copies, prefetches or discards in one call.
#include "runtime/cudart/batch.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/copy.h"
#include "runtime/cudart/handles.h"

namespace ox::cudart {

using runtime::ArrayRef;
using runtime::explain;
using runtime::fail;
using runtime::Result;

namespace {

// Batches can't be in the legacy default stream.
runtime::Result<runtime::StreamRef> find_batch_stream(cudaStream_t handle) {
  auto stream = find_stream(handle);
  if (stream && (*stream)->kind == runtime::Stream::Kind::kLegacy)
    return runtime::fail(explain(Error::InvalidValue, "a batch can't be in the legacy default stream"));
  return stream;
}

// An operand's array, where it is one; errors for what is no operand.
Result<ArrayRef> array_of(const cudaMemcpy3DOperand& operand) {
  switch (operand.type) {
  case cudaMemcpyOperandTypePointer:
    return ArrayRef();
  case cudaMemcpyOperandTypeArray:
    return runtime::find_array(operand.op.array.array, Error::InvalidValue);
  case cudaMemcpyOperandTypeMax:
    break;
  }
  return fail(explain(Error::InvalidValue, "%d is no type of an operand", static_cast<int>(operand.type)));
}

// Rows and layers of memory count elements, and lie end to end where their sizes are 0.
cudaPitchedPtr memory_of(const cudaMemcpy3DOperand& operand, const cudaExtent& extent, size_t element_bytes) {
  const auto& memory = operand.op.ptr;
  const size_t row = memory.rowLength ? memory.rowLength : extent.width;
  return {memory.ptr, row * element_bytes, row, memory.layerHeight ? memory.layerHeight : extent.height};
}

cudaPos position_of(const cudaMemcpy3DOperand& operand) {
  const cudaOffset3D& offset = operand.op.array.offset;
  return {offset.x, offset.y, offset.z};
}

// In the words of cudaMemcpy3D.
Result<cudaMemcpy3DParms> box_of(const cudaMemcpy3DBatchOp& operation) {
  const cudaExtent& extent = operation.extent;
  if (!extent.width || !extent.height || !extent.depth)
    return fail(explain(Error::InvalidValue, "a batch has no empty copies"));
  if (operation.srcAccessOrder < cudaMemcpySrcAccessOrderStream ||
      operation.srcAccessOrder > cudaMemcpySrcAccessOrderAny)
    return fail(explain(Error::InvalidValue, "%d is no order in which a source is read",
                        static_cast<int>(operation.srcAccessOrder)));
  auto to = array_of(operation.dst), from = array_of(operation.src);
  if (!to || !from)
    return fail(Error::InvalidValue);
  const size_t element = *to ? (*to)->element_bytes() : *from ? (*from)->element_bytes() : 1;
  cudaMemcpy3DParms box{};
  box.extent = extent;
  box.kind = cudaMemcpyDefault;
  if (*to) {
    box.dstArray = operation.dst.op.array.array;
    box.dstPos = position_of(operation.dst);
  } else {
    box.dstPtr = memory_of(operation.dst, extent, element);
  }
  if (*from) {
    box.srcArray = operation.src.op.array.array;
    box.srcPos = position_of(operation.src);
  } else {
    box.srcPtr = memory_of(operation.src, extent, element);
  }
  return box;
}

} // namespace

// All are checked before the first is queued.
Error copy_boxes(const cudaMemcpy3DBatchOp* operations, size_t count, unsigned long long flags, cudaStream_t handle,
                 size_t& failed) {
  failed = SIZE_MAX;
  if (!operations || count == 0 || flags != 0)
    return Error::InvalidValue;
  if (auto stream = find_batch_stream(handle); !stream)
    return stream.error();
  std::vector<cudaMemcpy3DParms> boxes;
  for (failed = 0; failed < count; ++failed) {
    auto box = box_of(operations[failed]);
    if (!box)
      return box.error();
    if (auto checked = make_box_copy(current_context(), *box); !checked)
      return checked.error();
    boxes.push_back(*box);
  }
  for (failed = 0; failed < count; ++failed) {
    const bool async = operations[failed].srcAccessOrder != cudaMemcpySrcAccessOrderDuringApiCall;
    if (Error error = copy_box(boxes[failed], handle, async); error != Error::Success)
      return error;
  }
  return Error::Success;
}

namespace {

// Of each entry, in order; indices[i] is the first entry that attribute i is for, so they begin with 0 and grow.
bool are_ranges(const size_t* indices, size_t attributes, size_t entries) {
  if (!indices || attributes == 0 || attributes > entries || indices[0] != 0)
    return false;
  for (size_t i = 1; i < attributes; ++i)
    if (indices[i] <= indices[i - 1] || indices[i] >= entries)
      return false;
  return true;
}

size_t attribute_of(size_t entry, size_t current, const size_t* indices, size_t attributes) {
  return current + 1 < attributes && indices[current + 1] == entry ? current + 1 : current;
}

} // namespace

Error copy_ranges(void* const* targets, const void* const* sources, const size_t* sizes, size_t count,
                  const cudaMemcpyAttributes* attributes, const size_t* indices, size_t attribute_count,
                  cudaStream_t handle, size_t& failed) {
  failed = SIZE_MAX;
  if (!targets || !sources || !sizes || count == 0 || !attributes || !are_ranges(indices, attribute_count, count))
    return Error::InvalidValue;
  for (size_t i = 0; i < attribute_count; ++i)
    if (attributes[i].srcAccessOrder < cudaMemcpySrcAccessOrderStream ||
        attributes[i].srcAccessOrder > cudaMemcpySrcAccessOrderAny)
      return explain(Error::InvalidValue, "%d is no order in which a source is read",
                     static_cast<int>(attributes[i].srcAccessOrder));
  auto stream = find_batch_stream(handle);
  if (!stream)
    return stream.error();
  size_t attribute = 0;
  for (size_t i = 0; i < count; ++i) {
    attribute = attribute_of(i, attribute, indices, attribute_count);
    // A source that has to be read during the call: the call waits for the copy.
    const bool async = attributes[attribute].srcAccessOrder != cudaMemcpySrcAccessOrderDuringApiCall;
    if (Error error =
            runtime::copy(**stream, targets[i], sources[i], {.width = sizes[i]}, runtime::Direction::kDefault, async);
        error != Error::Success) {
      failed = i;
      return error;
    }
  }
  return Error::Success;
}

namespace body {

Error cudaMemcpyBatchAsync(void* const* targets, const void* const* sources, const size_t* sizes, size_t count,
                           cudaMemcpyAttributes* attributes, size_t* indices, size_t attribute_count,
                           cudaStream_t handle) {
  size_t failed;
  return copy_ranges(targets, sources, sizes, count, attributes, indices, attribute_count, handle, failed);
}

Error cudaMemPrefetchBatchAsync(void** memory, size_t* sizes, size_t count, cudaMemLocation* locations, size_t* indices,
                                size_t location_count, unsigned long long flags, cudaStream_t handle) {
  if (!memory || !sizes || count == 0 || !locations || flags != 0 || !are_ranges(indices, location_count, count))
    return Error::InvalidValue;
  if (auto stream = find_batch_stream(handle); !stream)
    return stream.error();
  size_t location = 0;
  for (size_t i = 0; i < count; ++i) {
    location = attribute_of(i, location, indices, location_count);
    if (Error error = body::cudaMemPrefetchAsync(memory[i], sizes[i], locations[location], 0, handle);
        error != Error::Success)
      return error;
  }
  return Error::Success;
}

// What is discarded may keep its value: the program must not read it before it writes.
Error cudaMemDiscardBatchAsync(void** memory, size_t* sizes, size_t count, unsigned long long flags,
                               cudaStream_t handle) {
  if (!memory || !sizes || count == 0 || flags != 0)
    return Error::InvalidValue;
  if (auto stream = find_batch_stream(handle); !stream)
    return stream.error();
  for (size_t i = 0; i < count; ++i) {
    auto object = runtime::Platform::instance().addresses.find(reinterpret_cast<ox::DeviceAddress>(memory[i]));
    if (!object || object->type != runtime::MemoryType::kManaged ||
        !object->contains(reinterpret_cast<ox::DeviceAddress>(memory[i]), sizes[i]))
      return explain(Error::InvalidValue, "%zu bytes at %p are not managed memory", sizes[i], memory[i]);
  }
  return Error::Success;
}

Error cudaMemDiscardAndPrefetchBatchAsync(void** memory, size_t* sizes, size_t count, cudaMemLocation* locations,
                                          size_t* indices, size_t location_count, unsigned long long flags,
                                          cudaStream_t stream) {
  if (Error error = body::cudaMemDiscardBatchAsync(memory, sizes, count, flags, stream); error != Error::Success)
    return error;
  return body::cudaMemPrefetchBatchAsync(memory, sizes, count, locations, indices, location_count, flags, stream);
}

Error cudaMemcpy3DBatchAsync(size_t count, cudaMemcpy3DBatchOp* operations, unsigned long long flags,
                             cudaStream_t stream) {
  size_t failed;
  return copy_boxes(operations, count, flags, stream, failed);
}

} // namespace body

} // namespace ox::cudart
