// What the verifier says of single instructions: counts of vectors, ranges of constants, modifiers and operands that
// do not go together.  Each case is refused with these words; with the change behind "but" it passes.
#include "ptx/parser.h"
#include "ptx/verify.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace {
using namespace ox::ptx;

std::string messages(std::string_view target, std::string_view statements) {
  Diagnostics diagnostics;
  const auto module = parse(".version 9.0\n.target sm_" + std::string(target) + R"(
.address_size 64
.global .texref texture;
.entry kernel()
{
.reg .pred %p<4>;
.reg .b16 %h<8>;
.reg .b32 %r<160>;
.reg .b64 %rd<8>;
.reg .f32 %f<160>;
.reg .f64 %d<8>;
)" + std::string(statements) + "\nret;\n}\n",
                            diagnostics);
  verify(*module, diagnostics);
  return format(diagnostics, "t");
}

struct Case {
  std::string_view target, refused, words, but;
};

void expect_cases(std::initializer_list<Case> cases) {
  for (const auto& [target, refused, words, but] : cases) {
    const std::string found = messages(target, refused);
    EXPECT_TRUE(found.contains(words)) << refused << "\n" << found;
    EXPECT_EQ(std::ranges::count(found, '\n'), 1) << refused << "\n" << found;
    EXPECT_EQ(messages(target, but), "") << but;
  }
}

TEST(Restrictions, Constants) {
  expect_cases({
      {"80", "cp.async.ca.shared.global [%rd1], [%rd2], 5;", "4, 8 or 16",
       "cp.async.ca.shared.global [%rd1], [%rd2], 8;"},
      {"80", "cp.async.ca.shared.global [%rd1], [%rd2], 4, 8;", "copies 4 bytes and reads 8",
       "cp.async.ca.shared.global [%rd1], [%rd2], 4, 2;"},
      {"80", "cp.async.cg.shared.global [%rd1], [%rd2], 16, 17;", "copies 16 bytes and reads 17",
       "cp.async.cg.shared.global [%rd1], [%rd2], 16, %r1;"},
      {"80", "createpolicy.fractional.L2::evict_last.b64 %rd1, 1.5;", "above 0 and at most 1",
       "createpolicy.fractional.L2::evict_last.b64 %rd1, 1.0;"},
      {"80", "createpolicy.fractional.L2::evict_last.b64 %rd1, 0f00000000;", "above 0 and at most 1",
       "createpolicy.fractional.L2::evict_last.b64 %rd1, 0f3E800000;"},
      {"80", "bar.sync 16;", "0 to 15", "bar.sync 15;"},
      {"80", "bar.sync 0, 33;", "in steps of 32", "bar.sync 0, 64;"},
      {"90a", "setmaxnreg.inc.sync.aligned.u32 25;", "24 to 256 in steps of 8", "setmaxnreg.inc.sync.aligned.u32 232;"},
      {"80", "mbarrier.init.shared.b64 [%rd1], 0;", "1 to 1048575", "mbarrier.init.shared.b64 [%rd1], 1;"},
      {"90", "mbarrier.try_wait.parity.shared.b64 %p1, [%rd1], 2;", "0 to 1",
       "mbarrier.try_wait.parity.shared.b64 %p1, [%rd1], 1;"},
      {"80", "discard.global.L2 [%rd1], 64;", "128", "discard.global.L2 [%rd1], 128;"},
      {"100a", "tcgen05.alloc.cta_group::1.sync.aligned.b32 [%rd1], 48;", "32, 64, 128, 256 or 512",
       "tcgen05.alloc.cta_group::1.sync.aligned.b32 [%rd1], 64;"},
      {"90", "wgmma.wait_group.sync.aligned 0;", "needs sm_90a", ""},
  });
}

