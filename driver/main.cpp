// ox-nvcc: arguments to a plan, the plan to results.
#include "driver/run.h"
#include "frontend/invoke_clang.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace {

// NVCC_PREPEND_FLAGS, the arguments, NVCC_APPEND_FLAGS.
std::vector<std::string> collect_arguments(int argc, char** argv) {
  std::vector<std::string> arguments;
  auto add_variable = [&](const char* name) {
    if (const char* text = std::getenv(name))
      for (std::string& word : ox::driver::split_words(text))
        arguments.push_back(std::move(word));
  };
  add_variable("NVCC_PREPEND_FLAGS");
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  add_variable("NVCC_APPEND_FLAGS");
  return arguments;
}

// What nvcc would link with.  Other compilers of a project are GCC as a rule, and only GCC's own driver links what its
// link-time optimisation leaves in objects.
std::string find_host_compiler() {
  llvm::ErrorOr<std::string> found = llvm::sys::findProgramByName("g++");
  return found ? *found : ox::frontend::host_compiler_path();
}

} // namespace

int main(int argc, char** argv) {
  using namespace ox::driver;
  llvm::SmallString<128> scratch;
  if (std::error_code error = llvm::sys::fs::createUniqueDirectory("ox-nvcc", scratch)) {
    print_error("can't make a folder for scratch files: " + error.message() + "; set TMPDIR to one that is writable");
    return 1;
  }
  llvm::SmallString<128> working_directory;
  llvm::sys::fs::current_path(working_directory);
  PlanContext context{find_prefix(argv[0]), scratch.str().str(), read_file, find_host_compiler(),
                      working_directory.str().str()};
  const std::vector<std::string> arguments = collect_arguments(argc, argv);
  std::expected<Plan, std::string> plan = make_plan(arguments, context);
  int code = 1;
  if (plan) {
    code = run_plan(*plan, context);
  } else {
    // CMake asks for the environment by `nvcc -v` with a file that isn't there.
    if (std::ranges::any_of(arguments, [](const auto& text) { return text == "-v" || text == "--verbose"; }))
      std::fputs(describe_environment(context).c_str(), stderr);
    print_error(plan.error());
  }
  llvm::sys::fs::remove_directories(scratch);
  // Everything is written; freeing what clang and LLVM hold would only take time.
  std::fflush(nullptr);
  _exit(code);
}
