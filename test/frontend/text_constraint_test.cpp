#include "frontend/text_constraint.h"
#include <gtest/gtest.h>

namespace ox::frontend {
namespace {

TEST(TextConstraint, OfAnOperandIsSpelledAsAnAddress) {
  EXPECT_EQ(respell_text_constraints(R"(asm("add%1;" :: "r"(x), "C"(word));)"),
            R"(asm("add%1;" :: "r"(x), "i"(word));)");
  EXPECT_EQ(respell_text_constraints(R"(asm("x" :: "C" (a), [b] "C"(b));)"), R"(asm("x" :: "i" (a), [b] "i"(b));)");
  EXPECT_EQ(respell_text_constraints("asm(\"x\" : \\\n  \"C\" \\\n (a));"), "asm(\"x\" : \\\n  \"i\" \\\n (a));");
}

TEST(TextConstraint, OtherTextsStay) {
  for (const char* text : {R"(extern "C" { int f(int); })", R"(extern "C" int (*f)(int);)", R"(f("C");)",
                           R"(f(a, "C");)", R"(const char* languages[] = {"B", "C"};)", "int f();"})
    EXPECT_EQ(respell_text_constraints(text), std::nullopt) << text;
}

} // namespace
} // namespace ox::frontend
