// Texture fetches, written in PTX: of texture objects, and of the texture references that CUDA 12 removed.
//
// Each returns the texel, or stores it through a pointer; those of arrays that may be sparse also say whether the texel
// is resident.
#pragma once

#include "../cuda_texture_types.h"
#include "device_texel.h"

// Texts reach the instruction as operands of constraint "i", which is how the front end spells PTX's "C".
// `instruction` is up to the coordinates' type, %[type] the type fetched; `address` the coordinates and what follows.
#define OX_FETCH(instruction, address, ...)                                                                            \
  unsigned r, g, b, a;                                                                                                 \
  asm(instruction " {%0, %1, %2, %3}, [%[object], " address ";"                                                        \
      : "=r"(r), "=r"(g), "=r"(b), "=r"(a)                                                                             \
      : [object] "l"(object), [type] "i"(ox_texel<T>::type), __VA_ARGS__);                                             \
  return ox_texel<T>::from(r, g, b, a)
#define OX_SPARSE_FETCH(instruction, address, ...)                                                                     \
  unsigned r, g, b, a, is_there;                                                                                       \
  asm("{ .reg .pred there; " instruction " {%0, %1, %2, %3}|there, [%[object], " address                               \
      "; selp.u32 %4, 1, 0, there; }"                                                                                  \
      : "=r"(r), "=r"(g), "=r"(b), "=r"(a), "=r"(is_there)                                                             \
      : [object] "l"(object), [type] "i"(ox_texel<T>::type), __VA_ARGS__);                                             \
  *isResident = is_there != 0;                                                                                         \
  return ox_texel<T>::from(r, g, b, a)

#define OX_XY [x] "f"(x), [y] "f"(y)
#define OX_XYZ OX_XY, [z] "f"(z)
#define OX_GRADIENT2 [dxx] "f"(dPdx.x), [dxy] "f"(dPdx.y), [dyx] "f"(dPdy.x), [dyy] "f"(dPdy.y)
#define OX_GRADIENT3 OX_GRADIENT2, [dxz] "f"(dPdx.z), [dyz] "f"(dPdy.z)
#define OX_GRADIENT2_TEXT ", {%[dxx], %[dxy]}, {%[dyx], %[dyy]}"
#define OX_GRADIENT3_TEXT ", {%[dxx], %[dxy], %[dxz], %[dxz]}, {%[dyx], %[dyy], %[dyz], %[dyz]}"

template <class T> OX_TEXTURE T tex1Dfetch(cudaTextureObject_t object, int x) {
  OX_FETCH("tex.1d.v4.%[type].s32", "{%[x]}]", [x] "r"(x));
}
template <class T> OX_TEXTURE T tex1D(cudaTextureObject_t object, float x) {
  OX_FETCH("tex.1d.v4.%[type].f32", "{%[x]}]", [x] "f"(x));
}
template <class T> OX_TEXTURE T tex1DLod(cudaTextureObject_t object, float x, float level) {
  OX_FETCH("tex.level.1d.v4.%[type].f32", "{%[x]}], %[level]", [x] "f"(x), [level] "f"(level));
}
template <class T> OX_TEXTURE T tex1DGrad(cudaTextureObject_t object, float x, float dPdx, float dPdy) {
  OX_FETCH("tex.grad.1d.v4.%[type].f32", "{%[x]}], {%[dx]}, {%[dy]}", [x] "f"(x), [dx] "f"(dPdx), [dy] "f"(dPdy));
}
template <class T> OX_TEXTURE T tex1DLayered(cudaTextureObject_t object, float x, int layer) {
  OX_FETCH("tex.a1d.v4.%[type].f32", "{%[layer], %[x]}]", [x] "f"(x), [layer] "r"(layer));
}
template <class T> OX_TEXTURE T tex1DLayeredLod(cudaTextureObject_t object, float x, int layer, float level) {
  OX_FETCH("tex.level.a1d.v4.%[type].f32",
           "{%[layer], %[x]}], %[level]", [x] "f"(x), [layer] "r"(layer), [level] "f"(level));
}
template <class T>
OX_TEXTURE T tex1DLayeredGrad(cudaTextureObject_t object, float x, int layer, float dPdx, float dPdy) {
  OX_FETCH("tex.grad.a1d.v4.%[type].f32",
           "{%[layer], %[x]}], {%[dx]}, {%[dy]}", [x] "f"(x), [layer] "r"(layer), [dx] "f"(dPdx), [dy] "f"(dPdy));
}
template <class T> OX_TEXTURE T texCubemap(cudaTextureObject_t object, float x, float y, float z) {
  OX_FETCH("tex.cube.v4.%[type].f32", "{%[x], %[y], %[z], %[z]}]", OX_XYZ);
}
template <class T> OX_TEXTURE T texCubemapLod(cudaTextureObject_t object, float x, float y, float z, float level) {
  OX_FETCH("tex.level.cube.v4.%[type].f32", "{%[x], %[y], %[z], %[z]}], %[level]", OX_XYZ, [level] "f"(level));
}
template <class T>
OX_TEXTURE T texCubemapGrad(cudaTextureObject_t object, float x, float y, float z, float4 dPdx, float4 dPdy) {
  OX_FETCH("tex.grad.cube.v4.%[type].f32", "{%[x], %[y], %[z], %[z]}]" OX_GRADIENT3_TEXT, OX_XYZ, OX_GRADIENT3);
}
template <class T> OX_TEXTURE T texCubemapLayered(cudaTextureObject_t object, float x, float y, float z, int layer) {
  OX_FETCH("tex.acube.v4.%[type].f32", "{%[layer], %[x], %[y], %[z]}]", OX_XYZ, [layer] "r"(layer));
}
template <class T>
OX_TEXTURE T texCubemapLayeredLod(cudaTextureObject_t object, float x, float y, float z, int layer, float level) {
  OX_FETCH("tex.level.acube.v4.%[type].f32", "{%[layer], %[x], %[y], %[z]}], %[level]",
           OX_XYZ, [layer] "r"(layer), [level] "f"(level));
}
template <class T>
OX_TEXTURE T texCubemapLayeredGrad(cudaTextureObject_t object, float x, float y, float z, int layer, float4 dPdx,
                                   float4 dPdy) {
  OX_FETCH("tex.grad.acube.v4.%[type].f32", "{%[layer], %[x], %[y], %[z]}]" OX_GRADIENT3_TEXT,
           OX_XYZ, [layer] "r"(layer), OX_GRADIENT3);
}

