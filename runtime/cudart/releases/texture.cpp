// Texture and surface objects: descriptions were shorter.
#include "runtime/cudart/releases/releases.h"
#include <cstddef>

namespace {

using ox::cudart::releases::lengthened;
using ox::cudart::releases::shortened;

constexpr size_t kTextureBytes11 = offsetof(cudaTextureDesc, seamlessCubemap); // which came with 11.8, and _v2
static_assert(kTextureBytes11 == 68);
constexpr size_t kResourceBytes12 = 64; // the kind, and at most a pitched plane

struct Resource {
  explicit Resource(const void* older)
      : newest(older ? lengthened<kResourceBytes12, cudaResourceDesc>(older) : cudaResourceDesc{}),
        pointer(older ? &newest : nullptr) {}
  cudaResourceDesc newest;
  const cudaResourceDesc* pointer;
};

} // namespace

OX_OF_RELEASE(11, cudaCreateTextureObject, ox_create_texture_object_11, cudaTextureObject_t* object,
              const void* resource, const void* texture, const cudaResourceViewDesc* view) {
  if (!texture)
    return cudaCreateTextureObject(object, Resource(resource).pointer, nullptr, view);
  const auto longer = lengthened<kTextureBytes11, cudaTextureDesc>(texture);
  return cudaCreateTextureObject(object, Resource(resource).pointer, &longer, view);
}

OX_OF_RELEASE(12, cudaCreateTextureObject, ox_create_texture_object_12, cudaTextureObject_t* object,
              const void* resource, const cudaTextureDesc* texture, const cudaResourceViewDesc* view) {
  return cudaCreateTextureObject(object, Resource(resource).pointer, texture, view);
}
OX_OF_RELEASE(11, cudaCreateTextureObject_v2, ox_create_texture_object_11_v2, cudaTextureObject_t* object,
              const void* resource, const cudaTextureDesc* texture, const cudaResourceViewDesc* view) {
  return cudaCreateTextureObject(object, Resource(resource).pointer, texture, view);
}

OX_OF_RELEASE(11, cudaGetTextureObjectTextureDesc, ox_get_texture_desc_11, void* texture, cudaTextureObject_t object) {
  return shortened<kTextureBytes11, cudaTextureDesc>(
      texture, [&](cudaTextureDesc* newest) { return cudaGetTextureObjectTextureDesc(newest, object); });
}
OX_OF_RELEASE(11, cudaGetTextureObjectTextureDesc_v2, ox_get_texture_desc_11_v2, cudaTextureDesc* texture,
              cudaTextureObject_t object) {
  return cudaGetTextureObjectTextureDesc(texture, object);
}

OX_OF_RELEASES_11_AND_12(cudaGetTextureObjectResourceDesc, ox_get_texture_resource_12, void* resource,
                         cudaTextureObject_t object) {
  return shortened<kResourceBytes12, cudaResourceDesc>(
      resource, [&](cudaResourceDesc* newest) { return cudaGetTextureObjectResourceDesc(newest, object); });
}

OX_OF_RELEASES_11_AND_12(cudaCreateSurfaceObject, ox_create_surface_object_12, cudaSurfaceObject_t* object,
                         const void* resource) {
  return cudaCreateSurfaceObject(object, Resource(resource).pointer);
}
OX_OF_RELEASES_11_AND_12(cudaGetSurfaceObjectResourceDesc, ox_get_surface_resource_12, void* resource,
                         cudaSurfaceObject_t object) {
  return shortened<kResourceBytes12, cudaResourceDesc>(
      resource, [&](cudaResourceDesc* newest) { return cudaGetSurfaceObjectResourceDesc(newest, object); });
}
