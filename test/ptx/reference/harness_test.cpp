// The harness itself: inputs are what they are said to be, and a wrong result is found and shown.
#include "test/ptx/reference/coverage.h"
#include "test/ptx/reference/floats.h"
#include "test/ptx/reference/form_runner.h"
#include "test/ptx/reference/variants.h"
#include <gtest/gtest.h>
#include <set>

namespace ox::test::reference {
namespace {

TEST(Inputs, FewCombinationsAreAllThereOnce) {
  Domain byte{operand_type<uint8_t>(), {}, {}}, flag{operand_type<bool>(), {}, {}}, some = byte;
  some.values = {3, 77, 200};
  InputSource source({flag, byte, some}, false, 1);
  ASSERT_TRUE(source.is_exhaustive());
  ASSERT_EQ(source.size(), 2u * 256 * 3);
  std::set<std::array<uint8_t, 3>> seen;
  std::vector<std::byte> columns[3];
  for (uint64_t done = 0; done < source.size();) { // in batches that fit nothing
    const size_t count = std::min<uint64_t>(101, source.size() - done);
    std::vector<std::byte*> pointers;
    for (auto& column : columns) {
      column.resize(count);
      pointers.push_back(column.data());
    }
    source.next(count, pointers);
    for (size_t i = 0; i < count; ++i)
      seen.insert({uint8_t(columns[0][i]), uint8_t(columns[1][i]), uint8_t(columns[2][i])});
    done += count;
  }
  EXPECT_EQ(seen.size(), source.size());
  EXPECT_TRUE(seen.contains({1, 255, 200}));
  EXPECT_FALSE(seen.contains({1, 255, 199}));
}

TEST(Inputs, ManyCombinationsAreCornersAndRandomOnes) {
  Domain number{operand_type<float>(), {}, {}}, angle = number;
  angle.interval = Interval{-2.0, 3.0};
  InputSource source({number, angle}, false, 1);
  EXPECT_FALSE(source.is_exhaustive());
  std::vector<float> first(source.size()), second(source.size());
  std::byte* columns[] = {reinterpret_cast<std::byte*>(first.data()), reinterpret_cast<std::byte*>(second.data())};
  source.next(source.size(), columns);
  size_t nans = 0, subnormals = 0;
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_TRUE(second[i] >= -2.0f && second[i] <= 3.0f) << second[i];
    nans += kF32.is_nan(to_bits(first[i]));
    subnormals += kF32.is_subnormal(to_bits(first[i]));
  }
  EXPECT_GT(nans, 50u);
  EXPECT_GT(subnormals, 50u);
}

TEST(Results, FloatsMatchBetweenTheirBounds) {
  const OperandType type = operand_type<float>();
  auto matches_between = [&](float got, float low, float high) {
    return matches(to_bits(got), {to_bits(low), to_bits(high), false}, type);
  };
  EXPECT_TRUE(matches_between(1.0f, 1.0f, 1.0f));
  EXPECT_FALSE(matches_between(1.5f, 1.0f, 1.25f));
  EXPECT_TRUE(matches_between(-1.125f, -1.25f, -1.0f));
  EXPECT_FALSE(matches_between(0.0f, -0.0f, -0.0f));
  EXPECT_TRUE(matches_between(0.0f, -0.0f, 0.0f));
  EXPECT_TRUE(matches(0xffc12345, {0x7fc00000, 0x7fc00000, false}, type));
  EXPECT_FALSE(matches(0x7f800000, {0x7fc00000, 0x7fc00000, false}, type));
  EXPECT_FALSE(matches(0x7fc00000, {0x3f800000, 0x3f800000, false}, type));
  // Each half for itself.
  EXPECT_TRUE(matches(0x7e013c00, {0xfe003c00, 0xfe003c00, false}, operand_type<F16x2>()));
  EXPECT_FALSE(matches(0x7e013c01, {0xfe003c00, 0xfe003c00, false}, operand_type<F16x2>()));
}

TEST(Results, AWrongOneIsFoundAndShown) {
  Cases cases;
  cases.add("add.u32 %d, %a, %b;", [](uint32_t a, uint32_t b) { return a + b + (a == 255); });
  cases.add("setp.lt.s32 %d|%e, %a, %b;", [](int32_t a, int32_t b) { return std::tuple{a < b, b >= a}; });
  cases.add("add.u32 %d, %a, %b;", [](uint32_t a, uint32_t b) { return a + b; });
  std::vector<const Case*> pointers;
  for (const Case& a_case : cases.all())
    pointers.push_back(&a_case);
  const Report report = run_cases(pointers, 3);
  EXPECT_EQ(report.error, "");
  EXPECT_GT(report.cases[0].wrong, 0u);
  EXPECT_LT(report.cases[0].wrong, report.cases[0].compared / 2);
  EXPECT_TRUE(report.cases[0].first_failures.contains("%a = 0x000000ff")) << report.cases[0].first_failures;
  EXPECT_GT(report.cases[1].wrong, 0u);
  EXPECT_TRUE(report.cases[1].first_failures.contains("%e: got")) << report.cases[1].first_failures;
  EXPECT_EQ(report.cases[2].wrong, 0u);
}

TEST(Results, WhatDoesNotCompileIsAnError) {
  Cases cases;
  cases.add("add.u31 %d, %a, %b;", [](uint32_t a, uint32_t b) { return a + b; });
  const Case* pointer = &cases.all().front();
  const std::string error = run_cases(std::span(&pointer, 1), 3).error;
  EXPECT_TRUE(error.contains("  add.u31 %d, %a, %b;")) << error;
}

TEST(Variants, AConstantTakesThePlaceOfTheLastInput) {
  Cases cases;
  const Case& a_case = cases.add("shl.b32 %d, %a, %b;", [](uint32_t a, uint32_t b) { return b < 32 ? a << b : 0; });
  const auto made = with_constant(a_case, 1);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->text, "shl.b32 %d, %a, 0x00000001;");
  EXPECT_FALSE(
      with_constant(cases.add("vadd.u32.u32.u32 %d, %a.b0, %b.b1;", [](uint32_t a, uint32_t b) { return a; }), 1));
}

TEST(Coverage, SaysWhatOfAFormIsMissing) {
  Cases cases;
  Coverage coverage;
  EXPECT_EQ(coverage.add(cases.add("popc.b32 %d, %a;", [](uint32_t a) { return a; })), "");
  for (const ptx::FormRow& row : ptx::form_rows()) {
    if (row.syntax.starts_with("popc"))
      EXPECT_EQ(coverage.missing(row), " .b64 of .type;");
    if (row.syntax.starts_with("clz"))
      EXPECT_EQ(coverage.missing(row), " all of it;");
  }
}

} // namespace
} // namespace ox::test::reference
