// texture<T, dimensions, mode>: texture references, which CUDA 12 removed and older programs declare at file scope.
//
// For the host such a variable is how the texture is to be read; for the device it is the texture object that
// cudaBindTexture and its kin put there.
#ifndef OX_CUDA_TEXTURE_TYPES_H
#define OX_CUDA_TEXTURE_TYPES_H
#define __CUDA_TEXTURE_TYPES_H__

#include "channel_descriptor.h"
#include "texture_types.h"

#if defined(OX_CUDA) && defined(__cplusplus)
template <class T, int Dimensions = cudaTextureType1D, enum cudaTextureReadMode Mode = cudaReadModeElementType>
struct __attribute__((device_builtin_texture_type)) texture : public textureReference {
  texture(int norm = 0, enum cudaTextureFilterMode fMode = cudaFilterModePoint,
          enum cudaTextureAddressMode aMode = cudaAddressModeClamp)
      : textureReference() {
    set(norm, fMode, aMode, cudaCreateChannelDesc<T>());
  }
  texture(int norm, enum cudaTextureFilterMode fMode, enum cudaTextureAddressMode aMode,
          struct cudaChannelFormatDesc desc)
      : textureReference() {
    set(norm, fMode, aMode, desc);
  }

private:
  void set(int norm, enum cudaTextureFilterMode fMode, enum cudaTextureAddressMode aMode,
           struct cudaChannelFormatDesc desc) {
    normalized = norm;
    filterMode = fMode;
    addressMode[0] = addressMode[1] = addressMode[2] = aMode;
    channelDesc = desc;
  }
};
#endif

#endif
