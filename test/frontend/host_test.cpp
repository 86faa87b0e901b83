#include "frontend/compile_host.h"
#include "test/frontend/source_file.h"
#include <gtest/gtest.h>

namespace ox::frontend {
namespace {

using test::SourceFile;

constexpr const char* kProgram = "__global__ void k(int* p) { *p = 7; }\nint main() { k<<<1, 32>>>(nullptr); }\n";

TEST(Host, ObjectCarriesTheImageAndRegistersIt) {
  SourceFile source(kProgram);
  DiagnosticLog log(false);
  int asked = 0;
  ImageProvider provider = [&] {
    ++asked;
    const std::string image = "this stands for a device image";
    return std::optional(std::vector<uint8_t>(image.begin(), image.end()));
  };
  ASSERT_TRUE(compile_host(source.options(), {HostOutput::kObject, source.path("out.o"), {}}, provider, log));
  std::string object = source.read("out.o");
  EXPECT_TRUE(object.contains("this stands for a device image"));
  for (const char* symbol : {"__cudaRegisterFatBinary", "__cudaRegisterFunction", "__cudaRegisterFatBinaryEnd",
                             "__cudaUnregisterFatBinary", "__cudaPushCallConfiguration", "cudaLaunchKernel", "_Z1kPi"})
    EXPECT_TRUE(object.contains(symbol)) << symbol;
  EXPECT_EQ(asked, 1);
}

TEST(Host, LaunchesUseTheStreamOfTheThreadWhenAskedFor) {
  SourceFile source(std::string("extern \"C\" cudaError_t cudaLaunchKernel_ptsz(const void*, dim3, dim3, void**, "
                                "unsigned long, cudaStream_t);\n") +
                    kProgram);
  CompileOptions options = source.options();
  options.per_thread_default_stream = true;
  DiagnosticLog log(false);
  ASSERT_TRUE(compile_host(
      options, {HostOutput::kObject, source.path("out.o"), {}}, [] { return std::vector<uint8_t>{1}; }, log));
  EXPECT_TRUE(log.all().empty());
  EXPECT_TRUE(source.read("out.o").contains("cudaLaunchKernel_ptsz"));
}

TEST(Host, OptionsOfGccThatClangLacksAreLeftOut) {
  SourceFile source("int main() {}\n");
  CompileOptions options = source.options();
  options.host_arguments = {"-fno-such-tuning", "-fno-strict-aliasing"};
  DiagnosticLog log(false);
  EXPECT_TRUE(compile_host(options, {HostOutput::kObject, source.path("out.o"), {}}, {}, log));
  ASSERT_EQ(log.all().size(), 1u);
  EXPECT_TRUE(log.all()[0].text.contains("'-fno-such-tuning'")) << log.all()[0].text;
}

TEST(Host, OmpHeaderIsFound) {
  SourceFile source("#include <omp.h>\nint main() {}\n");
  DiagnosticLog log(false);
  EXPECT_TRUE(compile_host(source.options(), {HostOutput::kObject, source.path("out.o"), {}}, {}, log));
}

TEST(Host, NoObjectWhenTheDeviceSideFailed) {
  SourceFile source(kProgram);
  DiagnosticLog log(false);
  EXPECT_FALSE(compile_host(
      source.options(), {HostOutput::kObject, source.path("out.o"), {}}, [] { return std::nullopt; }, log));
  EXPECT_EQ(source.read("out.o"), "");
}

TEST(Host, PlainCxxHasNoCuda) {
  SourceFile source("#ifdef __CUDACC__\n#error CUDA\n#endif\n#ifndef __NVCC__\n#error no nvcc\n#endif\nint main() {}\n",
                    "plain.cpp");
  CompileOptions options = source.options();
  options.language = Language::kCxx;
  DiagnosticLog log(false);
  EXPECT_TRUE(compile_host(options, {HostOutput::kObject, source.path("out.o"), {}}, {}, log));
}

TEST(Host, MakeRuleNamesSourceAndHeaders) {
  SourceFile source("#include \"own.h\"\nint main() {}\n");
  source.write("own.h", "");
  DiagnosticLog log(false);
  ASSERT_TRUE(compile_host(
      source.options(),
      {HostOutput::kObject, source.path("out.o"), {"-MD", "-MF", source.path("out.d"), "-MT", "target"}}, {}, log));
  std::string rule = source.read("out.d");
  EXPECT_TRUE(rule.starts_with("target:")) << rule;
  EXPECT_TRUE(rule.contains("test.cu")) << rule;
  EXPECT_TRUE(rule.contains("own.h")) << rule;
}

TEST(Host, AnotherToolkitsHeadersAreNotSearched) {
  SourceFile source("#include <only_theirs.h>\nint main() {}\n");
  for (const char* header : {"theirs/cuda_runtime_api.h", "theirs/crt/host_config.h", "theirs/only_theirs.h"})
    source.write(header, "");
  CompileOptions options = source.options();
  options.arguments = {"-I", source.path("theirs")};
  DiagnosticLog log(false);
  EXPECT_FALSE(compile_host(options, {HostOutput::kObject, source.path("out.o"), {}}, {}, log));
  ASSERT_FALSE(log.all().empty());
  EXPECT_TRUE(log.all()[0].text.contains("'only_theirs.h' file not found")) << log.all()[0].text;
}

} // namespace
} // namespace ox::frontend
