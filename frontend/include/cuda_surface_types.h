// surface<void, dimensions>: surface references, which CUDA 12 removed and older programs declare at file scope.
#ifndef OX_CUDA_SURFACE_TYPES_H
#define OX_CUDA_SURFACE_TYPES_H
#define __CUDA_SURFACE_TYPES_H__

#include "channel_descriptor.h"
#include "surface_types.h"

#if defined(OX_CUDA) && defined(__cplusplus)
template <class T, int Dimensions = cudaSurfaceType1D>
struct __attribute__((device_builtin_surface_type)) surface : public surfaceReference {
  surface() : surfaceReference() {}
};
// The only one that there is: a surface has no type of its own.
template <int Dimensions>
struct __attribute__((device_builtin_surface_type)) surface<void, Dimensions> : public surfaceReference {
  surface() { channelDesc = cudaCreateChannelDesc<void>(); }
};
#endif

#endif
