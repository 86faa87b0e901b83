// Which form an instruction is, and what is said when it is none.
#include "ptx/parser.h"
#include "ptx/print.h"
#include <gtest/gtest.h>

namespace {
using namespace ox::ptx;

struct Parsed {
  std::unique_ptr<Module> module;
  Diagnostics diagnostics;
  const Instruction* instruction = nullptr;
};
Parsed parse_one(std::string text) {
  Parsed parsed;
  parsed.module = parse_statements(std::move(text), parsed.diagnostics);
  const auto& statements = std::get<Function>(parsed.module->items[0]).body->statements;
  if (statements.size() == 1)
    parsed.instruction = std::get_if<Instruction>(&statements[0]);
  return parsed;
}
std::string message_of(std::string text) {
  Parsed parsed = parse_one(std::move(text));
  return parsed.diagnostics.empty() ? "" : format(parsed.diagnostics[0], "t");
}

TEST(Match, ModifiersMayComeInAnyOrder) {
  Parsed parsed = parse_one("add.ftz.rn.sat.f32 %f1, %f2, %f3;");
  ASSERT_TRUE(parsed.instruction);
  EXPECT_EQ(print(*parsed.instruction), "add.rn.ftz.sat.f32 %f1, %f2, %f3");
  EXPECT_EQ(parsed.instruction->modifier(".rnd"), ".rn");
}

TEST(Match, OrderDecidesBetweenTypesOfOneClass) {
  Parsed parsed = parse_one("cvt.rn.f32.s64 %f1, %rd1;");
  ASSERT_TRUE(parsed.instruction);
  EXPECT_EQ(parsed.instruction->modifier(".dtype"), ".f32");
  EXPECT_EQ(parsed.instruction->modifier(".atype"), ".s64");
}

TEST(Match, TypesKeepTheirOrder) {
  EXPECT_TRUE(parse_one("cvt.rn.bf16x2.ue8m0x2 %r1, %h1;").instruction);
  EXPECT_NE(message_of("cvt.rn.ue8m0x2.bf16x2 %r1, %h1;"), "");
  EXPECT_TRUE(parse_one("cvt.rni.s32.f32 %r1, %f1;").instruction);
  EXPECT_NE(message_of("cvt.rni.f32.s32 %r1, %f1;"), "");
  EXPECT_TRUE(parse_one("mma.sync.aligned.m8n8k4.row.col.f32.f16.f16.f32 %x1, %x2, %x3, %x4;").instruction);
  EXPECT_NE(message_of("mma.sync.aligned.m8n8k4.row.col.f16.f32.f32.f16 %x1, %x2, %x3, %x4;"), "");
}

TEST(Match, OperandsDecideBetweenForms) {
  EXPECT_TRUE(parse_one("shfl.sync.down.b32 %r1|%p1, %r2, 1, 31, -1;").instruction);
  EXPECT_TRUE(parse_one("shfl.down.b32 %r1, %r2, 1, 31;").instruction);
  EXPECT_NE(message_of("shfl.sync.down.b32 %r1, %r2, 1, 31;"), "");
  EXPECT_TRUE(parse_one("atom.global.cas.b32 %r1, [%rd1], %r2, %r3;").instruction);
  EXPECT_TRUE(parse_one("mul.wide.u32 %rd1, %r1, 4;").instruction);
}

TEST(Match, ACachePolicyComesWithItsHint) {
  EXPECT_TRUE(parse_one("ld.global.L2::cache_hint.f32 %f1, [%rd1], %rd2;").instruction);
  EXPECT_NE(message_of("ld.global.f32 %f1, [%rd1], %rd2;"), "");
  EXPECT_NE(message_of("ld.global.L2::cache_hint.f32 %f1, [%rd1];"), "");
}

TEST(Match, OperandsOfEveryKind) {
  for (const char* text : {"ld.param.u64 %rd1, [kernel_param_0];",
                           "ld.global.v4.f32 {%f1, %f2, _, %f4}, [%rd1+-16];",
                           "st.shared.u32 [array+8], 5;",
                           "ld.const.u32 %r1, table[3];",
                           "mov.u32 %r1, %tid.x;",
                           "mov.u64 %rd1, array+16;",
                           "mov.b64 {%r1, %r2}, %rd1;",
                           "mov.f32 %f1, 0f3F800000;",
                           "setp.lt.and.f32 %p1|%p2, %f1, %f2, !%p3;",
                           "selp.b32 %r1, 1, 0, %p1;",
                           "vadd.s32.s32.s32.sat %r1.b0, %r2.h1, %r3, %r4;",
                           "vadd4.u32.u32.u32 %r1.b3210, %r2.b0123, %r3.b7654, %r4;",
                           "tex.2d.v4.f32.f32 {%f1, %f2, %f3, %f4}, [tex0, {%f5, %f6}];",
                           "call.uni (retval0), func, (param0, param1);",
                           "call (retval0), %rd1, (param0), prototype_0;",
                           "call func;",
                           "bra.uni $L__BB0_1;",
                           "brx.idx %r1, targets;",
                           "bar.sync 0;",
                           "bar.sync 1, 64;",
                           "barrier.cta.sync.aligned 0;",
                           "mbarrier.arrive.expect_tx.release.cta.shared::cta.b64 _, [%r1], 128;",
                           "fence.proxy.async.shared::cta;",
                           "createpolicy.fractional.L2::evict_last.b64 %rd1, 0f3F000000;",
                           "prefetchu.L1 [%rd1];",
                           "membar.gl;",
                           "lop3.b32 %r1, %r2, %r3, %r4, 0x96;",
                           "cp.async.ca.shared.global [%r1], [%rd1], 16, 8;",
                           "cp.async.wait_all;",
                           "mad.lo.cc.u32 %r1, %r2, %r3, %r4;",
                           "vote.sync.ballot.b32 %r1, !%p1, 0xffffffff;",
                           "ret;",
                           "exit;"})
    EXPECT_EQ(message_of(text), "") << text;
}

TEST(Match, ARejectionNamesTheWordInTheWay) {
  EXPECT_EQ(message_of("add.rm.s32 %r1, %r2, %r3;"),
            "t:1:7: error: '.s32' does not go with 'add.rm'; the manual has: add{.rnd}{.ftz}{.sat}.f32 d, a, b;");
  EXPECT_EQ(message_of("frobnicate.b32 %r1;"), "t:1:1: error: there is no instruction 'frobnicate' in PTX 9.0");
  EXPECT_TRUE(message_of("add.s32 %r1, [%r2], %r3;").starts_with("t:1:14: error: operand 2 does not fit 'add.s32'"));
  EXPECT_TRUE(message_of("add.s32 %r1, %r2;").starts_with("t:1:1: error: 'add.s32' needs more operands"));
  EXPECT_TRUE(message_of("add %r1, %r2, %r3;").starts_with("t:1:1: error: 'add' lacks"));
  EXPECT_TRUE(message_of("add.s32 !%r1, %r2, %r3;").starts_with("t:1:9: error: operand 1"));
}
} // namespace
