// NVRTC: source in memory to PTX and to images, which the driver API runs.
#include "cuda.h"
#include "nvrtc.h"
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace {

class Nvrtc : public testing::Test {
protected:
  ~Nvrtc() override {
    if (program)
      nvrtcDestroyProgram(&program);
  }
  void create(const char* source, std::vector<const char*> headers = {}, std::vector<const char*> names = {}) {
    ASSERT_EQ(
        nvrtcCreateProgram(&program, source, "test.cu", static_cast<int>(headers.size()), headers.data(), names.data()),
        NVRTC_SUCCESS);
  }
  nvrtcResult compile(std::vector<const char*> options) {
    return nvrtcCompileProgram(program, static_cast<int>(options.size()), options.data());
  }
  std::string log() {
    size_t bytes = 0;
    EXPECT_EQ(nvrtcGetProgramLogSize(program, &bytes), NVRTC_SUCCESS);
    std::string text(bytes, 'x');
    EXPECT_EQ(nvrtcGetProgramLog(program, text.data()), NVRTC_SUCCESS);
    EXPECT_EQ(text.back(), 0);
    text.pop_back();
    return text;
  }
  std::string ptx() {
    size_t bytes = 0;
    EXPECT_EQ(nvrtcGetPTXSize(program, &bytes), NVRTC_SUCCESS);
    std::string text(bytes, 'x');
    EXPECT_EQ(nvrtcGetPTX(program, text.data()), NVRTC_SUCCESS);
    EXPECT_EQ(text.back(), 0);
    return text;
  }
  std::vector<char> cubin() {
    size_t bytes = 0;
    EXPECT_EQ(nvrtcGetCUBINSize(program, &bytes), NVRTC_SUCCESS);
    std::vector<char> image(bytes);
    if (bytes)
      EXPECT_EQ(nvrtcGetCUBIN(program, image.data()), NVRTC_SUCCESS);
    return image;
  }
  // What a kernel writes to its one argument.
  static int run(const void* image, const char* kernel) {
    CUcontext context;
    CUmodule module;
    CUfunction function;
    CUdeviceptr memory;
    int value = -1;
    EXPECT_EQ(cuInit(0), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
    EXPECT_EQ(cuModuleLoadData(&module, image), CUDA_SUCCESS);
    EXPECT_EQ(cuModuleGetFunction(&function, module, kernel), CUDA_SUCCESS);
    EXPECT_EQ(cuMemAlloc(&memory, sizeof value), CUDA_SUCCESS);
    void* arguments[] = {&memory};
    EXPECT_EQ(cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, nullptr, arguments, nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyDtoH(&value, memory, sizeof value), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxDestroy(context), CUDA_SUCCESS);
    return value;
  }
  nvrtcProgram program = nullptr;
};

constexpr const char* kWriter = "extern \"C\" __global__ void write(int* p) { *p = VALUE; }";

TEST_F(Nvrtc, ARealArchitectureGivesAnImage) {
  create(kWriter);
  ASSERT_EQ(compile({"--gpu-architecture=sm_90", "-DVALUE=17"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(log(), "");
  EXPECT_EQ(run(cubin().data(), "write"), 17);
  EXPECT_EQ(run(ptx().data(), "write"), 17); // and PTX on demand
}

TEST_F(Nvrtc, AVirtualArchitectureGivesPtxOnly) {
  create(kWriter);
  ASSERT_EQ(compile({"-arch=compute_80", "-D", "VALUE=18"}), NVRTC_SUCCESS) << log();
  EXPECT_TRUE(cubin().empty());
  EXPECT_NE(ptx().find(".target sm_80"), std::string::npos) << ptx();
  EXPECT_EQ(run(ptx().data(), "write"), 18);
}

TEST_F(Nvrtc, HeadersAreInMemory) {
  create("#include <deep/value.h>\nextern \"C\" __global__ void write(int* p) { *p = value(); }",
         {"#include \"other.h\"\n__device__ int value() { return VALUE; }", "#define VALUE 19"},
         {"deep/value.h", "other.h"});
  ASSERT_EQ(compile({"--gpu-architecture=compute_75"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(run(ptx().data(), "write"), 19);
}

TEST_F(Nvrtc, NameExpressionsInstantiateAndGiveSymbols) {
  create("template <int I> __global__ void write(int* p) { *p = I; }\n"
         "namespace space { __device__ int variable = 3; __constant__ float constant; }\n");
  EXPECT_EQ(nvrtcAddNameExpression(program, "write<20 + 1>"), NVRTC_SUCCESS);
  EXPECT_EQ(nvrtcAddNameExpression(program, "&space::variable"), NVRTC_SUCCESS);
  const char* name = nullptr;
  EXPECT_EQ(nvrtcGetLoweredName(program, "write<20 + 1>", &name), NVRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION);
  ASSERT_EQ(compile({"--gpu-architecture=sm_75"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(nvrtcGetLoweredName(program, "&space::variable", &name), NVRTC_SUCCESS);
  EXPECT_STREQ(name, "_ZN5space8variableE"); // by the rules of the Itanium C++ ABI
  EXPECT_EQ(nvrtcGetLoweredName(program, "write<20 + 1>", &name), NVRTC_SUCCESS);
  EXPECT_STREQ(name, "_Z5writeILi21EEvPi");
  EXPECT_EQ(run(cubin().data(), name), 21);
  EXPECT_EQ(nvrtcGetLoweredName(program, "never added", &name), NVRTC_ERROR_NAME_EXPRESSION_NOT_VALID);
  EXPECT_EQ(nvrtcAddNameExpression(program, "write<1>"), NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION);
}

TEST_F(Nvrtc, ErrorsAreInTheLogWithTheirPlace) {
  create("\n__global__ void wrong() { undeclared = 1; }");
  EXPECT_EQ(compile({}), NVRTC_ERROR_COMPILATION);
  EXPECT_NE(log().find("test.cu:2"), std::string::npos) << log();
  EXPECT_NE(log().find("undeclared"), std::string::npos) << log();
  size_t bytes;
  EXPECT_EQ(nvrtcGetPTXSize(program, &bytes), NVRTC_ERROR_INVALID_PROGRAM);
}

TEST_F(Nvrtc, UnknownAndUnsupportedOptionsAreRefused) {
  create(kWriter);
  EXPECT_EQ(compile({"--frobnicate"}), NVRTC_ERROR_INVALID_OPTION);
  EXPECT_NE(log().find("--frobnicate"), std::string::npos) << log();
  EXPECT_EQ(compile({"--optix-ir"}), NVRTC_ERROR_INVALID_OPTION);
  EXPECT_NE(log().find("not supported by Ox"), std::string::npos) << log();
  EXPECT_EQ(compile({"-arch=teapot"}), NVRTC_ERROR_INVALID_OPTION);
}

// What the options change, as bits of a kernel's result: flushing, contraction, approximation, reflection.
TEST_F(Nvrtc, FloatOptionsHaveTheirEffect) {
  create("extern \"C\" __device__ int ask(const char* question) __asm__(\"__nvvm_reflect\");\n"
         "extern \"C\" __global__ void k(int* p) {\n"
         "  const volatile float tiny = 0x1p-130f, f = 1 + 0x1p-14f, low = -(1 + 0x1p-13f);\n"
         "  int differences = 0;\n"
         "  for (int i = 1; i < 1000; ++i) differences += __expf(i * 0.0625f) != expf(i * 0.0625f);\n"
         "  *p = (tiny * f == 0) + 2 * (f * f + low != 0) + 4 * (differences == 0) + 8 * ask(\"__CUDA_PREC_DIV\") +\n"
         "       16 * ask(\"__CUDA_PREC_SQRT\");\n"
         "}\n");
  auto result = [&](std::vector<const char*> options) {
    options.push_back("-arch=sm_75");
    EXPECT_EQ(compile(options), NVRTC_SUCCESS) << log();
    const int of_image = run(cubin().data(), "k");
    EXPECT_EQ(run(ptx().c_str(), "k"), of_image);
    return of_image;
  };
  EXPECT_EQ(result({}), 2 + 8 + 16);
  EXPECT_EQ(result({"--ftz=true", "--prec-div=false"}), 1 + 2 + 16);
  EXPECT_EQ(result({"-fmad=false", "-prec-sqrt=false"}), 8);
  EXPECT_EQ(result({"--use_fast_math"}), 1 + 2 + 4);
  EXPECT_EQ(result({"--ftz=false", "--use_fast_math", "--fmad=false"}), 4);
}

TEST_F(Nvrtc, FunctionsCanBeForTheDeviceByDefault) {
  create("int twice(int x) { return 2 * x; }\nextern \"C\" __global__ void write(int* p) { *p = twice(11); }");
  ASSERT_EQ(compile({"-arch=sm_75", "-default-device"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(run(cubin().data(), "write"), 22);
}

TEST_F(Nvrtc, MacrosTellThatItIsRunTimeCompilation) {
  create("#if defined(__CUDACC_RTC__) && __CUDA_ARCH__ == 890 && __cplusplus == 202002L\n"
         "extern \"C\" __global__ void write(int* p) { *p = 23; }\n#endif");
  ASSERT_EQ(compile({"-arch=sm_89", "--std=c++20"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(run(cubin().data(), "write"), 23);
}

TEST(NvrtcCalls, CheckTheirArguments) {
  nvrtcProgram program = nullptr;
  EXPECT_EQ(nvrtcCreateProgram(nullptr, "", nullptr, 0, nullptr, nullptr), NVRTC_ERROR_INVALID_INPUT);
  EXPECT_EQ(nvrtcCompileProgram(program, 0, nullptr), NVRTC_ERROR_INVALID_PROGRAM);
  EXPECT_EQ(nvrtcDestroyProgram(&program), NVRTC_ERROR_INVALID_PROGRAM);
  EXPECT_STREQ(nvrtcGetErrorString(NVRTC_ERROR_COMPILATION), "NVRTC_ERROR_COMPILATION");
  int major = 0, minor = -1, count = 0;
  EXPECT_EQ(nvrtcVersion(&major, &minor), NVRTC_SUCCESS);
  EXPECT_EQ(major, 13);
  EXPECT_EQ(minor, 0);
  EXPECT_EQ(nvrtcGetNumSupportedArchs(&count), NVRTC_SUCCESS);
  std::vector<int> architectures(static_cast<size_t>(count));
  EXPECT_EQ(nvrtcGetSupportedArchs(architectures.data()), NVRTC_SUCCESS);
  EXPECT_EQ(architectures.front(), 75);
}

TEST(NvrtcCalls, RefuseNvidiasIntermediateFormsInWords) {
  testing::internal::CaptureStderr();
  size_t bytes;
  EXPECT_EQ(nvrtcGetOptiXIRSize(nullptr, &bytes), NVRTC_ERROR_INVALID_PROGRAM);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("nvrtcGetOptiXIRSize is not supported"), std::string::npos);
}

} // namespace
