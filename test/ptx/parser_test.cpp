// Whole modules: every directive, printing again, and going on after errors.
#include "ptx/parser.h"
#include "ptx/print.h"
#include <gtest/gtest.h>

namespace {
using namespace ox::ptx;

constexpr const char* kHead = ".version 8.0\n.target sm_75\n.address_size 64\n";

// Parses without an error and prints to a fixed point; the printed text.
std::string print_again(const std::string& text) {
  Diagnostics diagnostics;
  const std::string once = print(*parse(text, diagnostics));
  EXPECT_EQ(format(diagnostics, "t"), "") << text;
  const std::string twice = print(*parse(once, diagnostics));
  EXPECT_EQ(format(diagnostics, "t"), "") << once;
  EXPECT_EQ(once, twice);
  return once;
}
std::string body_again(const std::string& text) {
  return print_again(kHead + (".entry k(.param .u64 p)\n{\n" + text + "\n}\n"));
}
const Function& function_of(const Module& module, size_t number = 0) {
  for (const TopLevel& item : module.items)
    if (const auto* function = std::get_if<Function>(&item); function && number-- == 0)
      return *function;
  throw std::runtime_error("no such function");
}

TEST(Parser, HeadOfAModule) {
  Diagnostics diagnostics;
  auto module = parse(".version 7.5\n.target sm_80, debug\n.address_size 64\n", diagnostics);
  EXPECT_EQ(format(diagnostics, "t"), "");
  EXPECT_EQ(module->version, 75u);
  EXPECT_EQ(module->targets, (std::vector<std::string_view>{"sm_80", "debug"}));
  EXPECT_EQ(module->address_bits, 64u);
}

TEST(Parser, VariablesOfEverySpace) {
  print_again(std::string(kHead) + R"(
.global .align 4 .u32 counter;
.visible .global .align 16 .v4 .f32 points[2][8];
.extern .shared .align 16 .b8 dynamic[];
.const .f32 table[4] = {1.5, -2.0, 0f3F800000, 0d4008000000000000};
.global .attribute(.managed) .u64 pointer = generic(counter)+8;
.global .u64 addresses[3] = {counter, counter+4, generic(points)};
.global .u8 bytes[2] = {0xff(counter), 0xff00(counter)};
.weak .global .b8 text[6] = {104, 101, 108, 108, 111, 0};
.common .global .b32 tentative;
.global .texref tex0;
.global .samplerref sampler = {addr_mode_0 = clamp_to_border, filter_mode = nearest};
.const[2] .u32 banked;
.global .s32 folded = (3 + 4) * 2 - (1 << 4);
.global .b32 nested[2][2] = {{1, 2}, {3, 4}}, second = 5;
)");
}

TEST(Parser, FunctionsAndTheirDirectives) {
  const std::string text = print_again(std::string(kHead) + R"(
.func (.param .b32 result) square(.param .b32 x);
.visible .entry kernel(.param .u64 .ptr .global .align 16 out, .param .align 8 .b8 s[24], .param .u32 n)
.maxntid 256, 1, 1
.minnctapersm 2
.maxnreg 64
.pragma "nounroll";
{ ret; }
.entry clustered() .explicitcluster .reqnctapercluster 2, 1, 1 .maxclusterrank 8 { ret; }
.weak .func .attribute(.unified(1, 2)) (.reg .b32 r) old(.reg .b32 a, .reg .f64 b) .noreturn { trap; }
.extern .func external(.param .b64 a);
.alias other, square;
.entry plain { exit; }
)");
  EXPECT_TRUE(text.contains(".maxntid 256, 1, 1\n"));
  EXPECT_TRUE(text.contains(".noreturn"));
}

TEST(Parser, StatementsOfEveryKind) {
  const std::string text = body_again(R"(
  .reg .pred %p<3>; .reg .b32 %r<10>, %extra; .reg .v4 .f32 %v;
  .local .align 8 .b8 depot[64];
  .shared .f32 tile[16][17];
  .loc 1 10 3
  .loc 1 20 5, function_name $L__info+4, inlined_at 1 10 3
  .pragma "nounroll";
  mov.u32 %r1, %tid.x;
  @%p1 bra DONE;
  @!%p2 add.u32 %r2, %r1, 1;
  {
    .reg .b32 %inner;
    mov.u32 %inner, %v.x;
    { .param .b64 param0; st.param.b64 [param0+0], 1; call.uni twice, (param0); }
  }
  ts: .branchtargets A, DONE;
  fs: .calltargets one, two;
  proto: .callprototype (.param .b32 _) _ (.param .b64 _, .param .align 4 .b8 _[12]);
  none: .callprototype _ () .noreturn;
  brx.idx %r1, ts;
A:
DONE:
  ret;
)");
  EXPECT_TRUE(text.contains("proto: .callprototype (.param .b32 _) _ (.param .b64 _, .param .align 4 .b8 _[12]);"));
  EXPECT_TRUE(text.contains("@!%p2 add.u32 %r2, %r1, 1;"));
}

TEST(Parser, WhatOldAndUnusualTextsWrite) {
  const std::string text = body_again(R"(
  .reg .b32 %r<4>; .align 16 .local .b8 bytes[16];
  add .u32 %r1, %r2, !0;
  add.u32 %r1, %r2, !WARP_SZ;
A0: A1: B:
  ts: .branchtargets A<2>, B;
  brx.idx.uni %r1, ts;
)");
  EXPECT_TRUE(text.contains(".local .align 16 .b8 bytes[16];"));
  EXPECT_TRUE(text.contains("add.u32 %r1, %r2, 1;"));
  EXPECT_TRUE(text.contains("add.u32 %r1, %r2, 0;"));
  EXPECT_TRUE(text.contains("ts: .branchtargets A<2>, B;"));
  EXPECT_TRUE(print_again(std::string(kHead) + ".const[2] .u32 c;\n.attribute(.managed) .global .u32 m;\n")
                  .ends_with(".const[2] .u32 c;\n.global .attribute(.managed) .u32 m;\n"));
}

TEST(Parser, KernelsOfPtx13HaveTheirParametersInTheirBodies) {
  const std::string body = "{ .param .u32 n; .param .align 8 .b8 s[24]; { .param .u32 inner; } exit; }\n";
  const std::string text = print_again(".version 1.3\n.target sm_13\n.entry k\n" + body);
  EXPECT_TRUE(text.contains(".entry k\n{\n  .param .u32 n;\n  .param .align 8 .b8 s[24];\n")) << text;
  Diagnostics diagnostics;
  auto module = parse(".version 1.3\n.target sm_13\n.entry k\n" + body, diagnostics);
  EXPECT_EQ(function_of(*module).parameters.size(), 2u);
  auto later = parse(".version 1.4\n.target sm_13\n.entry k()\n" + body, diagnostics);
  EXPECT_EQ(function_of(*later).parameters.size(), 0u);
}

// What a text says may be large; what it takes to read it is not.
TEST(Parser, SizesAreBounded) {
  for (const char* text : {".reg .b32 %r<16777217>;", ".local .b32 x<4097>;", ".local .b8 x[68719476737];",
                           ".local .align 8388608 .b8 x;", ".local .b64 x[4294967296][4294967296];",
                           "t: .branchtargets A<99999999>;", ".shared .v4 .f32 x[9999999999];"}) {
    Diagnostics diagnostics;
    auto module = parse(std::string(kHead) + ".entry k() { " + text + " }", diagnostics);
    EXPECT_EQ(diagnostics.size(), 1u) << text;
    EXPECT_TRUE(function_of(*module).body->statements.empty()) << text;
  }
}

TEST(Parser, ALabelMayStandBeforeTheBrace) { body_again("bra END;\nEND:"); }

TEST(Parser, DwarfAndFiles) {
  print_again(std::string(kHead) +
              ".file 1 \"a.cu\"\n.file 2 \"b.h\", 123, 456\n.section .debug_str\n{\n$L__info:\n.b8 "
              "102, 111, 111, 0\n.b32 .debug_abbrev\n.b64 $L__info+4\n}\n");
}

TEST(Parser, ConstantExpressionsAreFolded) {
  const std::string text = body_again(R"(
  .reg .b32 %r<4>;
  mov.u32 %r1, (1 + 2 * 3) << 2;
  mov.u32 %r2, -5 / 2;
  mov.u32 %r3, 5U - 6;
  mov.u32 %r1, ~0 & 0xF0 | 3;
  mov.u32 %r1, 2 > 1 ? 10 : 20;
  mov.u32 %r1, WARP_SZ - 1;
  mov.u32 %r1, (.u64)-1;
  mov.u32 %r1, 1 == 1 && 0;
  mov.u32 %r1, -9223372036854775807 - 1;
)");
  for (const char* line :
       {"mov.u32 %r1, 28;", "mov.u32 %r2, -2;", "mov.u32 %r3, 18446744073709551615U;", "mov.u32 %r1, 243;",
        "mov.u32 %r1, 10;", "mov.u32 %r1, 31;", "mov.u32 %r1, 0;", "mov.u32 %r1, -9223372036854775808;"})
    EXPECT_TRUE(text.contains(line)) << line << "\n" << text;
}

TEST(Parser, AnErrorBreaksItsFunctionOnly) {
  Diagnostics diagnostics;
  auto module = parse(std::string(kHead) + R"(
.entry bad(.param .u64 p) {
  .reg .b32 %r<4>;
  add.bogus.u32 %r1, %r2, %r3;
  mov.u32 %r1, ;
  ret;
}
.entry worse(.param .what p) { ret; }
.entry good() { ret; }
)",
                      diagnostics);
  EXPECT_EQ(diagnostics.size(), 3u) << format(diagnostics, "t");
  EXPECT_TRUE(function_of(*module, 0).is_broken);
  EXPECT_EQ(function_of(*module, 0).body->statements.size(), 2u);
  EXPECT_TRUE(function_of(*module, 1).is_broken);
  EXPECT_EQ(function_of(*module, 1).name, "worse");
  EXPECT_FALSE(function_of(*module, 2).is_broken);
  EXPECT_EQ(diagnostics[0].at.line, 7u);
  EXPECT_EQ(diagnostics[0].at.column, 6u);
}

