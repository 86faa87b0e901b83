// References in MPFR for the transcendental functions, one struct a row of functions.def (harness.h says how).
// PAIR gives the float and the double row the same value, each with its own interval of interesting arguments.
#pragma once
#include "hard_arguments.h"
#include "large_angles.h"

namespace ox::reference {

using libdevice_test::Bound;
using libdevice_test::Interval;

// A scratch number.
class Number {
public:
  explicit Number(mpfr_prec_t precision = 200) { mpfr_init2(value_, precision); }
  explicit Number(mpfr_srcptr x, mpfr_prec_t precision = 200) : Number(precision) { mpfr_set(value_, x, MPFR_RNDN); }
  ~Number() { mpfr_clear(value_); }
  Number(const Number&) = delete;
  operator mpfr_ptr() { return value_; }

private:
  mpfr_t value_;
};

// In parentheses, because it is a macro's argument.
#define OX_RANGE(low, high) (Interval{low, high})
inline constexpr mpfr_rnd_t kNearest = MPFR_RNDN;
template <typename T> inline constexpr T kPi = T(3.14159265358979323846264338327950288L);

template <typename T> T power_of_ten(T x) {
  if (!(std::fabs(x) < std::numeric_limits<T>::max_exponent10))
    return std::exp(x * 3); // 0, infinity or NaN
  // x ln10 in two parts: its rounding would be multiplied by x.
  constexpr long double kLn10 = 2.302585092994045684017991454684364208L;
  T high = static_cast<T>(x * T(kLn10));
  return std::exp(high) * (1 + (std::fma(x, T(kLn10), -high) + x * T(kLn10 - static_cast<long double>(T(kLn10)))));
}
// Elementary functions of one argument have `hard` arguments beside the points given for each format: where the result
// overflows, underflows, vanishes or is subnormal, and where an algorithm changes its course.
// `approximation` gives the value in the wider format of the argument (x0: double for float, long double for double).
#define OX_ELEMENTARY_ROW(name, T, statement, approximation, low, high, ...)                                           \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    template <typename W> static W approximate(W x0) { return approximation; }                                         \
    static constexpr Interval domain[] = {{low, high}};                                                                \
    static constexpr double points[] = {__VA_ARGS__};                                                                  \
    static T hard(libdevice_test::Generator& generator) { return libdevice_test::beside<T>(generator, points); }       \
  };
