// The special functions against MPFR: their special values, and the largest error in units of the last place or, where
// PTX bounds the absolute error, absolutely.  All SIMD levels give the same bits.
#include "simulator/interpreter.h"
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <mpfr.h>
#include <random>

namespace ox::test {
namespace {

constexpr unsigned kCount = 1 << 14;
using Exact = std::function<void(mpfr_t, mpfr_t)>;

class SpecialFunctions : public ::testing::Test {
protected:
  std::vector<float> run(Op op, const std::vector<float>& arguments) {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).csr(t0, 0xCD0);
    auto loop = c.here();
    c.r(Op::sh2add, t1, t0, a1).load(Op::flw, 1, 0, t1).r(op, 2, 1).r(Op::sh2add, t1, t0, a2).store(Op::fsw, 2, 0, t1);
    c.i(Op::addi, t0, t0, 32);
    c.branch(Op::bltu, t0, a3, loop);
    c.exit();
    std::copy(arguments.begin(), arguments.end(), in);
    auto result = rig.run(c, {uint64_t(in), uint64_t(out), kCount});
    EXPECT_EQ(result.status, sim::Block::Status::kFinished);
    return {out, out + arguments.size()};
  }
  float one(Op op, float argument) { return run(op, {argument})[0]; }
  // Results for kCount arguments, the same on every level.
  std::vector<float> run_all_levels(Op op, const std::vector<float>& arguments) {
    std::vector<float> first;
    for (auto level : {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512}) {
      if (!sim::is_available(level))
        continue;
      sim::set_simd_level(level);
      auto results = run(op, arguments);
      if (first.empty())
        first = results;
      EXPECT_EQ(std::memcmp(first.data(), results.data(), 4 * results.size()), 0) << isa::mnemonic(op);
    }
    return first;
  }
  std::vector<float> between(float low, float high) {
    std::uniform_real_distribution<float> pick(low, high);
    std::vector<float> all(kCount);
    std::generate(all.begin(), all.end(), [&] { return pick(random); });
    return all;
  }
  std::vector<float> positive_bits(uint32_t low, uint32_t high) {
    std::vector<float> all(kCount);
    for (float& value : all)
      value = std::bit_cast<float>(uint32_t(low + random() % (high - low)));
    return all;
  }
  // Largest error in ulps of a single, or absolute.
  double worst(Op op, const std::vector<float>& arguments, const Exact& exact, bool absolute = false) {
    auto results = run_all_levels(op, arguments);
    mpfr_t x, y, got;
    mpfr_inits2(200, x, y, got, nullptr);
    double most = 0;
    for (size_t i = 0; i < arguments.size(); ++i) {
      mpfr_set_flt(x, arguments[i], MPFR_RNDN);
      exact(y, x);
      mpfr_set_flt(got, results[i], MPFR_RNDN);
      int exponent = mpfr_zero_p(y) ? -149 : std::max(int(mpfr_get_exp(y)) - 24, -149);
      mpfr_sub(y, y, got, MPFR_RNDN);
      double error = std::fabs(mpfr_get_d(y, MPFR_RNDN));
      most = std::max(most, absolute ? error : std::ldexp(error, -exponent));
    }
    mpfr_clears(x, y, got, nullptr);
    return most;
  }

