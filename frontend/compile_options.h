// What one source file is compiled with, on either side, in the words of CUDA; dialect.cpp turns it into clang's.
#pragma once
#include "frontend/cuda_version.h"
#include "frontend/diagnostic_numbers.h"
#include "frontend/float_options.h"
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ox::frontend {

enum class Language { kCuda, kCxx, kC, kPreprocessedCxx, kPreprocessedC };

// Warnings of nvcc that clang doesn't have.
struct KernelWarnings {
  DiagnosticSeverity default_stream_launch = DiagnosticSeverity::kIgnored;      // <<<>>> without a stream
  DiagnosticSeverity missing_launch_bounds = DiagnosticSeverity::kIgnored;      // a kernel without __launch_bounds__
  DiagnosticSeverity lambda_captures_this = DiagnosticSeverity::kIgnored;       // an extended one, implicitly
  DiagnosticSeverity cross_execution_space_call = DiagnosticSeverity::kIgnored; // __host__ __device__ calls __host__
  bool operator==(const KernelWarnings&) const = default;
};

struct CompileOptions {
  std::string input;
  Language language = Language::kCuda;
  std::string prefix; // of the tree that holds include/ and nvvm/libdevice/, see docs/adr/0001-seams.md

  // Files that are only in memory, by path: they come before those on disk.
  std::map<std::string, std::string> virtual_files;

  std::string standard;                    // "c++17"; empty: the default of the language
  // NVRTC's programs: nothing of the host's compiler and library is there but what the arguments name.
  bool run_time_compilation = false;
  // Asked now and then; true ends the compilation, without a word in the log.
  std::function<bool()> is_cancelled;

  std::vector<std::string> arguments;      // for both sides, in clang's spelling: -I -isystem -D -U -include
  std::vector<std::string> host_arguments; // for the host side: what followed -Xcompiler

  // Device side.  An architecture is the number with its suffix, "75" or "90a": __CUDA_ARCH__ is ten times that.
  std::string architecture = "75";
  std::vector<std::string> architecture_list; // every architecture asked for, for __CUDA_ARCH_LIST__
  FloatOptions floats;
  bool device_debug = false;                 // -G
  bool optimized_debug = false;              // -dopt=on: with -G, optimised and with line numbers only
  bool restrict_parameters = false;          // -restrict: no two pointers among a kernel's parameters overlap
  bool syntax_only = false;                  // device code is checked and not compiled
  std::vector<std::string> device_arguments; // for the device side alone, in clang's spelling
  bool for_ptx = false;                      // the device module is to be printed as PTX

  // Host side.
  unsigned host_optimization = 0; // -O0 to -O3
  bool host_debug = false;        // -g
  bool position_independent = true;

  // Dialect.
  CudaVersion cuda_version;
  bool extended_lambda = false;
  bool relaxed_constexpr = false;
  bool relocatable_device_code = false;
  std::string unit; // with it: this translation unit among all of a program, for the names of symbols
  bool per_thread_default_stream = false;
  bool exceptions = true;

  // Warnings.
  bool no_warnings = false;
  bool warnings_are_errors = false;
  KernelWarnings kernel_warnings;
  bool colors = false; // in diagnostics
};

} // namespace ox::frontend
