// Modules with damage in one directive, a token deleted, doubled, swapped or put in: parsing ends, what is wrong has a
// place in the damaged text, and the directives before and behind it are as they were.
#include "ptx/parser.h"
#include "ptx/print.h"
#include "test/ptx/mutations.h"
#include <cstdlib>
#include <gtest/gtest.h>

namespace {
using namespace ox::ptx;

constexpr const char* kBefore = ".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry first() { ret; }\n";
constexpr const char* kBehind = "\n.visible .entry last() { ret; }\n";

constexpr const char* kDirectives[] = {
    R"(.global .align 4 .u32 x, y[4] = {1, 2, 3, 4};
.const .f32 t[2][2] = {{1.5, -2.0}, {0f3F800000, 4}};
.global .u64 p[2] = {generic(x)+8, y};
.global .attribute(.managed) .u8 b[2] = {0xff(x), 0xff00(x)};
.extern .shared .align 16 .b8 d[];
.global .samplerref s = {addr_mode_0 = clamp_to_border, filter_mode = nearest};)",
    R"(.extern .func (.param .b32 r) vprintf(.param .b64 f, .param .b64 a);
.weak .func (.reg .b32 r) f(.reg .b32 a, .param .align 8 .b8 s[24]) .noreturn { add.u32 r, a, 1; ret.uni; }
.alias other, f;
.file 1 "a.cu", 1, 2
.section .debug_str { L: .b8 1, 2 .b64 L+4 }
.pragma "nounroll";)",
    R"(.entry k(.param .u64 .ptr .global .align 16 o, .param .u32 n) .maxntid 256, 1 .minnctapersm 2
{
  .reg .pred %p<3>; .reg .b32 %r<10>; .reg .v4 .f32 %v; .local .align 8 .b8 depot[64];
  .loc 1 20 5, function_name L+4, inlined_at 1 10 3
  ld.param.u32 %r1, [n];
  mov.u32 %r2, (1 + 2 * 3) << 2;
  @!%p1 bra DONE;
  {
    .param .b32 a; .param .b32 value;
    st.param.b32 [a+0], %r1;
    call.uni (value), f, (a);
  }
  ts: .branchtargets A, DONE;
  brx.idx %r1, ts;
  proto: .callprototype (.param .b32 _) _ (.param .b64 _, .param .b8 _[12]);
A:
  ld.global.v2.u32 {%r3, %r4}, [%r1+-8];
DONE:
  setp.lt.and.u32 %p1|%p2, %r1, %r2, !%p2;
  ret;
})"};

void check(const std::string& damaged) {
  const std::string text = kBefore + damaged + kBehind;
  uint32_t lines = 0;
  for (char c : text)
    lines += c == '\n';
  Diagnostics diagnostics;
  const std::string printed = print(*parse(text, diagnostics));
  for (const Diagnostic& diagnostic : diagnostics) {
    // The last directive is good, so what is wrong ends with the line it stands on.
    EXPECT_TRUE(diagnostic.at.line >= 5 && diagnostic.at.line <= lines) << format(diagnostic, "m") << "\n" << text;
    EXPECT_TRUE(diagnostic.at.column >= 1 && diagnostic.at.column <= text.size()) << format(diagnostic, "m");
    EXPECT_FALSE(diagnostic.message.empty());
  }
  EXPECT_TRUE(printed.contains(".visible .entry first()\n{\n  ret;\n}\n")) << text;
  EXPECT_TRUE(printed.contains(".visible .entry last()\n{\n  ret;\n}\n")) << text;
}

TEST(Mutations, OneDamagedDirectiveCostsNoOther) {
  std::minstd_rand random(20);
  const int rounds = std::getenv("OX_TEST_LONG") ? 200000 : 4000;
  for (int round = 0; round < rounds && !HasFailure(); ++round)
    for (std::string text : kDirectives) {
      for (unsigned changes = 1 + random() % 3; changes != 0; --changes)
        text = ox::test::mutate(text, random);
      check(text);
    }
}

// Each single token left out: an error, or another text that is right too; never a loss of others.
TEST(Mutations, AnyTokenMayBeMissing) {
  for (const std::string text : kDirectives)
    for (std::string_view token : ox::test::tokens_of(text)) {
      std::string without = text;
      without.erase(size_t(token.data() - text.data()), token.size());
      check(without);
    }
}
} // namespace