#define OX_ELEMENTARY(name, statement, approximation, float_interval, float_points, double_interval, double_points)    \
  OX_ELEMENTARY_ROW(name##f, float, statement, approximation, float_interval, float_points)                            \
  OX_ELEMENTARY_ROW(name, double, statement, approximation, double_interval, double_points)
#define OX_POINTS(...) __VA_ARGS__
#define OX_BETWEEN(low, high) low, high

OX_ELEMENTARY(exp, mpfr_exp(r, x[0], kNearest), std::exp(x0), OX_BETWEEN(-105, 90),
              OX_POINTS(0, 0.34657359, 1.03972077, 88.7228391, -87.3365448, -103.972076, 128, -150),
              OX_BETWEEN(-750, 711),
              OX_POINTS(0, 0.34657359027997264, 1.0397207708399179, 709.782712893384, -708.3964185322641,
                        -745.1332191019412, 711, -750))
OX_ELEMENTARY(exp2, mpfr_exp2(r, x[0], kNearest), std::exp2(x0), OX_BETWEEN(-151, 129),
              OX_POINTS(0, 0.5, 1, 1.5, 127.5, 128, -126, -126.5, -149, -150, -200), OX_BETWEEN(-1077, 1025),
              OX_POINTS(0, 0.5, 1, 1.5, 1023.5, 1024, 1025, -1022, -1022.5, -1074, -1075, -1080))
OX_ELEMENTARY(exp10, mpfr_exp10(r, x[0], kNearest), power_of_ten(x0), OX_BETWEEN(-46, 39),
              OX_POINTS(0, 0.150514998, 1, 2, 38.5318394, -37.9297794, -44.8534703, -45.1545), OX_BETWEEN(-325, 309),
              OX_POINTS(0, 0.1505149978319906, 1, 22, 308.2547155599167, -307.6526555685887, -323.3062153431158,
                        -323.6072453387798, 309, -326))
OX_ELEMENTARY(expm1, mpfr_expm1(r, x[0], kNearest), std::expm1(x0), OX_BETWEEN(-5, 5),
              OX_POINTS(0, 0.34657359, -1.03972077, 1.03972077, 88.7228391, -17.3286795, -50, 128), OX_BETWEEN(-5, 5),
              OX_POINTS(0, 0.34657359027997264, -1.0397207708399179, 1.0397207708399179, 709.782712893384,
                        -37.429947750237048, -60, 710))
#define OX_LOG_POINTS(least_normal, least, greatest)                                                                   \
  OX_POINTS(1, 0.70710678118654752, 1.4142135623730951, 2, 10, 1000, least_normal, least, greatest)
OX_ELEMENTARY(log, mpfr_log(r, x[0], kNearest), std::log(x0), OX_BETWEEN(0, 4),
              OX_LOG_POINTS(0x1p-126, 0x1p-149, 0x1p127), OX_BETWEEN(0, 4),
              OX_LOG_POINTS(0x1p-1022, 0x1p-1074, 0x1p1023))
OX_ELEMENTARY(log2, mpfr_log2(r, x[0], kNearest), std::log2(x0), OX_BETWEEN(0, 4),
              OX_LOG_POINTS(0x1p-126, 0x1p-149, 0x1p127), OX_BETWEEN(0, 4),
              OX_LOG_POINTS(0x1p-1022, 0x1p-1074, 0x1p1023))
OX_ELEMENTARY(log10, mpfr_log10(r, x[0], kNearest), std::log10(x0), OX_BETWEEN(0, 4),
              OX_LOG_POINTS(0x1p-126, 0x1p-149, 0x1p127), OX_BETWEEN(0, 4),
              OX_LOG_POINTS(0x1p-1022, 0x1p-1074, 0x1p1023))
OX_ELEMENTARY(log1p, mpfr_log1p(r, x[0], kNearest), std::log1p(x0), OX_BETWEEN(-1, 4),
              OX_POINTS(0, -1, -0.29289321881345248, 0.4142135623730951, 1, 0x1p24, 0x1p53, 0x1p127), OX_BETWEEN(-1, 4),
              OX_POINTS(0, -1, -0.29289321881345248, 0.4142135623730951, 1, 0x1p53, 0x1p106, 0x1p900, 0x1p1023))

#define OX_BINARY_HARD(name, statement, approximation, hard_arguments, ...)                                            \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    template <typename T, typename U> static T approximate(T x0, U x1) { return approximation; }                       \
    static auto hard(libdevice_test::Generator& generator) { return libdevice_test::hard_arguments(generator); }       \
    static constexpr Interval domain[] = {__VA_ARGS__};                                                                \
  };
OX_BINARY_HARD(powf, mpfr_pow(r, x[0], x[1], kNearest), std::pow(x0, x1), hard_power<float>, {0, 20}, {-40, 40})
OX_BINARY_HARD(pow, mpfr_pow(r, x[0], x[1], kNearest), std::pow(x0, x1), hard_power<double>, {0, 20}, {-250, 250})
OX_BINARY_HARD(powif, mpfr_pow_si(r, x[0], mpfr_get_si(x[1], kNearest), kNearest), std::pow(x0, T(x1)),
               hard_integer_power<float>, {-5, 5}, {-60, 60})
OX_BINARY_HARD(powi, mpfr_pow_si(r, x[0], mpfr_get_si(x[1], kNearest), kNearest), std::pow(x0, T(x1)),
               hard_integer_power<double>, {-5, 5}, {-500, 500})

// sin(pi x) and cos(pi x) of an argument reduced exactly.
template <typename T> T sine_of_turns(T x) {
  if (std::fabs(x) >= T(0x1p53) && std::isfinite(x))
    return std::copysign(T(0), x);
  T r = std::remainder(x, T(2));
  r = r > T(0.5) ? 1 - r : r < T(-0.5) ? -1 - r : r;
  return r == 0 ? std::copysign(T(0), x) : std::sin(kPi<T> * r);
}
template <typename T> T cosine_of_turns(T x) {
  if (std::fabs(x) >= T(0x1p54) && std::isfinite(x))
    return T(1);
  return std::sin(kPi<T> * (T(0.5) - std::fabs(std::remainder(x, T(2)))));
}
#define OX_TRIGONOMETRIC(name, T, statement, approximation)                                                            \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    template <typename W> static W approximate(W x0) { return approximation; }                                         \
    static constexpr Interval domain[] = {{-10, 10}};                                                                  \
    static T hard(libdevice_test::Generator& generator) {                                                              \
      return libdevice_test::beside_multiple_of_quarter_pi<T>(generator);                                              \
    }                                                                                                                  \
  };
