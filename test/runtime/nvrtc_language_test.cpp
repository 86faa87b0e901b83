// What a program of NVRTC sees: nothing of the host, and what the manual's chapter on the language says is predefined.
#include "nvrtc_fixture.h"
#include <fstream>
#include <unistd.h>

namespace {

class NvrtcLanguage : public Nvrtc {};

TEST_F(NvrtcLanguage, HeadersOfTheHostAreNotFound) {
  for (const char* name : {"stdio.h", "cmath", "stdint.h", "stddef.h", "vector", "omp.h", "limits", "string.h"}) {
    const std::string source = "\n#include <" + std::string(name) + ">\n";
    const std::string text = log_of(source.c_str(), {}, NVRTC_ERROR_COMPILATION);
    EXPECT_NE(text.find("test.cu(2): catastrophic error: cannot open source file \"" + std::string(name) + "\""),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("1 catastrophic error detected in the compilation of \"test.cu\".\nCompilation terminated.\n"),
              std::string::npos)
        << text;
  }
}

TEST_F(NvrtcLanguage, AndAreWhereAnOptionNamesTheirFolder) {
  char folder[] = "/tmp/nvrtc_test_XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  const std::string file = std::string(folder) + "/stdint.h", option = std::string("-I") + folder;
  std::ofstream(file) << "#define VALUE 31\n";
  EXPECT_EQ(result_of("#include <stdint.h>\nextern \"C\" __global__ void k(int* p) { *p = VALUE; }", {option.c_str()}),
            31);
  unlink(file.c_str());
  rmdir(folder);
}

TEST_F(NvrtcLanguage, ProgramsMayDefineWhatTheStandardLibraryWould) {
  EXPECT_EQ(
      result_of("typedef long long int64_t; typedef unsigned char uint8_t;\n"
                "namespace std { template <class T> struct numeric_limits { static const int digits = 32; };\n"
                "template <class T> T max(T a, T b) { return b; } struct string {}; using ::sinf; using ::abs; }\n"
                "extern \"C\" __global__ void k(int* p) {\n"
                "  *p = std::numeric_limits<int>::digits + sizeof(int64_t) + sizeof(uint8_t); }"),
      41);
}

TEST_F(NvrtcLanguage, PredefinedTypesNeedNoInclude) {
  EXPECT_EQ(result_of("__device__ int sum(int count, ...) {\n"
                      "  va_list list; va_start(list, count); int s = 0;\n"
                      "  for (int i = 0; i < count; ++i) s += va_arg(list, int);\n"
                      "  va_end(list); return s; }\n"
                      "extern \"C\" __global__ void k(int* p) {\n"
                      "  size_t size = sizeof(ptrdiff_t); clock_t t = clock(); float4 f = make_float4(1, 2, 3, 4);\n"
                      "  dim3 d(2, 3); *p = p == NULL ? -1 : (int)(size + f.w + d.y + d.z) + 0 * (int)t;\n"
                      "  assert(*p == 8 + 4 + 3 + 1); *p += sum(3, 100, 200, 300); }"),
            616);
}

TEST_F(NvrtcLanguage, InitializerListsMoveAndForwardAreBuiltIn) {
  const char* source =
      "struct S { int a = 0; __device__ S(std::initializer_list<int> l) { for (int i : l) a = a * 10 + i; }\n"
      "  __device__ S(S&& o) : a(o.a) { o.a = -1; } };\n"
      "template <class T> __device__ int kind(T&&) { return __is_lvalue_reference(T) ? 1 : 2; }\n"
      "template <class T> __device__ int pass(T&& t) { return kind(std::forward<T>(t)); }\n"
      "extern \"C\" __global__ void k(int* p) { S s{4, 5}; S t(std::move(s)); int i = 0;\n"
      "  *p = t.a * 1000 + (s.a == -1) * 100 + pass(i) * 10 + pass(7); }";
  EXPECT_EQ(result_of(source), 45112);
  EXPECT_EQ(result_of(source, {"-std=c++20"}), 45112);
  const std::string text = log_of(source, {"--builtin-move-forward=false"}, NVRTC_ERROR_COMPILATION);
  EXPECT_NE(text.find("'move'"), std::string::npos) << text;
  log_of(source, {"--builtin-initializer-list=false"}, NVRTC_ERROR_COMPILATION);
  // And a program with its own of the same names.
  EXPECT_EQ(result_of("namespace std { template <class T> __device__ T&& move(T& t) { return (T&&)t; } }\n"
                      "extern \"C\" __global__ void k(int* p) { int i = 3; *p = std::move(i); }",
                      {"--builtin-move-forward=false"}),
            3);
}

TEST_F(NvrtcLanguage, MathNeedsNoInclude) {
  // All exact in IEEE arithmetic.
  EXPECT_EQ(result_of("extern \"C\" __global__ void k(int* p) {\n"
                      "  const volatile float f = 2.25f; const volatile double d = 2.25; const volatile int i = 9;\n"
                      "  int good = 0;\n"
                      "  good += sqrt(f) == 1.5f && sizeof sqrt(f) == 4;\n"
                      "  good += sqrt(d) == 1.5 && sizeof sqrt(d) == 8;\n"
                      "  good += sqrt(i) == 3 && sizeof sqrt(i) == 8;\n"
                      "  good += pow(2, i) == 512 && pow(f, 2) == 5.0625f;\n"
                      "  good += abs(-f) == 2.25f && abs(-d) == 2.25 && abs(-i) == 9 && abs(-9ll) == 9;\n"
                      "  good += floor(f) == 2 && ceil(d) == 3 && fmax(i, d) == 9 && fmod(f, 2.0f) == 0.25f;\n"
                      "  good += isnan(f - f) == 0 && isinf(1 / (d - d)) && isfinite(f) && signbit(-f);\n"
                      "  good += min(i, 4) == 4 && max(f, 3.0f) == 3 && __clz(1) == 31 && fma(f, f, f) == 7.3125f;\n"
                      "  int e; good += frexp(f, &e) == 0.5625f && e == 2 && ldexp(f, 1) == 4.5f;\n"
                      "  *p = good; }"),
            9);
}

TEST_F(NvrtcLanguage, NewAndDeleteOnTheDevice) {
  EXPECT_EQ(result_of("struct P { int v; __device__ P(int v) : v(v) {} __device__ virtual ~P() {} };\n"
                      "extern \"C\" __global__ void k(int* p) {\n"
                      "  P* one = new P(5); __align__(16) char place[32]; P* two = new (place) P(6);\n"
                      "  int* many = new int[3]; many[2] = 7; char to[4]; memset(to, 1, 4); memcpy(to, \"a\", 2);\n"
                      "  *p = one->v * 100 + two->v * 10 + many[2] + to[3]; delete one; delete[] many; }"),
            568);
}

TEST_F(NvrtcLanguage, MacrosAreThoseOfRunTimeCompilation) {
  EXPECT_EQ(result_of("#if defined(__CUDACC__) && defined(__CUDACC_RTC__) && !defined(__NVCC__) && "
                      "__CUDACC_VER_MAJOR__ == 13 && defined(__CUDA_ARCH__) && __CUDA_ARCH__ == 750 && "
                      "__cplusplus == 201703L && !defined(__CUDACC_RDC__) && !defined(__CUDACC_DEBUG__)\n"
                      "extern \"C\" __global__ void k(int* p) { *p = 1; }\n#endif"),
            1);
}

// Ours are always found, unlike CUDA's, whose folder has to be named: programs name a toolkit's that isn't there.
TEST_F(NvrtcLanguage, HeadersOfTheToolkit) {
  EXPECT_EQ(
      result_of("#include <cuda_fp16.h>\n#include <cuda_bf16.h>\n#include <cuda_fp8.h>\n#include <mma.h>\n"
                "#include <cooperative_groups.h>\n#include <cooperative_groups/reduce.h>\n"
                "#include <cuda_pipeline.h>\n#include <cuda_awbarrier.h>\n#include <cuComplex.h>\n"
                "#include <math_constants.h>\n#include <cuda_runtime.h>\n"
                "namespace cg = cooperative_groups;\n"
                "extern \"C\" __global__ void k(int* p) { const __half h = __float2half(1.5f);\n"
                "  auto tile = cg::tiled_partition<1>(cg::this_thread_block());\n"
                "  *p = (int)(__half2float(h * h) * 100) + tile.size() + (int)cuCabsf(make_cuFloatComplex(3, 4)); }"),
      225 + 1 + 5);
}

TEST_F(NvrtcLanguage, HeadersByNameComeFirst) {
  create("#include <cuda_fp16.h>\n#include \"sub/../up.h\"\n#include </absolute/x.h>\n"
         "extern \"C\" __global__ void k(int* p) { *p = OWN + UP + ABSOLUTE; }",
         {"#define OWN 100", "#define UP 20", "#define ABSOLUTE 3"}, {"cuda_fp16.h", "up.h", "/absolute/x.h"});
  ASSERT_EQ(compile({"-arch=sm_75"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(run(cubin().data(), "k"), 123);
}

// Nobody in the program writes to them, and the host does.
TEST_F(NvrtcLanguage, StaticVariablesAreTheHosts) {
  create("static __constant__ int factor[2]; namespace { __device__ int hidden = 3; }\n"
         "namespace n { static __device__ int inner; }\n"
         "extern \"C\" __global__ void k(int* p) { *p = factor[0] * 100 + hidden * 10 + n::inner; }");
  for (const char* expression : {"&hidden", "&n::inner", "factor"})
    ASSERT_EQ(nvrtcAddNameExpression(program, expression), NVRTC_SUCCESS);
  for (const char* architecture : {"-arch=sm_75", "-arch=compute_75"}) {
    ASSERT_EQ(compile({architecture}), NVRTC_SUCCESS) << log();
    const std::string text = ptx();
    std::vector<char> image = cubin();
    CUcontext context;
    CUmodule module;
    CUfunction function;
    CUdeviceptr result, variable;
    size_t bytes = 0;
    int value = 4;
    const char* name = nullptr;
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    ASSERT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
    ASSERT_EQ(cuModuleLoadData(&module, image.empty() ? text.data() : image.data()), CUDA_SUCCESS);
    ASSERT_EQ(cuModuleGetGlobal(&variable, &bytes, module, "factor"), CUDA_SUCCESS);
    EXPECT_EQ(bytes, 8u);
    EXPECT_EQ(nvrtcGetLoweredName(program, "factor", &name), NVRTC_SUCCESS);
    EXPECT_STREQ(name, "factor");
    EXPECT_EQ(cuMemcpyHtoD(variable, &value, sizeof value), CUDA_SUCCESS);
    value = 7;
    ASSERT_EQ(nvrtcGetLoweredName(program, "&hidden", &name), NVRTC_SUCCESS);
    ASSERT_EQ(cuModuleGetGlobal(&variable, &bytes, module, name), CUDA_SUCCESS) << name;
    EXPECT_EQ(cuMemcpyHtoD(variable, &value, sizeof value), CUDA_SUCCESS);
    value = 5;
    ASSERT_EQ(nvrtcGetLoweredName(program, "&n::inner", &name), NVRTC_SUCCESS);
    ASSERT_EQ(cuModuleGetGlobal(&variable, &bytes, module, name), CUDA_SUCCESS) << name;
    EXPECT_EQ(cuMemcpyHtoD(variable, &value, sizeof value), CUDA_SUCCESS);
    ASSERT_EQ(cuModuleGetFunction(&function, module, "k"), CUDA_SUCCESS);
    ASSERT_EQ(cuMemAlloc(&result, sizeof value), CUDA_SUCCESS);
    void* arguments[] = {&result};
    EXPECT_EQ(cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, nullptr, arguments, nullptr), CUDA_SUCCESS);
    EXPECT_EQ(cuMemcpyDtoH(&value, result, sizeof value), CUDA_SUCCESS);
    EXPECT_EQ(value, 475);
    EXPECT_EQ(cuCtxDestroy(context), CUDA_SUCCESS);
  }
}

TEST_F(NvrtcLanguage, RuntimeApiInKernels) {
  EXPECT_EQ(result_of("extern \"C\" __global__ void child(int* p) { *p = 77; }\n"
                      "extern \"C\" __global__ void k(int* p) { int device = -1; cudaGetDevice(&device);\n"
                      "  if (device == 0) child<<<1, 1>>>(p); }",
                      {"-ewp"}),
            77);
}

} // namespace
