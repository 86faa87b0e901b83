// One test for each row of libdevice/api/quad.def; the row's reference is the struct of the same name, so a row without
// one does not compile.  Conversions and comparison, which operators become, are compared with the host compiler's.
#include "quad_references.h"

using ox::quad_test::u128;

// The library's functions take and return the bits.
#define __float128 u128
#define OX_MATH(name, result, parameters, bound, through) extern "C" result name parameters;
#include "libdevice/api/quad.def"
#undef OX_MATH
#undef __float128

extern "C" {
uint32_t __ox_fp128_compare(u128, u128);
u128 __ox_fp128_from_float(float);
u128 __ox_fp128_from_double(double);
u128 __ox_fp128_from_u64(unsigned long long);
u128 __ox_fp128_from_s64(long long);
u128 __ox_fp128_from_u128(u128);
u128 __ox_fp128_from_s128(__int128);
double __ox_fp128_to_double(u128);
float __ox_fp128_to_float(u128);
float __ox_fp128_to_odd_float(u128);
int32_t __ox_fp128_to_s32(u128);
uint32_t __ox_fp128_to_u32(u128);
long long __ox_fp128_to_s64(u128);
unsigned long long __ox_fp128_to_u64(u128);
__int128 __ox_fp128_to_s128(u128);
u128 __ox_fp128_to_u128(u128);
}

namespace ox::quad_reference {

void __nv_fp128_frexp::check() {
  quad_test::Generator generator(1);
  auto one = [](u128 x) {
    Number number(113), part(113);
    number.set(x);
    mpfr_exp_t expected_exponent = 0;
    int exponent = 77;
    const u128 got = ::__nv_fp128_frexp(x, &exponent);
    if (mpfr_regular_p(number.get()))
      mpfr_frexp(&expected_exponent, part.get(), number.get(), MPFR_RNDN);
    else
      mpfr_set(part.get(), number.get(), MPFR_RNDN);
    EXPECT_EQ(exponent, expected_exponent) << quad_test::show(x);
    EXPECT_EQ(quad_test::show(got), quad_test::show(quad_test::bits_of(part.get()))) << quad_test::show(x);
  };
  for (u128 x : quad_test::special_quads())
    one(x);
  for (size_t i = 0; i < quad_test::random_samples(); ++i)
    one(quad_test::random_quad(generator, {-16494, 16383}));
  libdevice_test::report("__nv_fp128_frexp", {}, quad_test::random_samples(), false);
}

void __nv_fp128_modf::check() {
  quad_test::Generator generator(2);
  auto one = [](u128 x) {
    Number number(113), whole(113), fraction(113);
    number.set(x);
    mpfr_modf(whole.get(), fraction.get(), number.get(), MPFR_RNDN);
    u128 got_whole = 0;
    const u128 got = ::__nv_fp128_modf(x, &got_whole);
    EXPECT_EQ(quad_test::show(got), quad_test::show(quad_test::bits_of(fraction.get()))) << quad_test::show(x);
    EXPECT_EQ(quad_test::show(got_whole), quad_test::show(quad_test::bits_of(whole.get()))) << quad_test::show(x);
  };
  for (u128 x : quad_test::special_quads())
    one(x);
  for (size_t i = 0; i < quad_test::random_samples(); ++i)
    one(quad_test::random_quad(generator, {-3, 115}));
  libdevice_test::report("__nv_fp128_modf", {}, quad_test::random_samples(), false);
}

} // namespace ox::quad_reference