OX_TRIGONOMETRIC(sinf, float, mpfr_sin(r, x[0], kNearest), libdevice_test::approximate_sine(x0))
OX_TRIGONOMETRIC(sin, double, mpfr_sin(r, x[0], kNearest), libdevice_test::approximate_sine(x0))
OX_TRIGONOMETRIC(cosf, float, mpfr_cos(r, x[0], kNearest), libdevice_test::approximate_cosine(x0))
OX_TRIGONOMETRIC(cos, double, mpfr_cos(r, x[0], kNearest), libdevice_test::approximate_cosine(x0))
OX_TRIGONOMETRIC(tanf, float, mpfr_tan(r, x[0], kNearest), libdevice_test::approximate_tangent(x0))
OX_TRIGONOMETRIC(tan, double, mpfr_tan(r, x[0], kNearest), libdevice_test::approximate_tangent(x0))
#define OX_TURN_POINTS 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 0x1p22, 0x1p23, 0x1p24, 0x1p51, 0x1p52, 0x1p53, 0x1p60
OX_ELEMENTARY(sinpi, mpfr_sinpi(r, x[0], kNearest), sine_of_turns(x0), OX_BETWEEN(-4, 4), OX_POINTS(OX_TURN_POINTS),
              OX_BETWEEN(-4, 4), OX_POINTS(OX_TURN_POINTS))
OX_ELEMENTARY(cospi, mpfr_cospi(r, x[0], kNearest), cosine_of_turns(x0), OX_BETWEEN(-4, 4), OX_POINTS(OX_TURN_POINTS),
              OX_BETWEEN(-4, 4), OX_POINTS(OX_TURN_POINTS))
OX_ELEMENTARY(asin, mpfr_asin(r, x[0], kNearest), std::asin(x0), OX_BETWEEN(-1, 1), OX_POINTS(0, 0.5, 1),
              OX_BETWEEN(-1, 1), OX_POINTS(0, 0.5, 1))
OX_ELEMENTARY(acos, mpfr_acos(r, x[0], kNearest), std::acos(x0), OX_BETWEEN(-1, 1), OX_POINTS(0, 0.5, 1),
              OX_BETWEEN(-1, 1), OX_POINTS(0, 0.5, 1))
OX_ELEMENTARY(atan, mpfr_atan(r, x[0], kNearest), std::atan(x0), OX_BETWEEN(-5, 5),
              OX_POINTS(0, 0.5, 1, 2, 0x1p24, 0x1p60, 0x1p127), OX_BETWEEN(-5, 5),
              OX_POINTS(0, 0.5, 1, 2, 0x1p53, 0x1p60, 0x1p1023))
OX_BINARY_HARD(atan2f, mpfr_atan2(r, x[0], x[1], kNearest), std::atan2(x0, x1), hard_vector2<float>, {-5, 5}, {-5, 5})
OX_BINARY_HARD(atan2, mpfr_atan2(r, x[0], x[1], kNearest), std::atan2(x0, x1), hard_vector2<double>, {-5, 5}, {-5, 5})
OX_ELEMENTARY(sinh, mpfr_sinh(r, x[0], kNearest), std::sinh(x0), OX_BETWEEN(-20, 20),
              OX_POINTS(0, 0.34657359, 1, 1.03972077, 89.4159851, 128), OX_BETWEEN(-20, 20),
              OX_POINTS(0, 0.34657359027997264, 1, 1.0397207708399179, 710.4758600739439, 711))
OX_ELEMENTARY(cosh, mpfr_cosh(r, x[0], kNearest), std::cosh(x0), OX_BETWEEN(-20, 20),
              OX_POINTS(0, 0.34657359, 1.03972077, 89.4159851, 128), OX_BETWEEN(-20, 20),
              OX_POINTS(0, 0.34657359027997264, 1.0397207708399179, 710.4758600739439, 711))
OX_ELEMENTARY(tanh, mpfr_tanh(r, x[0], kNearest), std::tanh(x0), OX_BETWEEN(-4, 4),
              OX_POINTS(0, 0.173286795, 0.519860385, 0.5625, 9.01091385, 20), OX_BETWEEN(-4, 4),
              OX_POINTS(0, 0.17328679513998632, 0.5198603854199590, 0.5625, 19.06154746539849, 40))
