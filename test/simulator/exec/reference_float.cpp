// See reference.h: floating point.  Operands become MPFR numbers that hold every intermediate exactly (quotients and
// roots to far more bits than could matter), and one rounding at the end, by mpfr_rint in units of the last place.
#include "test/simulator/exec/reference.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <mpfr.h>
#include <string_view>

namespace ox::test {

namespace {
using isa::Op;

struct Format {
  unsigned exponent_bits, fraction_bits;
  mpfr_prec_t precision; // holds a sum of a product and a number of this format exactly
  int bias() const { return (1 << (exponent_bits - 1)) - 1; }
  uint64_t infinity() const { return ((uint64_t{1} << exponent_bits) - 1) << fraction_bits; }
  uint64_t nan() const { return infinity() | uint64_t{1} << (fraction_bits - 1); }
  unsigned width() const { return 1 + exponent_bits + fraction_bits; }
  uint64_t sign() const { return uint64_t{1} << (width() - 1); }
};
constexpr Format kHalf{5, 10, 256}, kBfloat{8, 7, 768}, kSingle{8, 23, 768}, kDouble{11, 52, 4400};

struct Number {
  mpfr_t v;
  explicit Number(mpfr_prec_t precision = kDouble.precision) { mpfr_init2(v, precision); }
  ~Number() { mpfr_clear(v); }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
};

uint64_t box(const Format& f, uint64_t bits) { return f.width() == 64 ? bits : ~uint64_t{0} << f.width() | bits; }
// The format's value in a 64-bit register: the canonical NaN where the box is wrong.
uint64_t unbox(const Format& f, uint64_t reg) {
  if (f.width() == 64)
    return reg;
  bool boxed = reg >> f.width() == ~uint64_t{0} >> f.width();
  return boxed ? reg & ((uint64_t{1} << f.width()) - 1) : f.nan();
}
bool is_nan(const Format& f, uint64_t bits) { return (bits & ~f.sign()) > f.infinity(); }
bool is_zero(const Format& f, uint64_t bits) { return (bits & ~f.sign()) == 0; }
uint64_t flushed(const Format& f, uint64_t bits) { return (bits & f.infinity()) == 0 ? bits & f.sign() : bits; }

void set(Number& n, const Format& f, uint64_t bits) {
  bool negative = bits & f.sign();
  uint64_t exponent = (bits & f.infinity()) >> f.fraction_bits,
           fraction = bits & ((uint64_t{1} << f.fraction_bits) - 1);
  if ((bits & f.infinity()) == f.infinity()) {
    if (fraction)
      mpfr_set_nan(n.v);
    else
      mpfr_set_inf(n.v, negative ? -1 : 1);
    return;
  }
  uint64_t significand = exponent ? fraction | uint64_t{1} << f.fraction_bits : fraction;
  mpfr_set_ui_2exp(n.v, significand, long(exponent ? exponent : 1) - f.bias() - long(f.fraction_bits), MPFR_RNDN);
  if (negative)
    mpfr_neg(n.v, n.v, MPFR_RNDN);
}

// rm as in the instruction; 5 and 6 are 0 and 1 here.
mpfr_rnd_t direction(unsigned rm) {
  switch (rm) {
  case 1:
  case 6:
    return MPFR_RNDZ;
  case 2:
    return MPFR_RNDD;
  case 3:
    return MPFR_RNDU;
  default:
    return MPFR_RNDN;
  }
}
void round_to_integer(mpfr_t v, unsigned rm) {
  if (rm == 4)
    mpfr_round(v, v); // halves away from zero
  else if (direction(rm) == MPFR_RNDN)
    mpfr_rint(v, v, MPFR_RNDN);
  else
    mpfr_rint(v, v, direction(rm));
}

// The value rounded to the format; the sign of an exact zero is the number's.
uint64_t round_to(Number& n, const Format& f, unsigned rm) {
  if (mpfr_nan_p(n.v))
    return f.nan();
  uint64_t sign = mpfr_signbit(n.v) ? f.sign() : 0;
  if (mpfr_inf_p(n.v))
    return sign | f.infinity();
  if (mpfr_zero_p(n.v))
    return sign;
  long lowest = 1 - f.bias() - long(f.fraction_bits); // exponent of the last place of subnormals
  long last = std::max(long(mpfr_get_exp(n.v)) - 1 - long(f.fraction_bits), lowest);
  mpfr_mul_2si(n.v, n.v, -last, MPFR_RNDN);
  round_to_integer(n.v, rm);
  mpfr_abs(n.v, n.v, MPFR_RNDN);
  uint64_t significand = mpfr_get_uj(n.v, MPFR_RNDN);
  if (significand >> (f.fraction_bits + 1)) { // carried into the next binade
    significand >>= 1;
    ++last;
  }
  bool normal = significand >> f.fraction_bits;
  int64_t exponent = normal ? last + long(f.fraction_bits) + f.bias() : 0;
  if (exponent >= int64_t(f.infinity() >> f.fraction_bits)) {
    bool to_infinity =
        direction(rm) == MPFR_RNDN || (direction(rm) == MPFR_RNDU && !sign) || (direction(rm) == MPFR_RNDD && sign);
    return sign | (to_infinity ? f.infinity() : f.infinity() - 1);
  }
  uint64_t fraction = significand & ((uint64_t{1} << f.fraction_bits) - 1);
  return sign | uint64_t(exponent) << f.fraction_bits | fraction;
}

enum class Arithmetic { kAdd, kSub, kMul, kDiv, kSqrt, kMadd, kMsub, kNmsub, kNmadd };

uint64_t compute(Arithmetic kind, const Format& f, unsigned rm, uint64_t a, uint64_t b, uint64_t c) {
  Number x(f.precision), y(f.precision), z(f.precision), product(f.precision);
  set(x, f, a);
  set(y, f, b);
  set(z, f, c);
  // MPFR's sign of an exact zero sum depends on the direction as IEEE's does.
  mpfr_rnd_t zero_rule = direction(rm) == MPFR_RNDD ? MPFR_RNDD : MPFR_RNDN;
  switch (kind) {
  case Arithmetic::kAdd:
    mpfr_add(x.v, x.v, y.v, zero_rule);
    break;
  case Arithmetic::kSub:
    mpfr_sub(x.v, x.v, y.v, zero_rule);
    break;
  case Arithmetic::kMul:
    mpfr_mul(x.v, x.v, y.v, MPFR_RNDN);
    break;
  case Arithmetic::kDiv:
    mpfr_div(x.v, x.v, y.v, MPFR_RNDZ);
    break;
  case Arithmetic::kSqrt:
    mpfr_sqrt(x.v, x.v, MPFR_RNDZ);
    break;
  default:
    mpfr_mul(product.v, x.v, y.v, MPFR_RNDN);
    if (kind == Arithmetic::kNmsub || kind == Arithmetic::kNmadd)
      mpfr_neg(product.v, product.v, MPFR_RNDN);
    if (kind == Arithmetic::kMsub || kind == Arithmetic::kNmadd)
      mpfr_neg(z.v, z.v, MPFR_RNDN);
    mpfr_add(x.v, product.v, z.v, zero_rule);
    break;
  }
  return round_to(x, f, rm);
}

// -1, 0, 1; 2 if unordered.
int compare(const Format& f, uint64_t a, uint64_t b) {
  if (is_nan(f, a) || is_nan(f, b))
    return 2;
  Number x(f.precision), y(f.precision);
  set(x, f, a);
  set(y, f, b);
  int order = mpfr_cmp(x.v, y.v);
  return order < 0 ? -1 : order > 0;
}
uint64_t extreme(const Format& f, uint64_t a, uint64_t b, bool want_min, bool nan_wins) {
  if (is_nan(f, a) || is_nan(f, b)) {
    if (nan_wins || (is_nan(f, a) && is_nan(f, b)))
      return f.nan();
    return is_nan(f, a) ? b : a;
  }
  if (is_zero(f, a) && is_zero(f, b)) { // -0 < +0
    bool a_negative = a & f.sign();
    return a_negative == want_min ? a : b;
  }
  return (compare(f, a, b) < 0) == want_min ? a : b;
}

uint64_t classify(const Format& f, uint64_t a) {
  bool negative = a & f.sign();
  uint64_t magnitude = a & ~f.sign();
  if (is_nan(f, a))
    return (magnitude >> (f.fraction_bits - 1)) & 1 ? 1 << 9 : 1 << 8;
  if (magnitude == f.infinity())
    return negative ? 1 << 0 : 1 << 7;
  if (magnitude == 0)
    return negative ? 1 << 3 : 1 << 4;
  if ((magnitude & f.infinity()) == 0)
    return negative ? 1 << 2 : 1 << 5;
  return negative ? 1 << 1 : 1 << 6;
}

uint64_t to_integer(const Format& f, uint64_t a, unsigned rm, bool is_signed, unsigned width) {
  Number x(f.precision), low(128), high(128);
  set(x, f, a);
  mpfr_set_si_2exp(low.v, is_signed ? -1 : 0, width - 1, MPFR_RNDN);
  mpfr_set_ui_2exp(high.v, 1, is_signed ? width - 1 : width, MPFR_RNDN);
  mpfr_sub_ui(high.v, high.v, 1, MPFR_RNDN);
  uint64_t bits;
  if (mpfr_nan_p(x.v)) {
    bits = mpfr_get_uj(high.v, MPFR_RNDN);
  } else {
    if (!mpfr_inf_p(x.v))
      round_to_integer(x.v, rm);
    if (mpfr_cmp(x.v, low.v) < 0)
      bits = is_signed ? uint64_t(mpfr_get_sj(low.v, MPFR_RNDN)) : 0;
    else if (mpfr_cmp(x.v, high.v) > 0)
      bits = mpfr_get_uj(high.v, MPFR_RNDN);
    else
      bits = mpfr_sgn(x.v) < 0 ? uint64_t(mpfr_get_sj(x.v, MPFR_RNDN)) : mpfr_get_uj(x.v, MPFR_RNDN);
  }
  return width == 32 ? uint64_t(int64_t(int32_t(bits))) : bits;
}
uint64_t from_integer(const Format& f, uint64_t a, unsigned rm, bool is_signed, unsigned width) {
  Number x(f.precision);
  if (width == 32)
    a = is_signed ? uint64_t(int64_t(int32_t(a))) : uint32_t(a);
  if (is_signed)
    mpfr_set_sj(x.v, int64_t(a), MPFR_RNDN);
  else
    mpfr_set_uj(x.v, a, MPFR_RNDN);
  return round_to(x, f, rm);
}
uint64_t reformat(const Format& from, const Format& to, uint64_t a, unsigned rm) {
  Number x(kDouble.precision);
  set(x, from, a);
  return round_to(x, to, rm);
}
uint64_t round_integral(const Format& f, uint64_t a, unsigned rm) {
  Number x(f.precision);
  set(x, f, a);
  if (mpfr_number_p(x.v)) {
    bool negative = mpfr_signbit(x.v);
    round_to_integer(x.v, rm);
    mpfr_setsign(x.v, x.v, negative, MPFR_RNDN);
  }
  return round_to(x, f, 0);
}

// Zfa's table of constants.
uint64_t constant(const Format& f, unsigned index) {
  static constexpr double kValues[32] = {-1,   0,      0x1p-16, 0x1p-15, 0x1p-8, 0x1p-7, 0x1p-4,   0x1p-3,
                                         0.25, 0.3125, 0.375,   0.4375,  0.5,    0.625,  0.75,     0.875,
                                         1,    1.25,   1.5,     1.75,    2,      2.5,    3,        4,
                                         8,    16,     128,     256,     0x1p15, 0x1p16, HUGE_VAL, 0};
  if (index == 1)
    return uint64_t{1} << f.fraction_bits;
  if (index == 31)
    return f.nan();
  Number x(64);
  mpfr_set_d(x.v, kValues[index], MPFR_RNDN);
  return round_to(x, f, 0);
}

// The 8-bit formats (OCP 8-bit floating point): the value of each code, and of all codes the nearest to a number.
double value_of_byte(int bias, int fraction_bits, int code) {
  const int exponent = code >> fraction_bits, fraction = code & ((1 << fraction_bits) - 1);
  return exponent ? std::ldexp(fraction + (1 << fraction_bits), exponent - bias - fraction_bits)
                  : std::ldexp(fraction, 1 - bias - fraction_bits);
}
uint64_t to_byte(int bias, int fraction_bits, double largest, uint64_t single) {
  if (is_nan(kSingle, single))
    return 0x7f;
  const double value = std::min(largest, std::fabs(double(std::bit_cast<float>(uint32_t(single)))));
  int best = 0;
  for (int code = 1; value_of_byte(bias, fraction_bits, code) <= largest && code < 0x80; ++code) {
    const double now = std::fabs(value_of_byte(bias, fraction_bits, code) - value),
                 before = std::fabs(value_of_byte(bias, fraction_bits, best) - value);
    if (now < before || (now == before && code % 2 == 0))
      best = code;
  }
  return uint64_t(best) | (single & kSingle.sign() ? 0x80 : 0);
}
uint64_t half_of_byte(int bias, int fraction_bits, double largest, uint8_t byte) {
  const uint64_t sign = byte & 0x80 ? kHalf.sign() : 0;
  const double value = value_of_byte(bias, fraction_bits, byte & 0x7f);
  if (value > largest) // e5m2 has an infinity, its code 0x7c
    return bias == 15 && (byte & 0x7f) == 0x7c ? sign | kHalf.infinity() : kHalf.nan();
  Number x(64);
  mpfr_set_d(x.v, value, MPFR_RNDN);
  return sign | round_to(x, kHalf, 0);
}

const Format* format_of(std::string_view suffix) {
  if (suffix == "h")
    return &kHalf;
  if (suffix == "s")
    return &kSingle;
  if (suffix == "d")
    return &kDouble;
  return nullptr;
}

uint64_t sext32(uint64_t value) { return uint64_t(int64_t(int32_t(uint32_t(value)))); }
} // namespace

std::optional<uint64_t> expected_float(const isa::Instruction& in, const Operands& o) {
  const std::string_view name = isa::mnemonic(in.op);
  const unsigned rm = in.rm;
  switch (in.op) {
  case Op::fmv_x_w:
    return sext32(o.rs1);
  case Op::fmv_x_h:
    return uint64_t(int64_t(int16_t(o.rs1)));
  case Op::fmv_x_d:
  case Op::fmv_d_x:
    return o.rs1;
  case Op::fmv_w_x:
    return box(kSingle, uint32_t(o.rs1));
  case Op::fmv_h_x:
    return box(kHalf, uint16_t(o.rs1));
  case Op::ox_flush_s:
    return box(kSingle, flushed(kSingle, unbox(kSingle, o.rs1)));
  case Op::ox_flush_h:
    return box(kHalf, flushed(kHalf, unbox(kHalf, o.rs1)));
  case Op::ox_fmadd_bf:
    return box(kBfloat, compute(Arithmetic::kMadd, kBfloat, 0, unbox(kBfloat, o.rs1), unbox(kBfloat, o.rs2),
                                unbox(kBfloat, o.rs3)));
  case Op::ox_cvt_e4m3_s:
    return to_byte(7, 3, 448, unbox(kSingle, o.rs1));
  case Op::ox_cvt_e5m2_s:
    return to_byte(15, 2, 57344, unbox(kSingle, o.rs1));
  case Op::ox_cvt_h_e4m3:
    return box(kHalf, half_of_byte(7, 3, 448, uint8_t(o.rs1)));
  case Op::ox_cvt_h_e5m2:
    return box(kHalf, half_of_byte(15, 2, 57344, uint8_t(o.rs1)));
  case Op::ox_fsel:
    return o.rs3 != 0 ? o.rs1 : o.rs2;
  case Op::fcvtmod_w_d: {
    Number x, modulus(64);
    set(x, kDouble, o.rs1);
    if (!mpfr_number_p(x.v))
      return 0;
    mpfr_trunc(x.v, x.v);
    mpfr_set_ui_2exp(modulus.v, 1, 32, MPFR_RNDN);
    mpfr_fmod(x.v, x.v, modulus.v, MPFR_RNDN);
    return sext32(uint64_t(mpfr_get_sj(x.v, MPFR_RNDN)));
  }
  case Op::fcvt_s_bf16: { // a subnormal bfloat16 is a subnormal single
    uint64_t result = reformat(kBfloat, kSingle, unbox(kBfloat, o.rs1), rm);
    return box(kSingle, rm == 5 || rm == 6 ? flushed(kSingle, result) : result);
  }
  case Op::fcvt_bf16_s: {
    uint64_t a = unbox(kSingle, o.rs1);
    return box(kBfloat, reformat(kSingle, kBfloat, rm == 5 || rm == 6 ? flushed(kSingle, a) : a, rm));
  }
  default:
    break;
  }
  if (!name.starts_with('f') || name.starts_with("fence"))
    return std::nullopt;
  const size_t dot = name.find('.');
  if (dot == std::string_view::npos)
    return std::nullopt;
  const std::string_view stem = name.substr(0, dot);
  const std::string_view suffix = name.substr(dot + 1);
  const bool flush = rm == 5 || rm == 6;

  if (stem == "fcvt") { // fcvt.to.from
    const size_t second = suffix.find('.');
    const std::string_view to = suffix.substr(0, second), from = suffix.substr(second + 1);
    const Format *to_format = format_of(to), *from_format = format_of(from);
    auto source = [&](const Format& f) {
      uint64_t a = unbox(f, o.rs1);
      return flush && f.width() == 32 ? flushed(f, a) : a;
    };
    auto is_signed = [](std::string_view kind) { return !kind.ends_with('u'); };
    auto width = [](std::string_view kind) { return kind.starts_with('w') ? 32u : 64u; };
    if (!to_format)
      return to_integer(*from_format, source(*from_format), rm, is_signed(to), width(to));
    if (!from_format)
      return box(*to_format, from_integer(*to_format, o.rs1, rm, is_signed(from), width(from)));
    uint64_t result = reformat(*from_format, *to_format, source(*from_format), rm);
    return box(*to_format, flush && to_format->width() == 32 ? flushed(*to_format, result) : result);
  }

  const Format* f = format_of(suffix);
  if (!f)
    return std::nullopt;
  uint64_t a = unbox(*f, o.rs1), b = unbox(*f, o.rs2), c = unbox(*f, o.rs3);
  auto copy_sign = [&](uint64_t sign) { return box(*f, (a & ~f->sign()) | (sign & f->sign())); };
  if (stem == "fsgnj")
    return copy_sign(b);
  if (stem == "fsgnjn")
    return copy_sign(~b);
  if (stem == "fsgnjx")
    return copy_sign(a ^ b);
  if (stem == "fmin")
    return box(*f, extreme(*f, a, b, true, false));
  if (stem == "fmax")
    return box(*f, extreme(*f, a, b, false, false));
  if (stem == "fminm")
    return box(*f, extreme(*f, a, b, true, true));
  if (stem == "fmaxm")
    return box(*f, extreme(*f, a, b, false, true));
  if (stem == "feq")
    return compare(*f, a, b) == 0;
  if (stem == "flt" || stem == "fltq")
    return compare(*f, a, b) == -1;
  if (stem == "fle" || stem == "fleq")
    return compare(*f, a, b) <= 0;
  if (stem == "fclass")
    return classify(*f, a);
  if (stem == "fli")
    return box(*f, constant(*f, unsigned(in.imm)));

  if (flush) {
    a = flushed(*f, a);
    b = flushed(*f, b);
    c = flushed(*f, c);
  }
  uint64_t result;
  if (stem == "fround" || stem == "froundnx")
    result = round_integral(*f, a, rm);
  else if (stem == "fadd")
    result = compute(Arithmetic::kAdd, *f, rm, a, b, 0);
  else if (stem == "fsub")
    result = compute(Arithmetic::kSub, *f, rm, a, b, 0);
  else if (stem == "fmul")
    result = compute(Arithmetic::kMul, *f, rm, a, b, 0);
  else if (stem == "fdiv")
    result = compute(Arithmetic::kDiv, *f, rm, a, b, 0);
  else if (stem == "fsqrt")
    result = compute(Arithmetic::kSqrt, *f, rm, a, 0, 0);
  else if (stem == "fmadd")
    result = compute(Arithmetic::kMadd, *f, rm, a, b, c);
  else if (stem == "fmsub")
    result = compute(Arithmetic::kMsub, *f, rm, a, b, c);
  else if (stem == "fnmsub")
    result = compute(Arithmetic::kNmsub, *f, rm, a, b, c);
  else if (stem == "fnmadd")
    result = compute(Arithmetic::kNmadd, *f, rm, a, b, c);
  else
    return std::nullopt;
  return box(*f, flush ? flushed(*f, result) : result);
}

} // namespace ox::test
