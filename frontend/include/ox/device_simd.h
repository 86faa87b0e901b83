// SIMD within a word: two halfwords (suffix 2) or four bytes (suffix 4) of a 32-bit integer.
//
// Each function is a vector operation on the word's bits; OxCore's code generator turns the common ones into single
// instructions and the others into a few.
#pragma once

typedef short ox_s2 __attribute__((ext_vector_type(2)));
typedef unsigned short ox_u2 __attribute__((ext_vector_type(2)));
typedef signed char ox_s4 __attribute__((ext_vector_type(4)));
typedef unsigned char ox_u4 __attribute__((ext_vector_type(4)));
typedef int ox_wide_s2 __attribute__((ext_vector_type(2)));
typedef unsigned ox_wide_u2 __attribute__((ext_vector_type(2)));
typedef int ox_wide_s4 __attribute__((ext_vector_type(4)));
typedef unsigned ox_wide_u4 __attribute__((ext_vector_type(4)));

#define OX_SIMD(name, V, expression)                                                                                   \
  OX_DEVICE unsigned name(unsigned a_, unsigned b_) {                                                                  \
    V a = __builtin_bit_cast(V, a_);                                                                                   \
    V b = __builtin_bit_cast(V, b_);                                                                                   \
    return __builtin_bit_cast(unsigned, expression);                                                                   \
  }
#define OX_SIMD_UNARY(name, V, expression)                                                                             \
  OX_DEVICE unsigned name(unsigned a_) {                                                                               \
    V a = __builtin_bit_cast(V, a_);                                                                                   \
    return __builtin_bit_cast(unsigned, expression);                                                                   \
  }
// A comparison gives all ones (vcmp) or one (vset) per element.
#define OX_SIMD_COMPARE(name, n, V, op)                                                                                \
  OX_SIMD(__vcmp##name##n, V, __builtin_convertvector(a op b, ox_s##n))                                                \
  OX_SIMD(__vset##name##n, V, __builtin_convertvector(a op b, ox_s##n) & (ox_s##n)1)

#define OX_SIMD_WIDTH(n)                                                                                               \
  OX_SIMD(__vadd##n, ox_u##n, a + b)                                                                                   \
  OX_SIMD(__vsub##n, ox_u##n, a - b)                                                                                   \
  OX_SIMD(__vaddss##n, ox_s##n, __builtin_elementwise_add_sat(a, b))                                                   \
  OX_SIMD(__vaddus##n, ox_u##n, __builtin_elementwise_add_sat(a, b))                                                   \
  OX_SIMD(__vsubss##n, ox_s##n, __builtin_elementwise_sub_sat(a, b))                                                   \
  OX_SIMD(__vsubus##n, ox_u##n, __builtin_elementwise_sub_sat(a, b))                                                   \
  OX_SIMD(__vmaxs##n, ox_s##n, __builtin_elementwise_max(a, b))                                                        \
  OX_SIMD(__vmaxu##n, ox_u##n, __builtin_elementwise_max(a, b))                                                        \
  OX_SIMD(__vmins##n, ox_s##n, __builtin_elementwise_min(a, b))                                                        \
  OX_SIMD(__vminu##n, ox_u##n, __builtin_elementwise_min(a, b))                                                        \
  OX_SIMD(__vhaddu##n, ox_u##n, (a & b) + ((a ^ b) >> (ox_u##n)1))                                                     \
  OX_SIMD(__vavgu##n, ox_u##n, (a | b) - ((a ^ b) >> (ox_u##n)1))                                                      \
  OX_DEVICE unsigned __vavgs##n(unsigned a_, unsigned b_) {                                                            \
    ox_wide_s##n sum = __builtin_convertvector(__builtin_bit_cast(ox_s##n, a_), ox_wide_s##n) +                        \
                       __builtin_convertvector(__builtin_bit_cast(ox_s##n, b_), ox_wide_s##n);                         \
    sum = (sum - (sum >= 0)) >> 1; /* half away from zero: a true comparison is -1 */                                  \
    return __builtin_bit_cast(unsigned, __builtin_convertvector(sum, ox_s##n));                                        \
  }                                                                                                                    \
  OX_SIMD_UNARY(__vabs##n, ox_s##n, __builtin_elementwise_max(a, (ox_s##n)((ox_s##n)0 - a)))                           \
  OX_SIMD_UNARY(__vabsss##n, ox_s##n, __builtin_elementwise_max(a, __builtin_elementwise_sub_sat((ox_s##n)0, a)))      \
  OX_SIMD_UNARY(__vneg##n, ox_u##n, (ox_u##n)0 - a)                                                                    \
  OX_SIMD_UNARY(__vnegss##n, ox_s##n, __builtin_elementwise_sub_sat((ox_s##n)0, a))                                    \
  OX_SIMD(__vabsdiffu##n, ox_u##n, __builtin_elementwise_max(a, b) - __builtin_elementwise_min(a, b))                  \
  OX_SIMD(__vabsdiffs##n, ox_s##n, __builtin_elementwise_max(a, b) - __builtin_elementwise_min(a, b))                  \
  OX_SIMD_COMPARE(eq, n, ox_u##n, ==)                                                                                  \
  OX_SIMD_COMPARE(ne, n, ox_u##n, !=)                                                                                  \
  OX_SIMD_COMPARE(ges, n, ox_s##n, >=)                                                                                 \
  OX_SIMD_COMPARE(geu, n, ox_u##n, >=)                                                                                 \
  OX_SIMD_COMPARE(gts, n, ox_s##n, >)                                                                                  \
  OX_SIMD_COMPARE(gtu, n, ox_u##n, >)                                                                                  \
  OX_SIMD_COMPARE(les, n, ox_s##n, <=)                                                                                 \
  OX_SIMD_COMPARE(leu, n, ox_u##n, <=)                                                                                 \
  OX_SIMD_COMPARE(lts, n, ox_s##n, <)                                                                                  \
  OX_SIMD_COMPARE(ltu, n, ox_u##n, <)                                                                                  \
  OX_DEVICE unsigned __vsads##n(unsigned a, unsigned b) {                                                              \
    ox_u##n d = __builtin_bit_cast(ox_u##n, __vabsdiffs##n(a, b));                                                     \
    unsigned sum = 0;                                                                                                  \
    for (int i = 0; i < n; ++i)                                                                                        \
      sum += d[i];                                                                                                     \
    return sum;                                                                                                        \
  }                                                                                                                    \
  OX_DEVICE unsigned __vsadu##n(unsigned a, unsigned b) {                                                              \
    ox_u##n d = __builtin_bit_cast(ox_u##n, __vabsdiffu##n(a, b));                                                     \
    unsigned sum = 0;                                                                                                  \
    for (int i = 0; i < n; ++i)                                                                                        \
      sum += d[i];                                                                                                     \
    return sum;                                                                                                        \
  }

OX_SIMD_WIDTH(2)
OX_SIMD_WIDTH(4)

#undef OX_SIMD_WIDTH
#undef OX_SIMD_COMPARE
#undef OX_SIMD_UNARY
#undef OX_SIMD
