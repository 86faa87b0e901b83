// The arithmetic of all formats, one struct an operation, in three ways:
//   nearest  the host's own, to nearest even, on singles or doubles
//   odd      on singles or halves that were widened to double: the result rounded to odd (rounding.h)
//   rounded  on doubles, in any mode, without the host's (wide_double.h)
#pragma once
#include "simulator/exec/rounding.h"
#include "simulator/exec/wide_double.h"

namespace ox::sim::OX_LEVEL {

struct Add {
  static constexpr unsigned kSources = 2;
  template <class T> static OX_INLINE T nearest(T a, T b) { return a + b; }
  static OX_INLINE double odd(double a, double b, unsigned mode) { return zero_sum(add_to_odd(a, b), a, b, mode); }
  static uint64_t rounded(double a, double b, unsigned mode) { return add_rounded(a, b, mode); }
};
struct Subtract {
  static constexpr unsigned kSources = 2;
  template <class T> static OX_INLINE T nearest(T a, T b) { return a - b; }
  static OX_INLINE double odd(double a, double b, unsigned mode) { return Add::odd(a, -b, mode); }
  static uint64_t rounded(double a, double b, unsigned mode) { return add_rounded(a, -b, mode); }
};
struct Multiply {
  static constexpr unsigned kSources = 2;
  template <class T> static OX_INLINE T nearest(T a, T b) { return a * b; }
  static OX_INLINE double odd(double a, double b, unsigned) { return a * b; } // exact
  static uint64_t rounded(double a, double b, unsigned mode) { return multiply_rounded(a, b, mode); }
};
struct Divide {
  static constexpr unsigned kSources = 2;
  template <class T> static OX_INLINE T nearest(T a, T b) { return a / b; }
  static OX_INLINE double odd(double a, double b, unsigned) { return divide_to_odd(a, b); }
  static uint64_t rounded(double a, double b, unsigned mode) { return divide_rounded(a, b, mode); }
};
struct Root {
  static constexpr unsigned kSources = 1;
  static OX_INLINE float nearest(float a) { return __builtin_sqrtf(a); }
  static OX_INLINE double nearest(double a) { return __builtin_sqrt(a); }
  static OX_INLINE double odd(double a, unsigned) { return root_to_odd(a); }
  static uint64_t rounded(double a, unsigned mode) { return root_rounded(a, mode); }
};
// (kNegateProduct ? - : +) a * b (kNegateAddend ? - : +) c
template <bool kNegateProduct, bool kNegateAddend> struct Fused {
  static constexpr unsigned kSources = 3;
  template <class T> static OX_INLINE T first(T a) { return kNegateProduct ? -a : a; }
  template <class T> static OX_INLINE T last(T c) { return kNegateAddend ? -c : c; }
  static OX_INLINE float nearest(float a, float b, float c) { return __builtin_fmaf(first(a), b, last(c)); }
  static OX_INLINE double nearest(double a, double b, double c) { return __builtin_fma(first(a), b, last(c)); }
  static OX_INLINE double odd(double a, double b, double c, unsigned mode) {
    return Add::odd(first(a) * b, last(c), mode); // the product is exact
  }
  static uint64_t rounded(double a, double b, double c, unsigned mode) {
    return fma_rounded(first(a), b, last(c), mode);
  }
};

} // namespace ox::sim::OX_LEVEL
