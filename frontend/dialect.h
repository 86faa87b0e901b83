// nvcc's dialect of CUDA C++ in terms of clang's: the macros that nvcc defines, what it accepts that clang by default
// rejects, and where headers come from.  The decisions behind it are in docs/adr/0002-dialect.md.
#pragma once
#include "frontend/compile_options.h"

namespace ox::frontend {

enum class Side { kHost, kDevice };

// The arguments for clang's driver, input included, output not.
std::vector<std::string> clang_arguments(const CompileOptions& options, Side side);

// The folder of our CUDA headers.
std::string own_headers(const CompileOptions& options);

// In run-time compilation, a folder that isn't on disk: clang's headers that ours are over, and no other of clang's.
inline constexpr const char* kClangHeaders = "/ox/clang";

// "90a" -> 90; 0 when the text is no architecture.
unsigned architecture_number(const std::string& architecture);

} // namespace ox::frontend
