// Options of NVRTC, each by what it changes: a value that a kernel writes, the text of the log, PTX or files.
#include "nvrtc_fixture.h"
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace {

class NvrtcOptions : public Nvrtc {
protected:
  bool log_has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }
  void expect_refused(const char* option, const char* words) {
    const std::string text = log_of("", {option}, NVRTC_ERROR_INVALID_OPTION);
    EXPECT_TRUE(text.starts_with("nvrtc: error: ") && log_has(text, words)) << option << ": " << text;
  }
};

constexpr const char* kPlain = "extern \"C\" __global__ void k(int* p) { *p = 1; }";

TEST_F(NvrtcOptions, WhatIsRefusedIsRefusedInWords) {
  expect_refused("--optix-ir", "OptiX IR");
  expect_refused("--use-pch=x", "precompiled headers are not implemented");
  expect_refused("--frobnicate", "unrecognized option --frobnicate found");
  expect_refused("-arch=sm_", "invalid value for --gpu-architecture (-arch): sm_");
  expect_refused("--std=c++98", "invalid value for --std (-std): c++98");
  expect_refused("--std=c++03", "device headers are C++11");
  expect_refused("--maxrregcount=many", "invalid value for --maxrregcount");
  expect_refused("--ftz=maybe", "invalid value for --ftz");
  expect_refused("--dopt=off", "invalid value for --dopt");
  expect_refused("--diag-suppress=all", "invalid value for --diag-suppress");
  expect_refused("--opt-info=loops", "unrecognized option");
  expect_refused("--optimization-info=loops", "invalid value for --optimization-info");
  expect_refused("-Werror=nothing", "invalid value for --warning-as-error");
  expect_refused("--restrict=true", "takes no value");
  expect_refused("--ptxas-options=--frobnicate", "frobnicate");
  expect_refused("-include", "needs a value");
}

TEST_F(NvrtcOptions, WhatTunesIsTaken) {
  for (const char* option :
       {"--maxrregcount=32", "-Ofc=max", "--extra-device-vectorization", "--modify-stack-limit=false",
        "--split-compile=4", "--no-cache", "-pch", "--version-ident=true", "--device-stack-protector=true", "-dw",
        "--jump-table-density=50", "--frandom-seed=7", "-Wno-deprecated-gpu-targets", "-rdc=false"})
    EXPECT_EQ(log_of(kPlain, {option}, NVRTC_SUCCESS), "") << option;
}

TEST_F(NvrtcOptions, MacrosOfOptions) {
  auto has = [&](const char* condition, std::vector<const char*> options) {
    return result_of((std::string("extern \"C\" __global__ void k(int* p) {\n#if ") + condition +
                      "\n*p = 1;\n#else\n*p = 0;\n#endif\n}")
                         .c_str(),
                     options);
  };
  EXPECT_EQ(has("__cplusplus == 201103L", {"--std=c++11"}), 1);
  EXPECT_EQ(has("__cplusplus == 201402L", {"-std", "c++14"}), 1);
  EXPECT_EQ(has("__cplusplus == 202002L", {"-std=c++20"}), 1);
  EXPECT_EQ(has("defined(__CUDACC_RDC__)", {"-dc"}), 1);
  EXPECT_EQ(has("defined(__CUDACC_RDC__)", {"-dc", "-rdc=false"}), 0);
  EXPECT_EQ(has("defined(__CUDACC_EWP__)", {"-ewp"}), 1);
  EXPECT_EQ(has("defined(__CUDACC_DEBUG__)", {"-G"}), 1);
  EXPECT_EQ(has("defined(__CUDACC_DEBUG__)", {"-G", "--dopt=on"}), 0);
  EXPECT_EQ(has("defined(__CUDACC_RTC_INT128__)", {"-device-int128"}), 1);
  EXPECT_EQ(has("defined(__CUDACC_RTC_FLOAT128__)", {"--device-float128"}), 1);
  EXPECT_EQ(has("defined(__CUDACC_RTC_MINIMAL__)", {"--minimal"}), 1);
  EXPECT_EQ(has("defined(A) && B == 2 && C == 3 && !defined(D)",
                {"-DA", "-D B=2", "--define-macro=C=3", "-DD", "-UD", "--undefine-macro=E", "-DT=float", "-DN"}),
            1);
}