  Rig rig;
  std::mt19937_64 random{7};
  float *in = rig.array<float>(kCount), *out = rig.array<float>(kCount);
  static constexpr float kInfinity = std::numeric_limits<float>::infinity();
};

// PTX allows far more: an ulp for rcp, 2^-23 to 2^-22 of relative error for sqrt, rsqrt, ex2 and lg2, 2^-20.5 of
// absolute error for sin and cos between -pi and pi, 2^-11 of relative error for tanh.
TEST_F(SpecialFunctions, StayWithinHalfAnUlpAndALittle) {
  constexpr double kBound = 0.501;
  const Exact reciprocal = [](mpfr_t y, mpfr_t x) { mpfr_ui_div(y, 1, x, MPFR_RNDN); };
  EXPECT_LE(worst(Op::ox_rcp_s, positive_bits(0x00400000, 0x7f7fffff), reciprocal), 0.5); // some results subnormal
  EXPECT_LE(worst(Op::ox_rcp_s, between(-4, -0.25f), reciprocal), 0.5);
  EXPECT_LE(worst(Op::ox_ex2_s, between(-150, -125), [](mpfr_t y, mpfr_t x) { mpfr_exp2(y, x, MPFR_RNDN); }), kBound);
  EXPECT_LE(worst(Op::ox_sqrt_s, positive_bits(1, 0x7f800000), [](mpfr_t y, mpfr_t x) { mpfr_sqrt(y, x, MPFR_RNDN); }),
            0.5);
  EXPECT_LE(
      worst(Op::ox_rsqrt_s, positive_bits(1, 0x7f800000), [](mpfr_t y, mpfr_t x) { mpfr_rec_sqrt(y, x, MPFR_RNDN); }),
      kBound);
  EXPECT_LE(worst(Op::ox_ex2_s, between(-149, 127.9f), [](mpfr_t y, mpfr_t x) { mpfr_exp2(y, x, MPFR_RNDN); }), kBound);
  EXPECT_LE(worst(Op::ox_ex2_s, between(-1, 1), [](mpfr_t y, mpfr_t x) { mpfr_exp2(y, x, MPFR_RNDN); }), kBound);
  EXPECT_LE(worst(Op::ox_lg2_s, positive_bits(1, 0x7f800000), [](mpfr_t y, mpfr_t x) { mpfr_log2(y, x, MPFR_RNDN); }),
            kBound);
  EXPECT_LE(worst(Op::ox_lg2_s, between(0.5f, 2), [](mpfr_t y, mpfr_t x) { mpfr_log2(y, x, MPFR_RNDN); }), kBound);
  EXPECT_LE(worst(Op::ox_sin_s, between(-7, 7), [](mpfr_t y, mpfr_t x) { mpfr_sin(y, x, MPFR_RNDN); }), kBound);
  EXPECT_LE(worst(Op::ox_cos_s, between(-7, 7), [](mpfr_t y, mpfr_t x) { mpfr_cos(y, x, MPFR_RNDN); }), kBound);
  EXPECT_LE(
      worst(Op::ox_sin_s, between(-1e6f, 1e6f), [](mpfr_t y, mpfr_t x) { mpfr_sin(y, x, MPFR_RNDN); }, true), 0x1p-24);
  EXPECT_LE(
      worst(Op::ox_cos_s, between(-1e6f, 1e6f), [](mpfr_t y, mpfr_t x) { mpfr_cos(y, x, MPFR_RNDN); }, true), 0x1p-24);
  EXPECT_LE(worst(Op::ox_tanh_s, between(-10, 10), [](mpfr_t y, mpfr_t x) { mpfr_tanh(y, x, MPFR_RNDN); }), kBound);
  EXPECT_LE(worst(Op::ox_tanh_s, between(-0.2f, 0.2f), [](mpfr_t y, mpfr_t x) { mpfr_tanh(y, x, MPFR_RNDN); }), kBound);
}

TEST_F(SpecialFunctions, HaveTheSpecialValuesOfThePtxManual) {
  auto is_nan = [](float value) { return std::bit_cast<uint32_t>(value) == 0x7fc00000; };
  for (Op op : {Op::ox_rcp_s, Op::ox_rsqrt_s, Op::ox_sqrt_s, Op::ox_ex2_s, Op::ox_lg2_s, Op::ox_sin_s, Op::ox_cos_s,
                Op::ox_tanh_s})
    EXPECT_TRUE(is_nan(one(op, std::bit_cast<float>(0xffc12345)))) << isa::mnemonic(op);
  EXPECT_EQ(one(Op::ox_rcp_s, kInfinity), 0);
  EXPECT_EQ(one(Op::ox_rcp_s, -0.0f), -kInfinity);
  EXPECT_EQ(one(Op::ox_rsqrt_s, 0.0f), kInfinity);
  EXPECT_EQ(one(Op::ox_rsqrt_s, -0.0f), -kInfinity);
  EXPECT_EQ(one(Op::ox_rsqrt_s, kInfinity), 0);
  EXPECT_TRUE(is_nan(one(Op::ox_rsqrt_s, -1)));
  EXPECT_TRUE(std::signbit(one(Op::ox_sqrt_s, -0.0f)));
  EXPECT_TRUE(is_nan(one(Op::ox_sqrt_s, -1)));
  EXPECT_EQ(one(Op::ox_ex2_s, -kInfinity), 0);
  EXPECT_EQ(one(Op::ox_ex2_s, kInfinity), kInfinity);
  EXPECT_EQ(one(Op::ox_ex2_s, 128), kInfinity);
  EXPECT_EQ(one(Op::ox_ex2_s, -0.0f), 1);
  EXPECT_EQ(one(Op::ox_ex2_s, -149), 0x1p-149f);
  EXPECT_EQ(one(Op::ox_ex2_s_ftz, -149), 0);
  EXPECT_EQ(one(Op::ox_lg2_s, 0), -kInfinity);
  EXPECT_EQ(one(Op::ox_lg2_s, 0x1p-140f), -140);
  EXPECT_EQ(one(Op::ox_lg2_s_ftz, 0x1p-140f), -kInfinity);
  EXPECT_EQ(one(Op::ox_lg2_s, kInfinity), kInfinity);
  EXPECT_EQ(one(Op::ox_lg2_s, 1), 0);
  EXPECT_TRUE(is_nan(one(Op::ox_lg2_s, -1)));
  EXPECT_TRUE(is_nan(one(Op::ox_sin_s, kInfinity)));
  EXPECT_TRUE(is_nan(one(Op::ox_cos_s, -kInfinity)));
  EXPECT_TRUE(std::signbit(one(Op::ox_sin_s, -0.0f)));
  EXPECT_EQ(one(Op::ox_cos_s, 0), 1);
  EXPECT_LE(std::fabs(one(Op::ox_sin_s, 1e30f)), 1);
  EXPECT_EQ(one(Op::ox_sin_s_ftz, 0x1p-140f), 0);
  EXPECT_EQ(one(Op::ox_tanh_s, kInfinity), 1);
  EXPECT_EQ(one(Op::ox_tanh_s, -kInfinity), -1);
  EXPECT_EQ(one(Op::ox_rcp_s, 0x1p127f), 0x1p-127f);
  EXPECT_EQ(one(Op::ox_rcp_s_ftz, 0x1p127f), 0);
  EXPECT_EQ(one(Op::ox_rcp_s_ftz, 0x1p-127f), kInfinity);
}

// The host's functions on doubles are exact to some 2^-52, which is as good as exact for singles.
struct OnDoubles {
  Op plain, flushing;
  double (*exact)(double);
};
constexpr OnDoubles kOnDoubles[] = {{Op::ox_rcp_s, Op::ox_rcp_s_ftz, [](double x) { return 1 / x; }},
                                    {Op::ox_rsqrt_s, Op::ox_rsqrt_s_ftz, [](double x) { return 1 / std::sqrt(x); }},
                                    {Op::ox_sqrt_s, Op::ox_sqrt_s_ftz, [](double x) { return std::sqrt(x); }},
                                    {Op::ox_ex2_s, Op::ox_ex2_s_ftz, [](double x) { return std::exp2(x); }},
                                    {Op::ox_lg2_s, Op::ox_lg2_s_ftz, [](double x) { return std::log2(x); }},
                                    {Op::ox_sin_s, Op::ox_sin_s_ftz, [](double x) { return std::sin(x); }},
                                    {Op::ox_cos_s, Op::ox_cos_s_ftz, [](double x) { return std::cos(x); }},
                                    {Op::ox_tanh_s, Op::ox_tanh_s_ftz, [](double x) { return std::tanh(x); }}};

// Whether got is good enough for f(x).  Sines and cosines of larger angles have an absolute bound, of huge ones none.
bool is_near(float got, double want, double angle) {
  if (std::isnan(want) || std::isnan(got))
    return std::isnan(want) && std::bit_cast<uint32_t>(got) == 0x7fc00000;
  if (std::isinf(got) || std::isinf(want)) // infinite, or halfway from the largest single to what would be next
    return std::fabs(want) >= 0x1.ffffffp127 * (1 - 0x1p-30) && std::isinf(got) &&
           std::signbit(got) == std::signbit(want);
  if (want == 0)
    return got == 0 && std::signbit(got) == std::signbit(want);
  if (std::fabs(angle) >= 0x1p22)
    return std::fabs(got) <= 1;
  const double place = std::ldexp(1.0, std::max(std::ilogb(want) - 23, -149));
  return std::fabs(got - want) <= std::max(std::fabs(angle) > 7 ? 0x1p-24 : 0.0, 0.501 * place);
}
float flushed(float x) { return std::fabs(x) < 0x1p-126f ? std::copysign(0.0f, x) : x; }

TEST_F(SpecialFunctions, OfSinglesAtEvenDistancesAreNearTheHostsOnDoubles) {
  const uint64_t step = std::getenv("OX_TEST_LONG") ? 97 : 29989;
  std::vector<float> arguments(kCount);
  for (uint64_t first = 0; first < uint64_t{1} << 32; first += step * kCount) {
    for (uint64_t i = 0; i < kCount; ++i)
      arguments[i] = std::bit_cast<float>(uint32_t(first + i * step));
    for (const OnDoubles& function : kOnDoubles) {
      const bool is_angle = function.plain == Op::ox_sin_s || function.plain == Op::ox_cos_s;
      const auto plain = run(function.plain, arguments), flushing = run(function.flushing, arguments);
      for (uint64_t i = 0; i < kCount; ++i) {
        const float x = arguments[i];
        ASSERT_TRUE(is_near(plain[i], function.exact(x), is_angle ? x : 0))
            << isa::mnemonic(function.plain) << " of " << x << " is " << plain[i];
        const double want = function.exact(flushed(x));
        const bool vanishes =
            std::fabs(want) < 0x1p-126 && flushing[i] == 0 && std::signbit(flushing[i]) == std::signbit(want);
        ASSERT_TRUE(vanishes || is_near(flushing[i], want, is_angle ? x : 0))
            << isa::mnemonic(function.flushing) << " of " << x << " is " << flushing[i];
        ASSERT_FALSE(std::fpclassify(flushing[i]) == FP_SUBNORMAL) << isa::mnemonic(function.flushing) << " of " << x;
      }
    }
  }
}

// PTX manual, rcp.approx.ftz.f64: only the upper 32 bits of operand and result take part.
class SpecialFunctionsOfDoubles : public ::testing::Test {
protected:
  std::vector<double> run(Op op, const std::vector<double>& arguments) {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).csr(t0, 0xCD0);
    auto loop = c.here();
    c.r(Op::sh3add, t1, t0, a1).load(Op::fld, 1, 0, t1).r(op, 2, 1).r(Op::sh3add, t1, t0, a2).store(Op::fsd, 2, 0, t1);
    c.i(Op::addi, t0, t0, 32).branch(Op::bltu, t0, a3, loop);
    c.exit();
    std::copy(arguments.begin(), arguments.end(), in);
    EXPECT_EQ(rig.run(c, {uint64_t(in), uint64_t(out), (arguments.size() + 31) / 32 * 32}).status,
              sim::Block::Status::kFinished);
    return {out, out + arguments.size()};
  }
  double one(Op op, double argument) { return run(op, {argument})[0]; }

