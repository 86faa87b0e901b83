// Integer and bit intrinsics, and reinterpretation between integers and floats.
//
// Written as builtins and plain arithmetic that the optimiser folds and the code generator maps to single instructions.
#pragma once

// Where clang's own headers are read too (clang++ -x cuda in ox-nvcc's place), functions of the same names and types
// are there already.  The attribute makes ours overloads of them, and the better ones.
#if defined(__CLANG_CUDA_RUNTIME_WRAPPER_H__)
#define OX_PREFERRED __attribute__((enable_if(true, "")))
#else
#define OX_PREFERRED
#endif
#define OX_DEVICE static __device__ __forceinline__ OX_PREFERRED

OX_DEVICE int __clz(int x) { return __builtin_clzg((unsigned)x, 32); }
OX_DEVICE int __clzll(long long x) { return __builtin_clzg((unsigned long long)x, 64); }
OX_DEVICE int __ffs(int x) { return __builtin_ffs(x); }
OX_DEVICE int __ffsll(long long x) { return __builtin_ffsll(x); }
OX_DEVICE int __popc(unsigned x) { return __builtin_popcount(x); }
OX_DEVICE int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
OX_DEVICE unsigned __brev(unsigned x) { return __builtin_bitreverse32(x); }
OX_DEVICE unsigned long long __brevll(unsigned long long x) { return __builtin_bitreverse64(x); }
OX_DEVICE unsigned __byte_perm(unsigned a, unsigned b, unsigned selector) {
  // The intrinsic reads the selector's bits 0x7777; PTX prmt would take bit 3 of a nibble as "replicate the sign".
  return __nvvm_prmt(a, b, selector & 0x7777u);
}

OX_DEVICE int __mulhi(int a, int b) { return (int)(((long long)a * b) >> 32); }
OX_DEVICE unsigned __umulhi(unsigned a, unsigned b) { return (unsigned)(((unsigned long long)a * b) >> 32); }
OX_DEVICE long long __mul64hi(long long a, long long b) { return (long long)(((__int128)a * b) >> 64); }
OX_DEVICE unsigned long long __umul64hi(unsigned long long a, unsigned long long b) {
  return (unsigned long long)(((unsigned __int128)a * b) >> 64);
}
OX_DEVICE int __mul24(int a, int b) { return (int)((unsigned)((a << 8) >> 8) * (unsigned)((b << 8) >> 8)); }
OX_DEVICE unsigned __umul24(unsigned a, unsigned b) { return (a & 0xffffffu) * (b & 0xffffffu); }
OX_DEVICE int mulhi(int a, int b) { return __mulhi(a, b); }
OX_DEVICE unsigned mulhi(unsigned a, unsigned b) { return __umulhi(a, b); }
OX_DEVICE unsigned mulhi(int a, unsigned b) { return __umulhi((unsigned)a, b); }
OX_DEVICE unsigned mulhi(unsigned a, int b) { return __umulhi(a, (unsigned)b); }
OX_DEVICE long long mul64hi(long long a, long long b) { return __mul64hi(a, b); }
OX_DEVICE unsigned long long mul64hi(unsigned long long a, unsigned long long b) { return __umul64hi(a, b); }
OX_DEVICE int mul24(int a, int b) { return __mul24(a, b); }
OX_DEVICE unsigned umul24(unsigned a, unsigned b) { return __umul24(a, b); }

OX_DEVICE int __hadd(int a, int b) { return (a & b) + ((a ^ b) >> 1); }
OX_DEVICE unsigned __uhadd(unsigned a, unsigned b) { return (a & b) + ((a ^ b) >> 1); }
OX_DEVICE int __rhadd(int a, int b) { return (a | b) - ((a ^ b) >> 1); }
OX_DEVICE unsigned __urhadd(unsigned a, unsigned b) { return (a | b) - ((a ^ b) >> 1); }
OX_DEVICE unsigned __sad(int a, int b, unsigned c) {
  return c + (a < b ? (unsigned)b - (unsigned)a : (unsigned)a - (unsigned)b);
}
OX_DEVICE unsigned __usad(unsigned a, unsigned b, unsigned c) { return c + (a < b ? b - a : a - b); }

