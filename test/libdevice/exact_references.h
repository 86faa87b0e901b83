// References for functions with one right result: rounded arithmetic by MPFR in the format's own precision, integers by
// plain loops, rounding and remainders by the host's C library.
#pragma once
#include "harness.h"

namespace ox::reference {

using libdevice_test::Interval;

enum class Mode { kNearest, kZero, kDown, kUp };
constexpr mpfr_rnd_t mpfr_mode(Mode mode) {
  return mode == Mode::kNearest ? MPFR_RNDN
         : mode == Mode::kZero  ? MPFR_RNDZ
         : mode == Mode::kDown  ? MPFR_RNDD
                                : MPFR_RNDU;
}

// Evaluates operation(result, rounding) -> ternary in T's precision, then fits it into T's exponent range, overflow and
// subnormals included.
template <typename T, typename Operation> T rounded(Mode mode, Operation operation) {
  mpfr_t result;
  mpfr_init2(result, sizeof(T) == 4 ? 24 : 53);
  int ternary = operation(result, mpfr_mode(mode));
  mpfr_exp_t emin = mpfr_get_emin(), emax = mpfr_get_emax();
  mpfr_set_emin(sizeof(T) == 4 ? -148 : -1073);
  mpfr_set_emax(sizeof(T) == 4 ? 128 : 1024);
  ternary = mpfr_check_range(result, ternary, mpfr_mode(mode));
  mpfr_subnormalize(result, ternary, mpfr_mode(mode));
  T value = static_cast<T>(mpfr_get_d(result, MPFR_RNDN));
  mpfr_clear(result);
  mpfr_set_emin(emin);
  mpfr_set_emax(emax);
  return value;
}

// An operand, exact.
class Operand {
public:
  explicit Operand(double x) {
    mpfr_init2(value_, 64);
    mpfr_set_d(value_, x, MPFR_RNDN);
  }
  explicit Operand(long long x) {
    mpfr_init2(value_, 64);
    mpfr_set_si(value_, x, MPFR_RNDN);
  }
  explicit Operand(unsigned long long x) {
    mpfr_init2(value_, 64);
    mpfr_set_ui(value_, x, MPFR_RNDN);
  }
  ~Operand() { mpfr_clear(value_); }
  Operand(const Operand&) = delete;
  operator mpfr_srcptr() const { return value_; }

private:
  mpfr_t value_;
};

#define OX_ROUNDED_OP(name, T, mode, parameters, statement)                                                            \
  struct name {                                                                                                        \
    static T value parameters {                                                                                        \
      return rounded<T>(Mode::mode, [&](mpfr_ptr r, mpfr_rnd_t m) { return statement; });                              \
    }                                                                                                                  \
    static constexpr Interval domain[] = {{-4, 4}, {-4, 4}, {-4, 4}};                                                  \
  };
#define OX_ROUNDED_OPS(stem, T, parameters, statement)                                                                 \
  OX_ROUNDED_OP(stem##_rn, T, kNearest, parameters, statement)                                                         \
  OX_ROUNDED_OP(stem##_rz, T, kZero, parameters, statement)                                                            \
  OX_ROUNDED_OP(stem##_rd, T, kDown, parameters, statement)                                                            \
  OX_ROUNDED_OP(stem##_ru, T, kUp, parameters, statement)
#define OX_ROUNDED_FORMAT(p, T)                                                                                        \
  OX_ROUNDED_OPS(p##add, T, (T a, T b), mpfr_add(r, Operand(a), Operand(b), m))                                        \
  OX_ROUNDED_OPS(p##sub, T, (T a, T b), mpfr_sub(r, Operand(a), Operand(b), m))                                        \
  OX_ROUNDED_OPS(p##mul, T, (T a, T b), mpfr_mul(r, Operand(a), Operand(b), m))                                        \
  OX_ROUNDED_OPS(p##div, T, (T a, T b), mpfr_div(r, Operand(a), Operand(b), m))                                        \
  OX_ROUNDED_OPS(p##rcp, T, (T a), mpfr_ui_div(r, 1, Operand(a), m))                                                   \
  OX_ROUNDED_OPS(p##sqrt, T, (T a), mpfr_sqrt(r, Operand(a), m))
OX_ROUNDED_FORMAT(f, float)
OX_ROUNDED_FORMAT(d, double)
#define OX_FMA(name, T) OX_ROUNDED_OPS(name, T, (T a, T b, T c), mpfr_fma(r, Operand(a), Operand(b), Operand(c), m))
OX_FMA(fmaf, float)
OX_FMA(fmaf_ieee, float)
OX_FMA(fma, double)
OX_ROUNDED_OP(fmaf, float, kNearest, (float a, float b, float c), mpfr_fma(r, Operand(a), Operand(b), Operand(c), m))
OX_ROUNDED_OP(fma, double, kNearest, (double a, double b, double c), mpfr_fma(r, Operand(a), Operand(b), Operand(c), m))
OX_ROUNDED_OP(sqrtf, float, kNearest, (float a), mpfr_sqrt(r, Operand(a), m))
OX_ROUNDED_OP(sqrt, double, kNearest, (double a), mpfr_sqrt(r, Operand(a), m))
struct frsqrt_rn {
  static float value(float a) {
    if (a == 0)
      return std::copysign(std::numeric_limits<float>::infinity(), a);
    return rounded<float>(Mode::kNearest, [&](mpfr_ptr r, mpfr_rnd_t m) { return mpfr_rec_sqrt(r, Operand(a), m); });
  }
  static constexpr Interval domain[] = {{0, 4}};
};

// Conversions.
OX_ROUNDED_OPS(int2float, float, (int a), (mpfr_set)(r, Operand(static_cast<long long>(a)), m))
OX_ROUNDED_OPS(uint2float, float, (unsigned a), (mpfr_set)(r, Operand(static_cast<long long>(a)), m))
OX_ROUNDED_OPS(ll2float, float, (long long a), (mpfr_set)(r, Operand(a), m))
OX_ROUNDED_OPS(ull2float, float, (unsigned long long a), (mpfr_set)(r, Operand(a), m))
OX_ROUNDED_OPS(ll2double, double, (long long a), (mpfr_set)(r, Operand(a), m))
OX_ROUNDED_OPS(ull2double, double, (unsigned long long a), (mpfr_set)(r, Operand(a), m))
OX_ROUNDED_OPS(double2float, float, (double a), (mpfr_set)(r, Operand(a), m))
OX_ROUNDED_OP(int2double_rn, double, kNearest, (int a), (mpfr_set)(r, Operand(static_cast<long long>(a)), m))
OX_ROUNDED_OP(uint2double_rn, double, kNearest, (unsigned a), (mpfr_set)(r, Operand(static_cast<long long>(a)), m))

// PTX ISA, cvt: float to integer saturates; NaN gives 0 if the source is not f64 and the destination not 64 bits wide,
// and 1 << (width - 1) otherwise.
template <typename Integer, typename T> Integer to_integer(T x, Mode mode) {
  if (std::isnan(x))
    return sizeof(T) == 4 && sizeof(Integer) == 4 ? Integer(0)
                                                  : static_cast<Integer>(uint64_t{1} << (8 * sizeof(Integer) - 1));
  mpfr_t r;
  mpfr_init2(r, 64);
  mpfr_set_d(r, static_cast<double>(x), MPFR_RNDN);
  mpfr_rint(r, r, mpfr_mode(mode));
  using L = std::numeric_limits<Integer>;
  Integer result;
  if constexpr (L::is_signed)
    result = mpfr_cmp_si(r, L::max()) > 0   ? L::max()
             : mpfr_cmp_si(r, L::min()) < 0 ? L::min()
                                            : static_cast<Integer>(mpfr_get_si(r, MPFR_RNDZ));
  else
    result = mpfr_cmp_ui(r, L::max()) > 0 ? L::max()
             : mpfr_cmp_ui(r, 0) < 0      ? 0
                                          : static_cast<Integer>(mpfr_get_ui(r, MPFR_RNDZ));
  mpfr_clear(r);
  return result;
}
#define OX_TO_INTEGER(name, T, Integer, mode, ...)                                                                     \
  struct name {                                                                                                        \
    static Integer value(T x) { return to_integer<Integer>(x, Mode::mode); }                                           \
    static constexpr Interval domain[] = {__VA_ARGS__};                                                                \
  };
#define OX_TO_INTEGERS(stem, T, Integer, ...)                                                                          \
  OX_TO_INTEGER(stem##_rn, T, Integer, kNearest, __VA_ARGS__)                                                          \
  OX_TO_INTEGER(stem##_rz, T, Integer, kZero, __VA_ARGS__)                                                             \
  OX_TO_INTEGER(stem##_rd, T, Integer, kDown, __VA_ARGS__)                                                             \
  OX_TO_INTEGER(stem##_ru, T, Integer, kUp, __VA_ARGS__)
OX_TO_INTEGERS(float2int, float, int, {-100, 100})
OX_TO_INTEGERS(float2uint, float, unsigned, {-100, 100})
OX_TO_INTEGERS(float2ll, float, long long, {-100, 100})
OX_TO_INTEGERS(float2ull, float, unsigned long long, {-100, 100})
OX_TO_INTEGERS(double2int, double, int, {-3e9, 3e9})
OX_TO_INTEGERS(double2uint, double, unsigned, {-1e9, 5e9})
OX_TO_INTEGERS(double2ll, double, long long, {-1e19, 1e19})
OX_TO_INTEGERS(double2ull, double, unsigned long long, {-1e18, 2e19})
OX_TO_INTEGER(llrintf, float, long long, kNearest, {-100, 100})
OX_TO_INTEGER(llrint, double, long long, kNearest, {-100, 100})

#define OX_VALUE(name, Result, parameters, expression, ...)                                                            \
  struct name {                                                                                                        \
    static Result value parameters { return expression; }                                                              \
    static constexpr Interval domain[] = {__VA_ARGS__};                                                                \
  };
#define OX_VALUE_PAIR(name, parameters_f, parameters_d, expression, ...)                                               \
  OX_VALUE(name##f, float, parameters_f, expression, __VA_ARGS__)                                                      \
  OX_VALUE(name, double, parameters_d, expression, __VA_ARGS__)

// Half to the nearest, ties away, saturating; NaN as PTX's 64-bit conversion has it.
template <typename T> long long round_to_long(T x) { return to_integer<long long>(std::round(x), Mode::kZero); }
OX_VALUE(llroundf, long long, (float x), round_to_long(x), {-100, 100})
OX_VALUE(llround, long long, (double x), round_to_long(x), {-100, 100})

OX_VALUE_PAIR(ceil, (float x), (double x), std::ceil(x), {-100, 100})
OX_VALUE_PAIR(floor, (float x), (double x), std::floor(x), {-100, 100})
OX_VALUE_PAIR(trunc, (float x), (double x), std::trunc(x), {-100, 100})
OX_VALUE_PAIR(round, (float x), (double x), std::round(x), {-100, 100})
OX_VALUE_PAIR(rint, (float x), (double x), std::rint(x), {-100, 100})
OX_VALUE_PAIR(nearbyint, (float x), (double x), std::nearbyint(x), {-100, 100})
OX_VALUE_PAIR(fmod, (float x, float y), (double x, double y), std::fmod(x, y), {-1000, 1000}, {-5, 5})
OX_VALUE_PAIR(remainder, (float x, float y), (double x, double y), std::remainder(x, y), {-1000, 1000}, {-5, 5})
OX_VALUE_PAIR(ldexp, (float x, int n), (double x, int n), std::ldexp(x, n), {-4, 4}, {-2200, 2200})
OX_VALUE_PAIR(scalbn, (float x, int n), (double x, int n), std::scalbn(x, n), {-4, 4}, {-2200, 2200})
OX_VALUE_PAIR(logb, (float x), (double x), std::logb(x), {-4, 4})
OX_VALUE(ilogbf, int, (float x), std::isnan(x) ? INT32_MIN : std::ilogb(x), {-4, 4}) // CUDA: NaN and 0 give INT_MIN
OX_VALUE(ilogb, int, (double x), std::isnan(x) ? INT32_MIN : std::ilogb(x), {-4, 4})
OX_VALUE_PAIR(nextafter, (float x, float y), (double x, double y), std::nextafter(x, y), {-4, 4}, {-4, 4})
OX_VALUE_PAIR(fabs, (float x), (double x), std::fabs(x), {-4, 4})
OX_VALUE_PAIR(copysign, (float x, float y), (double x, double y), std::copysign(x, y), {-4, 4}, {-4, 4})
// NaN gives the other operand; the sign of a zero that ties is not specified, so zeros of unlike sign are left out.
template <typename T> bool like_zeros(T a, T b) { return a != 0 || b != 0 || std::signbit(a) == std::signbit(b); }
#define OX_EXTREME(name, T, expression)                                                                                \
  struct name {                                                                                                        \
    static T value(T a, T b) { return std::isnan(a) ? b : std::isnan(b) ? a : expression; }                            \
    static bool accepts(T a, T b) { return like_zeros(a, b); }                                                         \
    static constexpr Interval domain[] = {{-4, 4}, {-4, 4}};                                                           \
  };
OX_EXTREME(fmaxf, float, a > b ? a : b)
OX_EXTREME(fmax, double, a > b ? a : b)
OX_EXTREME(fminf, float, a < b ? a : b)
OX_EXTREME(fmin, double, a < b ? a : b)
OX_VALUE_PAIR(fdim, (float a, float b), (double a, double b), std::fdim(a, b), {-4, 4}, {-4, 4})
OX_VALUE(saturatef, float, (float x), x >= 1 ? 1.0f : x > 0 ? x : 0.0f, {-1, 2})
OX_VALUE(signbitf, int, (float x), std::signbit(x) ? 1 : 0, {-4, 4})
OX_VALUE(signbitd, int, (double x), std::signbit(x) ? 1 : 0, {-4, 4})
OX_VALUE(isnanf, int, (float x), std::isnan(x) ? 1 : 0, {-4, 4})
OX_VALUE(isnand, int, (double x), std::isnan(x) ? 1 : 0, {-4, 4})
OX_VALUE(isinff, int, (float x), std::isinf(x) ? 1 : 0, {-4, 4})
OX_VALUE(isinfd, int, (double x), std::isinf(x) ? 1 : 0, {-4, 4})
OX_VALUE(finitef, int, (float x), std::isfinite(x) ? 1 : 0, {-4, 4})
OX_VALUE(isfinited, int, (double x), std::isfinite(x) ? 1 : 0, {-4, 4})

OX_VALUE(abs, int, (int x), static_cast<int>(x < 0 ? -static_cast<int64_t>(x) : x), {-100, 100})
OX_VALUE(llabs, long long, (long long x), static_cast<long long>(x < 0 ? -static_cast<__int128>(x) : x), {-100, 100})
OX_VALUE(max, int, (int a, int b), std::max(a, b), {-100, 100}, {-100, 100})
OX_VALUE(min, int, (int a, int b), std::min(a, b), {-100, 100}, {-100, 100})
OX_VALUE(llmax, long long, (long long a, long long b), std::max(a, b), {-100, 100}, {-100, 100})
OX_VALUE(llmin, long long, (long long a, long long b), std::min(a, b), {-100, 100}, {-100, 100})
OX_VALUE(umax, unsigned, (unsigned a, unsigned b), std::max(a, b), {0, 100}, {0, 100})
OX_VALUE(umin, unsigned, (unsigned a, unsigned b), std::min(a, b), {0, 100}, {0, 100})
using ull = unsigned long long;
OX_VALUE(ullmax, ull, (ull a, ull b), std::max(a, b), {0, 100}, {0, 100})
OX_VALUE(ullmin, ull, (ull a, ull b), std::min(a, b), {0, 100}, {0, 100})

// Integers, bit by bit.
template <typename T> int count_bits(T x) {
  int count = 0;
  for (; x; x >>= 1)
    count += static_cast<int>(x & 1);
  return count;
}
template <typename T> int leading_zeros(T x) {
  int count = 0;
  for (int i = static_cast<int>(8 * sizeof x) - 1; i >= 0 && !(x >> i & 1); --i)
    ++count;
  return count;
}
template <typename T> int first_set(T x) {
  for (int i = 0; i < static_cast<int>(8 * sizeof x); ++i)
    if (x >> i & 1)
      return i + 1;
  return 0;
}
template <typename T> T reversed(T x) {
  T result = 0;
  for (size_t i = 0; i < 8 * sizeof x; ++i)
    result |= (x >> i & 1) << (8 * sizeof x - 1 - i);
  return result;
}
inline unsigned select_bytes(unsigned a, unsigned b, unsigned selector) {
  unsigned char bytes[8];
  std::memcpy(bytes, &a, 4);
  std::memcpy(bytes + 4, &b, 4);
  unsigned result = 0;
  for (int i = 0; i < 4; ++i)
    result |= static_cast<unsigned>(bytes[selector >> (4 * i) & 7]) << (8 * i);
  return result;
}
inline int64_t low_24_signed(int x) {
  int64_t low = x & 0xffffff;
  return low >= 0x800000 ? low - 0x1000000 : low;
}
using s128 = __int128;
OX_VALUE(brev, int, (int x), static_cast<int>(reversed(static_cast<unsigned>(x))), {-100, 100})
OX_VALUE(brevll, long long, (long long x), static_cast<long long>(reversed(static_cast<ull>(x))), {-100, 100})
OX_VALUE(clz, int, (int x), leading_zeros(static_cast<unsigned>(x)), {-100, 100})
OX_VALUE(clzll, int, (long long x), leading_zeros(static_cast<ull>(x)), {-100, 100})
OX_VALUE(popc, int, (unsigned x), count_bits(x), {0, 100})
OX_VALUE(popcll, int, (ull x), count_bits(x), {0, 100})
OX_VALUE(ffs, int, (int x), first_set(static_cast<unsigned>(x)), {-100, 100})
OX_VALUE(ffsll, int, (long long x), first_set(static_cast<ull>(x)), {-100, 100})
OX_VALUE(byte_perm, int, (int a, int b, int s),
         static_cast<int>(select_bytes(static_cast<unsigned>(a), static_cast<unsigned>(b), static_cast<unsigned>(s))),
         {-2147483648.0, 2147483647.0}, {-2147483648.0, 2147483647.0}, {0, 65535})
OX_VALUE(mulhi, int, (int a, int b), static_cast<int>((static_cast<s128>(a) * b) >> 32), {-100, 100}, {-100, 100})
OX_VALUE(umulhi, unsigned, (unsigned a, unsigned b), static_cast<unsigned>((static_cast<s128>(a) * b) >> 32), {0, 100},
         {0, 100})
// 64 x 64 high products from 32-bit halves.
inline ull high_product(ull a, ull b) {
  ull a0 = a & 0xffffffff, a1 = a >> 32, b0 = b & 0xffffffff, b1 = b >> 32;
  ull middle = a1 * b0 + (a0 * b0 >> 32), other = a0 * b1 + (middle & 0xffffffff);
  return a1 * b1 + (middle >> 32) + (other >> 32);
}
inline long long high_product_signed(long long a, long long b) {
  ull high = high_product(static_cast<ull>(a), static_cast<ull>(b));
  return static_cast<long long>(high - (a < 0 ? static_cast<ull>(b) : 0) - (b < 0 ? static_cast<ull>(a) : 0));
}
OX_VALUE(mul64hi, long long, (long long a, long long b), high_product_signed(a, b), {-1e18, 1e18}, {-1e18, 1e18})
OX_VALUE(umul64hi, ull, (ull a, ull b), high_product(a, b), {0, 9e18}, {0, 9e18})
OX_VALUE(mul24, int, (int a, int b), static_cast<int>(low_24_signed(a) * low_24_signed(b)), {-9e6, 9e6}, {-9e6, 9e6})
OX_VALUE(umul24, unsigned, (unsigned a, unsigned b), static_cast<unsigned>(ull(a % 16777216) * (b % 16777216)),
         {0, 2e7}, {0, 2e7})
OX_VALUE(sad, int, (int a, int b, int c), static_cast<int>(std::llabs(static_cast<long long>(a) - b) + c), {-100, 100},
         {-100, 100}, {-100, 100})
OX_VALUE(usad, unsigned, (unsigned a, unsigned b, unsigned c),
         static_cast<unsigned>(std::llabs(static_cast<long long>(a) - static_cast<long long>(b)) + c), {0, 100},
         {0, 100}, {0, 100})
inline long long floor_half(long long sum) { return sum >= 0 ? sum / 2 : -((1 - sum) / 2); }
OX_VALUE(hadd, int, (int a, int b), static_cast<int>(floor_half(static_cast<long long>(a) + b)), {-100, 100},
         {-100, 100})
OX_VALUE(rhadd, int, (int a, int b), static_cast<int>(floor_half(static_cast<long long>(a) + b + 1)), {-100, 100},
         {-100, 100})
OX_VALUE(uhadd, int, (unsigned a, unsigned b), static_cast<int>(floor_half(static_cast<long long>(a) + b)), {0, 100},
         {0, 100})
OX_VALUE(urhadd, unsigned, (unsigned a, unsigned b),
         static_cast<unsigned>(floor_half(static_cast<long long>(a) + b + 1)), {0, 100}, {0, 100})

// Bits.
template <typename To, typename From> To same_bits(From x) {
  To result;
  static_assert(sizeof result == sizeof x);
  std::memcpy(&result, &x, sizeof result);
  return result;
}
OX_VALUE(float_as_int, int, (float x), same_bits<int>(x), {-4, 4})
OX_VALUE(float_as_uint, unsigned, (float x), same_bits<unsigned>(x), {-4, 4})
OX_VALUE(int_as_float, float, (int x), same_bits<float>(x), {-1e9, 1e9})
OX_VALUE(uint_as_float, float, (unsigned x), same_bits<float>(x), {0, 4e9})
OX_VALUE(double_as_longlong, ull, (double x), same_bits<ull>(x), {-4, 4})
OX_VALUE(longlong_as_double, double, (long long x), same_bits<double>(x), {-9e18, 9e18})
OX_VALUE(double2hiint, int, (double x), static_cast<int>(same_bits<ull>(x) >> 32), {-4, 4})
OX_VALUE(double2loint, int, (double x), static_cast<int>(same_bits<ull>(x) & 0xffffffff), {-4, 4})
OX_VALUE(hiloint2double, double, (int hi, int lo),
         same_bits<double>(static_cast<ull>(static_cast<unsigned>(hi)) << 32 | static_cast<unsigned>(lo)), {-2e9, 2e9},
         {-2e9, 2e9})

// binary16, from its definition.
inline float half_value(unsigned short h) {
  int exponent = h >> 10 & 31, mantissa = h & 1023;
  float magnitude = exponent == 31  ? (mantissa ? std::nanf("") : INFINITY)
                    : exponent == 0 ? std::ldexp(static_cast<float>(mantissa), -24)
                                    : std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
  return h & 0x8000 ? -magnitude : magnitude;
}
struct half2float {
  static float value(unsigned short h) { return half_value(h); }
};
struct float2half_rn {
  static unsigned short value(float x) {
    unsigned short sign = std::signbit(x) ? 0x8000 : 0;
    if (std::isnan(x))
      return 0x7e00;
    // the nearest of the 31744 finite magnitudes and infinity, found by bisection; ties to even mantissas
    float magnitude = std::fabs(x);
    if (magnitude >= 65520.0f)
      return static_cast<unsigned short>(sign | 0x7c00);
    unsigned low = 0, high = 0x7c00;
    while (high - low > 1) {
      unsigned middle = (low + high) / 2;
      (half_value(static_cast<unsigned short>(middle)) <= magnitude ? low : high) = middle;
    }
    double below = half_value(static_cast<unsigned short>(low));
    double above = high == 0x7c00 ? 65536.0 : half_value(static_cast<unsigned short>(high));
    double middle = (below + above) / 2;
    bool up = magnitude > middle || (magnitude == middle && (low & 1));
    return static_cast<unsigned short>(sign | (up ? high : low));
  }
  static bool accepts(float x) { return !std::isnan(x); } // which quiet NaN is not specified
  static constexpr Interval domain[] = {{-70000, 70000}};
};

} // namespace ox::reference
