// Texture fetches and surface accesses: declared, so that a program that uses them hears what is missing.
//
// Texture objects hold no fetchable state yet; each function's body is an error for the instantiation that calls it.
#pragma once

namespace ox {
template <class T> struct Never {
  static constexpr bool value = false;
};
} // namespace ox

#define OX_NO_TEXTURES                                                                                                 \
  static_assert(ox::Never<T>::value,                                                                                   \
                "texture fetches and surface accesses are not implemented in this version of Ox: "                     \
                "read the data through a pointer")

// Each in two forms: the value returned, or stored through the first argument.
#define OX_TEXTURE(name, ...)                                                                                          \
  template <class T> OX_DEVICE T name(cudaTextureObject_t, __VA_ARGS__) {                                              \
    OX_NO_TEXTURES;                                                                                                    \
    return T();                                                                                                        \
  }                                                                                                                    \
  template <class T> OX_DEVICE void name(T*, cudaTextureObject_t, __VA_ARGS__) { OX_NO_TEXTURES; }
OX_TEXTURE(tex1Dfetch, int)
OX_TEXTURE(tex1D, float)
OX_TEXTURE(tex1DLod, float, float)
OX_TEXTURE(tex1DGrad, float, float, float)
OX_TEXTURE(tex1DLayered, float, int)
OX_TEXTURE(tex2D, float, float)
OX_TEXTURE(tex2DLod, float, float, float)
OX_TEXTURE(tex2DGrad, float, float, float2, float2)
OX_TEXTURE(tex2DLayered, float, float, int)
OX_TEXTURE(tex2DLayeredLod, float, float, int, float)
OX_TEXTURE(tex2Dgather, float, float, int)
OX_TEXTURE(tex3D, float, float, float)
OX_TEXTURE(tex3DLod, float, float, float, float)
OX_TEXTURE(tex3DGrad, float, float, float, float4, float4)
OX_TEXTURE(texCubemap, float, float, float)
OX_TEXTURE(texCubemapLod, float, float, float, float)
OX_TEXTURE(texCubemapLayered, float, float, float, int)
OX_TEXTURE(texCubemapLayeredLod, float, float, float, int, float)
#undef OX_TEXTURE

#define OX_SURFACE(name, ...)                                                                                          \
  template <class T>                                                                                                   \
  OX_DEVICE T name##read(cudaSurfaceObject_t, __VA_ARGS__, cudaSurfaceBoundaryMode = cudaBoundaryModeTrap) {           \
    OX_NO_TEXTURES;                                                                                                    \
    return T();                                                                                                        \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_DEVICE void name##read(T*, cudaSurfaceObject_t, __VA_ARGS__, cudaSurfaceBoundaryMode = cudaBoundaryModeTrap) {    \
    OX_NO_TEXTURES;                                                                                                    \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_DEVICE void name##write(T, cudaSurfaceObject_t, __VA_ARGS__, cudaSurfaceBoundaryMode = cudaBoundaryModeTrap) {    \
    OX_NO_TEXTURES;                                                                                                    \
  }
OX_SURFACE(surf1D, int)
OX_SURFACE(surf2D, int, int)
OX_SURFACE(surf3D, int, int, int)
OX_SURFACE(surf1DLayered, int, int)
OX_SURFACE(surf2DLayered, int, int, int)
OX_SURFACE(surfCubemap, int, int, int)
OX_SURFACE(surfCubemapLayered, int, int, int)
#undef OX_SURFACE
#undef OX_NO_TEXTURES

// References, which CUDA 12 removed and older programs declare at file scope.
template <class T, int Dimensions = cudaTextureType1D, cudaTextureReadMode Mode = cudaReadModeElementType>
struct texture : textureReference {
  static_assert(ox::Never<T>::value, "texture references are not implemented in this version of Ox (CUDA 12 removed "
                                     "them): use a pointer or a texture object");
};
template <class T, int Dimensions = cudaSurfaceType1D> struct surface : surfaceReference {
  static_assert(ox::Never<T>::value, "surface references are not implemented in this version of Ox (CUDA 12 removed "
                                     "them): use a pointer or a surface object");
};
