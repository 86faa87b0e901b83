// The code generator as a library: deterministic, usable from several threads, errors as values.
#include "codegen/compile.h"
#include "isa/kernel_metadata.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/SourceMgr.h"
#include <gtest/gtest.h>
#include <thread>

namespace ox::codegen {
namespace {

constexpr const char* kHeader = "target datalayout = \"e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64\"\n"
                                "target triple = \"nvptx64-nvidia-cuda\"\n";

constexpr const char* kKernel = R"(
@tile = internal addrspace(3) global [100 x float] poison, align 4
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
define ptx_kernel void @kernel(ptr %p, i32 %n, double %d) "nvvm.maxntid"="128,2" "nvvm.minctasm"="3" {
  %array = alloca [10 x i64]
  %t = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %q = getelementptr i32, ptr %p, i32 %t
  store volatile i32 %n, ptr %q
  %slot = getelementptr i64, ptr %array, i32 %n
  store volatile i64 1, ptr %slot
  store float 1.0, ptr addrspace(3) @tile
  ret void
})";

std::expected<std::vector<uint8_t>, std::string> compile_text(const std::string& text) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic diagnostic;
  std::unique_ptr<llvm::Module> module = llvm::parseAssemblyString(kHeader + text, diagnostic, context);
  EXPECT_TRUE(module) << diagnostic.getMessage().str();
  Options options;
  options.verify_stages = true;
  return compile(std::move(module), options);
}

isa::ImageMetadata metadata_of(const std::vector<uint8_t>& image) {
  llvm::StringRef bytes(reinterpret_cast<const char*>(image.data()), image.size());
  auto elf = llvm::cantFail(llvm::object::ObjectFile::createELFObjectFile(llvm::MemoryBufferRef(bytes, "image")));
  for (const llvm::object::SectionRef& section : elf->sections())
    if (llvm::cantFail(section.getName()) == ".note.ox") {
      llvm::StringRef note = llvm::cantFail(section.getContents());
      auto metadata = isa::read_metadata_note(std::as_bytes(std::span(note.data(), note.size())));
      EXPECT_TRUE(metadata) << metadata.error();
      return *metadata;
    }
  ADD_FAILURE() << "no .note.ox";
  return {};
}

TEST(Compile, DescribesKernels) {
  auto image = compile_text(kKernel);
  ASSERT_TRUE(image) << image.error();
  isa::ImageMetadata metadata = metadata_of(*image);
  ASSERT_EQ(metadata.kernels.size(), 1u);
  const isa::KernelMetadata& kernel = metadata.kernels[0];
  EXPECT_EQ(kernel.name, "kernel");
  ASSERT_EQ(kernel.parameters.size(), 3u);
  EXPECT_EQ(kernel.parameters[1].offset, 8u);
  EXPECT_EQ(kernel.parameters[2].offset, 16u);
  EXPECT_EQ(kernel.parameter_bytes, 24u);
  EXPECT_EQ(kernel.static_shared_bytes, 400u);
  EXPECT_EQ(kernel.local_bytes, 80u);
  EXPECT_FALSE(kernel.unbounded_stack);
  EXPECT_EQ(kernel.max_threads_per_block, 256u);
  EXPECT_EQ(kernel.min_blocks_per_core, 3u);
  EXPECT_GE(kernel.registers, 3u);
  EXPECT_LE(kernel.registers, 62u);
}

TEST(Compile, SameInputSameBytes) { EXPECT_EQ(compile_text(kKernel), compile_text(kKernel)); }

TEST(Compile, ModuleWithoutKernelsIsAnImageToo) {
  auto image = compile_text("@v = addrspace(1) externally_initialized global i32 5\n");
  ASSERT_TRUE(image) << image.error();
  EXPECT_TRUE(metadata_of(*image).kernels.empty());
}

TEST(Compile, FromSeveralThreads) {
  auto want = compile_text(kKernel);
  std::vector<std::thread> threads;
  std::vector<std::expected<std::vector<uint8_t>, std::string>> images(4);
  for (auto& image : images)
    threads.emplace_back([&image] {
      for (int i = 0; i < 5; ++i)
        image = compile_text(kKernel);
    });
  for (std::thread& thread : threads)
    thread.join();
  for (const auto& image : images)
    EXPECT_EQ(image, want);
}

TEST(Compile, ReportsAllErrorsAndGoesOnWorking) {
  auto bad = compile_text("declare void @one()\ndeclare void @two()\n"
                          "define ptx_kernel void @k() {\n call void @one()\n call void @two()\n ret void\n}\n");
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().find("calls one,"), std::string::npos) << bad.error();
  EXPECT_NE(bad.error().find("calls two,"), std::string::npos) << bad.error();
  EXPECT_TRUE(compile_text(kKernel));
}

} // namespace
} // namespace ox::codegen
