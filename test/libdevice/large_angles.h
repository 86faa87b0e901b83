// sin, cos and tan of a float of any size, fast: the C library reduces large arguments at a cost that a sweep over all
// floats would mostly consist of.  x = m 2^e has a significand m of 24 bits; 2^e / (2 pi) modulo 1, to 128 bits from
// MPFR, times m is what x has beyond whole turns.
#pragma once
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <mpfr.h>

namespace ox::libdevice_test {

class LargeAngle {
public:
  // |x| is a float of at least kLeast.
  static constexpr double kLeast = 0x1p26;
  explicit LargeAngle(double x) {
    uint64_t bits = std::bit_cast<uint64_t>(x);
    uint64_t significand = (bits >> 29 & 0x7fffff) | 0x800000; // the low 29 are 0 in a float
    Turns turns = significand * turns_of_power(static_cast<int>(bits >> 52 & 0x7ff) - 1023 - 23);
    turns = x < 0 ? -turns : turns;
    Turns quarters = turns + (Turns(1) << 125); // rounded to the nearest quarter of a turn
    quadrant_ = static_cast<unsigned>(quarters >> 126);
    auto rest = static_cast<__int128>(turns - (Turns(quadrant_) << 126));
    rest_ = static_cast<double>(rest) * (6.283185307179586 * 0x1p-128);
  }
  double sine() const { return quadrant_ & 2 ? -part(quadrant_) : part(quadrant_); }
  double cosine() const { return (quadrant_ + 1) & 2 ? -part(quadrant_ + 1) : part(quadrant_ + 1); }

private:
  using Turns = unsigned __int128; // of 2^-128
  static constexpr int kPowers = 128;

  double part(unsigned quadrant) const { return quadrant & 1 ? std::cos(rest_) : std::sin(rest_); }
  static Turns turns_of_power(int e) {
    static const std::array<Turns, kPowers> all = make_turns();
    return all[static_cast<size_t>(e)];
  }
  static std::array<Turns, kPowers> make_turns() {
    std::array<Turns, kPowers> all;
    mpfr_t turn, fraction;
    mpfr_init2(turn, 400);
    mpfr_init2(fraction, 400);
    mpfr_const_pi(turn, MPFR_RNDN);
    mpfr_ui_div(turn, 1, turn, MPFR_RNDN);
    mpfr_div_2ui(turn, turn, 1, MPFR_RNDN);
    for (Turns& turns : all) {
      mpfr_frac(fraction, turn, MPFR_RNDN);
      mpfr_mul_2ui(fraction, fraction, 64, MPFR_RNDN);
      Turns high = mpfr_get_ui(fraction, MPFR_RNDZ);
      mpfr_frac(fraction, fraction, MPFR_RNDN);
      mpfr_mul_2ui(fraction, fraction, 64, MPFR_RNDN);
      turns = high << 64 | mpfr_get_ui(fraction, MPFR_RNDZ);
      mpfr_mul_2ui(turn, turn, 1, MPFR_RNDN);
    }
    mpfr_clear(turn);
    mpfr_clear(fraction);
    return all;
  }

  unsigned quadrant_;
  double rest_; // |rest| <= pi/4
};

// For the judge of float functions, which works in double, and of double functions, in long double.
inline bool is_large_angle(double x) { return std::fabs(x) >= LargeAngle::kLeast && std::isfinite(x); }
inline double approximate_sine(double x) { return is_large_angle(x) ? LargeAngle(x).sine() : std::sin(x); }
inline double approximate_cosine(double x) { return is_large_angle(x) ? LargeAngle(x).cosine() : std::cos(x); }
inline double approximate_tangent(double x) {
  return is_large_angle(x) ? LargeAngle(x).sine() / LargeAngle(x).cosine() : std::tan(x);
}
inline long double approximate_sine(long double x) { return std::sin(x); }
inline long double approximate_cosine(long double x) { return std::cos(x); }
inline long double approximate_tangent(long double x) { return std::tan(x); }

} // namespace ox::libdevice_test
