// Texture and surface objects.
#include "runtime/core/texture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/array_formats.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include "runtime/driver/texture_sampling.h"
#include <cstring>

namespace ox::driver::body {

using cudart::current_context;
using isa::TextureAccess;
using runtime::explain;
using runtime::TextureView;

namespace {

// The numbers of a view's formats are the runtime API's.
runtime::Result<TextureView> view_of(const CUDA_RESOURCE_VIEW_DESC& from) {
  auto format = cudart::find_view_format(static_cast<cudaResourceViewFormat>(from.format));
  if (!format)
    return runtime::fail(format.error());
  return TextureView{.format = *format,
                     .width = from.width,
                     .height = from.height,
                     .depth = from.depth,
                     .first_level = from.firstMipmapLevel,
                     .last_level = from.lastMipmapLevel,
                     .first_layer = from.firstLayer,
                     .last_layer = from.lastLayer};
}

CUDA_RESOURCE_VIEW_DESC describe_view(const TextureView& from) {
  CUDA_RESOURCE_VIEW_DESC to;
  std::memset(&to, 0, sizeof to);
  to.format = static_cast<CUresourceViewFormat>(cudart::view_format_of(from.format));
  to.width = from.width;
  to.height = from.height;
  to.depth = from.depth;
  to.firstMipmapLevel = from.first_level;
  to.lastMipmapLevel = from.last_level;
  to.firstLayer = from.first_layer;
  to.lastLayer = from.last_layer;
  return to;
}

} // namespace

Error cuTexObjectCreate(CUtexObject* object, const CUDA_RESOURCE_DESC* resource_desc,
                        const CUDA_TEXTURE_DESC* texture_desc, const CUDA_RESOURCE_VIEW_DESC* view_desc) {
  if (!object || !resource_desc || !texture_desc)
    return Error::InvalidValue;
  auto resource = to_core(*resource_desc);
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

Error cuTexObjectDestroy(CUtexObject object) { return runtime::destroy_texture(object, TextureAccess::kTexture); }

Error cuTexObjectGetResourceDesc(CUDA_RESOURCE_DESC* to, CUtexObject handle) {
  auto object = runtime::find_texture(handle, TextureAccess::kTexture);
  if (!object || !to)
    return Error::InvalidValue;
  *to = to_driver((*object)->resource);
  return Error::Success;
}

Error cuTexObjectGetTextureDesc(CUDA_TEXTURE_DESC* to, CUtexObject handle) {
  auto object = runtime::find_texture(handle, TextureAccess::kTexture);
  if (!object || !to)
    return Error::InvalidValue;
  *to = to_driver((*object)->sampling);
  return Error::Success;
}

Error cuTexObjectGetResourceViewDesc(CUDA_RESOURCE_VIEW_DESC* to, CUtexObject handle) {
  auto object = runtime::find_texture(handle, TextureAccess::kTexture);
  if (!object || !to)
    return Error::InvalidValue;
  if (!(*object)->view)
    return explain(Error::InvalidValue, "the texture object was made without a resource view");
  *to = describe_view(*(*object)->view);
  return Error::Success;
}

Error cuSurfObjectCreate(CUsurfObject* object, const CUDA_RESOURCE_DESC* resource_desc) {
  if (!object || !resource_desc)
    return Error::InvalidValue;
  auto resource = to_core(*resource_desc);
  if (!resource)
    return resource.error();
  auto made = runtime::make_surface(current_context(), *resource);
  if (!made)
    return made.error();
  *object = (*made)->descriptor;
  return Error::Success;
}

Error cuSurfObjectDestroy(CUsurfObject object) { return runtime::destroy_texture(object, TextureAccess::kSurface); }

Error cuSurfObjectGetResourceDesc(CUDA_RESOURCE_DESC* to, CUsurfObject handle) {
  auto object = runtime::find_texture(handle, TextureAccess::kSurface);
  if (!object || !to)
    return Error::InvalidValue;
  *to = to_driver((*object)->resource);
  return Error::Success;
}

} // namespace ox::driver::body