OX_DEVICE unsigned __funnelshift_l(unsigned lo, unsigned hi, unsigned shift) {
  return __builtin_elementwise_fshl(hi, lo, shift);
}
OX_DEVICE unsigned __funnelshift_r(unsigned lo, unsigned hi, unsigned shift) {
  return __builtin_elementwise_fshr(hi, lo, shift);
}
OX_DEVICE unsigned __funnelshift_lc(unsigned lo, unsigned hi, unsigned shift) {
  return shift >= 32 ? lo : __builtin_elementwise_fshl(hi, lo, shift);
}
OX_DEVICE unsigned __funnelshift_rc(unsigned lo, unsigned hi, unsigned shift) {
  return shift >= 32 ? hi : __builtin_elementwise_fshr(hi, lo, shift);
}

OX_DEVICE int __float_as_int(float x) { return __builtin_bit_cast(int, x); }
OX_DEVICE unsigned __float_as_uint(float x) { return __builtin_bit_cast(unsigned, x); }
OX_DEVICE float __int_as_float(int x) { return __builtin_bit_cast(float, x); }
OX_DEVICE float __uint_as_float(unsigned x) { return __builtin_bit_cast(float, x); }
OX_DEVICE long long __double_as_longlong(double x) { return __builtin_bit_cast(long long, x); }
OX_DEVICE double __longlong_as_double(long long x) { return __builtin_bit_cast(double, x); }
OX_DEVICE int __double2hiint(double x) { return (int)(__builtin_bit_cast(unsigned long long, x) >> 32); }
OX_DEVICE int __double2loint(double x) { return (int)__builtin_bit_cast(unsigned long long, x); }
OX_DEVICE double __hiloint2double(int hi, int lo) {
  return __builtin_bit_cast(double, ((unsigned long long)(unsigned)hi << 32) | (unsigned)lo);
}

// Sums of byte products (dp4a) and of 16-bit times 8-bit products (dp2a).
#define OX_DP4A(result, a_type, b_type, a_byte, b_byte)                                                                \
  OX_DEVICE result __dp4a(a_type a, b_type b, result c) {                                                              \
    for (int i = 0; i < 4; ++i)                                                                                        \
      c += (result)(a_byte)(a >> 8 * i) * (b_byte)(b >> 8 * i);                                                        \
    return c;                                                                                                          \
  }                                                                                                                    \
  OX_DEVICE result __dp2a_lo(a_type a, b_type b, result c) {                                                           \
    return c + (result)(a_byte##_pair)a * (b_byte)b + (result)(a_byte##_pair)(a >> 16) * (b_byte)(b >> 8);             \
  }                                                                                                                    \
  OX_DEVICE result __dp2a_hi(a_type a, b_type b, result c) {                                                           \
    return c + (result)(a_byte##_pair)a * (b_byte)(b >> 16) + (result)(a_byte##_pair)(a >> 16) * (b_byte)(b >> 24);    \
  }
typedef signed char ox_s8;
typedef unsigned char ox_u8;
typedef short ox_s8_pair;
typedef unsigned short ox_u8_pair;
OX_DP4A(int, int, int, ox_s8, ox_s8)
OX_DP4A(unsigned, unsigned, unsigned, ox_u8, ox_u8)
#undef OX_DP4A

OX_DEVICE int ox_pack(char4 v) { return __builtin_bit_cast(int, v); }
OX_DEVICE unsigned ox_pack(uchar4 v) { return __builtin_bit_cast(unsigned, v); }
OX_DEVICE int ox_pack(short2 v) { return __builtin_bit_cast(int, v); }
OX_DEVICE unsigned ox_pack(ushort2 v) { return __builtin_bit_cast(unsigned, v); }
OX_DEVICE int __dp4a(char4 a, char4 b, int c) { return __dp4a(ox_pack(a), ox_pack(b), c); }
OX_DEVICE unsigned __dp4a(uchar4 a, uchar4 b, unsigned c) { return __dp4a(ox_pack(a), ox_pack(b), c); }
OX_DEVICE int __dp2a_lo(short2 a, char4 b, int c) { return __dp2a_lo(ox_pack(a), ox_pack(b), c); }
OX_DEVICE unsigned __dp2a_lo(ushort2 a, uchar4 b, unsigned c) { return __dp2a_lo(ox_pack(a), ox_pack(b), c); }
OX_DEVICE int __dp2a_hi(short2 a, char4 b, int c) { return __dp2a_hi(ox_pack(a), ox_pack(b), c); }
OX_DEVICE unsigned __dp2a_hi(ushort2 a, uchar4 b, unsigned c) { return __dp2a_hi(ox_pack(a), ox_pack(b), c); }