TEST(Restrictions, Vectors) {
  expect_cases({
      {"80",
       "mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%f1, %f2, %f3, %f4}, {%r1, %r2, %r3}, {%r3}, "
       "{%f1, %f2, %f3, %f4};",
       "a vector of 2",
       "mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%f1, %f2, %f3, %f4}, {%r1, %r2}, {%r3}, "
       "{%f1, %f2, %f3, %f4};"},
      {"80", "ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r1, %r2}, [%rd1];", "a vector of 4",
       "ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%r1, %r2}, [%rd1];"},
      {"90a", "wgmma.mma_async.sync.aligned.m64n16k16.f16.f16.f16 {%r1, %r2}, %rd1, %rd2, %p1, 1, 1, 0, 0;",
       "a vector of 4", "wgmma.mma_async.sync.aligned.m64n8k16.f16.f16.f16 {%r1, %r2}, %rd1, %rd2, %p1, 1, -1, 0, 0;"},
      {"80", "tex.3d.v4.f32.f32 {%f1, %f2, %f3, %f4}, [texture, {%f1, %f2, %f3}];", "a vector of 4",
       "tex.2d.v4.f32.f32 {%f1, %f2, %f3, %f4}, [texture, {%f1, %f2, %f3, %f4}], {%r1, %r2};"},
      {"90",
       "cp.async.bulk.tensor.4d.shared::cluster.global.im2col.mbarrier::complete_tx::bytes "
       "[%rd1], [%rd2, {%r1, %r2, %r3, %r4}], [%rd3], {%h1};",
       "a vector of 2",
       "cp.async.bulk.tensor.4d.shared::cluster.global.im2col.mbarrier::complete_tx::bytes "
       "[%rd1], [%rd2, {%r1, %r2, %r3, %r4}], [%rd3], {%h1, %h2};"},
      {"100a", "tcgen05.mma.cta_group::2.kind::f16 [%r1], %rd1, %rd2, %r2, {%r1, %r2, %r3, %r4}, %p1;", "a vector of 8",
       "tcgen05.mma.cta_group::1.kind::f16 [%r1], %rd1, %rd2, %r2, {%r1, %r2, %r3, %r4}, %p1;"},
      {"100", "ld.global.v8.f32 {%f1, %f2, %f3, %f4}, [%rd1];", "a vector of 8",
       "ld.global.v8.f32 {%f1, %f2, _, %f4, %f5, %f6, %f7, %f8}, [%rd1];"},
      {"80", "ld.global.v2.b8 {%h1, %r2}, [%rd1];", "'%r2' has 32 bits", "ld.global.v2.b8 {%r1, %r2}, [%rd1];"},
      {"100", "st.global.v4.f32 [%rd1], {%f1, %f2, _, %f4};", "'_'",
       "st.global.v8.f32 [%rd1], {%f1, %f2, _, %f4, %f5, %f6, %f7, %f8};"},
  });
}

TEST(Restrictions, Company) {
  expect_cases({
      {"80", "ld.global.v4.b64 {%rd1, %rd2, %rd3, %rd4}, [%rd5];", "needs", ""},
      {"100", "ld.shared.v4.b64 {%rd1, %rd2, %rd3, %rd4}, [%rd5];", "does not go with '.shared'",
       "ld.global.v4.b64 {%rd1, %rd2, %rd3, %rd4}, [%rd5];"},
      {"90", "atom.global.inc.s32 %r1, [%rd1], %r2;", "'.inc' needs .u32", "atom.global.inc.u32 %r1, [%rd1], %r2;"},
      {"90", "multimem.ld_reduce.global.min.f32 %f1, [%rd1];", "does not go with '.f32'",
       "multimem.ld_reduce.global.add.f32 %f1, [%rd1];"},
      {"90",
       "cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster [%rd1], [%rd2], 16, "
       "[%rd3];",
       "needs ctaMask",
       "cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster [%rd1], "
       "[%rd2], 16, [%rd3], %h1;"},
      {"90", "cvt.sat.u32.u8 %r1, %r2;", "does not go with", "cvt.sat.u8.u32 %r1, %r2;"},
      {"90", "wmma.mma.sync.aligned.row.col.m8n8k32.s32.s4.u4.s32 {%r1, %r2}, {%r3}, {%r4}, {%r1, %r2};", "needs",
       "wmma.mma.sync.aligned.row.col.m8n8k32.s32.s4.s4.s32 {%r1, %r2}, {%r3}, {%r4}, {%r1, %r2};"},
      {"100a",
       "tcgen05.relinquish_alloc_permit.cta_group::1.sync.aligned;\n"
       "tcgen05.relinquish_alloc_permit.cta_group::2.sync.aligned;",
       "'.cta_group::2' here, '.cta_group::1' in line 13",
       "tcgen05.relinquish_alloc_permit.cta_group::2.sync.aligned;"},
      {"70", "shfl.idx.b32 %r1, %r2, 0, 31;", "is gone since PTX 6.4", "shfl.sync.idx.b32 %r1, %r2, 0, 31, -1;"},
      {"50", "div.f32 %f1, %f2, %f3;", "is gone since PTX 1.4", "div.approx.f32 %f1, %f2, %f3;"},
  });
}
} // namespace
