// Half precision and bfloat16, one and two at a time (PTX ISA 9.0, 9.7.4), from the manual's definitions.
#include "test/ptx/reference/chapters.h"
#include "test/ptx/reference/small_arithmetic.h"
#include <algorithm>
#include <cmath>

namespace ox::test::reference {

namespace {
// A case for one number and a case for a pair of them, by a function of the numbers' bits.
template <typename T, typename F> void add_two(Cases& cases, const std::string& opcode, bool is_sampled, F of) {
  const std::string type(ptx_name<T>());
  auto one = [of](auto... a) { return T{uint16_t(of(uint64_t(a.bits)...))}; };
  Case* made[2] = {};
  if constexpr (std::is_invocable_v<F, uint64_t>) {
    made[0] = &cases.add(opcode + "." + type + " %d, %a;", [one](T a) { return one(a); });
    made[1] =
        &cases.add(opcode + "." + type + "x2 %d, %a;", [one](Pair<T> a) { return Pair<T>{one(a.low), one(a.high)}; });
  } else if constexpr (std::is_invocable_v<F, uint64_t, uint64_t>) {
    made[0] = &cases.add(opcode + "." + type + " %d, %a, %b;", [one](T a, T b) { return one(a, b); });
    made[1] = &cases.add(opcode + "." + type + "x2 %d, %a, %b;",
                         [one](Pair<T> a, Pair<T> b) { return Pair<T>{one(a.low, b.low), one(a.high, b.high)}; });
  } else {
    made[0] = &cases.add(opcode + "." + type + " %d, %a, %b, %c;", [one](T a, T b, T c) { return one(a, b, c); });
    made[1] = &cases.add(opcode + "." + type + "x2 %d, %a, %b, %c;", [one](Pair<T> a, Pair<T> b, Pair<T> c) {
      return Pair<T>{one(a.low, b.low, c.low), one(a.high, b.high, c.high)};
    });
  }
  if (is_sampled)
    made[0]->sampled();
}

// .sat: into [0, 1], NaN is +0.  .relu: the greater of the result and +0, NaN stays.
uint64_t limited(const Format& format, uint64_t bits, std::string_view how) {
  if (format.is_nan(bits))
    return how == ".sat" ? 0 : bits;
  if (how.empty())
    return bits;
  if ((bits & format.sign()) != 0)
    return 0;
  return how == ".sat" ? std::min(bits, format.encode(1.0)) : bits;
}

// Flushes inputs and result, computes on what lies between.
template <typename F> auto with_modifiers(const Format& format, bool flushes, std::string_view limit, F of) {
  return [=](auto... a)
    requires std::is_invocable_v<F, decltype(a)...>
  {
    auto flush = [&](uint64_t bits) { return flushes ? format.flushed(bits) : bits; };
    return limited(format, flush(of(flush(a)...)), limit);
  };
}

template <typename T> void add_arithmetic(Cases& cases) {
  static const Format& format = format_of<T>();
  const bool is_f16 = std::is_same_v<T, F16>;
  for (std::string_view rounding : {"", ".rn"})
    for (std::string_view flush : {"", ".ftz"})
      for (std::string_view sat : {"", ".sat"}) {
        if (!is_f16 && (!flush.empty() || !sat.empty()))
          continue;
        const std::string modifiers = std::string(rounding) + std::string(flush) + std::string(sat);
        const bool flushes = !flush.empty(), is_sampled = !modifiers.empty(); // without any: all pairs
        add_two<T>(cases, "add" + modifiers, is_sampled,
                   with_modifiers(format, flushes, sat, [](uint64_t a, uint64_t b) { return sum(format, a, b); }));
        add_two<T>(cases, "sub" + modifiers, true, with_modifiers(format, flushes, sat, [](uint64_t a, uint64_t b) {
                     return sum(format, a, b ^ format.sign());
                   }));
        add_two<T>(cases, "mul" + modifiers, is_sampled,
                   with_modifiers(format, flushes, sat, [](uint64_t a, uint64_t b) { return product(format, a, b); }));
      }
}

template <typename T> void add_fused(Cases& cases) {
  static const Format& format = format_of<T>();
  const bool is_f16 = std::is_same_v<T, F16>;
  for (std::string_view flush : {"", ".ftz"})
    for (std::string_view limit : {"", ".sat", ".relu"})
      if (is_f16 || (flush.empty() && limit != ".sat"))
        add_two<T>(cases, "fma.rn" + std::string(flush) + std::string(limit), false,
                   with_modifiers(format, !flush.empty(), limit,
                                  [](uint64_t a, uint64_t b, uint64_t c) { return fused(format, a, b, c); }));
}

// .oob: a factor that is the NaN of elements out of bounds makes the result +0.
template <typename T> void add_out_of_bounds(Cases& cases) {
  static const Format& format = format_of<T>();
  auto is_outside = [](uint64_t bits) { return (bits & 0x7fff) == 0x7ff7; };
  const std::vector<uint64_t> values = {0x7ff7, 0xfff7, 0x7ff6, 0x7fff, 0x7ff8, 0x7e00, 0x7f80, 0x7c00,
                                        0x0000, 0x8000, 0x3c00, 0xbc00, 0x3f80, 0x4248, 0xc123, 0x0001};
  std::vector<uint64_t> pairs;
  for (uint64_t low : values)
    for (uint64_t high : {values[0], values[1], values[3], values[10]})
      pairs.push_back(high << 16 | low);
  const size_t first = cases.all().size();
  for (std::string_view limit : {"", ".relu"})
    add_two<T>(cases, "fma.rn.oob" + std::string(limit), false, [=](uint64_t a, uint64_t b, uint64_t c) {
      return is_outside(a) || is_outside(b) ? 0 : limited(format, fused(format, a, b, c), limit);
    });
  for (size_t number = first; number < cases.all().size(); ++number) {
    Case& made = cases.all()[number];
    for (size_t input = 0; input < 3; ++input)
      made.only(input, made.inputs[input].type.lanes == 1 ? values : input == 2 ? values : pairs);
  }
}

// The lesser or greater by the numbers' order, in which -0 is below +0; of a number and NaN the number, unless .NaN.
uint64_t extremum(const Format& format, uint64_t a, uint64_t b, bool is_max, bool keeps_nan) {
  if (format.is_nan(a) || format.is_nan(b)) {
    const bool both = format.is_nan(a) && format.is_nan(b);
    return both || keeps_nan ? format.canonical_nan() : format.is_nan(a) ? b : a;
  }
  return (format.ordinal(a) < format.ordinal(b)) != is_max ? a : b;
}

template <typename T> void add_extrema(Cases& cases) {
  static const Format& format = format_of<T>();
  for (bool is_max : {false, true})
    for (std::string_view flush : {"", ".ftz"})
      for (std::string_view nan : {"", ".NaN"})
        for (std::string_view by_magnitude : {"", ".xorsign.abs"}) {
          if (!std::is_same_v<T, F16> && !flush.empty())
            continue;
          const std::string opcode =
              std::string(is_max ? "max" : "min") + std::string(flush) + std::string(nan) + std::string(by_magnitude);
          const bool keeps_nan = !nan.empty(), is_by_magnitude = !by_magnitude.empty();
          auto of = [=](uint64_t a, uint64_t b) {
            if (!is_by_magnitude)
              return extremum(format, a, b, is_max, keeps_nan);
            const uint64_t sign = (a ^ b) & format.sign(), mask = format.sign() - 1;
            const uint64_t result = extremum(format, a & mask, b & mask, is_max, keeps_nan);
            return format.is_nan(result) ? result : result | sign;
          };
          add_two<T>(cases, opcode, opcode.size() > 3, with_modifiers(format, !flush.empty(), "", of));
        }
}

template <typename T> void add_signs(Cases& cases) {
  static const Format& format = format_of<T>();
  for (std::string_view flush : {"", ".ftz"}) {
    if (!std::is_same_v<T, F16> && !flush.empty())
      continue;
    const std::string modifier(flush);
    add_two<T>(cases, "neg" + modifier, false,
               with_modifiers(format, !flush.empty(), "", [](uint64_t a) { return a ^ format.sign(); }));
    add_two<T>(cases, "abs" + modifier, false,
               with_modifiers(format, !flush.empty(), "", [](uint64_t a) { return a & ~format.sign(); }));
  }
}

// What lies within an error of a number, and its nearest value in any case: a bound on the error of a normal result
// cannot hold for one that overflows or loses digits below the least normal.
template <typename T> Between<T> around(mpfr_srcptr value, mpfr_srcptr error) {
  const Format& format = format_of<T>();
  Real low, high;
  mpfr_sub(low, value, error, MPFR_RNDD);
  mpfr_add(high, value, error, MPFR_RNDU);
  const uint64_t nearest = format.encode(value, Rounding::kNearestEven);
  int64_t least = std::min(format.ordinal(format.encode(low, Rounding::kUp)), format.ordinal(nearest));
  int64_t greatest = std::max(format.ordinal(format.encode(high, Rounding::kDown)), format.ordinal(nearest));
  if (format.is_subnormal(nearest)) {
    least = std::min(least, format.ordinal(format.encode(value, Rounding::kDown)));
    greatest = std::max(greatest, format.ordinal(format.encode(value, Rounding::kUp)));
  }
  return {from_bits<T>(format.of_ordinal(least)), from_bits<T>(format.of_ordinal(greatest))};
}

// ex2: relative error 2^log_error; the form of bfloat16 flushes its result.
template <typename T> Between<T> power_of_two(T a, double log_error, bool flushes) {
  const Format& format = format_of<T>();
  const double x = format.decode(to_bits(a));
  Real value, error;
  mpfr_set_d(value, x, MPFR_RNDN);
  if (!std::isfinite(x)) {
    const T result = from_bits<T>(std::isnan(x) ? format.canonical_nan() : x > 0 ? format.infinity() : 0);
    return {result, result};
  }
  mpfr_exp2(value, value, MPFR_RNDN);
  mpfr_mul_d(error, value, std::exp2(log_error), MPFR_RNDN);
  Between<T> result = around<T>(value, error);
  if (flushes)
    result = {from_bits<T>(format.flushed(to_bits(result.low))), from_bits<T>(format.flushed(to_bits(result.high)))};
  return result;
}

// tanh: an absolute error; zeros, infinities and NaN are exact.
template <typename T> Between<T> hyperbolic_tangent(T a, double log_error) {
  const Format& format = format_of<T>();
  const double x = format.decode(to_bits(a));
  Real value, error;
  mpfr_set_d(value, x, MPFR_RNDN);
  mpfr_tanh(value, value, MPFR_RNDN);
  if (x == 0 || !std::isfinite(x)) {
    const T result = from_bits<T>(format.encode(value, Rounding::kNearestEven));
    return {result, result};
  }
  mpfr_set_d(error, std::exp2(log_error), MPFR_RNDN);
  return around<T>(value, error);
}

// A function with bounds for one and for each of two.
template <typename T, typename F> void add_bounded(Cases& cases, const std::string& opcode, F of) {
  const std::string text = opcode + "." + std::string(ptx_name<T>());
  cases.add(text + " %d, %a;", [of](T a) { return of(a); });
  cases.add(text + "x2 %d, %a;", [of](Pair<T> a) {
    const Between<T> low = of(a.low), high = of(a.high);
    return Between<Pair<T>>{{low.low, high.low}, {low.high, high.high}};
  });
}
} // namespace

void add_half_cases(Cases& cases) {
  for_types<F16, BF16>([&]<typename T>() {
    add_arithmetic<T>(cases);
    add_fused<T>(cases);
    add_out_of_bounds<T>(cases);
    add_extrema<T>(cases);
    add_signs<T>(cases);
  });
  add_bounded<F16>(cases, "ex2.approx", [](F16 a) { return power_of_two(a, -9.9, false); });
  add_bounded<BF16>(cases, "ex2.approx.ftz", [](BF16 a) { return power_of_two(a, -7, true); });
  add_bounded<F16>(cases, "tanh.approx", [](F16 a) { return hyperbolic_tangent(a, -10.987); });
  add_bounded<BF16>(cases, "tanh.approx", [](BF16 a) { return hyperbolic_tangent(a, -8); });
}

} // namespace ox::test::reference
