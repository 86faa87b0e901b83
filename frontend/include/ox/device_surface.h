// Surface accesses, written in PTX: of surface objects, and of the surface references that CUDA 12 removed.  The x
// coordinate counts bytes; a boundary mode says what becomes of an access outside.
#pragma once

#include "../cuda_surface_types.h"
#include "device_texel.h"

// An element as its components' bits.
template <int Bytes> struct ox_surface_bits;
template <> struct ox_surface_bits<1> {
  typedef unsigned char Word;
  static constexpr char type[] = "b8";
};
template <> struct ox_surface_bits<2> {
  typedef unsigned short Word;
  static constexpr char type[] = "b16";
};
template <> struct ox_surface_bits<4> {
  typedef unsigned Word;
  static constexpr char type[] = "b32";
};
template <> struct ox_surface_bits<8> {
  typedef unsigned long long Word;
  static constexpr char type[] = "b64";
};

template <class T, class E = typename ox_element<T>::type> struct ox_surface_shape : ox_surface_bits<sizeof(E)> {
  static constexpr int channels = sizeof(T) / sizeof(E);
  static_assert(channels != 3 && sizeof(T) <= 16, "surfaces have elements of 1, 2 and 4 components, of up to 16 bytes");
};

template <class T> struct ox_surface_element : ox_surface_shape<T> {
  typedef typename ox_surface_shape<T>::Word Word;
  union {
    T value;
    Word words[ox_surface_shape<T>::channels];
  };
  OX_TEXTURE_MEMBER unsigned long long at(int n) const { return n < ox_surface_shape<T>::channels ? words[n] : 0; }
};

struct ox_trap_outside {
  static constexpr char mode[] = "trap";
};
struct ox_clamp_outside {
  static constexpr char mode[] = "clamp";
};
struct ox_zero_outside {
  static constexpr char mode[] = "zero";
};

#define OX_LOAD(geometry, address, ...)                                                                                \
  ox_surface_element<T> e;                                                                                             \
  unsigned long long a, b, c, d;                                                                                       \
  if (e.channels == 1) {                                                                                               \
    asm volatile("suld.b." geometry ".%[type].%[mode] %0, [%[object], " address "];"                                   \
                 : "=l"(a)                                                                                             \
                 : [object] "l"(object), [type] "i"(ox_surface_shape<T>::type), [mode] "i"(Mode::mode), __VA_ARGS__);  \
    e.words[0] = (typename ox_surface_shape<T>::Word)a;                                                                \
  } else if (e.channels == 2) {                                                                                        \
    asm volatile("suld.b." geometry ".v2.%[type].%[mode] {%0, %1}, [%[object], " address "];"                          \
                 : "=l"(a), "=l"(b)                                                                                    \
                 : [object] "l"(object), [type] "i"(ox_surface_shape<T>::type), [mode] "i"(Mode::mode), __VA_ARGS__);  \
    e.words[0] = (typename ox_surface_shape<T>::Word)a;                                                                \
    e.words[1 % e.channels] = (typename ox_surface_shape<T>::Word)b;                                                   \
  } else {                                                                                                             \
    asm volatile("suld.b." geometry ".v4.%[type].%[mode] {%0, %1, %2, %3}, [%[object], " address "];"                  \
                 : "=l"(a), "=l"(b), "=l"(c), "=l"(d)                                                                  \
                 : [object] "l"(object), [type] "i"(ox_surface_shape<T>::type), [mode] "i"(Mode::mode), __VA_ARGS__);  \
    e.words[0] = (typename ox_surface_shape<T>::Word)a;                                                                \
    e.words[1 % e.channels] = (typename ox_surface_shape<T>::Word)b;                                                   \
    e.words[2 % e.channels] = (typename ox_surface_shape<T>::Word)c;                                                   \
    e.words[3 % e.channels] = (typename ox_surface_shape<T>::Word)d;                                                   \
  }                                                                                                                    \
  return e.value

#define OX_STORE(geometry, address, ...)                                                                               \
  ox_surface_element<T> e;                                                                                             \
  e.value = value;                                                                                                     \
  if (e.channels == 1)                                                                                                 \
    asm volatile("sust.b." geometry ".%[type].%[mode] [%[object], " address "], %[a];" ::[object] "l"(object),         \
                 [type] "i"(ox_surface_shape<T>::type), [mode] "i"(Mode::mode), [a] "l"(e.at(0)), __VA_ARGS__          \
                 : "memory");                                                                                          \
  else if (e.channels == 2)                                                                                            \
    asm volatile(                                                                                                      \
        "sust.b." geometry ".v2.%[type].%[mode] [%[object], " address "], {%[a], %[b]};" ::[object] "l"(object),       \
        [type] "i"(ox_surface_shape<T>::type), [mode] "i"(Mode::mode), [a] "l"(e.at(0)), [b] "l"(e.at(1)), __VA_ARGS__ \
        : "memory");                                                                                                   \
  else                                                                                                                 \
    asm volatile("sust.b." geometry ".v4.%[type].%[mode] [%[object], " address                                         \
                 "], {%[a], %[b], %[c], %[d]};" ::[object] "l"(object),                                                \
                 [type] "i"(ox_surface_shape<T>::type), [mode] "i"(Mode::mode), [a] "l"(e.at(0)), [b] "l"(e.at(1)),    \
                 [c] "l"(e.at(2)), [d] "l"(e.at(3)), __VA_ARGS__                                                       \
                 : "memory")

