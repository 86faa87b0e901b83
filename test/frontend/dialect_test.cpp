#include "frontend/compile_host.h"
#include "frontend/preprocess.h"
#include "test/frontend/source_file.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace ox::frontend {
namespace {

using test::SourceFile;

// Preprocesses "MACRO" lines on one side and returns what is left of them.
std::string expand(const std::string& text, const std::function<void(CompileOptions&)>& change = {},
                   Side side = Side::kHost) {
  SourceFile source(text);
  CompileOptions options = source.options();
  if (change)
    change(options);
  DiagnosticLog log(false);
  EXPECT_TRUE(preprocess(options, side, source.path("out.ii"), log));
  std::string output = source.read("out.ii");
  return output.substr(output.rfind("\n", output.size() - 2) + 1);
}

TEST(Dialect, SaysNvcc13) {
  EXPECT_EQ(expand("__NVCC__ __CUDACC__ __CUDACC_VER_MAJOR__ __CUDACC_VER_MINOR__\n"), "1 1 13 0\n");
}

TEST(Dialect, IsNotClangsOwnCuda) {
  EXPECT_EQ(expand("#ifdef __CUDA__\nyes\n#else\nno\n#endif\n__clang__\n").substr(0, 1), "1");
  EXPECT_EQ(expand("#ifdef __CUDA__\nyes\n#else\nno\n#endif\n").substr(0, 2), "no");
}

TEST(Dialect, DefaultsToCxx17) {
  EXPECT_EQ(expand("__cplusplus\n"), "201703L\n");
  EXPECT_EQ(expand("__cplusplus\n", [](CompileOptions& options) { options.standard = "c++20"; }), "202002L\n");
}

TEST(Dialect, ArchitectureListIsSorted) {
  EXPECT_EQ(expand("__CUDA_ARCH_LIST__\n", [](CompileOptions& options) { options.architecture_list = {"80", "75"}; }),
            "750,800\n");
}

TEST(Dialect, FlagsHaveTheirMacros) {
  EXPECT_EQ(expand("__CUDACC_EXTENDED_LAMBDA__ __CUDACC_RELAXED_CONSTEXPR__ __CUDACC_RDC__\n",
                   [](CompileOptions& options) {
                     options.extended_lambda = options.relaxed_constexpr = options.relocatable_device_code = true;
                   }),
            "1 1 1\n");
  EXPECT_EQ(expand("CUDA_API_PER_THREAD_DEFAULT_STREAM\n",
                   [](CompileOptions& options) { options.per_thread_default_stream = true; }),
            "1\n");
}

TEST(Dialect, ArchitectureNumbers) {
  EXPECT_EQ(architecture_number("75"), 75u);
  EXPECT_EQ(architecture_number("90a"), 90u);
  EXPECT_EQ(architecture_number("x"), 0u);
}

// What GCC with nvcc takes, ox-nvcc takes: each of these is an error of plain clang.
TEST(Dialect, IsAsLenientAsNvcc) {
  for (const char* text :
       {"template <class T> struct A { T::type x; };\n", "void v(int n) { int a[n]; (void)a; }\n",
        "int a = 1; char b[] = {a};\n", "void f() { register int x = 1; (void)x; }\n", "void g() throw(int);\n",
        "#define PRI \"d\"\nextern \"C\" int printf(const char*, ...);\n"
        "void h() { printf(\"%\"PRI, 1); }\n"}) {
    SourceFile source(text);
    DiagnosticLog log(false);
    EXPECT_TRUE(compile_host(source.options(), {HostOutput::kObject, source.path("out.o"), {}}, {}, log)) << text;
    EXPECT_TRUE(log.all().empty()) << log.all()[0].text;
  }
}

TEST(Dialect, COfGccIsAccepted) {
  SourceFile source("f(x) { return undeclared(x); }\n", "old.c");
  CompileOptions options = source.options();
  options.language = Language::kC;
  options.no_warnings = true;
  DiagnosticLog log(false);
  EXPECT_TRUE(compile_host(options, {HostOutput::kObject, source.path("out.o"), {}}, {}, log));
}

} // namespace
} // namespace ox::frontend
