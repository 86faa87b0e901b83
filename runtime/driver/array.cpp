// Arrays and mipmapped arrays.  A handle is the runtime API's.
#include "runtime/core/array.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/texture_limits.h"
#include "runtime/driver/array_formats.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"

namespace ox::driver::body {

using cudart::current_context;
using runtime::ArrayShape;
using runtime::explain;
using runtime::Platform;

namespace {

// What is known under no such handle, or was destroyed.
constexpr Error kUnknown = Error::InvalidResourceHandle;

runtime::Result<ArrayShape> shape_of(const CUDA_ARRAY3D_DESCRIPTOR* from) {
  if (!from)
    return runtime::fail(Error::InvalidValue);
  auto format = find_format(from->Format, from->NumChannels);
  if (!format)
    return runtime::fail(format.error());
  return ArrayShape{from->Width, from->Height, from->Depth, *format, from->Flags};
}

Error refuse_requirements(const char* flag) {
  return explain(Error::InvalidValue, "the array was not made with %s", flag);
}

} // namespace

Error cuArrayCreate_v2(CUarray* array, const CUDA_ARRAY_DESCRIPTOR* from) {
  if (!from)
    return Error::InvalidValue;
  const CUDA_ARRAY3D_DESCRIPTOR same{from->Width, from->Height, 0, from->Format, from->NumChannels, 0};
  return body::cuArray3DCreate_v2(array, &same);
}

Error cuArray3DCreate_v2(CUarray* array, const CUDA_ARRAY3D_DESCRIPTOR* from) {
  auto shape = shape_of(from);
  if (!shape)
    return shape.error();
  if (!array)
    return Error::InvalidValue;
  auto made = runtime::make_array(current_context(), *shape);
  if (!made)
    return made.error();
  *array = handle_of(made->get());
  return Error::Success;
}

Error cuArrayGetDescriptor_v2(CUDA_ARRAY_DESCRIPTOR* to, CUarray array) {
  auto found = runtime::find_array(array, kUnknown);
  if (!found)
    return found.error();
  if (!to)
    return Error::InvalidValue;
  const ArrayShape& shape = (*found)->shape;
  const ArrayFormat format = format_of(shape.format);
  *to = {shape.width, shape.height, format.format, format.channels};
  return Error::Success;
}

Error cuArray3DGetDescriptor_v2(CUDA_ARRAY3D_DESCRIPTOR* to, CUarray array) {
  auto found = runtime::find_array(array, kUnknown);
  if (!found)
    return found.error();
  if (!to)
    return Error::InvalidValue;
  const ArrayShape& shape = (*found)->shape;
  const ArrayFormat format = format_of(shape.format);
  *to = {shape.width, shape.height, shape.depth, format.format, format.channels, shape.flags};
  return Error::Success;
}

Error cuArrayDestroy(CUarray array) { return runtime::destroy_array(array, kUnknown); }

Error cuArrayGetPlane(CUarray* plane, CUarray array, unsigned index) {
  auto found = runtime::find_array(array, kUnknown);
  if (!found)
    return found.error();
  auto part = runtime::find_plane(**found, index);
  if (!part || !plane)
    return Error::InvalidValue;
  *plane = handle_of(part->get());
  return Error::Success;
}

Error cuMipmappedArrayCreate(CUmipmappedArray* mipmap, const CUDA_ARRAY3D_DESCRIPTOR* from, unsigned levels) {
  auto shape = shape_of(from);
  if (!shape)
    return shape.error();
  if (!mipmap)
    return Error::InvalidValue;
  auto made = runtime::make_mipmapped_array(current_context(), *shape, levels);
  if (!made)
    return made.error();
  *mipmap = handle_of(made->get());
  return Error::Success;
}

Error cuMipmappedArrayGetLevel(CUarray* level, CUmipmappedArray mipmap, unsigned index) {
  auto found = runtime::find_mipmapped_array(mipmap, kUnknown);
  if (!found)
    return found.error();
  auto array = runtime::find_level(**found, index);
  if (!array || !level)
    return Error::InvalidValue;
  *level = handle_of(array->get());
  return Error::Success;
}

Error cuMipmappedArrayDestroy(CUmipmappedArray mipmap) { return runtime::destroy_mipmapped_array(mipmap, kUnknown); }

// Only what is mapped later has requirements, and only sparse memory tiles; there is neither.
Error cuArrayGetMemoryRequirements(CUDA_ARRAY_MEMORY_REQUIREMENTS*, CUarray array, CUdevice) {
  auto found = runtime::find_array(array, kUnknown);
  return found ? refuse_requirements("CUDA_ARRAY3D_DEFERRED_MAPPING") : found.error();
}
Error cuMipmappedArrayGetMemoryRequirements(CUDA_ARRAY_MEMORY_REQUIREMENTS*, CUmipmappedArray mipmap, CUdevice) {
  auto found = runtime::find_mipmapped_array(mipmap, kUnknown);
  return found ? refuse_requirements("CUDA_ARRAY3D_DEFERRED_MAPPING") : found.error();
}
Error cuArrayGetSparseProperties(CUDA_ARRAY_SPARSE_PROPERTIES*, CUarray array) {
  auto found = runtime::find_array(array, kUnknown);
  return found ? refuse_requirements("CUDA_ARRAY3D_SPARSE") : found.error();
}
Error cuMipmappedArrayGetSparseProperties(CUDA_ARRAY_SPARSE_PROPERTIES*, CUmipmappedArray mipmap) {
  auto found = runtime::find_mipmapped_array(mipmap, kUnknown);
  return found ? refuse_requirements("CUDA_ARRAY3D_SPARSE") : found.error();
}

Error cuDeviceGetTexture1DLinearMaxWidth(size_t* elements, CUarray_format format, unsigned channels, CUdevice device) {
  if (!elements || !find_format(format, channels))
    return Error::InvalidValue;
  if (auto properties = Platform::instance().properties(device); !properties)
    return properties.error();
  *elements = runtime::kTextureLimits.linear_1d_elements;
  return Error::Success;
}

} // namespace ox::driver::body
