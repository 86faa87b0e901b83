// cvt between integers and floating-point types (PTX ISA 9.0, 9.7.9.21), every pair with every rounding, from the
// manual's notes on rounding, NaN, .ftz and .sat.
#include "test/ptx/reference/chapters.h"
#include "test/ptx/reference/floats.h"
#include <cmath>
#include <limits>
#include <utility>

namespace ox::test::reference {

namespace {
constexpr std::string_view kIntegerRoundings[] = {".rni", ".rzi", ".rmi", ".rpi"};
constexpr std::string_view kRoundings[] = {".rn", ".rz", ".rm", ".rp"};

template <typename F> void for_integers(F body) {
  for_types<uint8_t, uint16_t, uint32_t, uint64_t, int8_t, int16_t, int32_t, int64_t>(body);
}
template <typename F> void for_floats(F body) { for_types<F16, BF16, float, double>(body); }

template <typename To, typename From> std::string opcode(std::string_view modifiers) {
  return "cvt" + std::string(modifiers) + "." + std::string(ptx_name<To>()) + "." + std::string(ptx_name<From>());
}
template <typename T> constexpr bool kIsBF16 = std::is_same_v<T, BF16>;
template <typename T> constexpr bool kIsSingle = std::is_same_v<T, float>;

// Can a value of From be out of To's range?  Where not, .sat is illegal.
template <typename To, typename From> constexpr bool may_saturate() {
  using Low = std::numeric_limits<From>;
  using High = std::numeric_limits<To>;
  return std::cmp_less(Low::min(), High::min()) || std::cmp_greater(Low::max(), High::max());
}

template <typename To, typename From> To saturated(From value) {
  using Limits = std::numeric_limits<To>;
  return std::cmp_less(value, Limits::min())      ? Limits::min()
         : std::cmp_greater(value, Limits::max()) ? Limits::max()
                                                  : To(value);
}

template <typename To, typename From> void add_integer_pair(Cases& cases) {
  cases.add(opcode<To, From>("") + " %d, %a;", [](From a) { return To(a); });
  // Of a wider register the low bits count; a wider destination is extended by the sign of its type.
  using Register = std::conditional_t<std::is_signed_v<To>, int64_t, uint64_t>;
  cases.add(opcode<To, From>("") + " %d, %a;", [](uint64_t a) { return Register(To(From(a))); });
  if constexpr (may_saturate<To, From>())
    cases.add(opcode<To, From>(".sat") + " %d, %a;", [](From a) { return saturated<To>(a); });
}

double rounded_to_integer(double value, std::string_view rounding) {
  return rounding == ".rni"   ? std::nearbyint(value) // the host rounds to nearest even
         : rounding == ".rzi" ? std::trunc(value)
         : rounding == ".rmi" ? std::floor(value)
                              : std::ceil(value);
}

template <typename To, typename From> To to_integer(From bits, std::string_view rounding, bool flush) {
  const Format& format = format_of<From>();
  uint64_t pattern = to_bits(bits);
  if (flush)
    pattern = format.flushed(pattern);
  using Limits = std::numeric_limits<To>;
  if (format.is_nan(pattern))
    return format.bits == 64 || sizeof(To) == 8 ? To(std::make_unsigned_t<To>(1) << (8 * sizeof(To) - 1)) : To(0);
  const double value = rounded_to_integer(format.decode(pattern), rounding);
  if (value < double(Limits::min()))
    return Limits::min();
  return value >= std::ldexp(1.0, Limits::digits) ? Limits::max() : To(value);
}

template <typename To, typename From> void add_float_to_integer(Cases& cases) {
  for (std::string_view rounding : kIntegerRoundings)
    for (std::string_view flush : {"", ".ftz"})
      for (std::string_view sat : {"", ".sat"}) {
        if ((!flush.empty() && !kIsSingle<From>) || (!sat.empty() && kIsBF16<From>))
          continue;
        const std::string modifiers = std::string(rounding) + std::string(flush) + std::string(sat);
        const bool flushes = !flush.empty();
        cases.add(opcode<To, From>(modifiers) + " %d, %a;",
                  [=](From a) { return to_integer<To>(a, rounding, flushes); });
      }
}

// .sat: into [0, 1], NaN is +0; the manual leaves open which zero -0 becomes.
template <typename T> Between<T> limited(uint64_t bits, bool saturates) {
  const Format& format = format_of<T>();
  uint64_t low = bits, high = bits;
  if (saturates) {
    const uint64_t one = format.encode(1.0);
    if (format.is_nan(bits) || (bits & format.sign()) != 0)
      low = high = 0;
    else
      low = high = std::min(bits, one);
    if (bits == format.sign())
      low = bits;
  }
  return {from_bits<T>(low), from_bits<T>(high)};
}

template <typename To, typename From> void add_integer_to_float(Cases& cases) {
  for (std::string_view rounding : kRoundings)
    for (std::string_view sat : {"", ".sat"}) {
      if (!sat.empty() && kIsBF16<To>)
        continue;
      const bool saturates = !sat.empty();
      cases.add(opcode<To, From>(std::string(rounding) + std::string(sat)) + " %d, %a;", [=](From a) {
        Real value;
        std::is_signed_v<From> ? mpfr_set_sj(value, intmax_t(a), MPFR_RNDN) : mpfr_set_uj(value, a, MPFR_RNDN);
        return limited<To>(format_of<To>().encode(value, rounding_named(rounding)), saturates);
      });
    }
}

// A pair of floating-point types: how it may round, and what .ftz is about.
template <typename To, typename From>
Between<To> to_float(From a, std::string_view rounding, bool flush, bool saturates) {
  const Format &from = format_of<From>(), &to = format_of<To>();
  uint64_t bits = to_bits(a);
  if (flush && kIsSingle<From>)
    bits = from.flushed(bits);
  double value = from.decode(bits);
  if (rounding.ends_with("i"))
    value = rounded_to_integer(value, rounding);
  bits = to.encode(value, rounding_named(rounding));
  if (flush && kIsSingle<To>)
    bits = to.flushed(bits);
  return limited<To>(bits, saturates);
}

template <typename To, typename From> std::vector<std::string_view> roundings() {
  const unsigned to = format_of<To>().precision, from = format_of<From>().precision;
  if constexpr (std::is_same_v<To, From>)
    return {"", ".rni", ".rzi", ".rmi", ".rpi"};
  if (to > from && !kIsBF16<From>)
    return {""};
  std::vector<std::string_view> all(std::begin(kRoundings), std::end(kRoundings));
  if (to > from && kIsBF16<From> && !std::is_same_v<To, F16>)
    all.emplace_back("");
  return all;
}

template <typename To, typename From> void add_float_pair(Cases& cases) {
  for (std::string_view rounding : roundings<To, From>())
    for (std::string_view flush : {"", ".ftz"})
      for (std::string_view sat : {"", ".sat"}) {
        if ((!flush.empty() && !kIsSingle<To> && !kIsSingle<From>) || (!sat.empty() && (kIsBF16<To> || kIsBF16<From>)))
          continue;
        const std::string modifiers = std::string(rounding) + std::string(flush) + std::string(sat);
        const bool flushes = !flush.empty(), saturates = !sat.empty();
        cases.add(opcode<To, From>(modifiers) + " %d, %a;",
                  [=](From a) { return to_float<To>(a, rounding, flushes, saturates); });
      }
}

// Numbers next to halfway between two of a format with few digits, as far from it as the last digit of one with many:
// they go the wrong way when they are rounded to a format between the two first.
std::vector<uint64_t> next_to_halfway(const Format& narrow) {
  std::vector<uint64_t> values;
  for (uint64_t bits : {narrow.encode(1.0), narrow.encode(1.0) + 1, narrow.encode(3.0) - 1, uint64_t{0}, uint64_t{1},
                        uint64_t{2}, (uint64_t{1} << (narrow.precision - 1)) - 1, narrow.infinity() - 1}) {
    const double low = narrow.decode(bits);
    const double high = bits + 1 == narrow.infinity() ? low + (low - narrow.decode(bits - 1)) : narrow.decode(bits + 1);
    const double middle = low + (high - low) / 2;
    for (double sign : {1.0, -1.0})
      for (double value : {middle, std::nextafter(middle, 0.0), std::nextafter(middle, INFINITY)})
        values.push_back(to_bits(sign * value));
  }
  return values;
}

template <typename To> void add_double_rounding(Cases& cases) {
  for (std::string_view rounding : kRoundings)
    cases
        .add(opcode<To, double>(rounding) + " %d, %a;",
             [=](double a) { return to_float<To>(a, rounding, false, false); })
        .only(0, next_to_halfway(format_of<To>()));
}

// An integer of 64 bits next to halfway: 2^62 + 2^(62 - precision), and one more or less.
template <typename To, typename From> void add_double_rounding_of_integers(Cases& cases) {
  std::vector<uint64_t> values;
  for (int top : {17, 30, 40, int(std::numeric_limits<From>::digits) - 1}) {
    if (top >= std::numeric_limits<From>::digits || top <= int(format_of<To>().precision))
      continue;
    for (int digit : {0, 1})
      for (int less : {-1, 0, 1}) {
        const int half = top - int(format_of<To>().precision);
        const auto value = (uint64_t{1} << top) + (uint64_t(digit) << (half + 1)) + (uint64_t{1} << half);
        values.push_back(to_bits(From(value + uint64_t(less))));
        if (std::is_signed_v<From>)
          values.push_back(to_bits(From(-(value + uint64_t(less)))));
      }
  }
  cases
      .add(opcode<To, From>(".rn") + " %d, %a;",
           [](From a) {
             Real value;
             std::is_signed_v<From> ? mpfr_set_sj(value, intmax_t(a), MPFR_RNDN) : mpfr_set_uj(value, a, MPFR_RNDN);
             return from_bits<To>(format_of<To>().encode(value, Rounding::kNearestEven));
           })
      .only(0, values);
}

// Floating-point registers that are wider: the low bits count, and zeros come on top.
void add_wide_registers(Cases& cases) {
  cases.add("cvt.f64.f32 %d, %a;", [](uint64_t a) { return to_float<double>(from_bits<float>(a), "", false, false); });
  cases.add("cvt.f32.f16 %d, %a;", [](uint32_t a) { return to_float<float>(F16{uint16_t(a)}, "", false, false); });
  cases.add("cvt.rzi.s16.f32 %d, %a;",
            [](uint64_t a) { return int32_t(to_integer<int16_t>(from_bits<float>(a), ".rzi", false)); });
  cases.add("cvt.rn.f16.s32 %d, %a;", [](int32_t a) { return uint64_t(kF16.encode(double(a))); });
  cases.add("cvt.rn.f32.s32 %d, %a;", [](int32_t a) { return uint64_t(kF32.encode(double(a))); });
}
} // namespace

void add_conversion_cases(Cases& cases) {
  for_integers([&]<typename To>() {
    for_integers([&]<typename From>() { add_integer_pair<To, From>(cases); });
    for_floats([&]<typename From>() { add_float_to_integer<To, From>(cases); });
  });
  for_floats([&]<typename To>() {
    for_integers([&]<typename From>() { add_integer_to_float<To, From>(cases); });
    for_floats([&]<typename From>() { add_float_pair<To, From>(cases); });
  });
  for_types<F16, BF16, float>([&]<typename To>() { add_double_rounding<To>(cases); });
  for_types<F16, BF16, float, double>([&]<typename To>() {
    for_types<uint32_t, uint64_t, int32_t, int64_t>(
        [&]<typename From>() { add_double_rounding_of_integers<To, From>(cases); });
  });
  add_wide_registers(cases);
  add_small_conversion_cases(cases);
}

} // namespace ox::test::reference
