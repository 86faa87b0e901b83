// Arrays and mipmapped arrays: their making, their ends and what is known of them.
#include "runtime/core/array.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/texture_limits.h"
#include "runtime/cudart/array_formats.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"

extern "C" __attribute__((visibility("default"))) cudaChannelFormatDesc cudaCreateChannelDesc(int x, int y, int z,
                                                                                              int w,
                                                                                              cudaChannelFormatKind f) {
  return {x, y, z, w, f};
}

namespace ox::cudart::body {

using runtime::ArrayShape;
using runtime::explain;
using runtime::MipmappedArray;

namespace {

runtime::Result<ArrayShape> shape_of(const cudaChannelFormatDesc* channels, const cudaExtent& extent, unsigned flags) {
  if (!channels)
    return runtime::fail(Error::InvalidValue);
  auto format = find_format(*channels);
  if (!format)
    return runtime::fail(format.error());
  return ArrayShape{extent.width, extent.height, extent.depth, *format, flags};
}

Error make_array(cudaArray_t* array, const cudaChannelFormatDesc* channels, const cudaExtent& extent, unsigned flags) {
  if (!array)
    return Error::InvalidValue;
  auto shape = shape_of(channels, extent, flags);
  if (!shape)
    return shape.error();
  auto made = runtime::make_array(current_context(), *shape);
  if (!made)
    return made.error();
  *array = handle_of(made->get());
  return Error::Success;
}

// Only what is mapped later has requirements, and only sparse memory tiles; there is neither.
Error refuse_requirements(const char* flag) {
  return explain(Error::InvalidValue, "the array was not made with %s", flag);
}

} // namespace

Error cudaMallocArray(cudaArray_t* array, const cudaChannelFormatDesc* channels, size_t width, size_t height,
                      unsigned flags) {
  if (flags & (cudaArrayLayered | cudaArrayCubemap | cudaArrayColorAttachment))
    return explain(Error::InvalidValue, "cudaMallocArray makes plain 1D and 2D arrays: cudaMalloc3DArray makes others");
  return make_array(array, channels, {width, height, 0}, flags);
}

Error cudaMalloc3DArray(cudaArray_t* array, const cudaChannelFormatDesc* channels, cudaExtent extent, unsigned flags) {
  return make_array(array, channels, extent, flags);
}

Error cudaFreeArray(cudaArray_t array) {
  return array ? runtime::destroy_array(array, Error::InvalidValue) : Error::Success;
}

Error cudaMallocMipmappedArray(cudaMipmappedArray_t* mipmap, const cudaChannelFormatDesc* channels, cudaExtent extent,
                               unsigned levels, unsigned flags) {
  if (!mipmap)
    return Error::InvalidValue;
  auto shape = shape_of(channels, extent, flags);
  if (!shape)
    return shape.error();
  auto made = runtime::make_mipmapped_array(current_context(), *shape, levels);
  if (!made)
    return made.error();
  *mipmap = handle_of(made->get());
  return Error::Success;
}

Error cudaFreeMipmappedArray(cudaMipmappedArray_t mipmap) {
  return mipmap ? runtime::destroy_mipmapped_array(mipmap, Error::InvalidValue) : Error::Success;
}

Error cudaGetMipmappedArrayLevel(cudaArray_t* level, cudaMipmappedArray_const_t mipmap, unsigned index) {
  if (!level)
    return Error::InvalidValue;
  auto found = runtime::find_mipmapped_array(mipmap, Error::InvalidValue);
  if (!found)
    return found.error();
  auto array = runtime::find_level(**found, index);
  if (!array)
    return array.error();
  *level = handle_of(array->get());
  return Error::Success;
}

Error cudaArrayGetPlane(cudaArray_t* plane, cudaArray_t array, unsigned index) {
  if (!plane)
    return Error::InvalidValue;
  auto found = runtime::find_array(array, Error::InvalidValue);
  if (!found)
    return found.error();
  auto part = runtime::find_plane(**found, index);
  if (!part)
    return part.error();
  *plane = handle_of(part->get());
  return Error::Success;
}

Error cudaArrayGetInfo(cudaChannelFormatDesc* channels, cudaExtent* extent, unsigned* flags, cudaArray_t array) {
  auto found = runtime::find_array(array, Error::InvalidValue);
  if (!found)
    return found.error();
  const ArrayShape& shape = (*found)->shape;
  if (channels)
    *channels = channels_of(shape.format);
  if (extent)
    *extent = {shape.width, shape.height, shape.depth};
  if (flags)
    *flags = shape.flags;
  return Error::Success;
}

Error cudaGetChannelDesc(cudaChannelFormatDesc* channels, cudaArray_const_t array) {
  return channels ? body::cudaArrayGetInfo(channels, nullptr, nullptr, const_cast<cudaArray_t>(array))
                  : Error::InvalidValue;
}

Error cudaArrayGetMemoryRequirements(cudaArrayMemoryRequirements* requirements, cudaArray_t array, int) {
  auto found = runtime::find_array(array, Error::InvalidValue);
  return requirements && found ? refuse_requirements("cudaArrayDeferredMapping") : Error::InvalidValue;
}

Error cudaArrayGetSparseProperties(cudaArraySparseProperties* properties, cudaArray_t array) {
  auto found = runtime::find_array(array, Error::InvalidValue);
  return properties && found ? refuse_requirements("cudaArraySparse") : Error::InvalidValue;
}

Error cudaMipmappedArrayGetMemoryRequirements(cudaArrayMemoryRequirements* requirements, cudaMipmappedArray_t mipmap,
                                              int) {
  auto found = runtime::find_mipmapped_array(mipmap, Error::InvalidValue);
  return requirements && found ? refuse_requirements("cudaArrayDeferredMapping") : Error::InvalidValue;
}

Error cudaMipmappedArrayGetSparseProperties(cudaArraySparseProperties* properties, cudaMipmappedArray_t mipmap) {
  auto found = runtime::find_mipmapped_array(mipmap, Error::InvalidValue);
  return properties && found ? refuse_requirements("cudaArraySparse") : Error::InvalidValue;
}

Error cudaDeviceGetTexture1DLinearMaxWidth(size_t* elements, const cudaChannelFormatDesc* channels, int device) {
  if (!elements || !channels)
    return Error::InvalidValue;
  if (auto properties = runtime::Platform::instance().properties(device); !properties)
    return properties.error();
  auto format = find_format(*channels);
  if (!format)
    return Error::InvalidValue;
  *elements = runtime::kTextureLimits.linear_1d_elements;
  return Error::Success;
}

} // namespace ox::cudart::body
