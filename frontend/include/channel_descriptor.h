// cudaCreateChannelDesc<T>(): the channel format of an element type.
#ifndef OX_CHANNEL_DESCRIPTOR_H
#define OX_CHANNEL_DESCRIPTOR_H
#define __CHANNEL_DESCRIPTOR_H__

#include "cuda_runtime_api.h"

#if defined(__cplusplus)
template <class T> inline cudaChannelFormatDesc cudaCreateChannelDesc() {
  return cudaCreateChannelDesc(0, 0, 0, 0, cudaChannelFormatKindNone);
}

#define OX_CHANNEL(T, kind, n)                                                                                         \
  template <> inline cudaChannelFormatDesc cudaCreateChannelDesc<T>() {                                                \
    const int bits = (int)(sizeof(T) / n * 8);                                                                         \
    return cudaCreateChannelDesc(bits, n > 1 ? bits : 0, n > 2 ? bits : 0, n > 3 ? bits : 0,                           \
                                 cudaChannelFormatKind##kind);                                                         \
  }
#define OX_CHANNELS(name, T, kind)                                                                                     \
  OX_CHANNEL(T, kind, 1)                                                                                               \
  OX_CHANNEL(name##1, kind, 1)                                                                                         \
  OX_CHANNEL(name##2, kind, 2)                                                                                         \
  OX_CHANNEL(name##3, kind, 3)                                                                                         \
  OX_CHANNEL(name##4, kind, 4)
OX_CHANNEL(char, Signed, 1)
OX_CHANNELS(char, signed char, Signed)
OX_CHANNELS(uchar, unsigned char, Unsigned)
OX_CHANNELS(short, short, Signed)
OX_CHANNELS(ushort, unsigned short, Unsigned)
OX_CHANNELS(int, int, Signed)
OX_CHANNELS(uint, unsigned int, Unsigned)
OX_CHANNELS(float, float, Float)
#undef OX_CHANNEL
#undef OX_CHANNELS

// The formats that no type of C++ has, by their kinds.
template <enum cudaChannelFormatKind Kind> inline cudaChannelFormatDesc cudaCreateChannelDesc() {
  return cudaCreateChannelDesc(0, 0, 0, 0, cudaChannelFormatKindNone);
}
#define OX_CHANNEL(kind, x, y, z, w)                                                                                   \
  template <> inline cudaChannelFormatDesc cudaCreateChannelDesc<cudaChannelFormatKind##kind>() {                      \
    return cudaCreateChannelDesc(x, y, z, w, cudaChannelFormatKind##kind);                                             \
  }
OX_CHANNEL(UnsignedNormalized8X1, 8, 0, 0, 0)
OX_CHANNEL(UnsignedNormalized8X2, 8, 8, 0, 0)
OX_CHANNEL(UnsignedNormalized8X4, 8, 8, 8, 8)
OX_CHANNEL(UnsignedNormalized16X1, 16, 0, 0, 0)
OX_CHANNEL(UnsignedNormalized16X2, 16, 16, 0, 0)
OX_CHANNEL(UnsignedNormalized16X4, 16, 16, 16, 16)
OX_CHANNEL(SignedNormalized8X1, 8, 0, 0, 0)
OX_CHANNEL(SignedNormalized8X2, 8, 8, 0, 0)
OX_CHANNEL(SignedNormalized8X4, 8, 8, 8, 8)
OX_CHANNEL(SignedNormalized16X1, 16, 0, 0, 0)
OX_CHANNEL(SignedNormalized16X2, 16, 16, 0, 0)
OX_CHANNEL(SignedNormalized16X4, 16, 16, 16, 16)
OX_CHANNEL(UnsignedNormalized1010102, 10, 10, 10, 2)
OX_CHANNEL(UnsignedBlockCompressed1, 8, 8, 8, 8)
OX_CHANNEL(UnsignedBlockCompressed1SRGB, 8, 8, 8, 8)
OX_CHANNEL(UnsignedBlockCompressed2, 8, 8, 8, 8)
OX_CHANNEL(UnsignedBlockCompressed2SRGB, 8, 8, 8, 8)
OX_CHANNEL(UnsignedBlockCompressed3, 8, 8, 8, 8)
OX_CHANNEL(UnsignedBlockCompressed3SRGB, 8, 8, 8, 8)
OX_CHANNEL(UnsignedBlockCompressed4, 8, 0, 0, 0)
OX_CHANNEL(SignedBlockCompressed4, 8, 0, 0, 0)
OX_CHANNEL(UnsignedBlockCompressed5, 8, 8, 0, 0)
OX_CHANNEL(SignedBlockCompressed5, 8, 8, 0, 0)
OX_CHANNEL(UnsignedBlockCompressed6H, 16, 16, 16, 0)
OX_CHANNEL(SignedBlockCompressed6H, 16, 16, 16, 0)
OX_CHANNEL(UnsignedBlockCompressed7, 8, 8, 8, 8)
OX_CHANNEL(UnsignedBlockCompressed7SRGB, 8, 8, 8, 8)
OX_CHANNEL(NV12, 8, 8, 8, 0)
#undef OX_CHANNEL

inline cudaChannelFormatDesc cudaCreateChannelDescHalf() {
  return cudaCreateChannelDesc(16, 0, 0, 0, cudaChannelFormatKindFloat);
}
inline cudaChannelFormatDesc cudaCreateChannelDescNV12() {
  return cudaCreateChannelDesc(8, 8, 8, 0, cudaChannelFormatKindNV12);
}
inline cudaChannelFormatDesc cudaCreateChannelDescHalf1() { return cudaCreateChannelDescHalf(); }
inline cudaChannelFormatDesc cudaCreateChannelDescHalf2() {
  return cudaCreateChannelDesc(16, 16, 0, 0, cudaChannelFormatKindFloat);
}
inline cudaChannelFormatDesc cudaCreateChannelDescHalf4() {
  return cudaCreateChannelDesc(16, 16, 16, 16, cudaChannelFormatKindFloat);
}
#endif

#endif
