// The references' own arithmetic, against the host's and against values worked out by hand.
#include "test/ptx/reference/small_arithmetic.h"
#include <cfenv>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace ox::test::reference {
namespace {

TEST(Floats, EveryHalfComesBack) {
  for (const Format* format : {&kF16, &kBF16})
    for (uint64_t bits = 0; bits < 0x10000; ++bits)
      if (!format->is_nan(bits))
        ASSERT_EQ(format->encode(format->decode(bits)), bits);
}

TEST(Floats, RoundsToSingleAsTheHostDoes) {
  std::mt19937_64 generator(7);
  const std::pair<Rounding, int> modes[] = {{Rounding::kNearestEven, FE_TONEAREST},
                                            {Rounding::kTowardsZero, FE_TOWARDZERO},
                                            {Rounding::kDown, FE_DOWNWARD},
                                            {Rounding::kUp, FE_UPWARD}};
  for (int i = 0; i < 200000; ++i) {
    uint64_t bits = generator();
    if (i % 2) // in the range of singles, and a little beyond it
      bits = (bits & 0x800fffffffffffff) | (1023 - 160 + bits % 320) << 52;
    if (i % 4 == 3) // halfway cases
      bits = (bits & ~uint64_t{0x1fffffff}) | 0x10000000;
    const double value = std::bit_cast<double>(bits);
    if (std::isnan(value))
      continue;
    for (const auto& [mode, host] : modes) {
      volatile double from = value;
      std::fesetround(host);
      volatile float to = float(from);
      std::fesetround(FE_TONEAREST);
      ASSERT_EQ(kF32.encode(value, mode), std::bit_cast<uint32_t>(float(to))) << value << " in mode " << int(mode);
    }
  }
}

TEST(Floats, RoundsHalvesByHand) {
  EXPECT_EQ(kF16.encode(65520.0), 0x7c00u); // halfway from the greatest to 2^16
  EXPECT_EQ(kF16.encode(65519.0), 0x7bffu);
  EXPECT_EQ(kF16.encode(1e30, Rounding::kTowardsZero), 0x7bffu);
  EXPECT_EQ(kF16.encode(-1e30, Rounding::kUp), 0xfbffu);
  EXPECT_EQ(kF16.encode(-1e30, Rounding::kDown), 0xfc00u);
  EXPECT_EQ(kF16.encode(0x1p-25), 0u); // halfway from 0 to the least subnormal
  EXPECT_EQ(kF16.encode(0x1p-25, Rounding::kNearestAway), 1u);
  EXPECT_EQ(kF16.encode(0x1p-25, Rounding::kUp), 1u);
  EXPECT_EQ(kF16.encode(-0x1p-60, Rounding::kDown), 0x8001u);
  EXPECT_EQ(kBF16.encode(1.0 + 0x1p-8), 0x3f80u); // a tie, to even
  EXPECT_EQ(kBF16.encode(1.0 + 3 * 0x1p-8), 0x3f82u);
}

// Sums and products in integers, against MPFR, which is exact here and rounds once.
TEST(Floats, SmallArithmeticIsExact) {
  std::mt19937_64 generator(11);
  for (const Format* format : {&kF16, &kBF16})
    for (int i = 0; i < 200000; ++i) {
      const uint64_t random = generator(), a = random & 0xffff, b = random >> 16 & 0xffff;
      const uint64_t c = i % 4 == 0 ? a ^ (random >> 62) ^ 0x8000 : random >> 32 & 0xffff; // some cancel
      if (format->is_nan(a) || format->is_nan(b) || format->is_nan(c))
        continue;
      Real value(kExact), x(format->decode(a)), y(format->decode(b)), z(format->decode(c));
      mpfr_add(value, x, z, MPFR_RNDN);
      ASSERT_EQ(sum(*format, a, c), format->encode(value, Rounding::kNearestEven)) << std::hex << a << " " << c;
      mpfr_mul(value, x, y, MPFR_RNDN);
      ASSERT_EQ(product(*format, a, b), format->encode(value, Rounding::kNearestEven)) << std::hex << a << " " << b;
      mpfr_fma(value, x, y, z, MPFR_RNDN);
      ASSERT_EQ(fused(*format, a, b, c), format->encode(value, Rounding::kNearestEven))
          << std::hex << a << " " << b << " " << c;
    }
}

TEST(Floats, OrdinalsAreOrderedAsTheNumbersAre) {
  for (uint64_t bits = 0; bits < 0xfc00; ++bits) {
    if (kF16.is_nan(bits))
      continue;
    ASSERT_EQ(kF16.of_ordinal(kF16.ordinal(bits)), bits);
    if (const uint64_t next = kF16.of_ordinal(kF16.ordinal(bits) + 1); !kF16.is_nan(next))
      ASSERT_LE(kF16.decode(bits), kF16.decode(next));
  }
}

} // namespace
} // namespace ox::test::reference
