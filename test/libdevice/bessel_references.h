// References for the Bessel functions (harness.h says how).
#pragma once
#include "special_references.h"

namespace ox::reference {

// For x beyond 10^4 and well beyond n^2 by Hankel's expansion, J = sqrt(2 / (pi x)) (P cos w - Q sin w) and Y with sin
// and cos, w = x - (2 n + 1) pi / 4: MPFR's cost grows with the argument.
inline bool has_hankel_expansion(long n, mpfr_srcptr x) {
  return mpfr_cmp_si(x, 10000) > 0 && mpfr_cmp_si(x, 20 * n * n) > 0;
}
inline void hankel_expansion(mpfr_ptr r, long n, mpfr_srcptr x, bool second_kind) {
  if (mpfr_inf_p(x))
    return mpfr_set_zero(r, 1);
  Number p(250), q(250), term(250), eight_x(250), sine(250), cosine(250);
  mpfr_mul_2ui(eight_x, x, 3, kNearest);
  mpfr_set_ui(term, 1, kNearest);
  mpfr_set_ui(p, 1, kNearest);
  mpfr_set_zero(q, 1);
  for (long k = 1; mpfr_get_exp(static_cast<mpfr_ptr>(term)) > -250; ++k) {
    mpfr_mul_si(term, term, 4 * n * n - (2 * k - 1) * (2 * k - 1), kNearest);
    mpfr_div_si(term, term, k, kNearest);
    mpfr_div(term, term, eight_x, kNearest);
    mpfr_ptr sum = k % 2 ? q : p; // p = 1 - a2 + a4 - ..., q = a1 - a3 + ...
    k / 2 % 2 ? mpfr_sub(sum, sum, term, kNearest) : mpfr_add(sum, sum, term, kNearest);
  }
  // cos and sin of w, times sqrt(2): a quarter turn for each order
  mpfr_sin_cos(sine, cosine, x, kNearest);
  Number c(250), s(250);
  mpfr_add(c, cosine, sine, kNearest);
  mpfr_sub(s, sine, cosine, kNearest);
  for (long turns = 0; turns < n % 4; ++turns) { // w - pi/2: cos becomes sin, sin becomes -cos
    mpfr_swap(c, s);
    mpfr_neg(s, s, kNearest);
  }
  mpfr_mul(c, c, second_kind ? q : p, kNearest);
  mpfr_mul(s, s, second_kind ? p : q, kNearest);
  second_kind ? mpfr_add(r, s, c, kNearest) : mpfr_sub(r, c, s, kNearest);
  mpfr_const_pi(p, kNearest);
  mpfr_mul(p, p, x, kNearest);
  mpfr_rec_sqrt(p, p, kNearest);
  mpfr_mul(r, r, p, kNearest);
}
inline void bessel_j(mpfr_ptr r, long n, mpfr_srcptr x) {
  if (n < 0 || mpfr_nan_p(x))
    return mpfr_set_nan(r);
  Number magnitude(x);
  mpfr_abs(magnitude, x, kNearest);
  if (has_hankel_expansion(n, magnitude)) {
    hankel_expansion(r, n, magnitude, false);
    if (n % 2 && mpfr_signbit(x) && !mpfr_inf_p(x))
      mpfr_neg(r, r, kNearest);
  } else {
    mpfr_jn(r, n, x, kNearest);
  }
}
inline void bessel_y(mpfr_ptr r, long n, mpfr_srcptr x) {
  if (n < 0)
    mpfr_set_nan(r);
  else if (mpfr_zero_p(x))
    mpfr_set_inf(r, -1);
  else if (has_hankel_expansion(n, x))
    hankel_expansion(r, n, x, true);
  else
    mpfr_yn(r, n, x, kNearest);
}
// The sum of (x/2)^(2k + order) / (k! (k + order)!), all of one sign.
inline void modified_bessel(mpfr_ptr r, mpfr_srcptr x, unsigned long order) {
  if (!mpfr_number_p(x) || mpfr_cmp_si(x, 800) > 0 || mpfr_cmp_si(x, -800) < 0) {
    mpfr_nan_p(x) ? mpfr_set_nan(r) : mpfr_set_inf(r, order == 1 && mpfr_signbit(x) ? -1 : 1);
    return;
  }
  Number quarter(200), term(200);
  mpfr_sqr(quarter, x, kNearest);
  mpfr_div_2ui(quarter, quarter, 2, kNearest);
  mpfr_set_ui(term, 1, kNearest);
  if (order == 1)
    mpfr_div_2ui(term, x, 1, kNearest);
  mpfr_set(r, term, kNearest);
  for (unsigned long k = 1; !mpfr_zero_p((mpfr_ptr)term); ++k) {
    mpfr_mul(term, term, quarter, kNearest);
    mpfr_div_ui(term, term, k * (k + order), kNearest);
    if (!mpfr_zero_p((mpfr_ptr)term) && mpfr_get_exp((mpfr_ptr)term) < mpfr_get_exp(r) - 190)
      break;
    mpfr_add(r, r, term, kNearest);
  }
}

inline double host_j(int n, double x) { return ::jn(n, x); }
inline long double host_j(int n, long double x) { return ::jnl(n, x); }
inline double host_y(int n, double x) { return ::yn(n, x); }
inline long double host_y(int n, long double x) { return ::ynl(n, x); }
template <typename W> W approximate_j(int n, W x) { return n < 0 ? std::numeric_limits<W>::quiet_NaN() : host_j(n, x); }
template <typename W> W approximate_y(int n, W x) {
  if (n < 0 || x < 0)
    return std::numeric_limits<W>::quiet_NaN();
  return x == 0 ? -std::numeric_limits<W>::infinity() : host_y(n, x);
}
// Beside the zeros of orders 0 and 1, which are beyond 1/2, the C library's value has lost bits.
template <typename W> W unless_beside_zero(W value, W x) {
  W magnitude = std::fabs(x);
  bool beside = magnitude > W(0.5) && std::fabs(value) * std::sqrt(magnitude) < W(0.02);
  return beside ? libdevice_test::kUndecided<W> : value;
}
// The sum where its terms are few, otherwise e^x / sqrt(2 pi x) (1 + 1 / (8 x) + 9 / (2 (8 x)^2) + ...) for order 0.
template <typename W> W approximate_i(int n, W x) {
  W magnitude = std::fabs(x), sum = 1, term = 1;
  if (magnitude > 25) {
    for (int k = 1; std::fabs(term) > std::numeric_limits<W>::epsilon() / 8; ++k)
      sum += term *= -static_cast<W>(4 * n * n - (2 * k - 1) * (2 * k - 1)) / (8 * static_cast<W>(k) * magnitude);
    W half = std::exp(std::fmin(magnitude, W(2000)) / 2);
    sum = half * (sum / std::sqrt(2 * kPi<W> * magnitude)) * half;
  } else {
    W quarter = x * x / 4;
    for (int k = 1; term > sum * (std::numeric_limits<W>::epsilon() / 8); ++k)
      sum += term *= quarter / (static_cast<W>(k) * static_cast<W>(k + n));
    if (n == 1)
      sum *= magnitude / 2;
  }
  return n == 1 ? std::copysign(sum, x) : sum;
}

#define OX_BESSEL(name, T, kind, order, ...)                                                                           \
  OX_SPECIAL(name, T, bessel_##kind(r, order, x[0]), unless_beside_zero(approximate_##kind(order, x0), x0),            \
             OX_RANGE(-20, 20), 0, 2, 4, 4.898, 8, 1e5, 1e9, 1e18, __VA_ARGS__)
// In double the guide bounds the error in ulps (7) below 8, zeros included; beyond, absolutely.
#define OX_BESSEL_PAIR(name, kind, order, double_ulps, ...)                                                            \
  OX_BESSEL(name##f, float, kind, order, __VA_ARGS__)                                                                  \
  OX_BESSEL(name##_values, double, kind, order, __VA_ARGS__)                                                           \
  struct name : name##_values {                                                                                        \
    static Bound bound(double x) { return std::fabs(x) < 8 ? Bound{double_ulps, 0} : Bound{0, 5e-12}; }                \
  };
OX_BESSEL_PAIR(j0, j, 0, 6, 2.404825557695773, 5.520078110286311, 8.653727912911013)
OX_BESSEL_PAIR(j1, j, 1, 6, 3.831705970207512, 7.015586669815619, 10.17346813506272)
OX_BESSEL_PAIR(y0, y, 0, 6, 0.8935769662791675, 3.957678419314858, 7.086051060301773)
OX_BESSEL_PAIR(y1, y, 1, 6, 2.197141326031017, 5.429681040794135, 8.596005868331169)
// The guide bounds jn at n = 128 by an absolute error, and yn by ceil(2 + 2.5 n) ulps below n (1.5 n in double).
#define OX_BESSEL_N(name, T, kind, ulps_expression, absolute_error)                                                    \
  struct name {                                                                                                        \
    static void real(mpfr_ptr r, const mpfr_t* x) { bessel_##kind(r, mpfr_get_si(x[0], kNearest), x[1]); }             \
    template <typename W> static W approximate(int n, W x) { return approximate_##kind(n, x); }                        \
    static Bound bound(int n, [[maybe_unused]] T x) { return {ulps_expression, absolute_error}; }                      \
    static bool accepts(int n, T) { return n > -3 && n <= 128; }                                                       \
    static constexpr Interval domain[] = {{0, 40}, {-5, 60}};                                                          \
  };
OX_BESSEL_N(jnf, float, j, 0.0 * n, 2.2e-6)
OX_BESSEL_N(jn, double, j, 0.0 * n, 5e-12)
OX_BESSEL_N(ynf, float, y, n > 0 && x < static_cast<float>(n) ? std::ceil(2 + 2.5 * n) : 0, 2.2e-6)
OX_BESSEL_N(yn, double, y, n > 0 && x < 1.5 * n ? std::ceil(2 + 2.5 * n) : 0, 5e-12)
OX_SPECIAL_PAIR(cyl_bessel_i0, modified_bessel(r, x[0], 0), approximate_i(0, x0), OX_RANGE(-95, 95), OX_RANGE(-40, 40),
                0, 8, -8, 10, -10, 91, 713)
OX_SPECIAL_PAIR(cyl_bessel_i1, modified_bessel(r, x[0], 1), approximate_i(1, x0), OX_RANGE(-95, 95), OX_RANGE(-40, 40),
                0, 8, -8, 10, -10, 91, 713)

} // namespace ox::reference
