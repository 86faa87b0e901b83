#include "frontend/diagnostics.h"
#include <gtest/gtest.h>

namespace ox::frontend {
namespace {

using Level = clang::DiagnosticsEngine::Level;

RenderedDiagnostic warning(const char* text) { return {Level::Warning, text}; }
RenderedDiagnostic error(const char* text) { return {Level::Error, text}; }

TEST(Diagnostics, BothSidesAreSaidOnceInOrder) {
  EXPECT_EQ(merge_diagnostics({warning("a"), error("b")}, {error("b"), error("c")}),
            (std::vector<RenderedDiagnostic>{warning("a"), error("b"), error("c")}));
}

TEST(Diagnostics, RepeatedOnOneSideStaysRepeated) {
  EXPECT_EQ(merge_diagnostics({warning("a"), warning("a")}, {warning("a")}).size(), 2u);
}

TEST(Diagnostics, Counts) {
  EXPECT_EQ(count_diagnostics({}), "");
  EXPECT_EQ(count_diagnostics({error("")}), "1 error generated.\n");
  EXPECT_EQ(count_diagnostics({warning(""), warning("")}), "2 warnings generated.\n");
  EXPECT_EQ(count_diagnostics({warning(""), error(""), error("")}), "1 warning and 2 errors generated.\n");
}

} // namespace
} // namespace ox::frontend
