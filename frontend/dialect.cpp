#include "frontend/dialect.h"
#include "clang/Basic/OffloadArch.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <initializer_list>

namespace ox::frontend {
namespace {

using Arguments = std::vector<std::string>;

void append(Arguments& to, std::initializer_list<std::string> more) { to.insert(to.end(), more); }
void append(Arguments& to, const Arguments& more) { to.insert(to.end(), more.begin(), more.end()); }

// Errors of clang that are warnings, or nothing, with nvcc over GCC; and warnings about clang's own idea of CUDA.
constexpr const char* kLenience[] = {
    "-Wno-c++11-narrowing",                             // GCC warns where the value isn't constant
    "-Wno-register",                                    // `register` in C++17: GCC warns
    "-Wno-reserved-user-defined-literal",               // "%"PRIu64 without the space
    "-Wno-dynamic-exception-spec",                      // throw(std::bad_alloc) in C++17
    "-Wno-enum-constexpr-conversion",                   // casts of out-of-range values to enums in constants
    "-Wno-missing-template-arg-list-after-template-kw", // x.template f(y)
    "-Wno-address-of-temporary",
    "-Wno-error=implicit-function-declaration",
    "-Wno-error=implicit-int", // `f() {}` in C
    "-Wno-error=return-mismatch",
    "-Wno-error=int-conversion",
    "-Wno-error=incompatible-function-pointer-types",
    "-Wno-error=incompatible-pointer-types",
    "-Wno-error=non-pod-varargs",  // std::string to printf: GCC passes it on
    "-Wno-unknown-warning-option", // GCC's warnings that clang doesn't have
    "-Wno-ignored-optimization-argument",
    "-Wno-unknown-cuda-version",
    "-Wno-unused-local-typedef",
    "-Wno-pass-failed", // "loop not unrolled": nvcc is silent when `#pragma unroll` can't be followed
    "-Wno-ignored-pragma-optimize",
    "-Wno-atomic-alignment",        // clang takes nvptx for a machine whose atomics end at 64 bits
    "-Wno-deprecated-declarations", // of the CUDA API: nvcc 13 removed what it deprecates
    "-Wno-format",                  // GCC's -Wall has it, GCC's default hasn't; so for the next three
    "-Wno-unused-value",
    "-Wno-parentheses",
    "-Wno-c++14-extensions", // features of later standards that GCC takes without a word: a missing typename,
    "-Wno-c++17-extensions", // designated initialisers
    "-Wno-c++20-extensions",
    "-Wno-c++23-extensions",
    "-Wno-vla-cxx-extension",
    "-Wno-inconsistent-missing-override",
    "-Wno-mismatched-tags",
    "-Wno-cuda-compat", // parentheses in #pragma unroll, which nvcc takes
    // A function that falls off its end returns with an undefined value, as GCC's do, and doesn't run on into the next.
    "-fno-strict-return",
};

std::string number_macro(const char* name, unsigned value) {
  return "-D" + std::string(name) + "=" + std::to_string(value);
}

// What nvcc says to host code and to device code alike, in files of either language.
Arguments nvcc_macros(const CompileOptions& options) {
  const CudaVersion& version = options.cuda_version;
  Arguments macros{options.run_time_compilation ? "-D__CUDACC_RTC__=1" : "-D__NVCC__",
                   number_macro("__CUDACC_VER_MAJOR__", version.major),
                   number_macro("__CUDACC_VER_MINOR__", version.minor),
                   number_macro("__CUDACC_VER_BUILD__", version.build),
                   number_macro("__CUDA_API_VER_MAJOR__", version.major),
                   number_macro("__CUDA_API_VER_MINOR__", version.minor),
                   "-D__NVCC_DIAG_PRAGMA_SUPPORT__=1",
                   "-D__CUDACC_DEVICE_ATOMIC_BUILTINS__=1"};
  if (version != kDefaultCudaVersion) // our headers' CUDART_VERSION and CUDA_VERSION
    append(macros, {number_macro("__OX_CUDA_VERSION__", version.number())});
  return macros;
}

std::string architecture_list(const CompileOptions& options) {
  std::vector<unsigned> numbers;
  for (const std::string& architecture : options.architecture_list)
    numbers.push_back(architecture_number(architecture) * 10);
  if (numbers.empty())
    numbers.push_back(architecture_number(options.architecture) * 10);
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::string list;
  for (unsigned number : numbers)
    list += (list.empty() ? "" : ",") + std::to_string(number);
  return list;
}

// Of sm_90a and sm_100f: code for one architecture alone, or for its family.  clang has some of these of its own.
Arguments architecture_macros(const CompileOptions& options) {
  const std::string number = std::to_string(architecture_number(options.architecture));
  const std::string feature = "__CUDA_ARCH_FEAT_SM" + number + "_ALL";
  Arguments macros{"-U__CUDA_ARCH__", "-D__CUDA_ARCH__=" + number + "0", "-DCUDA_DOUBLE_MATH_FUNCTIONS",
                   "-U" + feature,    "-U__CUDA_ARCH_SPECIFIC__",        "-U__CUDA_ARCH_FAMILY_SPECIFIC__"};
  const bool specific = options.architecture.ends_with("a");
  if (specific)
    append(macros, {"-D" + feature, "-D__CUDA_ARCH_SPECIFIC__=" + number + "0"});
  if (specific || options.architecture.ends_with("f"))
    append(macros, {"-D__CUDA_ARCH_FAMILY_SPECIFIC__=" + number + "0"});
  return macros;
}

// clang defines __CUDA_ARCH__ itself, and __CUDA__, which says "clang's own CUDA": sources that see that one together
// with __clang__ leave nvcc's path, so it goes.
Arguments cuda_macros(const CompileOptions& options, Side side) {
  Arguments macros = nvcc_macros(options);
  append(macros, {"-D__CUDACC__", "-U__CUDA__", "-D__OX__=1"});
  if (options.extended_lambda)
    append(macros, {"-D__CUDACC_EXTENDED_LAMBDA__"});
  if (options.relaxed_constexpr)
    append(macros, {"-D__CUDACC_RELAXED_CONSTEXPR__"});
  if (options.relocatable_device_code)
    append(macros, {"-D__CUDACC_RDC__"});
  if (options.per_thread_default_stream)
    append(macros, {"-DCUDA_API_PER_THREAD_DEFAULT_STREAM=1"});
  if (options.device_debug && !options.optimized_debug)
    append(macros, {"-D__CUDACC_DEBUG__"});
  if (side == Side::kDevice)
    append(macros, architecture_macros(options));
  return macros;
}

// The nearest architecture that clang knows: its own checks of builtins go by it.  __CUDA_ARCH__ says the real one.
std::string clang_architecture(const std::string& architecture) {
  auto known = [](const std::string& name) { return clang::StringToOffloadArch(name) != clang::OffloadArch::UNKNOWN; };
  if (std::string exact = "sm_" + architecture; known(exact))
    return exact;
  for (unsigned number = architecture_number(architecture); number >= 20; --number)
    if (std::string lower = "sm_" + std::to_string(number); known(lower))
      return lower;
  return "sm_75";
}

Arguments device_arguments(const CompileOptions& options) {
  Arguments arguments{"--cuda-device-only", "--cuda-gpu-arch=" + clang_architecture(options.architecture),
                      "--cuda-feature=+ptx90", "-emit-llvm",
                      options.device_debug && !options.optimized_debug ? "-O1" : "-O3",
                      // Kernels read packed 16-bit counters as one word, vectors as arrays and the like by casts; nvcc
                      // takes an access for one to the memory it names, whatever its type.
                      "-fno-strict-aliasing", options.floats.contract() ? "-ffp-contract=fast" : "-ffp-contract=off"};
  if (options.floats.flush_denormals())
    append(arguments, {"-fgpu-flush-denormals-to-zero"});
  if (options.floats.approximate_functions())
    append(arguments, {"-fgpu-approx-transcendentals"});
  append(arguments, options.device_arguments);
  return arguments;
}

Arguments host_arguments(const CompileOptions& options) {
  Arguments arguments{"-O" + std::to_string(options.host_optimization)};
  if (options.host_debug)
    append(arguments, {"-g"});
  if (!options.exceptions)
    append(arguments, {"-fno-exceptions"});
  append(arguments, options.host_arguments);
  return arguments;
}

// The device side takes from -Xcompiler what decides which source text is there; nvcc gives all of it to the host
// compiler that preprocesses for the device.
Arguments preprocessor_part(const Arguments& host) {
  Arguments part;
  for (size_t i = 0; i < host.size(); ++i) {
    llvm::StringRef argument = host[i];
    bool takes_next = argument == "-I" || argument == "-D" || argument == "-U" || argument == "-isystem" ||
                      argument == "-include" || argument == "-iquote" || argument == "-idirafter" ||
                      argument == "-imacros";
    if (takes_next && i + 1 < host.size())
      append(part, {host[i], host[i + 1]}), ++i;
    else if (argument.starts_with("-I") || argument.starts_with("-D") || argument.starts_with("-U") ||
             argument.starts_with("-isystem") || argument.starts_with("-iquote") ||
             argument.starts_with("-idirafter") || argument.starts_with("-d") || argument == "-P" || argument == "-C" ||
             argument == "-CC" || argument == "-H")
      append(part, {host[i]});
  }
  return part;
}

// -std=c++17 is for the C++ files among the sources, as nvcc has it.
Arguments standard_arguments(const CompileOptions& options) {
  const bool c = options.language == Language::kC || options.language == Language::kPreprocessedC;
  const bool for_cxx = options.standard.contains("++");
  if (!options.standard.empty() && for_cxx != c)
    return {"-std=" + options.standard};
  return c ? Arguments{} : Arguments{"-std=gnu++17"};
}

const char* language_name(Language language) {
  switch (language) {
  case Language::kCuda:
    return "cuda";
  case Language::kCxx:
    return "c++";
  case Language::kC:
    return "c";
  case Language::kPreprocessedCxx:
    return "c++-cpp-output";
  case Language::kPreprocessedC:
    return "cpp-output";
  }
  __builtin_unreachable();
}

} // namespace

std::string own_headers(const CompileOptions& options) { return options.prefix + "/include"; }

unsigned architecture_number(const std::string& architecture) {
  llvm::StringRef text = architecture;
  unsigned number = 0;
  return text.consumeInteger(10, number) ? 0 : number;
}

Arguments clang_arguments(const CompileOptions& options, Side side) {
  const bool cuda = options.language == Language::kCuda;
  Arguments arguments{"-c", "-Qunused-arguments", "-ferror-limit=100"}; // the limit is nvcc's
  if (cuda) {
    append(arguments, {"-nocudainc", "-nocudalib", "--cuda-path=/nonexistent", "--no-offload-new-driver"});
    append(arguments, {"-Xclang", "-target-sdk-version=13.0"}); // selects cudaLaunchKernel over cudaConfigureCall
    append(arguments, side == Side::kDevice ? device_arguments(options) : Arguments{"--cuda-host-only"});
    if (options.relocatable_device_code)
      append(arguments, {"-fgpu-rdc", "-cuid=" + options.unit});
    append(arguments, cuda_macros(options, side));
    append(arguments, {"-include", "cuda_runtime.h"});
  } else if (options.language == Language::kCxx || options.language == Language::kC) {
    append(arguments, nvcc_macros(options));
  }
  append(arguments, {"-U__CUDA_ARCH_LIST__", "-D__CUDA_ARCH_LIST__=" + architecture_list(options)});
  append(arguments, standard_arguments(options));
  for (const char* flag : kLenience)
    append(arguments, {flag});
  append(arguments, side == Side::kHost ? host_arguments(options) : preprocessor_part(options.host_arguments));
  append(arguments, {"-Wno-unknown-pragmas"}); // nv_diag_suppress, nv_exec_check_disable: GCC never sees those
  if (options.no_warnings)
    append(arguments, {"-w"});
  if (options.warnings_are_errors)
    append(arguments, {"-Werror"});

  append(arguments, options.arguments);
  // After the user's directories, as nvcc has it: a project's own copy of a CUDA header comes first.
  if (options.run_time_compilation)
    append(arguments, {"-nostdinc", "-nobuiltininc", "-isystem", kClangHeaders});
  else
    append(arguments, {"-isystem", own_headers(options) + "/ox/library"}); // what stands before the host's
  append(arguments, {"-isystem", own_headers(options)});
  append(arguments, {"-isystem", own_headers(options) + "/cccl"}); // where ./ox install-cccl puts CCCL; may be missing
  append(arguments, {"-x", language_name(options.language), options.input});
  return arguments;
}

} // namespace ox::frontend
