// What a texel or surface element of a type is to PTX: the type that a fetch gives it, and its four components.
#pragma once

// No debug information: what can't run is reported at the program's own line.
#define OX_TEXTURE static __device__ __forceinline__ __attribute__((nodebug))

template <class T> OX_TEXTURE T ox_component(unsigned bits) { return (T)bits; }
template <> __device__ __forceinline__ float ox_component<float>(unsigned bits) {
  return __builtin_bit_cast(float, bits);
}

struct ox_fetches_f32 {
  static constexpr char type[] = "f32";
};
struct ox_fetches_s32 {
  static constexpr char type[] = "s32";
};
struct ox_fetches_u32 {
  static constexpr char type[] = "u32";
};

template <class T> struct ox_texel; // none: not a type that textures have

#define OX_TEXEL(T, element, kind, n, ...)                                                                             \
  template <> struct ox_texel<T> : ox_fetches_##kind {                                                                 \
    typedef element Element;                                                                                           \
    static constexpr int channels = n;                                                                                 \
    static OX_TEXTURE_MEMBER T from(unsigned x, unsigned y, unsigned z, unsigned w) {                                  \
      (void)y, (void)z, (void)w;                                                                                       \
      __VA_ARGS__;                                                                                                     \
    }                                                                                                                  \
  };
#define OX_TEXTURE_MEMBER __device__ __forceinline__ __attribute__((nodebug))
#define OX_X ox_component<Element>(x)
#define OX_Y ox_component<Element>(y)
#define OX_TEXELS(name, T, kind)                                                                                       \
  OX_TEXEL(T, T, kind, 1, return OX_X)                                                                                 \
  OX_TEXEL(name##1, T, kind, 1, return name##1 {OX_X})                                                                 \
  OX_TEXEL(name##2, T, kind, 2, return name##2 {OX_X, OX_Y})                                                           \
  OX_TEXEL(name##4, T, kind, 4, return name##4 {OX_X, OX_Y, ox_component<Element>(z), ox_component<Element>(w)})
OX_TEXEL(char, char, s32, 1, return (char)x)
OX_TEXELS(char, signed char, s32)
OX_TEXELS(uchar, unsigned char, u32)
OX_TEXELS(short, short, s32)
OX_TEXELS(ushort, unsigned short, u32)
OX_TEXELS(int, int, s32)
OX_TEXELS(uint, unsigned, u32)
OX_TEXELS(float, float, f32)
#undef OX_TEXEL
#undef OX_TEXELS
#undef OX_X
#undef OX_Y

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
