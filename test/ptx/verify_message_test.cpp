// What the verifier says: line, column and words of each kind of diagnostic, each said once.
#include "ptx/parser.h"
#include "ptx/verify.h"
#include <gtest/gtest.h>

namespace {
using namespace ox::ptx;

std::string messages(const std::string& text) {
  Diagnostics diagnostics;
  auto module = parse(text, diagnostics);
  verify(*module, diagnostics);
  return format(diagnostics, "t");
}

// The statements begin in line 8.
std::string in_kernel(const std::string& statements) {
  return messages(
      ".version 7.0\n.target sm_75\n.address_size 64\n.global .u32 word;\n.func (.param .b32 r) twice(.param "
      ".b32 x) { ret; }\n.entry k(.param .u64 p)\n{ .reg .b32 %r<4>; .reg .f32 %f<4>; .reg .b64 %d<4>; .reg "
      ".pred %p<4>; .reg .s32 %s; .reg .v2 .f32 %v;\n" +
      statements + "\nret;\n}\n");
}

struct Example {
  const char *statements, *message;
};

TEST(VerifyMessages, Names) {
  for (auto [statements, message] : std::initializer_list<Example>{
           {"mov.u32 %r1, %r4;", "t:8:14: error: '%r4' is not declared\n"},
           {"mov.u32 %r1, %r01;", "t:8:14: error: '%r01' is not declared\n"},
           {"@%q mov.u32 %r1, 0;", "t:8:2: error: '%q' is not declared\n"},
           {"@%r1 mov.u32 %r1, 0;", "t:8:2: error: '%r1' is a .b32 register; a guard is a .pred register\n"},
           {"bra NOWHERE;", "t:8:5: error: 'NOWHERE' is not declared\n"},
           {"{ IN: } bra IN;", "t:8:13: error: 'IN' is not declared\n"},
           {"bra word;", "t:8:5: error: 'word' is a variable; 'bra' takes a label here\n"},
           {".reg .u32 %r2;", "t:8:11: error: '%r2' is declared twice; it is a register of line 7\n"},
           {"L:\nL:", "t:9:1: error: 'L' is declared twice; it is a label of line 8\n"},
           {"L: list: .branchtargets L, M;", "t:8:28: error: 'M' is not declared\n"},
           {"mov.u32 %r1, later; .reg .u32 later;", "t:8:14: error: 'later' is not declared\n"}})
    EXPECT_EQ(in_kernel(statements), message) << statements;
  EXPECT_EQ(in_kernel("{ .reg .f32 %r1; mov.f32 %r1, 0f00000000; } bra OUT; OUT:"), "");
}

TEST(VerifyMessages, Types) {
  for (auto [statements, message] : std::initializer_list<Example>{
           {"add.s32 %r1, %f1, %r2;", "t:8:14: error: '%f1' is a .f32 register; 'add.s32' takes .s32 here\n"},
           {"add.f32 %f1, %s, %f2;", "t:8:14: error: '%s' is a .s32 register; 'add.f32' takes .f32 here\n"},
           {"add.s32 %d1, %r1, %r2;", "t:8:9: error: '%d1' is a .b64 register; 'add.s32' takes .s32 here\n"},
           {"add.f32 %f1, %f2, 1;", "t:8:19: error: an integer constant; 'add.f32' takes .f32 here\n"},
           {"add.u32 %r1, %r2, 1.5;", "t:8:19: error: a floating-point constant; 'add.u32' takes .u32 here\n"},
           {"add.u32 5, %r2, %r1;", "t:8:9: error: an integer constant; 'add.u32' takes .u32 here\n"},
           {"add.u32 %r1, word, 1;", "t:8:14: error: 'word' is a variable; 'add.u32' takes .u32 here\n"},
           {"mul.wide.u32 %r1, %r2, %r3;", "t:8:14: error: '%r1' is a .b32 register; 'mul.wide.u32' takes .u64 here\n"},
           {"setp.eq.u32 %r1, %r2, 0;", "t:8:13: error: '%r1' is a .b32 register; 'setp.eq.u32' takes .pred here\n"},
           {"setp.eq.u32 %p1|%r1, %r2, 0;",
            "t:8:17: error: '%r1' is a .b32 register; 'setp.eq.u32' takes .pred here\n"},
           {"ld.global.v2.f32 {%f1, %f2, %f3}, [word];",
            "t:8:18: error: a vector of 3; 'ld.global.v2.f32' takes a vector of 2 .f32 here\n"},
           {"mov.b64 %d1, {%r1, %d2};", "t:8:20: error: '%d2' is a .b64 register; 'mov.b64' takes .b32 here\n"},
           {"mov.f32 %f1, %v;", "t:8:14: error: '%v' is a register of 2 .f32; 'mov.f32' takes .f32 here\n"},
           {"mov.f32 %f1, %v.z;", "t:8:14: error: '%v' has no component '.z'\n"},
           {"ld.global.u32 %r1, [%f1];",
            "t:8:21: error: '%f1' is a .f32 register; 'ld.global.u32' takes an address here\n"},
           {"st.shared.u32 [word], 1;",
            "t:8:16: error: 'word' is a variable in .global; 'st.shared.u32' takes one in .shared\n"},
           {"st.param.u64 [p], 1;", "t:8:15: error: 'p' is a parameter that the function is given, which it cannot "
                                    "write\n"},
           {"add.u32 %r1, %tid.x, 1;", "t:8:14: error: '%tid.x' is a special register, which only mov and cvt read\n"},
           {"mov.u32 %tid.x, 1;", "t:8:9: error: '%tid.x' is a special register, which no instruction writes\n"},
           {"mov.u32 %r1, %tid;", "t:8:14: error: '%tid' is read by component: .x, .y or .z\n"}})
    EXPECT_EQ(in_kernel(statements), message) << statements;
  for (const char* statements :
       {"and.b32 %f1, %s, %r1;", "mov.b32 %f1, 0f3F800000;", "ld.global.u8 %d1, [word];", "mov.f32 %f1, %v.y;"})
    EXPECT_EQ(in_kernel(statements), "") << statements;
}

TEST(VerifyMessages, VersionsAndTargets) {
  for (auto [statements, message] : std::initializer_list<Example>{
           {"add.rn.bf16 %r1, %r1, %r1;", "t:8:1: error: 'add.rn.bf16' needs PTX 7.8 or newer; the text has .version "
                                          "7.0\n"},
           {"barrier.cluster.arrive;",
            "t:8:1: error: 'barrier.cluster.arrive' needs PTX 7.8 or newer; the text has .version 7.0\n"},
           {"vote.all.pred %p1, %p2;", "t:8:1: error: 'vote.all.pred' is gone since PTX 6.4 for sm_70 or newer\n"},
           {"mov.u32 %r1, %cluster_ctarank;",
            "t:8:14: error: '%cluster_ctarank' needs PTX 7.8 or newer; the text has .version 7.0\n"}}) {
    const std::string found = in_kernel(statements);
    EXPECT_TRUE(found.starts_with(message)) << found;
  }
  const std::string rest = "\n.address_size 64\n.entry k() { ret; }\n";
  EXPECT_EQ(messages(".version 7.0\n.target sm_90" + rest),
            "t:2:9: error: sm_90 needs PTX 7.8 or newer; the text has .version 7.0\n");
  EXPECT_EQ(messages(".version 9.0\n.target sm_91" + rest), "t:2:9: error: there is no target 'sm_91' in PTX 9.0\n");
  EXPECT_EQ(messages(".version 9.0\n.target sm_80, sm_90" + rest),
            "t:2:9: error: a second target, 'sm_90'; the first is sm_80\n");
  for (const char* target : {"sm_10", "sm_53", "sm_75, debug", "sm_90a", "sm_100f", "sm_101a", "sm_121a"})
    EXPECT_EQ(messages(std::string(".version 9.0\n.target ") + target + rest), "") << target;
}

TEST(VerifyMessages, Calls) {
  for (auto [statements, message] : std::initializer_list<Example>{
           {"call twice, (%r1);", "t:8:1: error: the call has 0 results; 'twice' has 1\n"},
           {"call (%r1), twice, (%r1, %r2);", "t:8:20: error: the call has 2 arguments; 'twice' has 1\n"},
           {"call (%r1), twice, (%d1);", "t:8:21: error: '%d1' is .b64; argument 1 of 'twice' is .b32\n"},
           {"call (%r1), twice, (word);",
            "t:8:21: error: 'word' is a variable; a call passes registers, constants and .param variables\n"},
           {"call (%r1), %d1, (%r1);", "t:8:13: error: '%d1' is a .b64 register; 'call' takes a function here\n"},
           {"call k, (%d1);", "t:8:6: error: 'k' is a kernel, which cannot be called\n"}})
    EXPECT_EQ(in_kernel(statements), message) << statements;
  EXPECT_EQ(in_kernel("call (%r1), twice, (5);\n{ .param .b32 a; call (_), twice, (a); }"), "");
}

TEST(VerifyMessages, DeclarationsAndDirectives) {
  const std::string head = ".version 8.0\n.target sm_80\n.address_size 64\n";
  for (auto [text, message] : std::initializer_list<Example>{
           {".global .u32 x;\n.global .u32 x;", "t:5:14: error: 'x' is declared twice; it is a variable of line 4\n"},
           {".shared .u32 x = 5;",
            "t:4:18: error: 'x' has an initial value, which only variables in .global and .const "
            "have\n"},
           {".shared .u32 x[];", "t:4:14: error: 'x' has no size; only .extern arrays and those with an initial value "
                                 "leave it out\n"},
           {".entry k() { .reg .bf16 %h; }",
            "t:4:25: error: .bf16 is a type of instructions only; declare '%h' as .b16\n"},
           {".entry k() .maxntid 32 .reqntid 32 { }", "t:4:12: error: '.maxntid' does not go with '.reqntid'\n"},
           {".func f() .maxnreg 32 { }", "t:4:11: error: '.maxnreg' is for kernels; 'f' is a .func\n"},
           {".entry k() .maxntid 0 { }", "t:4:12: error: '.maxntid' is 0; it is at least 1\n"},
           {".entry k() .explicitcluster { }", "t:4:12: error: '.explicitcluster' needs sm_90 or newer; the target is "
                                               "sm_80\n"},
           {".entry k(.param .b8 p[4353]) { }",
            "t:4:8: error: the parameters of 'k' have 4353 bytes; 4352 are the most "
            "before PTX 8.1 and sm_70\n"}})
    EXPECT_EQ(messages(head + text + "\n"), message) << text;
}
} // namespace