  Rig rig;
  std::mt19937_64 random{11};
  double *in = rig.array<double>(kCount), *out = rig.array<double>(kCount);
  static constexpr double kInfinity = std::numeric_limits<double>::infinity();
};

TEST_F(SpecialFunctionsOfDoubles, KeepTheUpperWord) {
  for (Op op : {Op::ox_rcp_d, Op::ox_rsqrt_d}) {
    std::vector<double> arguments(kCount);
    for (double& argument : arguments) { // normal, and its reciprocal too
      const uint64_t sign = op == Op::ox_rcp_d ? random() << 63 : 0;
      argument = std::bit_cast<double>(sign | (1 + random() % 2043) << 52 | random() >> 12);
    }
    const auto results = run(op, arguments);
    for (size_t i = 0; i < arguments.size(); ++i) {
      const double upper = std::bit_cast<double>(std::bit_cast<uint64_t>(arguments[i]) & 0xffffffff00000000);
      const double exact = op == Op::ox_rcp_d ? 1 / upper : 1 / std::sqrt(upper);
      ASSERT_LE(std::fabs(results[i] - exact), std::fabs(exact) * 0x1p-20) << arguments[i];
      ASSERT_EQ(std::bit_cast<uint64_t>(results[i]) & 0xffffffff, 0u) << arguments[i];
    }
  }
}

