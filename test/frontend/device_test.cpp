#include "frontend/compile_device.h"
#include "frontend/emit_ptx.h"
#include "test/frontend/source_file.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/SourceMgr.h"
#include <gtest/gtest.h>

namespace ox::frontend {
namespace {

using test::SourceFile;

std::string messages(const DiagnosticLog& log) {
  std::string text;
  for (const RenderedDiagnostic& diagnostic : log.all())
    text += diagnostic.text;
  return text;
}

std::unique_ptr<DeviceModule> compile(const CompileOptions& options) {
  DiagnosticLog log(false);
  auto device = compile_device(options, log);
  EXPECT_TRUE(device) << messages(log);
  return device;
}

// The integer that the kernel `k` stores.
int64_t stored_value(const llvm::Module& module) {
  for (const llvm::Instruction& instruction : module.getFunction("k")->getEntryBlock())
    if (auto* store = llvm::dyn_cast<llvm::StoreInst>(&instruction))
      if (auto* value = llvm::dyn_cast<llvm::ConstantInt>(store->getValueOperand()))
        return value->getSExtValue();
  return -1;
}

TEST(Device, KernelsKeepNameConventionAndLineTable) {
  SourceFile source("extern \"C\" __global__ void k(int* p) { *p = 7; }\n__host__ void h() {}\n");
  auto device = compile(source.options());
  ASSERT_TRUE(device);
  const llvm::Function* kernel = device->module->getFunction("k");
  ASSERT_TRUE(kernel);
  EXPECT_EQ(kernel->getCallingConv(), llvm::CallingConv::PTX_Kernel);
  ASSERT_TRUE(kernel->getSubprogram());
  EXPECT_EQ(kernel->getSubprogram()->getLine(), 1u);
  EXPECT_EQ(device->module->getTargetTriple().str(), "nvptx64-nvidia-cuda");
  EXPECT_FALSE(device->module->getFunction("_Z1hv")) << "host functions stay on the host";
  EXPECT_TRUE(device->has_device_code());
}

TEST(Device, ArchitectureIsWhatTheSourceSees) {
  SourceFile source("extern \"C\" __global__ void k(int* p) {\n#ifdef __CUDA_ARCH__\n*p = __CUDA_ARCH__;\n#endif\n}\n");
  CompileOptions options = source.options();
  for (auto [architecture, value] : {std::pair("75", 750), {"90a", 900}, {"35", 350}, {"120", 1200}, {"74", 740}}) {
    options.architecture = architecture;
    auto device = compile(options);
    ASSERT_TRUE(device);
    EXPECT_EQ(stored_value(*device->module), value) << architecture;
  }
}

TEST(Device, ContractionFollowsFmad) {
  SourceFile source("extern \"C\" __global__ void k(float* p) { float t = p[0] * p[1]; p[0] = t + p[2]; }\n");
  CompileOptions options = source.options();
  auto contractible = [&] {
    auto device = compile(options);
    bool found = false;
    for (const llvm::Instruction& instruction : device->module->getFunction("k")->getEntryBlock())
      found |= instruction.getOpcode() == llvm::Instruction::FAdd && instruction.hasAllowContract();
    return found;
  };
  EXPECT_TRUE(contractible());
  options.floats.fmad = false;
  EXPECT_FALSE(contractible());
}

TEST(Device, FlushToZeroIsAnAttributeOfTheFunction) {
  SourceFile source("extern \"C\" __global__ void k(float* p) { *p += 1; }\n");
  CompileOptions options = source.options();
  EXPECT_FALSE(compile(options)->module->getFunction("k")->hasFnAttribute("denormal-fp-math-f32"));
  options.floats.ftz = true;
  auto device = compile(options);
  EXPECT_TRUE(device->module->getFunction("k")
                  ->getFnAttribute("denormal-fp-math-f32")
                  .getValueAsString()
                  .starts_with("preserve-sign"));
}

TEST(Device, NothingForTheDeviceIsNoError) {
  SourceFile source("int main() { return 0; }\n");
  auto device = compile(source.options());
  ASSERT_TRUE(device);
  EXPECT_FALSE(device->has_device_code());
}

constexpr const char* kUsesLibrary = "extern \"C\" __device__ float __nv_twice(float);\n"
                                     "extern \"C\" __device__ float __nv_absent(float);\n"
                                     "extern \"C\" __global__ void k(float* p) { *p = __nv_twice(*p); }\n";

void write_library(const SourceFile& source) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic error;
  auto module = llvm::parseAssemblyString("target triple = \"nvptx64-nvidia-cuda\"\n"
                                          "define float @__nv_twice(float %x) {\n"
                                          "  %y = fadd float %x, %x\n  ret float %y\n}\n"
                                          "define float @__nv_unused(float %x) {\n  ret float %x\n}\n",
                                          error, context);
  ASSERT_TRUE(module);
  source.write("nvvm/libdevice/libdevice.10.bc", "");
  std::error_code code;
  llvm::raw_fd_ostream file(source.path("nvvm/libdevice/libdevice.10.bc"), code);
  llvm::WriteBitcodeToFile(*module, file);
}

TEST(Device, LibraryFunctionsAreLinkedAndInlined) {
  SourceFile source(kUsesLibrary);
  write_library(source);
  auto device = compile(source.options());
  ASSERT_TRUE(device);
  EXPECT_FALSE(device->module->getFunction("__nv_twice")) << "inlined";
  EXPECT_FALSE(device->module->getFunction("__nv_unused")) << "not linked";
}

TEST(Device, AMissingLibraryIsNamed) {
  SourceFile source(kUsesLibrary);
  DiagnosticLog log(false);
  EXPECT_FALSE(compile_device(source.options(), log));
  EXPECT_TRUE(messages(log).contains("(__nv_twice), and there is no " + source.path("nvvm/libdevice/libdevice.10.bc")))
      << messages(log);
}

TEST(Device, AMissingLibraryFunctionIsNamed) {
  SourceFile source(std::string(kUsesLibrary) + "extern \"C\" __global__ void m(float* p) { *p = __nv_absent(*p); }\n");
  write_library(source);
  DiagnosticLog log(false);
  EXPECT_FALSE(compile_device(source.options(), log));
  EXPECT_TRUE(messages(log).contains("doesn't have: __nv_absent")) << messages(log);
}

TEST(Device, ConstexprHostFunctionsAreUsable) {
  SourceFile source("constexpr int f(int x) { return x + 1; }\n"
                    "extern \"C\" __global__ void k(int* p) { *p = f(6); }\n");
  EXPECT_EQ(stored_value(*compile(source.options())->module), 7);
}

TEST(Device, PtxTextNamesTheKernel) {
  SourceFile source("extern \"C\" __global__ void k(int* p) { *p = 7; }\n");
  CompileOptions options = source.options();
  options.architecture = "80";
  auto text = emit_ptx(*compile(options)->module, false);
  ASSERT_TRUE(text) << text.error();
  EXPECT_TRUE(text->contains(".target sm_80")) << *text;
  EXPECT_TRUE(text->contains(".entry k(")) << *text;
}

} // namespace
} // namespace ox::frontend
