// The parts of the harness that depend on the format only.
#include "harness.h"
#include <cstdlib>
#include <fstream>
#include <iomanip>

namespace ox::libdevice_test {

bool long_run() {
  const char* text = std::getenv("OX_TEST_LONG");
  return text && *text == '1';
}
size_t random_samples() { return long_run() ? 100'000'000 : 20'000; }
size_t hard_samples() { return long_run() ? 20'000'000 : 20'000; }
unsigned workers() { return long_run() ? std::max(1u, std::thread::hardware_concurrency()) : 1; }

namespace {
template <typename T> struct Format;
template <> struct Format<float> {
  static constexpr int kPrecision = 24, kLeastExponent = -149, kOverflowExponent = 128;
};
template <> struct Format<double> {
  static constexpr int kPrecision = 53, kLeastExponent = -1074, kOverflowExponent = 1024;
};

class Temporary {
public:
  Temporary() { mpfr_init2(value, 400); }
  ~Temporary() { mpfr_clear(value); }
  mpfr_t value;
};
} // namespace

template <typename T> double error_in_ulps(T got, mpfr_srcptr reference) {
  constexpr double kWrong = std::numeric_limits<double>::infinity();
  using F = Format<T>;
  if (mpfr_nan_p(reference) || std::isnan(got))
    return mpfr_nan_p(reference) && std::isnan(got) ? 0 : kWrong;
  if (std::signbit(got) != (mpfr_signbit(reference) != 0))
    return kWrong;
  if (mpfr_zero_p(reference) && got == 0)
    return 0;
  if (mpfr_inf_p(reference))
    return std::isinf(got) ? 0 : kWrong;
  thread_local Temporary magnitude, difference;
  mpfr_abs(magnitude.value, reference, MPFR_RNDN);
  // From 2^128 (2^1024) on everything is the same overflow, and an infinite result counts as that number.
  if (!mpfr_zero_p(magnitude.value) && mpfr_get_exp(magnitude.value) > F::kOverflowExponent)
    mpfr_set_ui_2exp(magnitude.value, 1, F::kOverflowExponent, MPFR_RNDN);
  if (std::isinf(got))
    mpfr_set_ui_2exp(difference.value, 1, F::kOverflowExponent, MPFR_RNDN);
  else
    mpfr_set_d(difference.value, std::fabs(static_cast<double>(got)), MPFR_RNDN);
  mpfr_sub(difference.value, difference.value, magnitude.value, MPFR_RNDN);
  mpfr_exp_t exponent =
      mpfr_zero_p(magnitude.value) ? F::kLeastExponent : mpfr_get_exp(magnitude.value) - F::kPrecision;
  if (exponent < F::kLeastExponent)
    exponent = F::kLeastExponent;
  if (exponent > F::kOverflowExponent - F::kPrecision)
    exponent = F::kOverflowExponent - F::kPrecision;
  mpfr_mul_2si(difference.value, difference.value, -exponent, MPFR_RNDN);
  return std::fabs(mpfr_get_d(difference.value, MPFR_RNDN));
}
template double error_in_ulps<float>(float, mpfr_srcptr);
template double error_in_ulps<double>(double, mpfr_srcptr);

double absolute_error(double got, mpfr_srcptr reference) {
  thread_local Temporary difference;
  if (!std::isfinite(got) || !mpfr_number_p(reference))
    return std::numeric_limits<double>::infinity();
  mpfr_sub_d(difference.value, reference, got, MPFR_RNDN);
  return std::fabs(mpfr_get_d(difference.value, MPFR_RNDN));
}

template <typename T> std::vector<T> special_values() {
  using L = std::numeric_limits<T>;
  std::vector<T> magnitudes = {T(0),
                               L::denorm_min(),
                               L::min(),
                               L::max(),
                               L::infinity(),
                               T(1),
                               T(0.5),
                               T(1.5),
                               T(2),
                               T(2.5),
                               T(3),
                               T(4),
                               T(10),
                               T(0.1),
                               T(88.5),
                               T(709.5),
                               T(1e-10),
                               T(1e10),
                               T(1e30),
                               T(0.6931471805599453),
                               T(0.7853981633974483),
                               T(1.5707963267948966),
                               T(2.718281828459045),
                               T(3.141592653589793),
                               T(8388608),
                               T(16777216),
                               T(105615),
                               T(4503599627370496),
                               T(9007199254740992),
                               T(2147483648),
                               T(4294967296.0),
                               T(9223372036854775808.0),
                               T(18446744073709551616.0)};
  std::vector<T> all = {L::quiet_NaN()};
  for (T m : magnitudes)
    for (T neighbour : {m, std::nextafter(m, T(0)), std::nextafter(m, L::infinity())})
      for (T value : {neighbour, -neighbour})
        all.push_back(value);
  return all;
}
template std::vector<float> special_values<float>();
template std::vector<double> special_values<double>();

Registers::Registers(mpfr_prec_t precision) {
  mpfr_set_emin(mpfr_get_emin_min()); // e^-x^2 must not underflow where it is multiplied up again
  mpfr_set_emax(mpfr_get_emax_max());
  mpfr_init2(result, precision);
  for (mpfr_t& a : arguments)
    mpfr_init2(a, precision);
}
Registers::~Registers() {
  mpfr_clear(result);
  for (mpfr_t& a : arguments)
    mpfr_clear(a);
}

void report(const char* name, const Worst& worst, uint64_t count, bool all) {
  const char* file = std::getenv("OX_MEASURE");
  if (!file)
    return;
  // A stream that appends a line at once: several processes may share the file.
  std::ostringstream line;
  line << name << '\t' << std::setprecision(4) << worst.ulps << '\t' << worst.where << '\t'
       << (all ? "all" : std::to_string(count)) << '\n';
  std::ofstream(file, std::ios::app) << line.str() << std::flush;
}

} // namespace ox::libdevice_test