TEST_F(NvrtcOptions, MinimalHasNoTexturesAndNoRuntimeApi) {
  const char* texture = "__device__ float f(cudaTextureObject_t t) { return tex2D<float>(t, 0, 0); }";
  log_of(texture, {"-arch=compute_75"}, NVRTC_SUCCESS);
  EXPECT_TRUE(log_has(log_of(texture, {"-minimal"}, NVRTC_ERROR_COMPILATION), "tex2D"));
  EXPECT_EQ(
      result_of("extern \"C\" __global__ void k(int* p) { atomicAdd(p, (int)sqrtf(81.0f)); *p = 9; }", {"-minimal"}),
      9);
}

TEST_F(NvrtcOptions, WarningsHaveNumbersAndSeverities) {
  const char* source = "extern \"C\" __global__ void k(int* p) {\n  int never_used;\n}";
  const std::string plain = log_of(source, {"--diag-warn=177"}, NVRTC_SUCCESS);
  EXPECT_TRUE(log_has(plain, "test.cu(2): warning #177-D: ")) << plain;
  EXPECT_TRUE(log_has(plain, "\n    int never_used;\n") || log_has(plain, "\n  int never_used;\n      ^")) << plain;
  EXPECT_TRUE(log_has(plain, "Remark: The warnings can be suppressed with \"-diag-suppress <warning-number>\""))
      << plain;
  EXPECT_FALSE(log_has(plain, "detected in the compilation")) << plain;
  const std::string unnumbered = log_of(source, {"--diag-warn=177", "-no-err-no"}, NVRTC_SUCCESS);
  EXPECT_TRUE(log_has(unnumbered, "test.cu(2): warning: ")) << unnumbered;
  const std::string brief = log_of(source, {"--diag-warn=177", "--brief-diagnostics=true"}, NVRTC_SUCCESS);
  EXPECT_TRUE(log_has(brief, "test.cu(2): warning #177-D: ") && !log_has(brief, "int never_used;")) << brief;
  EXPECT_EQ(log_of(source, {"--diag-warn=177", "-w"}, NVRTC_SUCCESS), "");
  EXPECT_EQ(log_of(source, {"--diag-suppress=177,550"}, NVRTC_SUCCESS), "");
  const std::string error = log_of(source, {"--diag-error=177"}, NVRTC_ERROR_COMPILATION);
  EXPECT_TRUE(log_has(error, "test.cu(2): error: ")) << error;
  EXPECT_TRUE(error.ends_with("1 error detected in the compilation of \"test.cu\".\n")) << error;
  const char* falls_off = "__device__ int f() {}"; // a warning without being asked for
  log_of(falls_off, {}, NVRTC_SUCCESS);
  log_of(falls_off, {"-Werror=all-warnings"}, NVRTC_ERROR_COMPILATION);
  log_of(falls_off, {"-Werror"}, NVRTC_ERROR_COMPILATION);
  const char* order = "struct S { int a, b; __device__ S() : b(1), a(b) {} };\n__device__ S s();";
  EXPECT_TRUE(log_has(log_of(order, {"-Wreorder"}, NVRTC_SUCCESS), "test.cu(1): warning"));
  EXPECT_TRUE(log_has(log_of(order, {"-Werror=reorder"}, NVRTC_ERROR_COMPILATION), "test.cu(1): error"));
}

TEST_F(NvrtcOptions, ErrorsAreCounted) {
  const std::string text =
      log_of("__device__ int f() { return a; }\n\n__device__ int g() { return b; }", {}, NVRTC_ERROR_COMPILATION);
  EXPECT_TRUE(log_has(text, "test.cu(1): error: ") && log_has(text, "test.cu(3): error: ")) << text;
  EXPECT_TRUE(text.ends_with("2 errors detected in the compilation of \"test.cu\".\n")) << text;
}

