// References for the functions with output parameters or arrays: each output becomes a function of its own.
#pragma once
#include "bessel_references.h"
#include "exact_references.h"
#include "math_references.h"
#include "special_references.h"

extern "C" {
#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound) result __nv_##name parameters;
#include "libdevice/functions.def"
}

namespace ox::reference {

using libdevice_test::run_row;
using libdevice_test::ulps;

// void f(x, T* sine, T* cosine)
template <typename T, void (*Function)(T, T*, T*)> T first_output(T x) {
  T sine, cosine;
  Function(x, &sine, &cosine);
  return sine;
}
template <typename T, void (*Function)(T, T*, T*)> T second_output(T x) {
  T sine, cosine;
  Function(x, &sine, &cosine);
  return cosine;
}
#define OX_SINE_COSINE(name, T, sine, cosine, sine_bound, cosine_bound)                                                \
  struct name {                                                                                                        \
    using First = sine;                                                                                                \
    using Second = cosine;                                                                                             \
    static constexpr libdevice_test::Bound kFirst = sine_bound, kSecond = cosine_bound;                                \
    static void check() {                                                                                              \
      run_row<sine>(#name " sine", &first_output<T, __nv_##name>, kFirst);                                             \
      run_row<cosine>(#name " cosine", &second_output<T, __nv_##name>, kSecond);                                       \
    }                                                                                                                  \
  };
OX_SINE_COSINE(sincosf, float, sinf, cosf, ulps(0.51), ulps(0.51))
OX_SINE_COSINE(sincos, double, sin, cos, ulps(0.8), ulps(0.8))
OX_SINE_COSINE(sincospif, float, sinpif, cospif, ulps(0.51), ulps(0.51))
OX_SINE_COSINE(sincospi, double, sinpi, cospi, ulps(1), ulps(0.8))
OX_SINE_COSINE(fast_sincosf, float, fast_sinf, fast_cosf, libdevice_test::by_argument, libdevice_test::by_argument)

// T f(x, E* e): the result and the output, each against a function of x.
template <typename T, typename E, T (*Function)(T, E*)> T result_of(T x) {
  E e;
  return Function(x, &e);
}
template <typename T, typename E, T (*Function)(T, E*)> E output_of(T x) {
  E e;
  Function(x, &e);
  return e;
}
template <typename T> struct FrexpFraction {
  static T value(T x) {
    int e;
    return std::frexp(x, &e);
  }
  static constexpr Interval domain[] = {{-4, 4}};
};
template <typename T> struct FrexpExponent {
  static int value(T x) {
    int e;
    std::frexp(x, &e);
    return e;
  }
  static bool accepts(T x) { return std::isfinite(x); } // otherwise unspecified
  static constexpr Interval domain[] = {{-4, 4}};
};
template <typename T> struct ModfFraction {
  static T value(T x) {
    T whole;
    return std::modf(x, &whole);
  }
  static constexpr Interval domain[] = {{-100, 100}};
};
template <typename T> struct ModfWhole {
  static T value(T x) {
    T whole;
    std::modf(x, &whole);
    return whole;
  }
  static constexpr Interval domain[] = {{-100, 100}};
};
#define OX_SPLIT(name, T, E, Result, Output)                                                                           \
  struct name {                                                                                                        \
    static void check() {                                                                                              \
      run_row<Result<T>>(#name, &result_of<T, E, __nv_##name>, libdevice_test::exact);                                 \
      run_row<Output<T>>(#name " output", &output_of<T, E, __nv_##name>, libdevice_test::exact);                       \
    }                                                                                                                  \
  };
OX_SPLIT(frexpf, float, int, FrexpFraction, FrexpExponent)
OX_SPLIT(frexp, double, int, FrexpFraction, FrexpExponent)
OX_SPLIT(modff, float, float, ModfFraction, ModfWhole)
OX_SPLIT(modf, double, double, ModfFraction, ModfWhole)

// remquo promises three bits of the quotient, and its sign.
template <typename T> int host_quotient(T x, T y) {
  int quotient = 0;
  std::remquo(x, y, &quotient);
  return quotient % 8;
}
template <typename T> struct Quotient {
  static int value(T x, T y) { return host_quotient(x, y); }
  static bool accepts(T x, T y) { return std::isfinite(x) && std::isfinite(y) && y != 0; }
  static constexpr Interval domain[] = {{-1000, 1000}, {-5, 5}};
};
template <typename T, T (*Function)(T, T, int*)> T remquo_remainder(T x, T y) {
  int quotient;
  return Function(x, y, &quotient);
}
template <typename T, T (*Function)(T, T, int*)> int remquo_quotient(T x, T y) {
  int quotient;
  Function(x, y, &quotient);
  return quotient % 8;
}
#define OX_REMQUO(name, T, remainder_row)                                                                              \
  struct name {                                                                                                        \
    static void check() {                                                                                              \
      run_row<remainder_row>(#name, &remquo_remainder<T, __nv_##name>, libdevice_test::exact);                         \
      run_row<Quotient<T>>(#name " quotient", &remquo_quotient<T, __nv_##name>, libdevice_test::exact);                \
    }                                                                                                                  \
  };
OX_REMQUO(remquof, float, remainderf)
OX_REMQUO(remquo, double, remainder)

// Norms of vectors: as vectors of four components, and an infinite one, and none.
template <typename T, T (*Function)(int, const T*)> T of_four(T a, T b, T c, T d) {
  T v[] = {a, b, c, d};
  return Function(4, v);
}
#define OX_VECTOR_NORM(name, T, four, empty, bound)                                                                    \
  struct name {                                                                                                        \
    static void check() {                                                                                              \
      run_row<four>(#name, &of_four<T, __nv_##name>, bound);                                                           \
      EXPECT_EQ(__nv_##name(0, nullptr), empty);                                                                       \
      std::vector<T> ones(10000, T(1));                                                                                \
      EXPECT_EQ(__nv_##name(10000, ones.data()), empty == 0 ? T(100) : T(0.01));                                       \
    }                                                                                                                  \
  };
OX_VECTOR_NORM(normf, float, norm4df, 0, ulps(0.51))
OX_VECTOR_NORM(norm, double, norm4d, 0, ulps(0.8))
OX_VECTOR_NORM(rnormf, float, rnorm4df, INFINITY, ulps(0.51))
OX_VECTOR_NORM(rnorm, double, rnorm4d, INFINITY, ulps(0.8))

struct nanf {
  static void check() { EXPECT_TRUE(std::isnan(__nv_nanf(nullptr))); }
};
struct nan {
  static void check() { EXPECT_TRUE(std::isnan(__nv_nan(nullptr))); }
};

} // namespace ox::reference
