// NVRTC: source in memory to PTX and to images, which the driver API runs.
#include "nvrtc_fixture.h"
#include <thread>

namespace {

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
  EXPECT_NE(log().find("test.cu(2): error: "), std::string::npos) << log();
  EXPECT_NE(log().find("undeclared"), std::string::npos) << log();
  size_t bytes;
  EXPECT_EQ(nvrtcGetPTXSize(program, &bytes), NVRTC_ERROR_INVALID_PROGRAM);
}

TEST_F(Nvrtc, WrongNameExpressionsAreNamed) {
  create(kWriter);
  EXPECT_EQ(nvrtcAddNameExpression(program, "missing<int>"), NVRTC_SUCCESS);
  EXPECT_EQ(nvrtcAddNameExpression(program, nullptr), NVRTC_ERROR_INVALID_INPUT);
  EXPECT_EQ(compile({"-DVALUE=1"}), NVRTC_ERROR_COMPILATION);
  EXPECT_NE(log().find("name expression(1): error: "), std::string::npos) << log();
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

TEST_F(Nvrtc, OptixIrIsRefusedInWords) {
  create(kWriter);
  ASSERT_EQ(compile({"-DVALUE=1"}), NVRTC_SUCCESS) << log();
  size_t bytes = 1;
  char byte;
  testing::internal::CaptureStderr();
  EXPECT_EQ(nvrtcGetOptiXIRSize(program, &bytes), NVRTC_ERROR_INVALID_PROGRAM);
  EXPECT_EQ(nvrtcGetOptiXIR(program, &byte), NVRTC_ERROR_INVALID_PROGRAM);
  const std::string said = testing::internal::GetCapturedStderr();
  for (const char* name : {"nvrtcGetOptiXIRSize", "nvrtcGetOptiXIR"})
    EXPECT_NE(said.find(std::string("ox: ") + name + " is not supported: "), std::string::npos) << said;
  EXPECT_EQ(nvrtcGetLTOIRSize(program, &bytes), NVRTC_SUCCESS); // nobody asked for it
  EXPECT_EQ(bytes, 0u);
}

TEST_F(Nvrtc, PrecompiledHeadersAreNeverMade) {
  size_t bytes = 0;
  EXPECT_EQ(nvrtcSetPCHHeapSize(1 << 20), NVRTC_SUCCESS);
  EXPECT_EQ(nvrtcGetPCHHeapSize(&bytes), NVRTC_SUCCESS);
  EXPECT_EQ(bytes, size_t{1 << 20});
  EXPECT_EQ(nvrtcGetPCHHeapSize(nullptr), NVRTC_ERROR_INVALID_INPUT);
  create(kWriter);
  ASSERT_EQ(compile({"--pch", "--pch-dir=/tmp", "--pch-verbose=true", "-DVALUE=1"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(nvrtcGetPCHCreateStatus(program), NVRTC_ERROR_NO_PCH_CREATE_ATTEMPTED);
  EXPECT_EQ(nvrtcGetPCHHeapSizeRequired(program, &bytes), NVRTC_SUCCESS);
  EXPECT_EQ(nvrtcGetPCHHeapSizeRequired(program, nullptr), NVRTC_ERROR_INVALID_INPUT);
  EXPECT_EQ(nvrtcGetPCHCreateStatus(nullptr), NVRTC_ERROR_INVALID_PROGRAM);
  EXPECT_EQ(nvrtcGetPCHHeapSizeRequired(nullptr, &bytes), NVRTC_ERROR_INVALID_PROGRAM);
  EXPECT_EQ(compile({"--create-pch=x.pch"}), NVRTC_ERROR_INVALID_OPTION);
  EXPECT_NE(log().find("precompiled headers are not implemented"), std::string::npos) << log();
}

struct Flow {
  int calls = 0, cancel_at = -1;
  static int callback(void* payload, void*) {
    auto* flow = static_cast<Flow*>(payload);
    return ++flow->calls > flow->cancel_at && flow->cancel_at >= 0;
  }
};

TEST_F(Nvrtc, ACompilationIsWatchedAndCancelled) {
  create(kWriter);
  Flow flow;
  EXPECT_EQ(nvrtcSetFlowCallback(nullptr, Flow::callback, &flow), NVRTC_ERROR_INVALID_PROGRAM);
  EXPECT_EQ(nvrtcSetFlowCallback(program, nullptr, &flow), NVRTC_ERROR_INVALID_INPUT);
  ASSERT_EQ(nvrtcSetFlowCallback(program, Flow::callback, &flow), NVRTC_SUCCESS);
  ASSERT_EQ(compile({"-arch=sm_75", "-DVALUE=24"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(run(cubin().data(), "write"), 24);
  const int all = flow.calls;
  EXPECT_GT(all, 100); // often: before each declaration and each pass
  for (int at : {0, 1, all / 2, all - 1}) {
    flow = {.calls = 0, .cancel_at = at};
    EXPECT_EQ(compile({"-arch=sm_75", "-DVALUE=24"}), NVRTC_ERROR_CANCELLED) << at;
    EXPECT_EQ(flow.calls, at + 1) << "asked again after it said to stop";
    size_t bytes;
    EXPECT_EQ(nvrtcGetCUBINSize(program, &bytes), NVRTC_ERROR_INVALID_PROGRAM);
  }
  flow = {};
  EXPECT_EQ(compile({"-arch=sm_75", "-DVALUE=25"}), NVRTC_SUCCESS); // and once more to the end
  EXPECT_EQ(run(cubin().data(), "write"), 25);
}

// Of each thread's programs its own values, names and logs.
TEST(NvrtcThreads, CompileAtOnce) {
  auto compile_one = [](int number, std::string* ptx, std::string* log) {
    nvrtcProgram program;
    const std::string source =
        "template <int I> __global__ void write(int* p) { *p = I; int unused" + std::to_string(number) + "; }";
    const std::string name = "write<" + std::to_string(number) + ">", file = "p" + std::to_string(number) + ".cu";
    if (nvrtcCreateProgram(&program, source.c_str(), file.c_str(), 0, nullptr, nullptr) != NVRTC_SUCCESS)
      return;
    nvrtcAddNameExpression(program, name.c_str());
    const char* options[] = {"-arch=compute_75", "--diag-warn=177"};
    if (nvrtcCompileProgram(program, 2, options) == NVRTC_SUCCESS) {
      size_t bytes = 0;
      nvrtcGetPTXSize(program, &bytes);
      ptx->resize(bytes);
      nvrtcGetPTX(program, ptx->data());
    }
    size_t bytes = 0;
    nvrtcGetProgramLogSize(program, &bytes);
    log->resize(bytes);
    nvrtcGetProgramLog(program, log->data());
    nvrtcDestroyProgram(&program);
  };
  constexpr int kThreads = 8, kEach = 2;
  std::vector<std::string> ptx(kThreads * kEach), logs(kThreads * kEach);
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&, thread] {
        for (int i = thread * kEach; i < (thread + 1) * kEach; ++i)
          compile_one(i, &ptx[static_cast<size_t>(i)], &logs[static_cast<size_t>(i)]);
      });
  }
  for (int i = 0; i < kThreads * kEach; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_NE(ptx[static_cast<size_t>(i)].find("_Z5writeILi" + number + "EEvPi"), std::string::npos) << i;
    EXPECT_NE(logs[static_cast<size_t>(i)].find("p" + number + ".cu(1): warning #177-D: "), std::string::npos)
        << logs[static_cast<size_t>(i)];
  }
}

} // namespace
