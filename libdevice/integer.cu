// Integer functions: bit counting and reversal, high products, averages, byte selection.
//
// Written as plain C++: the code generator matches these forms to Zbb, and to ox.brev, ox.prmt and ox.sad through the
// generic and nvvm intrinsics.
#include "libdevice/device_math.h"

namespace ox::math {

OX_INLINE int __nv_brev(int x) { return static_cast<s32>(__builtin_bitreverse32(static_cast<u32>(x))); }
OX_INLINE long long __nv_brevll(long long x) { return static_cast<s64>(__builtin_bitreverse64(static_cast<u64>(x))); }
OX_INLINE int __nv_clz(int x) { return __builtin_clzg(static_cast<u32>(x), 32); }
OX_INLINE int __nv_clzll(long long x) { return __builtin_clzg(static_cast<u64>(x), 64); }
OX_INLINE int __nv_popc(unsigned x) { return __builtin_popcount(x); }
OX_INLINE int __nv_popcll(unsigned long long x) { return __builtin_popcountll(x); }
// Position of the lowest set bit, from 1; 0 when there is none.
OX_INLINE int __nv_ffs(int x) { return __builtin_ctzg(static_cast<u32>(x), -1) + 1; }
OX_INLINE int __nv_ffsll(long long x) { return __builtin_ctzg(static_cast<u64>(x), -1) + 1; }

// Each nibble of the selector picks a byte of b:a; CUDA's __byte_perm ignores the sign bit that PTX's prmt has.
OX_INLINE int __nv_byte_perm(int a, int b, int selector) {
  return static_cast<s32>(__nvvm_prmt(static_cast<u32>(a), static_cast<u32>(b), static_cast<u32>(selector) & 0x7777u));
}

OX_INLINE int __nv_mulhi(int a, int b) { return static_cast<s32>((static_cast<s64>(a) * b) >> 32); }
OX_INLINE unsigned __nv_umulhi(unsigned a, unsigned b) { return static_cast<u32>((static_cast<u64>(a) * b) >> 32); }
OX_INLINE long long __nv_mul64hi(long long a, long long b) {
  return static_cast<s64>((static_cast<__int128>(a) * b) >> 64);
}
OX_INLINE unsigned long long __nv_umul64hi(unsigned long long a, unsigned long long b) {
  return static_cast<u64>((static_cast<u128>(a) * b) >> 64);
}
// Products of the low 24 bits; the low 32 bits of the 48-bit product.
OX_INLINE int __nv_mul24(int a, int b) {
  s32 left = static_cast<s32>(static_cast<u32>(a) << 8) >> 8, right = static_cast<s32>(static_cast<u32>(b) << 8) >> 8;
  return static_cast<s32>(static_cast<u32>(left) * static_cast<u32>(right));
}
OX_INLINE unsigned __nv_umul24(unsigned a, unsigned b) { return (a & 0xffffffu) * (b & 0xffffffu); }

OX_INLINE int __nv_sad(int a, int b, int c) {
  u32 difference = a > b ? static_cast<u32>(a) - static_cast<u32>(b) : static_cast<u32>(b) - static_cast<u32>(a);
  return static_cast<s32>(difference + static_cast<u32>(c));
}
OX_INLINE unsigned __nv_usad(unsigned a, unsigned b, unsigned c) { return (a > b ? a - b : b - a) + c; }

// Averages without overflow: rounded down (hadd) and up (rhadd).
OX_INLINE int __nv_hadd(int a, int b) { return static_cast<s32>((static_cast<s64>(a) + b) >> 1); }
OX_INLINE int __nv_rhadd(int a, int b) { return static_cast<s32>((static_cast<s64>(a) + b + 1) >> 1); }
OX_INLINE int __nv_uhadd(unsigned a, unsigned b) { return static_cast<s32>((static_cast<u64>(a) + b) >> 1); }
OX_INLINE unsigned __nv_urhadd(unsigned a, unsigned b) { return static_cast<u32>((static_cast<u64>(a) + b + 1) >> 1); }

} // namespace ox::math
