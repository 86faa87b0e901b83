// Single and double precision (PTX ISA 9.0, 9.7.3) where the manual asks for one result: sums, products, quotients and
// roots in every rounding, with .ftz and .sat; minima and maxima; signs; classes.  float_approximate.cpp has the rest.
#include "test/ptx/reference/chapters.h"
#include "test/ptx/reference/floats.h"
#include <array>

namespace ox::test::reference {

namespace {
struct Mode {
  const char* name;
  Rounding rounding;
  mpfr_rnd_t mpfr; // gives exact sums that are zero their sign
};
constexpr Mode kModes[] = {{".rn", Rounding::kNearestEven, MPFR_RNDN},
                           {".rz", Rounding::kTowardsZero, MPFR_RNDZ},
                           {".rm", Rounding::kDown, MPFR_RNDD},
                           {".rp", Rounding::kUp, MPFR_RNDU}};
constexpr Mode kDefault = {"", Rounding::kNearestEven, MPFR_RNDN};

// What an operation does to numbers of MPFR that have room for its exact result, or for twice the digits of it.
template <size_t count>
using Operation = void (*)(mpfr_ptr d, const std::array<mpfr_srcptr, count>& in, mpfr_rnd_t mode);

struct Modifiers {
  Mode mode;
  bool flushes = false, saturates = false;
  std::string words() const { return std::string(mode.name) + (flushes ? ".ftz" : "") + (saturates ? ".sat" : ""); }
};

// Into [0, 1]; NaN becomes +0, and the manual does not say which zero -0 becomes.
template <typename T> Between<T> saturated(T value) {
  if (value >= 1)
    return {1, 1};
  if (value > 0)
    return {value, value};
  return {value == 0 ? T(-0.0) : T(0.0), T(0.0)};
}

template <typename T, size_t count>
Between<T> compute(Operation<count> operation, const Modifiers& modifiers, const std::array<T, count>& operands) {
  const Format& format = format_of<T>();
  static thread_local Real in[count], d(kExact);
  std::array<mpfr_srcptr, count> pointers;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t bits = to_bits(operands[i]);
    mpfr_set_d(in[i], format.decode(modifiers.flushes ? format.flushed(bits) : bits), MPFR_RNDN);
    pointers[i] = in[i];
  }
  operation(d, pointers, modifiers.mode.mpfr);
  uint64_t result = format.encode(d, modifiers.mode.rounding);
  if (modifiers.flushes)
    result = format.flushed(result);
  const T value = from_bits<T>(result);
  if (modifiers.saturates)
    return saturated(value);
  return {value, value};
}

template <typename T>
void add_operation(Cases& cases, const std::string& name, const Modifiers& modifiers, Operation<1> operation) {
  cases.add(named<T>(name + modifiers.words()) + " %d, %a;",
            [=](T a) { return compute<T, 1>(operation, modifiers, {a}); });
}
template <typename T>
void add_operation(Cases& cases, const std::string& name, const Modifiers& modifiers, Operation<2> operation) {
  cases.add(named<T>(name + modifiers.words()) + " %d, %a, %b;",
            [=](T a, T b) { return compute<T, 2>(operation, modifiers, {a, b}); });
}
template <typename T>
void add_operation(Cases& cases, const std::string& name, const Modifiers& modifiers, Operation<3> operation) {
  cases.add(named<T>(name + modifiers.words()) + " %d, %a, %b, %c;",
            [=](T a, T b, T c) { return compute<T, 3>(operation, modifiers, {a, b, c}); });
}

struct Allowed {
  bool no_rounding = false, saturation = false;
};

// In each rounding, of single precision also with .ftz and .sat.
template <size_t count>
void add_roundings(Cases& cases, const std::string& name, const Allowed& allowed, Operation<count> operation) {
  auto add = [&](const Mode& mode) {
    add_operation<double>(cases, name, {mode}, operation);
    for (bool flushes : {false, true})
      for (bool saturates : {false, true})
        if (!saturates || allowed.saturation)
          add_operation<float>(cases, name, {mode, flushes, saturates}, operation);
  };
  for (const Mode& mode : kModes)
    add(mode);
  if (allowed.no_rounding)
    add(kDefault);
}

template <size_t count> using In = std::array<mpfr_srcptr, count>;
void sum(mpfr_ptr d, const In<2>& in, mpfr_rnd_t mode) { mpfr_add(d, in[0], in[1], mode); }
void difference(mpfr_ptr d, const In<2>& in, mpfr_rnd_t mode) { mpfr_sub(d, in[0], in[1], mode); }
void product(mpfr_ptr d, const In<2>& in, mpfr_rnd_t mode) { mpfr_mul(d, in[0], in[1], mode); }
void fused(mpfr_ptr d, const In<3>& in, mpfr_rnd_t mode) { mpfr_fma(d, in[0], in[1], in[2], mode); }
// Not exact: at 256 bits no quotient or root of doubles comes near the middle of two doubles without being there.
void quotient(mpfr_ptr d, const In<2>& in, mpfr_rnd_t mode) {
  static thread_local Real short_d;
  mpfr_div(short_d, in[0], in[1], mode);
  mpfr_set(d, short_d, mode);
}
void reciprocal(mpfr_ptr d, const In<1>& in, mpfr_rnd_t mode) {
  static thread_local Real one(1.0);
  quotient(d, {one, in[0]}, mode);
}
void root(mpfr_ptr d, const In<1>& in, mpfr_rnd_t mode) {
  static thread_local Real short_d;
  mpfr_sqrt(short_d, in[0], mode);
  mpfr_set(d, short_d, mode);
}

void add_arithmetic(Cases& cases) {
  add_roundings<2>(cases, "add", {.no_rounding = true, .saturation = true}, sum);
  add_roundings<2>(cases, "sub", {.no_rounding = true, .saturation = true}, difference);
  add_roundings<2>(cases, "mul", {.no_rounding = true, .saturation = true}, product);
  add_roundings<3>(cases, "fma", {.saturation = true}, fused);
  add_roundings<3>(cases, "mad", {.saturation = true}, fused);
  add_roundings<2>(cases, "div", {}, quotient);
  add_roundings<1>(cases, "rcp", {}, reciprocal);
  add_roundings<1>(cases, "sqrt", {}, root);
}

struct Extremum {
  bool is_min = false, flushes = false, keeps_nan = false, xorsign_abs = false;
};

// A NaN loses against a number unless .NaN is there; -0 is less than +0.
template <typename T> T extremum(const Extremum& kind, T a, T b) {
  const Format& format = format_of<T>();
  uint64_t x = to_bits(a), y = to_bits(b);
  if (kind.flushes) {
    x = format.flushed(x);
    y = format.flushed(y);
  }
  const uint64_t sign = (x ^ y) & format.sign();
  if (kind.xorsign_abs) {
    x &= ~format.sign();
    y &= ~format.sign();
  }
  const bool x_is_nan = format.is_nan(x), y_is_nan = format.is_nan(y);
  if ((x_is_nan && y_is_nan) || (kind.keeps_nan && (x_is_nan || y_is_nan)))
    return from_bits<T>(format.canonical_nan());
  const bool x_is_less = format.ordinal(x) < format.ordinal(y);
  uint64_t d = x_is_nan ? y : y_is_nan ? x : x_is_less == kind.is_min ? x : y;
  if (kind.xorsign_abs)
    d |= sign;
  return from_bits<T>(d);
}

void add_extrema(Cases& cases) {
  for (bool is_min : {true, false}) {
    const std::string name = is_min ? "min" : "max";
    cases.add(name + ".f64 %d, %a, %b;", [=](double a, double b) { return extremum<double>({is_min}, a, b); });
    for (bool flushes : {false, true})
      for (bool keeps_nan : {false, true})
        for (bool xorsign_abs : {false, true}) {
          const Extremum kind{is_min, flushes, keeps_nan, xorsign_abs};
          cases.add(name + (flushes ? ".ftz" : "") + (keeps_nan ? ".NaN" : "") + (xorsign_abs ? ".xorsign.abs" : "") +
                        ".f32 %d, %a, %b;",
                    [=](float a, float b) { return extremum(kind, a, b); });
        }
  }
}

template <typename T> void add_signs(Cases& cases, bool flushes) {
  const Format& format = format_of<T>();
  const std::string words = flushes ? ".ftz" : "";
  auto taken = [=](T a) { return flushes ? format.flushed(to_bits(a)) : to_bits(a); };
  cases.add(named<T>("abs" + words) + " %d, %a;", [=](T a) { return from_bits<T>(taken(a) & ~format.sign()); });
  cases.add(named<T>("neg" + words) + " %d, %a;", [=](T a) { return from_bits<T>(taken(a) ^ format.sign()); });
  if (!flushes)
    cases.add(named<T>("copysign") + " %d, %a, %b;",
              [=](T a, T b) { return from_bits<T>((to_bits(a) & format.sign()) | (to_bits(b) & ~format.sign())); });
}

template <typename T> void add_tests(Cases& cases) {
  static constexpr Format format = format_of<T>();
  auto add = [&](const char* op, bool (*test)(uint64_t)) {
    cases.add("testp." + named<T>(op) + " %d, %a;", [=](T a) { return test(to_bits(a) & ~format.sign()); });
  };
  add("finite", [](uint64_t magnitude) { return magnitude < format.infinity(); });
  add("infinite", [](uint64_t magnitude) { return magnitude == format.infinity(); });
  add("number", [](uint64_t magnitude) { return magnitude <= format.infinity(); });
  add("notanumber", [](uint64_t magnitude) { return magnitude > format.infinity(); });
  // Zeros are normal numbers here.
  add("normal", [](uint64_t magnitude) { return magnitude < format.infinity() && !format.is_subnormal(magnitude); });
  add("subnormal", [](uint64_t magnitude) { return format.is_subnormal(magnitude); });
}
} // namespace

void add_float_cases(Cases& cases) {
  add_arithmetic(cases);
  add_extrema(cases);
  add_signs<float>(cases, false);
  add_signs<float>(cases, true);
  add_signs<double>(cases, false);
  add_tests<float>(cases);
  add_tests<double>(cases);
  add_approximate_cases(cases);
}

} // namespace ox::test::reference
