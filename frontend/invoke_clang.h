// Clang in process: arguments of the clang driver in, one run of the compiler proper out, without a child process.
#pragma once
#include "frontend/diagnostics.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class FrontendAction;
}

namespace ox::frontend {

// One command of a plan made by clang's driver: what it would have executed.
struct ClangCommand {
  std::string program; // "clang" for a cc1 job, the linker's path for a link
  std::vector<std::string> arguments;
};

// Asks clang's driver what `clang++ arguments...` would run.  The driver finds the host's C++ library, start files and
// linker flags.  Nothing when it refused, with the reason in the log.
std::optional<std::vector<ClangCommand>> plan_with_clang(const std::vector<std::string>& arguments, DiagnosticLog& log);

// The clang++ whose driver is asked: a program that links the same way.
std::string host_compiler_path();

// Plans, takes the one cc1 command, lets `adjust` change the invocation and runs `action` on it.
// Of all folders with CUDA headers only `own_headers` is searched.
// Returns false when there was an error; the log has it.
bool run_clang(const std::vector<std::string>& arguments, const std::string& own_headers, DiagnosticLog& log,
               clang::FrontendAction& action, llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files,
               const std::function<void(clang::CompilerInvocation&)>& adjust);

} // namespace ox::frontend