OX_ELEMENTARY(asinh, mpfr_asinh(r, x[0], kNearest), std::asinh(x0), OX_BETWEEN(-10, 10),
              OX_POINTS(0, 0.35355339, 1, 0x1p28, 0x1p127), OX_BETWEEN(-10, 10),
              OX_POINTS(0, 0.35355339059327379, 1, 0x1p28, 0x1p1023))
OX_ELEMENTARY(acosh, mpfr_acosh(r, x[0], kNearest), std::acosh(x0), OX_BETWEEN(1, 10),
              OX_POINTS(1, 1.06066017, 0x1p28, 0x1p127), OX_BETWEEN(1, 10),
              OX_POINTS(1, 1.0606601717798212, 0x1p28, 0x1p1023))
OX_ELEMENTARY(atanh, mpfr_atanh(r, x[0], kNearest), std::atanh(x0), OX_BETWEEN(-1, 1),
              OX_POINTS(0, 0.17157288, 0.33333333, 0.5, 1), OX_BETWEEN(-1, 1),
              OX_POINTS(0, 0.17157287525380990, 0.33333333333333333, 0.5, 1))

// Roots.  The reciprocal root of -0 is -infinity, as the quotient's is.
inline void reciprocal_root(mpfr_ptr r, mpfr_srcptr x) {
  if (mpfr_zero_p(x))
    mpfr_set_inf(r, mpfr_signbit(x) ? -1 : 1);
  else
    mpfr_rec_sqrt(r, x, kNearest);
}
inline void reciprocal_cube_root(mpfr_ptr r, mpfr_srcptr x) {
  mpfr_cbrt(r, x, kNearest);
  mpfr_ui_div(r, 1, r, kNearest);
}
// sqrt(x0^2 + ...), infinite when a component is, also beside NaN; `reciprocal` gives its inverse.
inline void euclidean_norm(mpfr_ptr r, const mpfr_t* x, int count, bool reciprocal) {
  Number sum(400), square(400);
  mpfr_set_zero(sum, 1);
  bool infinite = false;
  for (int i = 0; i < count; ++i) {
    infinite |= mpfr_inf_p(x[i]) != 0;
    mpfr_sqr(square, x[i], kNearest);
    mpfr_add(sum, sum, square, kNearest);
  }
  if (infinite)
    mpfr_set_inf(sum, 1);
  if (reciprocal)
    reciprocal_root(r, sum);
  else
    mpfr_sqrt(r, sum, kNearest);
}
#define OX_ROOT_POINTS(least_normal, least, greatest)                                                                  \
  OX_POINTS(0, 1, 2, 3, 4, 8, 27, 0.125, least_normal, least, greatest)
OX_ELEMENTARY(rsqrt, reciprocal_root(r, x[0]), 1 / std::sqrt(x0), OX_BETWEEN(0, 10),
              OX_ROOT_POINTS(0x1p-126, 0x1p-149, 0x1p127), OX_BETWEEN(0, 10),
              OX_ROOT_POINTS(0x1p-1022, 0x1p-1074, 0x1p1023))
OX_ELEMENTARY(cbrt, mpfr_cbrt(r, x[0], kNearest), std::cbrt(x0), OX_BETWEEN(-30, 30),
              OX_ROOT_POINTS(0x1p-126, 0x1p-149, 0x1p127), OX_BETWEEN(-30, 30),
              OX_ROOT_POINTS(0x1p-1022, 0x1p-1074, 0x1p1023))
OX_ELEMENTARY(rcbrt, reciprocal_cube_root(r, x[0]), 1 / std::cbrt(x0), OX_BETWEEN(-30, 30),
              OX_ROOT_POINTS(0x1p-126, 0x1p-149, 0x1p127), OX_BETWEEN(-30, 30),
              OX_ROOT_POINTS(0x1p-1022, 0x1p-1074, 0x1p1023))
// The wider format has the exponents for it.
template <typename... T> auto approximate_norm(T... x) {
  auto sum = (... + (x * x));
  return (... || std::isinf(x)) ? std::numeric_limits<decltype(sum)>::infinity() : std::sqrt(sum);
}
#define OX_NORM(name, T, count, reciprocal)                                                                            \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { euclidean_norm(r, x, count, reciprocal); }                         \
    template <typename... W> static auto approximate(W... x) {                                                         \
      return reciprocal ? 1 / approximate_norm(x...) : approximate_norm(x...);                                         \
    }                                                                                                                  \
    static auto hard(libdevice_test::Generator& generator) {                                                           \
      return libdevice_test::hard_vector##count<T>(generator);                                                         \
    }                                                                                                                  \
    static constexpr Interval domain[] = {{-10, 10}, {-10, 10}, {-10, 10}, {-10, 10}};                                 \
  };