// Twice: plain, and with the flag.  OX_ALSO is what the second has behind its parameters.
#define OX_MAYBE_SPARSE(OX_FETCH, ...)                                                                                 \
  template <class T> OX_TEXTURE T tex2D(cudaTextureObject_t object, float x, float y __VA_ARGS__) {                    \
    OX_FETCH("tex.2d.v4.%[type].f32", "{%[x], %[y]}]", OX_XY);                                                         \
  }                                                                                                                    \
  template <class T> OX_TEXTURE T tex2DLod(cudaTextureObject_t object, float x, float y, float level __VA_ARGS__) {    \
    OX_FETCH("tex.level.2d.v4.%[type].f32", "{%[x], %[y]}], %[level]", OX_XY, [level] "f"(level));                     \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE T tex2DGrad(cudaTextureObject_t object, float x, float y, float2 dPdx, float2 dPdy __VA_ARGS__) {         \
    OX_FETCH("tex.grad.2d.v4.%[type].f32", "{%[x], %[y]}]" OX_GRADIENT2_TEXT, OX_XY, OX_GRADIENT2);                    \
  }                                                                                                                    \
  template <class T> OX_TEXTURE T tex2DLayered(cudaTextureObject_t object, float x, float y, int layer __VA_ARGS__) {  \
    OX_FETCH("tex.a2d.v4.%[type].f32", "{%[layer], %[x], %[y], %[y]}]", OX_XY, [layer] "r"(layer));                    \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE T tex2DLayeredLod(cudaTextureObject_t object, float x, float y, int layer, float level __VA_ARGS__) {     \
    OX_FETCH("tex.level.a2d.v4.%[type].f32", "{%[layer], %[x], %[y], %[y]}], %[level]",                                \
             OX_XY, [layer] "r"(layer), [level] "f"(level));                                                           \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE T tex2DLayeredGrad(cudaTextureObject_t object, float x, float y, int layer, float2 dPdx,                  \
                                float2 dPdy __VA_ARGS__) {                                                             \
    OX_FETCH("tex.grad.a2d.v4.%[type].f32", "{%[layer], %[x], %[y], %[y]}]" OX_GRADIENT2_TEXT,                         \
             OX_XY, [layer] "r"(layer), OX_GRADIENT2);                                                                 \
  }                                                                                                                    \
  template <class T> OX_TEXTURE T tex3D(cudaTextureObject_t object, float x, float y, float z __VA_ARGS__) {           \
    OX_FETCH("tex.3d.v4.%[type].f32", "{%[x], %[y], %[z], %[z]}]", OX_XYZ);                                            \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE T tex3DLod(cudaTextureObject_t object, float x, float y, float z, float level __VA_ARGS__) {              \
    OX_FETCH("tex.level.3d.v4.%[type].f32", "{%[x], %[y], %[z], %[z]}], %[level]", OX_XYZ, [level] "f"(level));        \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE T tex3DGrad(cudaTextureObject_t object, float x, float y, float z, float4 dPdx,                           \
                         float4 dPdy __VA_ARGS__) {                                                                    \
    OX_FETCH("tex.grad.3d.v4.%[type].f32", "{%[x], %[y], %[z], %[z]}]" OX_GRADIENT3_TEXT, OX_XYZ, OX_GRADIENT3);       \
  }                                                                                                                    \
  template <class T> OX_TEXTURE T ox_gather_r(cudaTextureObject_t object, float x, float y __VA_ARGS__) {              \
    OX_FETCH("tld4.r.2d.v4.%[type].f32", "{%[x], %[y]}]", OX_XY);                                                      \
  }                                                                                                                    \
  template <class T> OX_TEXTURE T ox_gather_g(cudaTextureObject_t object, float x, float y __VA_ARGS__) {              \
    OX_FETCH("tld4.g.2d.v4.%[type].f32", "{%[x], %[y]}]", OX_XY);                                                      \
  }                                                                                                                    \
  template <class T> OX_TEXTURE T ox_gather_b(cudaTextureObject_t object, float x, float y __VA_ARGS__) {              \
    OX_FETCH("tld4.b.2d.v4.%[type].f32", "{%[x], %[y]}]", OX_XY);                                                      \
  }                                                                                                                    \
  template <class T> OX_TEXTURE T ox_gather_a(cudaTextureObject_t object, float x, float y __VA_ARGS__) {              \
    OX_FETCH("tld4.a.2d.v4.%[type].f32", "{%[x], %[y]}]", OX_XY);                                                      \
  }
OX_MAYBE_SPARSE(OX_FETCH, )
#define OX_COMMA ,
OX_MAYBE_SPARSE(OX_SPARSE_FETCH, OX_COMMA bool* isResident)
#undef OX_COMMA
#undef OX_MAYBE_SPARSE
#undef OX_FETCH
#undef OX_SPARSE_FETCH
#undef OX_XY
#undef OX_XYZ
#undef OX_GRADIENT2
#undef OX_GRADIENT3
#undef OX_GRADIENT2_TEXT
#undef OX_GRADIENT3_TEXT

// One component of each of the four texels around a place.
#define OX_GATHER(...)                                                                                                 \
  comp == 1   ? ox_gather_g<T>(object, x, y __VA_ARGS__)                                                               \
  : comp == 2 ? ox_gather_b<T>(object, x, y __VA_ARGS__)                                                               \
  : comp == 3 ? ox_gather_a<T>(object, x, y __VA_ARGS__)                                                               \
              : ox_gather_r<T>(object, x, y __VA_ARGS__)
template <class T> OX_TEXTURE T tex2Dgather(cudaTextureObject_t object, float x, float y, int comp = 0) {
  return OX_GATHER();
}
template <class T>
OX_TEXTURE T tex2Dgather(cudaTextureObject_t object, float x, float y, bool* isResident, int comp = 0) {
  return OX_GATHER(, isResident);
}
#undef OX_GATHER

// Through a pointer; and of a reference, which on the device is a variable that holds the texture object.
template <class Reference> OX_TEXTURE cudaTextureObject_t ox_object_of(Reference reference) {
  cudaTextureObject_t object;
  __builtin_memcpy(&object, &reference, sizeof object);
  return object;
}
#define OX_OTHER_FORMS(name, dimensions)                                                                               \
  template <class T, class... A> OX_TEXTURE void name(T* to, cudaTextureObject_t object, A... arguments) {             \
    *to = name<T>(object, arguments...);                                                                               \
  }                                                                                                                    \
  template <class T, cudaTextureReadMode Mode, class... A>                                                             \
  OX_TEXTURE typename ox_sample<T, Mode>::type name(texture<T, dimensions, Mode> reference, A... arguments) {          \
    return name<typename ox_sample<T, Mode>::type>(ox_object_of(reference), arguments...);                             \
  }
#define OX_OTHER_FORMS_OF_THREE(name, dimensions)                                                                      \
  OX_OTHER_FORMS(name, dimensions)                                                                                     \
  OX_OTHER_FORMS(name##Lod, dimensions)                                                                                \
  OX_OTHER_FORMS(name##Grad, dimensions)
OX_OTHER_FORMS(tex1Dfetch, cudaTextureType1D)
OX_OTHER_FORMS(tex2Dgather, cudaTextureType2D)
OX_OTHER_FORMS_OF_THREE(tex1D, cudaTextureType1D)
OX_OTHER_FORMS_OF_THREE(tex2D, cudaTextureType2D)
OX_OTHER_FORMS_OF_THREE(tex3D, cudaTextureType3D)
OX_OTHER_FORMS_OF_THREE(tex1DLayered, cudaTextureType1DLayered)
OX_OTHER_FORMS_OF_THREE(tex2DLayered, cudaTextureType2DLayered)
OX_OTHER_FORMS_OF_THREE(texCubemap, cudaTextureTypeCubemap)
OX_OTHER_FORMS_OF_THREE(texCubemapLayered, cudaTextureTypeCubemapLayered)
#undef OX_OTHER_FORMS
#undef OX_OTHER_FORMS_OF_THREE
