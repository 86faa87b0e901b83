// What a texel or surface element of a type is to PTX: the type that a fetch gives it, and its four components.
#pragma once

// No debug information: what can't run is reported at the program's own line.
#define OX_TEXTURE static __device__ __forceinline__ __attribute__((nodebug))

#define OX_TEXTURE_MEMBER __device__ __forceinline__ __attribute__((nodebug))

template <class T> OX_TEXTURE T ox_component(unsigned bits) { return (T)bits; }
template <> __device__ __forceinline__ float ox_component<float>(unsigned bits) {
  return __builtin_bit_cast(float, bits);
}

// The type that a fetch gives: 0 floats, 1 signed and 2 unsigned integers.
template <int Kind> struct ox_fetches {
  static constexpr char type[] = "f32";
};
template <> struct ox_fetches<1> {
  static constexpr char type[] = "s32";
};
template <> struct ox_fetches<2> {
  static constexpr char type[] = "u32";
};

// A number, or a vector with components x, y, z, w.
template <class T, bool IsVector = __is_class(T)> struct ox_element {
  typedef T type;
};
template <class T> struct ox_element<T, true> {
  typedef decltype(T::x) type;
};

template <class T, class E = typename ox_element<T>::type>
struct ox_texel : ox_fetches<(E)0.5f != (E)0 ? 0
                             : (E)-1 < (E)0  ? 1
                                             : 2> {
  typedef E Element;
  static constexpr int channels = sizeof(T) / sizeof(E);
  static_assert(channels != 3, "textures and surfaces have elements of 1, 2 and 4 components");
  static_assert(sizeof(E) <= 4, "the components of textures' elements have up to 32 bits");
  static OX_TEXTURE_MEMBER T from(unsigned x, unsigned y, unsigned z, unsigned w) {
    const E all[4] = {ox_component<E>(x), ox_component<E>(y), ox_component<E>(z), ox_component<E>(w)};
    T texel;
    __builtin_memcpy(&texel, all, sizeof texel);
    return texel;
  }
};

// What a texture reference gives: its element type, or floats between 0 or -1 and 1 of as many channels.
template <int Channels> struct ox_floats;
template <> struct ox_floats<1> {
  typedef float type;
};
template <> struct ox_floats<2> {
  typedef float2 type;
};
template <> struct ox_floats<4> {
  typedef float4 type;
};
template <class T, cudaTextureReadMode Mode> struct ox_sample {
  typedef T type;
};
template <class T> struct ox_sample<T, cudaReadModeNormalizedFloat> {
  typedef typename ox_floats<ox_texel<T>::channels>::type type;
};