TEST(Parser, ErrorsOutsideFunctionsCostADirective) {
  Diagnostics diagnostics;
  auto module =
      parse(std::string(kHead) + ".global .nope x;\n.global .u32 3y;\n.global .u32 good;\nfoo bar;\n", diagnostics);
  EXPECT_EQ(diagnostics.size(), 3u) << format(diagnostics, "t");
  ASSERT_EQ(module->items.size(), 1u);
  EXPECT_EQ(std::get<Variable>(module->items[0]).name, "good");
}

TEST(Parser, WhatIsNotSupportedSaysSo) {
  auto message = [](const std::string& text) {
    Diagnostics diagnostics;
    parse(text, diagnostics);
    return format(diagnostics, "t");
  };
  EXPECT_TRUE(message(".version 9.1\n.target sm_90\n").contains("PTX 9.1 is newer than 9.0"));
  EXPECT_TRUE(message(".version 8.0\n.target gfx90\n").contains("there is no target 'gfx90'"));
  EXPECT_TRUE(message(".version 8.0\n.target sm_75\n.address_size 32\n").contains("OxCore has 64-bit ones only"));
  EXPECT_TRUE(message("\x7f"
                      "ELF")
                  .contains("expected a directive"));
  EXPECT_TRUE(message("").contains("not PTX"));
  EXPECT_TRUE(message(std::string(kHead) + ".entry k() { ret;").contains("this '{' has no '}'"));
  EXPECT_TRUE(message(std::string(kHead) + ".global .u32 x = 1 / 0;").contains("divided by zero"));
}

