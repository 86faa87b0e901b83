// Texture and surface objects.
#include "runtime/core/texture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/array_formats.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/handles.h"
#include "runtime/cudart/texture_sampling.h"
#include <cstring>

namespace ox::cudart::body {

using isa::TextureAccess;
using runtime::explain;
using runtime::fail;
using runtime::Result;
using runtime::TextureObject;
using runtime::TextureResource;
using runtime::TextureView;
using Kind = isa::TextureResource;

namespace {

Result<TextureResource> to_array(const cudaResourceDesc& from) {
  auto array = runtime::find_array(from.res.array.array, Error::InvalidValue);
  if (!array)
    return fail(array.error());
  return TextureResource{.kind = Kind::kArray, .array = *array};
}

Result<TextureResource> to_mipmap(const cudaResourceDesc& from) {
  auto mipmap = runtime::find_mipmapped_array(from.res.mipmap.mipmap, Error::InvalidValue);
  if (!mipmap)
    return fail(mipmap.error());
  return TextureResource{.kind = Kind::kMipmappedArray, .mipmap = *mipmap};
}

Result<TextureResource> to_linear(const cudaResourceDesc& from) {
  const auto& linear = from.res.linear;
  auto format = find_format(linear.desc);
  if (!format)
    return fail(format.error());
  return TextureResource{.kind = Kind::kLinear,
                         .address = reinterpret_cast<DeviceAddress>(linear.devPtr),
                         .format = *format,
                         .bytes = linear.sizeInBytes};
}

Result<TextureResource> to_pitched(const cudaResourceDesc& from) {
  const auto& pitched = from.res.pitch2D;
  auto format = find_format(pitched.desc);
  if (!format)
    return fail(format.error());
  return TextureResource{.kind = Kind::kPitch2D,
                         .address = reinterpret_cast<DeviceAddress>(pitched.devPtr),
                         .format = *format,
                         .width = pitched.width,
                         .height = pitched.height,
                         .pitch_bytes = pitched.pitchInBytes};
}

Result<TextureResource> resource_of(const cudaResourceDesc& from) {
  switch (from.resType) {
  case cudaResourceTypeArray:
    return to_array(from);
  case cudaResourceTypeMipmappedArray:
    return to_mipmap(from);
  case cudaResourceTypeLinear:
    return to_linear(from);
  case cudaResourceTypePitch2D:
    return to_pitched(from);
  }
  return fail(explain(Error::InvalidValue, "%d is no cudaResourceType", static_cast<int>(from.resType)));
}

cudaResourceDesc describe_resource(const TextureResource& from) {
  cudaResourceDesc to;
  std::memset(&to, 0, sizeof to);
  to.resType = static_cast<cudaResourceType>(from.kind);
  switch (from.kind) {
  case Kind::kArray:
    to.res.array.array = handle_of(from.array.get());
    break;
  case Kind::kMipmappedArray:
    to.res.mipmap.mipmap = handle_of(from.mipmap.get());
    break;
  case Kind::kLinear:
    to.res.linear = {reinterpret_cast<void*>(from.address), channels_of(from.format), from.bytes};
    break;
  case Kind::kPitch2D:
    to.res.pitch2D = {reinterpret_cast<void*>(from.address), channels_of(from.format), from.width, from.height,
                      from.pitch_bytes};
    break;
  }
  return to;
}

Result<TextureView> view_of(const cudaResourceViewDesc& from) {
  auto format = find_view_format(from.format);
  if (!format)
    return fail(format.error());
  return TextureView{
      *format,         from.width,    from.height, from.depth, from.firstMipmapLevel, from.lastMipmapLevel,
      from.firstLayer, from.lastLayer};
}

template <typename To, typename Describe>
Error describe(To* to, uint64_t handle, TextureAccess access, Describe&& describe_object) {
  auto object = runtime::find_texture(handle, access);
  if (!object)
    return object.error();
  return to ? describe_object(**object) : Error::InvalidValue;
}

} // namespace

Error cudaCreateTextureObject(cudaTextureObject_t* object, const cudaResourceDesc* resource_desc,
                              const cudaTextureDesc* texture_desc, const cudaResourceViewDesc* view_desc) {
  if (!object || !resource_desc || !texture_desc)
    return Error::InvalidValue;
  auto resource = resource_of(*resource_desc);
  if (!resource)
    return resource.error();
  auto sampling = to_core(*texture_desc);
  if (!sampling)
    return sampling.error();
  std::optional<TextureView> view;
  if (view_desc) {
    auto given = view_of(*view_desc);
    if (!given)
      return given.error();
    view = *given;
  }
  auto made = runtime::make_texture(current_context(), *resource, *sampling, view);
  if (!made)
    return made.error();
  *object = (*made)->descriptor;
  return Error::Success;
}

Error cudaDestroyTextureObject(cudaTextureObject_t object) {
  return runtime::destroy_texture(object, TextureAccess::kTexture);
}

Error cudaGetTextureObjectResourceDesc(cudaResourceDesc* to, cudaTextureObject_t handle) {
  return describe(to, handle, TextureAccess::kTexture, [&](const TextureObject& object) {
    *to = describe_resource(object.resource);
    return Error::Success;
  });
}

Error cudaGetTextureObjectTextureDesc(cudaTextureDesc* to, cudaTextureObject_t handle) {
  return describe(to, handle, TextureAccess::kTexture, [&](const TextureObject& object) {
    *to = to_runtime(object.sampling);
    return Error::Success;
  });
}

Error cudaGetTextureObjectResourceViewDesc(cudaResourceViewDesc* to, cudaTextureObject_t handle) {
  return describe(to, handle, TextureAccess::kTexture, [&](const TextureObject& object) {
    if (!object.view)
      return explain(Error::InvalidValue, "the texture object was made without a resource view");
    const TextureView& view = *object.view;
    std::memset(to, 0, sizeof *to);
    to->format = view_format_of(view.format);
    to->width = view.width;
    to->height = view.height;
    to->depth = view.depth;
    to->firstMipmapLevel = view.first_level;
    to->lastMipmapLevel = view.last_level;
    to->firstLayer = view.first_layer;
    to->lastLayer = view.last_layer;
    return Error::Success;
  });
}

Error cudaCreateSurfaceObject(cudaSurfaceObject_t* object, const cudaResourceDesc* resource_desc) {
  if (!object || !resource_desc)
    return Error::InvalidValue;
  auto resource = resource_of(*resource_desc);
  if (!resource)
    return resource.error();
  auto made = runtime::make_surface(current_context(), *resource);
  if (!made)
    return made.error();
  *object = (*made)->descriptor;
  return Error::Success;
}

Error cudaDestroySurfaceObject(cudaSurfaceObject_t object) {
  return runtime::destroy_texture(object, TextureAccess::kSurface);
}

Error cudaGetSurfaceObjectResourceDesc(cudaResourceDesc* to, cudaSurfaceObject_t handle) {
  return describe(to, handle, TextureAccess::kSurface, [&](const TextureObject& object) {
    *to = describe_resource(object.resource);
    return Error::Success;
  });
}

} // namespace ox::cudart::body
