// Which objects a device link takes, and which modules it refuses.
#include "codegen/link_modules.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SourceMgr.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <ranges>

namespace ox::codegen {
namespace {

using List = std::vector<std::string>;
using enum TakesPart;

TEST(ResolveSymbols, ObjectsAlwaysTakePart) {
  const ObjectSymbols objects[] = {{"a.o", kAlways, {"f"}, {}, {"g"}}, {"b.o", kAlways, {"g"}, {}, {}}};
  const Resolution result = resolve_symbols(objects);
  EXPECT_EQ(result.left_out, (List{"", ""}));
  EXPECT_EQ(result.errors, List{});
}

TEST(ResolveSymbols, AllMistakesAreNamed) {
  const ObjectSymbols objects[] = {{"a.o", kAlways, {"_Z1fv"}, {}, {"_Z1gi", "h"}},
                                   {"b.o", kAlways, {"_Z1fv"}, {}, {"h"}}};
  EXPECT_EQ(
      resolve_symbols(objects).errors,
      (List{"multiple definition of 'f()' in 'b.o', first defined in 'a.o'", "undefined reference to 'g(int)' in 'a.o'",
            "undefined reference to 'h' in 'a.o'", "undefined reference to 'h' in 'b.o'"}));
}

TEST(ResolveSymbols, WeakDefinitionsMayBeMany) {
  const ObjectSymbols objects[] = {
      {"a.o", kAlways, {}, {"f"}, {}}, {"b.o", kAlways, {}, {"f"}, {}}, {"c.o", kAlways, {"f"}, {}, {}}};
  EXPECT_EQ(resolve_symbols(objects).errors, List{});
}

// The first archive that has it; what the member needs in turn, from whichever archive.
TEST(ResolveSymbols, MembersAreTakenInOrder) {
  const ObjectSymbols objects[] = {{"l(g.o)", kIfPossible, {"g"}, {}, {}},
                                   {"a.o", kAlways, {}, {}, {"f"}},
                                   {"l(f.o)", kIfPossible, {"f"}, {}, {"g"}},
                                   {"m(f.o)", kIfPossible, {"f"}, {}, {}}};
  EXPECT_EQ(resolve_symbols(objects).left_out, (List{"", "", "", "it defines 'f' again, which 'l(f.o)' has"}));
}

// The host linker may want them.
TEST(ResolveSymbols, MembersThatNobodyNeedsTakePartIfTheyCan) {
  const ObjectSymbols objects[] = {{"l(x.o)", kIfPossible, {"x"}, {}, {}},
                                   {"l(y.o)", kIfPossible, {"y"}, {}, {"z"}},
                                   {"l(z.o)", kIfPossible, {"z"}, {}, {"nowhere"}}};
  const Resolution result = resolve_symbols(objects);
  EXPECT_EQ(result.left_out, (List{"", "it needs 'z', which is nowhere", "it needs 'nowhere', which is nowhere"}));
  EXPECT_EQ(result.errors, List{});
}

TEST(ResolveSymbols, WhatIsLinkedAlreadyTakesPartWhenNeeded) {
  const ObjectSymbols needed[] = {{"a.o", kAlways, {}, {}, {"f"}}, {"l(f.o)", kIfNeeded, {"f"}, {}, {}}};
  EXPECT_EQ(resolve_symbols(needed).left_out, (List{"", ""}));
  const ObjectSymbols idle[] = {{"a.o", kAlways, {"f"}, {}, {}}, {"l(f.o)", kIfNeeded, {"f"}, {}, {}}};
  EXPECT_EQ(resolve_symbols(idle).left_out, (List{"", "it is linked already, and nothing here needs its device code"}));
}

std::unique_ptr<llvm::Module> parse(llvm::LLVMContext& context, const std::string& body) {
  llvm::SMDiagnostic error;
  auto module = llvm::parseAssemblyString("target triple = \"nvptx64-nvidia-cuda\"\n" + body, error, context);
  EXPECT_TRUE(module) << error.getMessage().str();
  return module;
}

std::string error_of(std::span<const uint8_t> module) {
  const LinkInput input{"a.o", {module}};
  auto linked = link_modules({&input, 1}, Options{});
  return linked ? "" : linked.error();
}

TEST(LinkModules, KernelsAndWhatTheyNeedAreLeft) {
  llvm::LLVMContext context;
  const auto first = write_linkable_module(*parse(context, R"(
    declare i32 @twice(i32)
    define ptx_kernel void @kernel(ptr %p) { %v = call i32 @twice(i32 21) store i32 %v, ptr %p ret void })"));
  const auto second = write_linkable_module(*parse(context, R"(
    define i32 @twice(i32 %x) { %r = shl i32 %x, 1 ret i32 %r }
    define i32 @unused(i32 %x) { ret i32 %x })"));
  const LinkInput inputs[] = {{"a.o", {first}}, {"b.o", {second}}};
  auto linked = link_modules(inputs, Options{});
  ASSERT_TRUE(linked) << linked.error();
  EXPECT_TRUE(linked->module->getFunction("kernel"));
  EXPECT_FALSE(linked->module->getFunction("twice")); // inlined
  EXPECT_FALSE(linked->module->getFunction("unused"));
}

TEST(LinkModules, ModulesMayDifferInFlushToZero) {
  llvm::LLVMContext context;
  auto with_flag = [&](const std::string& name, const std::string& flushes) {
    return write_linkable_module(*parse(context, "define ptx_kernel void @" + name +
                                                     "() { ret void }\n!llvm.module.flags = !{!0}\n" +
                                                     "!0 = !{i32 4, !\"nvvm-reflect-ftz\", i32 " + flushes + "}\n"));
  };
  const auto yes = with_flag("f", "1"), no = with_flag("g", "0");
  const LinkInput inputs[] = {{"a.o", {yes}}, {"b.o", {no}}};
  EXPECT_TRUE(link_modules(inputs, Options{}));
}

TEST(LinkModules, OtherVersionsAreRefused) {
  llvm::LLVMContext context;
  EXPECT_TRUE(error_of(std::vector<uint8_t>{1, 2, 3, 4}).starts_with("'a.o': its device code is damaged: "));

  auto newer = parse(context, "!llvm.module.flags = !{!0}\n!0 = !{i32 2, !\"ox-device-module\", i32 99}\n");
  // The flag is there already; writing adds this version's own, and the first counts.
  EXPECT_EQ(error_of(write_linkable_module(*newer)),
            "'a.o': its device code was compiled by another version of ox-nvcc; compile it again with this ox-nvcc");

  // The producer's name is in characters of six bits.
  std::vector<uint8_t> older = write_linkable_module(*parse(context, "@x = global i32 0"));
  auto bit = [&](size_t at) { return older[at / 8] >> (at % 8) & 1; };
  auto six_at = [&](size_t at) {
    unsigned value = 0;
    for (size_t i = 0; i < 6; ++i)
      value |= bit(at + i) << i;
    return value;
  };
  const unsigned text[] = {'L' - 'A' + 26, 'L' - 'A' + 26, 'V' - 'A' + 26, 'M' - 'A' + 26, 2 + 52, 2 + 52};
  size_t at = 0;
  while (!std::ranges::all_of(std::views::iota(0, 6), [&](int i) { return six_at(at + 6 * i) == text[i]; }))
    ASSERT_LT(++at, older.size() * 4);
  for (size_t i = 0; i < 6; ++i) { // '2' becomes '1'
    const size_t place = at + 30 + i;
    older[place / 8] = (older[place / 8] & ~(1 << place % 8)) | ((53 >> i & 1) << place % 8);
  }
  EXPECT_TRUE(error_of(older).starts_with("'a.o': its device code was compiled by an ox-nvcc with LLVM21"))
      << error_of(older);
}

} // namespace
} // namespace ox::codegen