TEST_F(NvrtcOptions, InliningIsReported) {
  const char* source = "__device__ int f(int x) { return x + 1; }\n"
                       "extern \"C\" __global__ void k(int* p) { *p = f(*p); }";
  EXPECT_EQ(log_of(source, {"-arch=sm_75"}, NVRTC_SUCCESS), "");
  const std::string text = log_of(source, {"-opt-info=inline", "-arch=sm_75"}, NVRTC_SUCCESS);
  EXPECT_TRUE(log_has(text, "test.cu(2): remark: ") && log_has(text, "inlined into 'k'")) << text;
}

TEST_F(NvrtcOptions, LinesAreInPtx) {
  auto ptx_with = [&](std::vector<const char*> options) {
    create(kPlain);
    options.push_back("-arch=compute_75");
    EXPECT_EQ(compile(options), NVRTC_SUCCESS) << log();
    const std::string text = ptx();
    EXPECT_EQ(nvrtcDestroyProgram(&program), NVRTC_SUCCESS);
    return text;
  };
  EXPECT_FALSE(log_has(ptx_with({}), ".loc"));
  EXPECT_TRUE(log_has(ptx_with({"-lineinfo"}), ".loc"));
  EXPECT_TRUE(log_has(ptx_with({"--generate-line-info"}), "test.cu"));
}

TEST_F(NvrtcOptions, RestrictLetsLoadsMove) {
  // *q is loaded once if p and q can't overlap; the kernel is called with p == q, which tells.
  create("extern \"C\" __global__ void k(int* p, int* q) { int a = *q; *p = a + 1; *p += *q; }");
  auto loads = [&](std::vector<const char*> options) {
    options.push_back("-arch=compute_75");
    EXPECT_EQ(compile(options), NVRTC_SUCCESS) << log();
    const std::string text = ptx();
    size_t count = 0;
    for (size_t at = text.find("ld.global"); at != std::string::npos; at = text.find("ld.global", at + 1))
      ++count;
    return count;
  };
  EXPECT_EQ(loads({}), 2u);
  EXPECT_EQ(loads({"--restrict"}), 1u);
}

TEST_F(NvrtcOptions, AssemblersOptionsAreRead) {
  const std::string text = log_of(kPlain, {"-arch=sm_75", "--ptxas-options=-v,-O1"}, NVRTC_SUCCESS);
  EXPECT_TRUE(log_has(text, "Compiling entry function 'k'") || log_has(text, "k")) << text;
  EXPECT_EQ(log_of(kPlain, {"-arch=sm_75", "-Xptxas", "-O0"}, NVRTC_SUCCESS), "");
}

TEST_F(NvrtcOptions, TimesAreInTheLogOrAFile) {
  constexpr const char* kColumns =
      "source file name , phase name , phase input files , phase output file , arch , tool, metric , unit\n";
  const std::string text = log_of(kPlain, {"--time=-", "-arch=sm_75"}, NVRTC_SUCCESS);
  EXPECT_TRUE(text.starts_with(kColumns) && log_has(text, "test.cu , cicc , ") && log_has(text, ", sm_75 ,")) << text;
  char path[] = "/tmp/nvrtc_test_XXXXXX";
  const int file = mkstemp(path);
  ASSERT_GE(file, 0);
  close(file);
  const std::string option = std::string("--time=") + path;
  log_of(kPlain, {option.c_str()}, NVRTC_SUCCESS);
  log_of(kPlain, {option.c_str()}, NVRTC_SUCCESS);
  std::ifstream in(path);
  std::string line;
  std::vector<std::string> lines;
  while (std::getline(in, line))
    lines.push_back(line);
  ASSERT_EQ(lines.size(), 3u); // columns once, then what each compilation appended
  EXPECT_EQ(lines[0] + "\n", kColumns);
  EXPECT_TRUE(lines[2].starts_with("test.cu , cicc , ")) << lines[2];
  unlink(path);
  log_of(kPlain, {"--time=/nonexistent/file"}, NVRTC_ERROR_TIME_FILE_WRITE_FAILED);
}

