// Texture and surface references, by their host symbols.
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/array_formats.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"
#include "runtime/cudart/texture_sampling.h"

namespace ox::cudart::body {

using isa::TexelFormat;
using runtime::explain;
using runtime::fail;
using runtime::HostVariable;
using runtime::Platform;
using runtime::Result;
using runtime::TextureResource;
using Kind = isa::TextureResource;
using Sort = HostVariable::Sort;

namespace {

Result<HostVariable> find_reference(const void* reference, Sort sort) {
  auto variable = Platform::instance().binaries.find_variable(reference);
  if (variable && variable->sort == sort)
    return *variable;
  const bool is_texture = sort == Sort::kTexture;
  return fail(explain(is_texture ? Error::InvalidTexture : Error::InvalidSurface,
                      "%p is not a %s reference of this program", reference, is_texture ? "texture" : "surface"));
}

cudaTextureDesc sampling_of(const textureReference& from, const HostVariable& registered) {
  cudaTextureDesc to{};
  for (int i = 0; i < 3; ++i)
    to.addressMode[i] = from.addressMode[i];
  to.filterMode = from.filterMode;
  to.readMode = registered.reads_normalized ? cudaReadModeNormalizedFloat : cudaReadModeElementType;
  to.sRGB = from.sRGB;
  to.normalizedCoords = from.normalized;
  to.maxAnisotropy = from.maxAnisotropy;
  to.mipmapFilterMode = from.mipmapFilterMode;
  to.mipmapLevelBias = from.mipmapLevelBias;
  to.minMipmapLevelClamp = from.minMipmapLevelClamp;
  to.maxMipmapLevelClamp = from.maxMipmapLevelClamp;
  to.disableTrilinearOptimization = from.disableTrilinearOptimization;
  return to;
}

Error bind(const textureReference* reference, TexelFormat format, const TextureResource& resource,
           uint64_t offset_bytes) {
  auto registered = find_reference(reference, Sort::kTexture);
  if (!registered)
    return registered.error();
  const isa::TexelLayout texel = isa::layout_of(format);
  if (registered->reads_normalized && texel.bits == 32 && texel.kind != isa::TexelKind::kFloat)
    return explain(Error::InvalidNormSetting, "32-bit integers can't be read as normalised floats");
  auto sampling = to_core(sampling_of(*reference, *registered));
  if (!sampling)
    return sampling.error();
  auto object = runtime::make_texture(current_context(), resource, *sampling, std::nullopt);
  if (!object)
    return object.error();
  return Platform::instance().texture_bindings.bind(current_context(), reference, {*object, offset_bytes});
}

// The program has to know of an offset; where it doesn't ask, there may be none.
Error give_offset(size_t* to, uint64_t offset_bytes) {
  if (!to && offset_bytes)
    return explain(Error::InvalidValue, "the memory is not aligned for a texture, and there is nowhere to say by how "
                                        "much");
  if (to)
    *to = offset_bytes;
  return Error::Success;
}

Error check_same(const cudaChannelFormatDesc& wanted, TexelFormat has) {
  auto format = find_format(wanted);
  if (!format)
    return format.error();
  if (*format != has)
    return explain(Error::InvalidValue, "the array has another format than it is bound with");
  return Error::Success;
}

} // namespace

Error cudaBindTexture(size_t* offset, const textureReference* reference, const void* memory,
                      const cudaChannelFormatDesc* channels, size_t bytes) {
  if (!reference || !channels)
    return Error::InvalidValue;
  auto format = find_format(*channels);
  if (!format)
    return format.error();
  const auto aligned = runtime::align_texture(reinterpret_cast<DeviceAddress>(memory));
  if (Error error = give_offset(offset, aligned.offset_bytes); error != Error::Success)
    return error;
  return bind(reference, *format, runtime::linear_resource(current_context(), aligned, *format, bytes),
              aligned.offset_bytes);
}

Error cudaBindTexture2D(size_t* offset, const textureReference* reference, const void* memory,
                        const cudaChannelFormatDesc* channels, size_t width, size_t height, size_t pitch) {
  if (!reference || !channels)
    return Error::InvalidValue;
  auto format = find_format(*channels);
  if (!format)
    return format.error();
  const auto aligned = runtime::align_texture(reinterpret_cast<DeviceAddress>(memory));
  if (Error error = give_offset(offset, aligned.offset_bytes); error != Error::Success)
    return error;
  const uint64_t before = aligned.offset_bytes / std::max<uint64_t>(isa::layout_of(*format).bytes, 1);
  return bind(reference, *format,
              {.kind = Kind::kPitch2D,
               .address = aligned.address,
               .format = *format,
               .width = width + before,
               .height = height,
               .pitch_bytes = pitch},
              aligned.offset_bytes);
}

Error cudaBindTextureToArray(const textureReference* reference, cudaArray_const_t handle,
                             const cudaChannelFormatDesc* channels) {
  auto array = runtime::find_array(handle, Error::InvalidValue);
  if (!array || !reference || !channels)
    return Error::InvalidValue;
  if (Error error = check_same(*channels, (*array)->shape.format); error != Error::Success)
    return error;
  return bind(reference, (*array)->shape.format, {.kind = Kind::kArray, .array = *array}, 0);
}

Error cudaBindTextureToMipmappedArray(const textureReference* reference, cudaMipmappedArray_const_t handle,
                                      const cudaChannelFormatDesc* channels) {
  auto mipmap = runtime::find_mipmapped_array(handle, Error::InvalidValue);
  if (!mipmap || !reference || !channels)
    return Error::InvalidValue;
  if (Error error = check_same(*channels, (*mipmap)->shape.format); error != Error::Success)
    return error;
  return bind(reference, (*mipmap)->shape.format, {.kind = Kind::kMipmappedArray, .mipmap = *mipmap}, 0);
}

Error cudaUnbindTexture(const textureReference* reference) {
  if (auto registered = find_reference(reference, Sort::kTexture); !registered)
    return registered.error();
  return Platform::instance().texture_bindings.unbind(current_context(), reference);
}

Error cudaGetTextureAlignmentOffset(size_t* offset, const textureReference* reference) {
  if (!offset)
    return Error::InvalidValue;
  if (auto registered = find_reference(reference, Sort::kTexture); !registered)
    return registered.error();
  auto binding = Platform::instance().texture_bindings.find(current_context(), reference);
  if (!binding)
    return explain(Error::InvalidTextureBinding, "nothing is bound to the texture reference");
  *offset = binding->offset_bytes;
  return Error::Success;
}

// The host's symbol is the reference.
Error cudaGetTextureReference(const textureReference** reference, const void* symbol) {
  if (!reference)
    return Error::InvalidValue;
  if (auto registered = find_reference(symbol, Sort::kTexture); !registered)
    return registered.error();
  *reference = static_cast<const textureReference*>(symbol);
  return Error::Success;
}

Error cudaBindSurfaceToArray(const surfaceReference* reference, cudaArray_const_t handle,
                             const cudaChannelFormatDesc* channels) {
  auto array = runtime::find_array(handle, Error::InvalidValue);
  if (!array || !channels)
    return Error::InvalidValue;
  if (auto registered = find_reference(reference, Sort::kSurface); !registered)
    return registered.error();
  if (Error error = check_same(*channels, (*array)->shape.format); error != Error::Success)
    return error;
  auto object = runtime::make_surface(current_context(), {.kind = Kind::kArray, .array = *array});
  if (!object)
    return object.error();
  return Platform::instance().texture_bindings.bind(current_context(), reference, {*object, 0});
}

Error cudaGetSurfaceReference(const surfaceReference** reference, const void* symbol) {
  if (!reference)
    return Error::InvalidValue;
  if (auto registered = find_reference(symbol, Sort::kSurface); !registered)
    return registered.error();
  *reference = static_cast<const surfaceReference*>(symbol);
  return Error::Success;
}

} // namespace ox::cudart::body