#define OX_MATH(name, result, parameters, bound, through)                                                              \
  TEST(Quad, name) { ox::quad_test::run_row<ox::quad_reference::name>(#name, &name, ox::quad_test::bound); }
#include "libdevice/api/quad.def"

namespace {

using ox::quad_test::make;
using ox::quad_test::show;

template <typename Check> void for_quads(Check check, ox::quad_test::Exponents exponents = {-16494, 16383}) {
  ox::quad_test::Generator generator(3);
  for (u128 x : ox::quad_test::special_quads())
    check(x);
  for (size_t i = 0; i < 10 * ox::quad_test::random_samples(); ++i)
    check(ox::quad_test::random_quad(generator, exponents));
}
__float128 quad(u128 bits) { return __builtin_bit_cast(__float128, bits); }
u128 bits(__float128 x) { return __builtin_bit_cast(u128, x); }
template <typename To, typename From> To cast(From x) { return __builtin_bit_cast(To, x); }

TEST(QuadConversion, ToDouble) {
  for (ox::quad_test::Exponents exponents : {ox::quad_test::Exponents{-16494, 16383}, {-1080, -1010}, {1020, 1026}})
    for_quads(
        [](u128 x) {
          if (ox::quad_test::is_nan(x))
            EXPECT_NE(__ox_fp128_to_double(x), __ox_fp128_to_double(x));
          else
            EXPECT_EQ(cast<uint64_t>(__ox_fp128_to_double(x)), cast<uint64_t>(static_cast<double>(quad(x)))) << show(x);
        },
        exponents);
}
TEST(QuadConversion, ToFloat) {
  for (ox::quad_test::Exponents exponents : {ox::quad_test::Exponents{-200, 200}, {-152, -120}, {125, 129}})
    for_quads(
        [](u128 x) {
          if (!ox::quad_test::is_nan(x))
            EXPECT_EQ(cast<uint32_t>(__ox_fp128_to_float(x)), cast<uint32_t>(static_cast<float>(quad(x)))) << show(x);
        },
        exponents);
}
// Rounding to odd first leaves the second rounding as if it were the only one.
TEST(QuadConversion, ToHalfThroughOddFloat) {
  EXPECT_EQ(__ox_fp128_to_odd_float(bits(1)), 1.0f);
  EXPECT_EQ(__ox_fp128_to_odd_float(bits(1 + __float128(0x1p-60))), 0x1.000002p0f);
  EXPECT_EQ(__ox_fp128_to_odd_float(bits(-(1 + __float128(0x1.8p-23)))), -0x1.000002p0f);
  EXPECT_EQ(__ox_fp128_to_odd_float(bits(__float128(0x1p-1000))), 0x1p-149f);
  EXPECT_EQ(__ox_fp128_to_odd_float(bits(__float128(0x1p1000))), 0x1.fffffep127f);
  // 1 + 2^-11, a tie between halves, and just above it.
  EXPECT_EQ(static_cast<_Float16>(__ox_fp128_to_odd_float(bits(1 + __float128(0x1p-11)))), _Float16(1));
  EXPECT_EQ(static_cast<_Float16>(__ox_fp128_to_odd_float(bits(1 + __float128(0x1p-11) + __float128(0x1p-100)))),
            _Float16(1 + 0x1p-10f));
}
TEST(QuadConversion, FromFloatingPoint) {
  ox::quad_test::Generator generator(4);
  for (int i = 0; i < 100000; ++i) {
    uint64_t random = generator() >> (i % 2 ? generator() % 64 : 0);
    double d = cast<double>(random);
    float f = cast<float>(static_cast<uint32_t>(random));
    if (d == d)
      EXPECT_TRUE(__ox_fp128_from_double(d) == bits(d)) << show(bits(d));
    if (f == f)
      EXPECT_TRUE(__ox_fp128_from_float(f) == bits(f)) << show(bits(f));
  }
  EXPECT_TRUE(ox::quad_test::is_nan(__ox_fp128_from_double(__builtin_nan(""))));
  EXPECT_TRUE(__ox_fp128_from_double(-__builtin_inf()) == bits(-__builtin_inf())) << show(bits(-__builtin_inf()));
  EXPECT_TRUE(__ox_fp128_from_float(-0.0f) == bits(-0.0f)) << show(bits(-0.0f));
}
TEST(QuadConversion, FromInteger) {
  ox::quad_test::Generator generator(5);
  for (int i = 0; i < 100000; ++i) {
    uint64_t x = i < 3 ? uint64_t(i) - 1 : generator() >> generator() % 64;
    u128 wide = make(generator(), generator()) >> generator() % 128;
    if (i % 5 == 0)
      wide = ~wide;
    EXPECT_TRUE(__ox_fp128_from_u64(x) == bits(x)) << show(bits(x));
    EXPECT_TRUE(__ox_fp128_from_s64(static_cast<int64_t>(x)) == bits(static_cast<int64_t>(x)))
        << show(bits(static_cast<int64_t>(x)));
    EXPECT_TRUE(__ox_fp128_from_u128(wide) == bits(wide)) << show(bits(wide));
    EXPECT_TRUE(__ox_fp128_from_s128(static_cast<__int128>(wide)) == bits(static_cast<__int128>(wide)))
        << show(bits(static_cast<__int128>(wide)));
  }
}
template <typename Integer> void check_integer(Integer (*convert)(u128), u128 x) {
  if (ox::quad_test::is_nan(x)) {
    EXPECT_TRUE(convert(x) == 0);
    return;
  }
  constexpr bool kSigned = Integer(-1) < 0;
  constexpr Integer kMost = kSigned ? Integer((u128(1) << (sizeof(Integer) * 8 - 1)) - 1) : Integer(-1);
  constexpr Integer kLeast = kSigned ? Integer(-kMost - 1) : Integer(0);
  // One more than the most, which a quad can hold.
  const __float128 limit = static_cast<__float128>(static_cast<u128>(kMost) / 2 + 1) * 2;
  const __float128 value = quad(x);
  Integer expected = value >= limit                                ? kMost
                     : value <= (kSigned ? -limit : __float128(0)) ? kLeast
                                                                   : static_cast<Integer>(value);
  EXPECT_TRUE(convert(x) == expected) << show(x) << " to " << sizeof(Integer) * 8 << " bits";
}
TEST(QuadConversion, ToIntegerTruncatesAndSaturates) {
  for_quads(
      [](u128 x) {
        check_integer(__ox_fp128_to_s32, x);
        check_integer(__ox_fp128_to_u32, x);
        check_integer(__ox_fp128_to_s64, x);
        check_integer(__ox_fp128_to_u64, x);
        check_integer(__ox_fp128_to_s128, x);
        check_integer(__ox_fp128_to_u128, x);
      },
      {-2, 130});
}
TEST(QuadComparison, IsTheHosts) {
  auto one = [](u128 x, u128 y) {
    __float128 a = quad(x), b = quad(y);
    uint32_t expected = a == b ? 0 : a > b ? 1 : a < b ? 2 : 3;
    EXPECT_EQ(__ox_fp128_compare(x, y), expected) << show(x) << " and " << show(y);
  };
  for (u128 x : ox::quad_test::special_quads())
    for (u128 y : ox::quad_test::special_quads())
      one(x, y);
  ox::quad_test::Generator generator(6);
  for (int i = 0; i < 100000; ++i) {
    u128 x = ox::quad_test::random_quad(generator, {-3, 3});
    one(x, ox::quad_test::random_quad(generator, {-3, 3}));
    one(x, x ^ u128{1} << generator() % 128);
  }
}

} // namespace