TEST_F(NvrtcOptions, TimeTraceIsJson) {
  char path[] = "/tmp/nvrtc_test_XXXXXX";
  const int file = mkstemp(path);
  ASSERT_GE(file, 0);
  close(file);
  log_of(kPlain, {(std::string("--fdevice-time-trace=") + path).c_str()}, NVRTC_SUCCESS);
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_TRUE(text.starts_with("{") && log_has(text, "traceEvents") && log_has(text, "\"Source\"")) << text;
  unlink(path);
  log_of(kPlain, {"-fdevice-time-trace=/nonexistent/file"}, NVRTC_ERROR_TIME_TRACE_FILE_WRITE_FAILED);
}

TEST_F(NvrtcOptions, SyntaxAloneGivesNoCode) {
  create(kPlain);
  EXPECT_EQ(compile({"--fdevice-syntax-only"}), NVRTC_SUCCESS) << log();
  size_t bytes;
  EXPECT_EQ(nvrtcGetPTXSize(program, &bytes), NVRTC_ERROR_INVALID_PROGRAM);
  nvrtcDestroyProgram(&program);
  log_of("__device__ int f() { return x; }", {"-fdevice-syntax-only"}, NVRTC_ERROR_COMPILATION);
}

TEST_F(NvrtcOptions, TheSourcesFolderMayBeLeftOut) {
  char folder[] = "/tmp/nvrtc_test_XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  const std::string header = std::string(folder) + "/beside.h", source_name = std::string(folder) + "/program.cu";
  std::ofstream(header) << "#define VALUE 5\n";
  const char* source = "#include \"beside.h\"\nextern \"C\" __global__ void k(int* p) { *p = VALUE; }\n";
  ASSERT_EQ(nvrtcCreateProgram(&program, source, source_name.c_str(), 0, nullptr, nullptr), NVRTC_SUCCESS);
  ASSERT_EQ(compile({"-arch=sm_75"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(run(cubin().data(), "k"), 5);
  EXPECT_EQ(compile({"--no-source-include"}), NVRTC_ERROR_COMPILATION);
  EXPECT_TRUE(log_has(log(), "program.cu(1): catastrophic error: cannot open source file \"beside.h\"")) << log();
  unlink(header.c_str());
  rmdir(folder);
}

TEST_F(NvrtcOptions, PreIncludes) {
  create("extern \"C\" __global__ void k(int* p) { *p = A * 10 + B; }", {"#define A 4", "#define B 2"}, {"a.h", "b.h"});
  ASSERT_EQ(compile({"-include=a.h", "--pre-include", "b.h", "-arch=sm_75"}), NVRTC_SUCCESS) << log();
  EXPECT_EQ(run(cubin().data(), "k"), 42);
}

// Every row of the table is tried: none is parsed and then forgotten in the code that applies it.
TEST_F(NvrtcOptions, EveryRowIsHandled) {
  struct Row {
    std::string name, value;
  };
  const Row rows[] = {
#define OX_OPTION(name, short_name, value, action, reason) {name, #value},
#include "runtime/nvrtc/options.def"
  };
  for (const Row& row : rows) {
    create(kPlain);
    const std::string argument = row.name + (row.value == "kText" ? "=0" : "");
    const nvrtcResult result = compile({"--minimal", "-fdevice-syntax-only", argument.c_str()});
    EXPECT_TRUE(result == NVRTC_SUCCESS || result == NVRTC_ERROR_INVALID_OPTION || result == NVRTC_ERROR_COMPILATION)
        << argument << ": " << nvrtcGetErrorString(result);
    EXPECT_FALSE(log_has(log(), "unrecognized option")) << argument;
    nvrtcDestroyProgram(&program);
  }
  unlink("0"); // of --time and --fdevice-time-trace
}

} // namespace
