// cvt to pairs of halves, to tf32, to and from pairs of 8-bit numbers, and cvt.pack (PTX ISA 9.0, 9.7.9.21 and
// 9.7.9.22).  Of two operands the first is the upper number.
#include "test/ptx/reference/chapters.h"
#include "test/ptx/reference/floats.h"
#include <algorithm>
#include <cmath>

namespace ox::test::reference {

namespace {
// The 8-bit formats: e5m2 is what a 16-bit one would be; e4m3 has no infinity, and its NaN is all ones.
struct SmallFormat {
  std::string_view name;
  unsigned fraction;
  int bias;
  double greatest;
};
constexpr SmallFormat kE4M3{"e4m3x2", 3, 7, 448}, kE5M2{"e5m2x2", 2, 15, 57344};

double decode(const SmallFormat& format, uint8_t bits) {
  const unsigned magnitude = bits & 0x7f, exponent = magnitude >> format.fraction;
  const unsigned fraction = magnitude & ((1u << format.fraction) - 1);
  const double sign = bits & 0x80 ? -1.0 : 1.0;
  const bool is_e5m2 = format.fraction == 2;
  if (is_e5m2 ? magnitude > 0x7c : magnitude == 0x7f)
    return NAN;
  if (is_e5m2 && magnitude == 0x7c)
    return sign * INFINITY;
  const unsigned leading = exponent == 0 ? 0 : 1u << format.fraction;
  return sign * std::ldexp(leading + fraction, int(std::max(exponent, 1u)) - format.bias - int(format.fraction));
}

// To nearest even among all 128 magnitudes, looked for one by one; NaN is 0x7f.
uint8_t encode(const SmallFormat& format, double value) {
  if (std::isnan(value))
    return 0x7f;
  const uint8_t sign = std::signbit(value) ? 0x80 : 0;
  const double magnitude = std::min(std::fabs(value), format.greatest);
  uint8_t best = 0;
  for (uint8_t bits = 1; decode(format, bits) <= format.greatest; ++bits) { // false for NaN
    const double before = magnitude - decode(format, best), after = decode(format, bits) - magnitude;
    if (std::fabs(after) < std::fabs(before) || (std::fabs(after) == std::fabs(before) && bits % 2 == 0))
      best = bits;
  }
  return sign | best;
}

// .relu: the greater of the number and +0, which is greater than -0 (9.7.3, max); NaN stays.
double clamped_to_zero(double value, bool relu) { return relu && value <= 0 ? 0.0 : value; }
uint64_t clamped_to_finite(const Format& format, uint64_t bits, bool is_finite) {
  const uint64_t magnitude = bits & ~format.sign();
  return is_finite && magnitude == format.infinity() ? bits - 1 : bits;
}

template <typename T> T narrowed(float a, std::string_view rounding, bool relu, bool is_finite) {
  const Format& format = format_of<T>();
  const uint64_t bits = format.encode(clamped_to_zero(a, relu), rounding_named(rounding));
  return from_bits<T>(clamped_to_finite(format, bits, is_finite));
}

template <typename T> void add_narrowing(Cases& cases, const std::string& type) {
  for (std::string_view rounding : {".rn", ".rz"})
    for (bool relu : {false, true})
      for (bool is_finite : {false, true}) {
        const std::string modifiers = std::string(rounding) + (relu ? ".relu" : "") + (is_finite ? ".satfinite" : "");
        auto one = [=](float a) { return narrowed<T>(a, rounding, relu, is_finite); };
        cases.add("cvt" + modifiers + type + ".f32 %d, %a;", one);
        cases.add("cvt" + modifiers + type + "x2.f32 %d, %a, %b;",
                  [=](float a, float b) { return Pair<T>{one(b), one(a)}; });
      }
}

// tf32: single precision with 10 bits of fraction, the others 0.
void add_tf32(Cases& cases) {
  struct Form {
    std::string_view modifiers;
    std::string_view rounding;
    bool relu, is_finite;
  };
  const Form forms[] = {{".rna", ".rna", false, false}, {".rna.satfinite", ".rna", false, true},
                        {".rn", ".rn", false, false},   {".rn.relu", ".rn", true, false},
                        {".rz", ".rz", false, false},   {".rz.relu", ".rz", true, false}};
  static constexpr Format kTF32{19, 11};
  for (const Form& form : forms)
    cases.add("cvt" + std::string(form.modifiers) + ".tf32.f32 %d, %a;", [=](float a) {
      const double value = clamped_to_zero(a, form.relu);
      const uint64_t bits = kTF32.encode(value, rounding_named(form.rounding));
      return from_bits<float>(clamped_to_finite(kTF32, bits, form.is_finite) << 13);
    });
}

void add_bytes(Cases& cases, const SmallFormat& format) {
  const std::string name = "." + std::string(format.name);
  for (bool relu : {false, true}) {
    const std::string modifiers = relu ? ".relu" : "";
    auto one = [=](double a) { return encode(format, clamped_to_zero(a, relu)); };
    cases.add("cvt.rn.satfinite" + modifiers + name + ".f32 %d, %a, %b;",
              [=](float a, float b) { return uint16_t(one(a) << 8 | one(b)); });
    cases.add("cvt.rn.satfinite" + modifiers + name + ".f16x2 %d, %a;",
              [=](F16x2 a) { return uint16_t(one(kF16.decode(a.high.bits)) << 8 | one(kF16.decode(a.low.bits))); });
    cases.add("cvt.rn" + modifiers + ".f16x2" + name + " %d, %a;", [=](uint16_t a) {
      auto back = [&](uint8_t bits) { return F16{uint16_t(kF16.encode(clamped_to_zero(decode(format, bits), relu)))}; };
      return F16x2{back(uint8_t(a)), back(uint8_t(a >> 8))};
    });
  }
}

int64_t saturated(int32_t value, unsigned bits, bool is_signed) {
  const int64_t least = is_signed ? -(int64_t{1} << (bits - 1)) : 0;
  return std::clamp<int64_t>(value, least, least + (int64_t{1} << bits) - 1);
}

void add_packs(Cases& cases) {
  for (unsigned bits : {2u, 4u, 8u, 16u})
    for (bool is_signed : {false, true}) {
      const std::string name = "cvt.pack.sat." + std::string(is_signed ? "s" : "u") + std::to_string(bits) + ".s32";
      auto both = [=](int32_t a, int32_t b) {
        const uint32_t mask = (1u << bits) - 1;
        return (uint32_t(saturated(a, bits, is_signed)) & mask) << bits |
               (uint32_t(saturated(b, bits, is_signed)) & mask);
      };
      if (bits == 16)
        cases.add(name + " %d, %a, %b;", both);
      else
        cases.add(name + ".b32 %d, %a, %b, %c;",
                  [=](int32_t a, int32_t b, uint32_t c) { return c << 2 * bits | both(a, b); });
    }
}
} // namespace

void add_small_conversion_cases(Cases& cases) {
  add_narrowing<F16>(cases, ".f16");
  add_narrowing<BF16>(cases, ".bf16");
  add_tf32(cases);
  add_bytes(cases, kE4M3);
  add_bytes(cases, kE5M2);
  add_packs(cases);
}

} // namespace ox::test::reference
