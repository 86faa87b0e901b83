// Atomic functions.  CUDA's are relaxed and order nothing else; the suffix says which threads they are atomic among.
//
// They are clang's scoped atomics, so that the optimiser sees atomicrmw and cmpxchg and not an opaque call.
#pragma once

#define OX_ATOMIC(name, suffix, scope, T, op)                                                                          \
  OX_DEVICE T name##suffix(T* p, T v) { return __scoped_atomic_##op(p, v, __ATOMIC_RELAXED, __MEMORY_SCOPE_##scope); }
#define OX_COMPARE_AND_SWAP(suffix, scope, T)                                                                          \
  OX_DEVICE T atomicCAS##suffix(T* p, T expected, T desired) {                                                         \
    __scoped_atomic_compare_exchange_n(p, &expected, desired, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED,               \
                                       __MEMORY_SCOPE_##scope);                                                        \
    return expected;                                                                                                   \
  }
#define OX_ATOMICS(suffix, scope)                                                                                      \
  OX_ATOMIC(atomicAdd, suffix, scope, int, fetch_add)                                                                  \
  OX_ATOMIC(atomicAdd, suffix, scope, unsigned, fetch_add)                                                             \
  OX_ATOMIC(atomicAdd, suffix, scope, unsigned long long, fetch_add)                                                   \
  OX_ATOMIC(atomicAdd, suffix, scope, float, fetch_add)                                                                \
  OX_ATOMIC(atomicAdd, suffix, scope, double, fetch_add)                                                               \
  OX_ATOMIC(atomicSub, suffix, scope, int, fetch_sub)                                                                  \
  OX_ATOMIC(atomicSub, suffix, scope, unsigned, fetch_sub)                                                             \
  OX_ATOMIC(atomicExch, suffix, scope, int, exchange_n)                                                                \
  OX_ATOMIC(atomicExch, suffix, scope, unsigned, exchange_n)                                                           \
  OX_ATOMIC(atomicExch, suffix, scope, unsigned long long, exchange_n)                                                 \
  OX_DEVICE float atomicExch##suffix(float* p, float v) {                                                              \
    return __uint_as_float(atomicExch##suffix((unsigned*)p, __float_as_uint(v)));                                      \
  }                                                                                                                    \
  OX_ATOMIC(atomicMin, suffix, scope, int, fetch_min)                                                                  \
  OX_ATOMIC(atomicMin, suffix, scope, unsigned, fetch_min)                                                             \
  OX_ATOMIC(atomicMin, suffix, scope, long long, fetch_min)                                                            \
  OX_ATOMIC(atomicMin, suffix, scope, unsigned long long, fetch_min)                                                   \
  OX_ATOMIC(atomicMax, suffix, scope, int, fetch_max)                                                                  \
  OX_ATOMIC(atomicMax, suffix, scope, unsigned, fetch_max)                                                             \
  OX_ATOMIC(atomicMax, suffix, scope, long long, fetch_max)                                                            \
  OX_ATOMIC(atomicMax, suffix, scope, unsigned long long, fetch_max)                                                   \
  OX_ATOMIC(atomicInc, suffix, scope, unsigned, fetch_uinc)                                                            \
  OX_ATOMIC(atomicDec, suffix, scope, unsigned, fetch_udec)                                                            \
  OX_ATOMIC(atomicAnd, suffix, scope, int, fetch_and)                                                                  \
  OX_ATOMIC(atomicAnd, suffix, scope, unsigned, fetch_and)                                                             \
  OX_ATOMIC(atomicAnd, suffix, scope, long long, fetch_and)                                                            \
  OX_ATOMIC(atomicAnd, suffix, scope, unsigned long long, fetch_and)                                                   \
  OX_ATOMIC(atomicOr, suffix, scope, int, fetch_or)                                                                    \
  OX_ATOMIC(atomicOr, suffix, scope, unsigned, fetch_or)                                                               \
  OX_ATOMIC(atomicOr, suffix, scope, long long, fetch_or)                                                              \
  OX_ATOMIC(atomicOr, suffix, scope, unsigned long long, fetch_or)                                                     \
  OX_ATOMIC(atomicXor, suffix, scope, int, fetch_xor)                                                                  \
  OX_ATOMIC(atomicXor, suffix, scope, unsigned, fetch_xor)                                                             \
  OX_ATOMIC(atomicXor, suffix, scope, long long, fetch_xor)                                                            \
  OX_ATOMIC(atomicXor, suffix, scope, unsigned long long, fetch_xor)                                                   \
  OX_COMPARE_AND_SWAP(suffix, scope, int)                                                                              \
  OX_COMPARE_AND_SWAP(suffix, scope, unsigned)                                                                         \
  OX_COMPARE_AND_SWAP(suffix, scope, unsigned long long)                                                               \
  OX_COMPARE_AND_SWAP(suffix, scope, unsigned short)                                                                   \
  OX_DEVICE float2 atomicAdd##suffix(float2* p, float2 v) {                                                            \
    return make_float2(atomicAdd##suffix(&p->x, v.x), atomicAdd##suffix(&p->y, v.y));                                  \
  }                                                                                                                    \
  OX_DEVICE float4 atomicAdd##suffix(float4* p, float4 v) {                                                            \
    return make_float4(atomicAdd##suffix(&p->x, v.x), atomicAdd##suffix(&p->y, v.y), atomicAdd##suffix(&p->z, v.z),    \
                       atomicAdd##suffix(&p->w, v.w));                                                                 \
  }

OX_ATOMICS(, DEVICE)
OX_ATOMICS(_block, WRKGRP)
OX_ATOMICS(_system, SYSTEM)

// Exchange and compare-and-swap of any type of 16 bytes that is aligned to them (CUDA 12.2, sm_90).
template <bool kIsWide, typename T> struct ox_if_wide {};
template <typename T> struct ox_if_wide<true, T> {
  typedef T type;
};
#define OX_WIDE_ATOMICS(suffix, scope)                                                                                 \
  template <typename T>                                                                                                \
  OX_DEVICE typename ox_if_wide<sizeof(T) == 16 && alignof(T) >= 16, T>::type atomicExch##suffix(T* p, T v) {          \
    typedef unsigned __int128 Bits;                                                                                    \
    return __builtin_bit_cast(T, __scoped_atomic_exchange_n((Bits*)p, __builtin_bit_cast(Bits, v), __ATOMIC_RELAXED,   \
                                                            __MEMORY_SCOPE_##scope));                                  \
  }                                                                                                                    \
  template <typename T>                                                                                                \
  OX_DEVICE typename ox_if_wide<sizeof(T) == 16 && alignof(T) >= 16, T>::type atomicCAS##suffix(T* p, T expected,      \
                                                                                                T desired) {           \
    typedef unsigned __int128 Bits;                                                                                    \
    Bits old = __builtin_bit_cast(Bits, expected);                                                                     \
    __scoped_atomic_compare_exchange_n((Bits*)p, &old, __builtin_bit_cast(Bits, desired), false, __ATOMIC_RELAXED,     \
                                       __ATOMIC_RELAXED, __MEMORY_SCOPE_##scope);                                      \
    return __builtin_bit_cast(T, old);                                                                                 \
  }

OX_WIDE_ATOMICS(, DEVICE)
OX_WIDE_ATOMICS(_block, WRKGRP)
OX_WIDE_ATOMICS(_system, SYSTEM)

#undef OX_WIDE_ATOMICS
#undef OX_ATOMIC
#undef OX_COMPARE_AND_SWAP
#undef OX_ATOMICS