OX_NORM(hypotf, float, 2, false)
OX_NORM(hypot, double, 2, false)
OX_NORM(rhypotf, float, 2, true)
OX_NORM(rhypot, double, 2, true)
OX_NORM(norm3df, float, 3, false)
OX_NORM(norm3d, double, 3, false)
OX_NORM(rnorm3df, float, 3, true)
OX_NORM(rnorm3d, double, 3, true)
OX_NORM(norm4df, float, 4, false)
OX_NORM(norm4d, double, 4, false)
OX_NORM(rnorm4df, float, 4, true)
OX_NORM(rnorm4d, double, 4, true)

// Fast approximations: the host gives exact special functions, so what is judged is the formula; the bounds are those
// of the programming guide's table of intrinsic functions.
#define OX_FAST(name, statement, ulps_expression, absolute_error, ...)                                                 \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { statement; }                                                       \
    static Bound bound(float x) { return {ulps_expression, absolute_error}; }                                          \
    static bool accepts(float x) { return __VA_ARGS__; }                                                               \
    static constexpr Interval domain[] = {{-20, 20}};                                                                  \
  };
OX_FAST(fast_expf, mpfr_exp(r, x[0], kNearest), 2 + std::floor(std::fabs(1.173 * x)), 0, std::fabs(x) < 1e30f)
OX_FAST(fast_exp10f, mpfr_exp10(r, x[0], kNearest), 2 + std::floor(std::fabs(2.97 * x)), 0, std::fabs(x) < 1e30f)
OX_FAST(fast_log2f, mpfr_log2(r, x[0], kNearest), 2, 0x1p-22, true)
OX_FAST(fast_logf, mpfr_log(r, x[0], kNearest), 3, x >= 0.5f && x <= 2.0f ? std::exp2(-21.41) : 0, true)
OX_FAST(fast_log10f, mpfr_log10(r, x[0], kNearest), 3, x >= 0.5f && x <= 2.0f ? 0x1p-24 : 0, true)
OX_FAST(fast_sinf, mpfr_sin(r, x[0], kNearest), 0, std::exp2(-21.41), std::fabs(x) <= 3.1415926f)
OX_FAST(fast_cosf, mpfr_cos(r, x[0], kNearest), 0, std::exp2(-21.19), std::fabs(x) <= 3.1415926f)
OX_FAST(fast_tanhf, mpfr_tanh(r, x[0], kNearest), 0x1p13, 0, true) // 2^-11 of the value
// CUDA: subnormals are zeros at each step.
OX_FAST(fast_tanf, mpfr_tan(r, x[0], kNearest), 4, 0, std::fabs(x) <= 1.5f && std::fabs(x) >= 0x1p-126f)
struct fast_powf {
  static void real(mpfr_ptr r, const mpfr_t* x) { mpfr_pow(r, x[0], x[1], kNearest); }
  // exp2f(y * __log2f(x)): the product's rounding, |y log2 x| / 2 ulp, is in the exponent.
  static Bound bound(float x, float y) { return {4 + 2 * std::fabs(y * std::log2(x)), 0}; }
  static bool accepts(float x, float y) {
    return x > 1e-30f && x < 1e30f && std::fabs(y) > 1e-30f && std::fabs(y) < 1e30f;
  }
  static constexpr Interval domain[] = {{0.01, 20}, {-20, 20}};
};
struct fast_fdividef {
  static void real(mpfr_ptr r, const mpfr_t* x) { mpfr_div(r, x[0], x[1], kNearest); }
  static Bound bound(float, float y) { return {2, std::fabs(y) > 0x1p126f ? 1.0 : 0.0}; }
  static constexpr Interval domain[] = {{-20, 20}, {-20, 20}};
};
// About 20 bits of the reciprocal; subnormals are flushed.
struct rcp64h {
  static void real(mpfr_ptr r, const mpfr_t* x) { mpfr_ui_div(r, 1, x[0], kNearest); }
  static Bound bound(double) { return {0x1p33, 0}; }
  static bool accepts(double x) { return std::fabs(x) > 1e-300 && std::fabs(x) < 1e300; }
  static constexpr Interval domain[] = {{-20, 20}};
};

} // namespace ox::reference
