// Binding of texture and surface references, which CUDA 12 removed, by their types.
#ifndef OX_TEXTURE_REFERENCES_H
#define OX_TEXTURE_REFERENCES_H

#include "../cuda_runtime_api.h"
#include "../cuda_surface_types.h"
#include "../cuda_texture_types.h"

#define OX_REFERENCE(name, ...)                                                                                        \
  template <class T, int Dimensions, enum cudaTextureReadMode Mode> static inline cudaError_t name(__VA_ARGS__)
typedef const struct cudaChannelFormatDesc& ox_channels;

OX_REFERENCE(cudaBindTexture, size_t* offset, const texture<T, Dimensions, Mode>& tex, const void* devPtr,
             ox_channels desc, size_t size = 0xffffffffu) {
  return ::cudaBindTexture(offset, &tex, devPtr, &desc, size);
}
OX_REFERENCE(cudaBindTexture, size_t* offset, const texture<T, Dimensions, Mode>& tex, const void* devPtr,
             size_t size = 0xffffffffu) {
  return ::cudaBindTexture(offset, &tex, devPtr, &tex.channelDesc, size);
}
OX_REFERENCE(cudaBindTexture2D, size_t* offset, const texture<T, Dimensions, Mode>& tex, const void* devPtr,
             ox_channels desc, size_t width, size_t height, size_t pitch) {
  return ::cudaBindTexture2D(offset, &tex, devPtr, &desc, width, height, pitch);
}
OX_REFERENCE(cudaBindTexture2D, size_t* offset, const texture<T, Dimensions, Mode>& tex, const void* devPtr,
             size_t width, size_t height, size_t pitch) {
  return ::cudaBindTexture2D(offset, &tex, devPtr, &tex.channelDesc, width, height, pitch);
}
OX_REFERENCE(cudaBindTextureToArray, const texture<T, Dimensions, Mode>& tex, cudaArray_const_t array,
             ox_channels desc) {
  return ::cudaBindTextureToArray(&tex, array, &desc);
}
OX_REFERENCE(cudaBindTextureToArray, const texture<T, Dimensions, Mode>& tex, cudaArray_const_t array) {
  struct cudaChannelFormatDesc desc;
  const cudaError_t error = ::cudaGetChannelDesc(&desc, array);
  return error == cudaSuccess ? ::cudaBindTextureToArray(&tex, array, &desc) : error;
}
OX_REFERENCE(cudaBindTextureToMipmappedArray, const texture<T, Dimensions, Mode>& tex,
             cudaMipmappedArray_const_t mipmappedArray, ox_channels desc) {
  return ::cudaBindTextureToMipmappedArray(&tex, mipmappedArray, &desc);
}
OX_REFERENCE(cudaBindTextureToMipmappedArray, const texture<T, Dimensions, Mode>& tex,
             cudaMipmappedArray_const_t mipmappedArray) {
  struct cudaChannelFormatDesc desc;
  cudaArray_t level = 0;
  cudaError_t error = ::cudaGetMipmappedArrayLevel(&level, mipmappedArray, 0);
  if (error == cudaSuccess)
    error = ::cudaGetChannelDesc(&desc, level);
  return error == cudaSuccess ? ::cudaBindTextureToMipmappedArray(&tex, mipmappedArray, &desc) : error;
}
OX_REFERENCE(cudaUnbindTexture, const texture<T, Dimensions, Mode>& tex) { return ::cudaUnbindTexture(&tex); }
OX_REFERENCE(cudaGetTextureAlignmentOffset, size_t* offset, const texture<T, Dimensions, Mode>& tex) {
  return ::cudaGetTextureAlignmentOffset(offset, &tex);
}
#undef OX_REFERENCE

template <class T, int Dimensions>
static inline cudaError_t cudaBindSurfaceToArray(const surface<T, Dimensions>& surf, cudaArray_const_t array,
                                                 ox_channels desc) {
  return ::cudaBindSurfaceToArray(&surf, array, &desc);
}
template <class T, int Dimensions>
static inline cudaError_t cudaBindSurfaceToArray(const surface<T, Dimensions>& surf, cudaArray_const_t array) {
  struct cudaChannelFormatDesc desc;
  const cudaError_t error = ::cudaGetChannelDesc(&desc, array);
  return error == cudaSuccess ? ::cudaBindSurfaceToArray(&surf, array, &desc) : error;
}

#endif
