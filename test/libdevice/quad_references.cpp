// The search for numbers that are next to a multiple of pi/2.
#include "quad_references.h"
#include <gmp.h>

namespace ox::quad_reference {

namespace {
constexpr int kScale = 700; // bits of a fraction

// 2/pi 2^(exponent - 112) modulo 1, in units of 2^-kScale
void quotient_of_unit(mpz_ptr result, int exponent) {
  static Number value(18000);
  mpfr_const_pi(value.get(), MPFR_RNDN);
  mpfr_ui_div(value.get(), 2, value.get(), MPFR_RNDN);
  mpfr_mul_2si(value.get(), value.get(), exponent - 112, MPFR_RNDN);
  mpfr_frac(value.get(), value.get(), MPFR_RNDN);
  mpfr_mul_2si(value.get(), value.get(), kScale, MPFR_RNDN);
  mpfr_get_z(result, value.get(), MPFR_RNDN);
}
} // namespace

// x = m 2^(exponent - 112) for an m of 113 bits: the quotient is m times a fraction f, and the m that make that nearest
// to integers are the denominators of f's continued fraction, and their multiples.
u128 next_to_a_multiple(int exponent) {
  mpz_t remainder, previous, digit, denominator, before;
  mpz_inits(remainder, previous, digit, denominator, before, nullptr);
  mpz_ui_pow_ui(previous, 2, kScale);
  quotient_of_unit(remainder, exponent);
  mpz_set_ui(denominator, 1); // of the convergent 0; before: of infinity, 0
  while (mpz_sgn(remainder) != 0) {
    mpz_fdiv_qr(digit, previous, previous, remainder);
    mpz_swap(previous, remainder);
    mpz_addmul(before, digit, denominator);
    if (mpz_sizeinbase(before, 2) > 113)
      break;
    mpz_swap(before, denominator);
  }
  // The least multiple of 113 bits.
  mpz_ui_pow_ui(previous, 2, 112);
  mpz_cdiv_q(digit, previous, denominator);
  mpz_mul(denominator, denominator, digit);
  mpz_fdiv_q_2exp(digit, denominator, 64);
  u128 significand = quad_test::make(mpz_get_ui(digit), mpz_get_ui(denominator));
  mpz_clears(remainder, previous, digit, denominator, before, nullptr);
  return significand + (static_cast<u128>(exponent + 16383 - 1) << 112);
}

} // namespace ox::quad_reference