// The coordinates are named by the arguments behind `address`; "a2d" has the layer first and x and y behind.
#define OX_SURFACE(name, geometry, address, operands, parameters, arguments)                                           \
  template <class Mode, class T> OX_TEXTURE T ox_##name##_load(cudaSurfaceObject_t object, OX_LIST parameters) {       \
    OX_LOAD(geometry, address, OX_LIST operands);                                                                      \
  }                                                                                                                    \
  template <class Mode, class T>                                                                                       \
  OX_TEXTURE void ox_##name##_store(T value, cudaSurfaceObject_t object, OX_LIST parameters) {                         \
    OX_STORE(geometry, address, OX_LIST operands);                                                                     \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE T name##read(cudaSurfaceObject_t object, OX_LIST parameters,                                              \
                          cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap) {                                       \
    return mode == cudaBoundaryModeZero    ? ox_##name##_load<ox_zero_outside, T>(object, OX_LIST arguments)           \
           : mode == cudaBoundaryModeClamp ? ox_##name##_load<ox_clamp_outside, T>(object, OX_LIST arguments)          \
                                           : ox_##name##_load<ox_trap_outside, T>(object, OX_LIST arguments);          \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE void name##write(T value, cudaSurfaceObject_t object, OX_LIST parameters,                                 \
                              cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap) {                                   \
    if (mode == cudaBoundaryModeZero)                                                                                  \
      ox_##name##_store<ox_zero_outside>(value, object, OX_LIST arguments);                                            \
    else if (mode == cudaBoundaryModeClamp)                                                                            \
      ox_##name##_store<ox_clamp_outside>(value, object, OX_LIST arguments);                                           \
    else                                                                                                               \
      ox_##name##_store<ox_trap_outside>(value, object, OX_LIST arguments);                                            \
  }                                                                                                                    \
  template <class T, class... A> OX_TEXTURE void name##read(T* to, cudaSurfaceObject_t object, A... where) {           \
    *to = name##read<T>(object, where...);                                                                             \
  }
#define OX_LIST(...) __VA_ARGS__
OX_SURFACE(surf1D, "1d", "{%[x]}", ([x] "r"(x)), (int x), (x))
OX_SURFACE(surf2D, "2d", "{%[x], %[y]}", ([x] "r"(x), [y] "r"(y)), (int x, int y), (x, y))
OX_SURFACE(surf3D, "3d", "{%[x], %[y], %[z], %[z]}", ([x] "r"(x), [y] "r"(y), [z] "r"(z)), (int x, int y, int z),
           (x, y, z))
OX_SURFACE(surf1DLayered, "a1d", "{%[layer], %[x]}", ([x] "r"(x), [layer] "r"(layer)), (int x, int layer), (x, layer))
OX_SURFACE(surf2DLayered, "a2d", "{%[layer], %[x], %[y], %[y]}", ([x] "r"(x), [y] "r"(y), [layer] "r"(layer)),
           (int x, int y, int layer), (x, y, layer))
#undef OX_SURFACE
#undef OX_LIST
#undef OX_LOAD
#undef OX_STORE

// The faces of a cube are layers.
#define OX_CUBE(name)                                                                                                  \
  template <class T>                                                                                                   \
  OX_TEXTURE T name##read(cudaSurfaceObject_t object, int x, int y, int face,                                          \
                          cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap) {                                       \
    return surf2DLayeredread<T>(object, x, y, face, mode);                                                             \
  }                                                                                                                    \
  template <class T>                                                                                                   \
  OX_TEXTURE void name##write(T value, cudaSurfaceObject_t object, int x, int y, int face,                             \
                              cudaSurfaceBoundaryMode mode = cudaBoundaryModeTrap) {                                   \
    surf2DLayeredwrite(value, object, x, y, face, mode);                                                               \
  }                                                                                                                    \
  template <class T, class... A> OX_TEXTURE void name##read(T* to, cudaSurfaceObject_t object, A... where) {           \
    *to = name##read<T>(object, where...);                                                                             \
  }
OX_CUBE(surfCubemap)
OX_CUBE(surfCubemapLayered)
#undef OX_CUBE

// Of references, which on the device are variables that hold the surface object.
#define OX_REFERENCE_FORMS(name, dimensions)                                                                           \
  template <class T, class... A> OX_TEXTURE T name##read(surface<void, dimensions> reference, A... where) {            \
    return name##read<T>(ox_object_of(reference), where...);                                                           \
  }                                                                                                                    \
  template <class T, class... A> OX_TEXTURE void name##read(T* to, surface<void, dimensions> reference, A... where) {  \
    *to = name##read<T>(ox_object_of(reference), where...);                                                            \
  }                                                                                                                    \
  template <class T, class... A>                                                                                       \
  OX_TEXTURE void name##write(T value, surface<void, dimensions> reference, A... where) {                              \
    name##write(value, ox_object_of(reference), where...);                                                             \
  }
OX_REFERENCE_FORMS(surf1D, cudaSurfaceType1D)
OX_REFERENCE_FORMS(surf2D, cudaSurfaceType2D)
OX_REFERENCE_FORMS(surf3D, cudaSurfaceType3D)
OX_REFERENCE_FORMS(surf1DLayered, cudaSurfaceType1DLayered)
OX_REFERENCE_FORMS(surf2DLayered, cudaSurfaceType2DLayered)
OX_REFERENCE_FORMS(surfCubemap, cudaSurfaceTypeCubemap)
OX_REFERENCE_FORMS(surfCubemapLayered, cudaSurfaceTypeCubemapLayered)
#undef OX_REFERENCE_FORMS
#undef OX_TEXTURE_MEMBER