TEST(Parser, DeepNestingIsAnErrorNotACrash) {
  Diagnostics diagnostics;
  parse(std::string(kHead) + ".entry k() " + std::string(100000, '{'), diagnostics);
  parse(std::string(kHead) + ".global .u32 x = " + std::string(100000, '('), diagnostics);
  parse(std::string(kHead) + ".global .u32 x = " + std::string(100000, '{'), diagnostics);
  parse(std::string(kHead) + ".entry k() { ld.u32 " + std::string(100000, '['), diagnostics);
  parse(std::string(kHead) + ".entry k() { mov.u32 %r, " + std::string(100000, '-'), diagnostics);
  EXPECT_GE(diagnostics.size(), 5u);
}

TEST(Parser, TimeGrowsWithTheText) {
  std::string body;
  for (int i = 0; i < 100000; ++i)
    body += "  fma.rn.f32 %f" + std::to_string(i % 100) + ", %f1, %f2, %f3;\n";
  Diagnostics diagnostics;
  auto module = parse(kHead + (".entry k() {\n.reg .f32 %f<100>;\n" + body + "}\n"), diagnostics);
  EXPECT_EQ(format(diagnostics, "t"), "");
  EXPECT_EQ(function_of(*module).body->statements.size(), 100001u);
}
} // namespace