TEST_F(SpecialFunctionsOfDoubles, HaveTheSpecialValuesOfThePtxManual) {
  auto is_nan = [](double value) { return std::bit_cast<uint64_t>(value) == 0x7ff8000000000000; };
  for (Op op : {Op::ox_rcp_d, Op::ox_rsqrt_d}) {
    EXPECT_TRUE(is_nan(one(op, std::bit_cast<double>(0xfff8000000000001))));
    EXPECT_TRUE(is_nan(one(op, std::bit_cast<double>(0x7ff0000000000001)))); // whose upper word is infinity's
    EXPECT_EQ(one(op, 0.0), kInfinity);
    EXPECT_EQ(one(op, -0.0), -kInfinity);
    EXPECT_EQ(one(op, 0x1p-1074), kInfinity); // subnormals are zeros
    EXPECT_EQ(one(op, -0x1p-1023), -kInfinity);
    EXPECT_EQ(one(op, kInfinity), 0);
    EXPECT_FALSE(std::signbit(one(op, kInfinity)));
  }
  EXPECT_EQ(one(Op::ox_rcp_d, -kInfinity), 0);
  EXPECT_TRUE(std::signbit(one(Op::ox_rcp_d, -kInfinity)));
  EXPECT_EQ(one(Op::ox_rcp_d, 0x1p1023), 0); // the result would be subnormal
  EXPECT_EQ(one(Op::ox_rcp_d, -4), -0.25);
  EXPECT_EQ(one(Op::ox_rcp_d, std::bit_cast<double>(0x40000000ffffffff)), 0.5); // the lower word is not looked at
  EXPECT_TRUE(is_nan(one(Op::ox_rsqrt_d, -1)));
  EXPECT_TRUE(is_nan(one(Op::ox_rsqrt_d, -kInfinity)));
  EXPECT_EQ(one(Op::ox_rsqrt_d, 0.25), 2);
}

} // namespace
} // namespace ox::test
