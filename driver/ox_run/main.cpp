// ox-run PROGRAM [ARGS]: runs a program that was built for CUDA on Ox, as it is.  Its libraries are found through the
// environment, and what stands in the way is said before the program starts.
#include "driver/ox_run/inspect.h"
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <set>
#include <string_view>
#include <unistd.h>

namespace {

using ox::driver::ox_run::Program;
namespace fs = std::filesystem;

constexpr char kHelp[] = R"(usage: ox-run [OPTIONS] PROGRAM [ARGS]

Runs a CUDA program on Ox: sets LD_LIBRARY_PATH (and LD_PRELOAD, where the program insists on other libraries) so that
it finds the libraries of Ox under the names it asks for, and becomes it.

  -v, --verbose   say what the program has in it and what is set up
  --dry-run       only say it
  --preload       put the libraries of Ox before any others, whatever the program's run paths say
  -h, --help      this text
)";

struct Options {
  bool verbose = false, dry_run = false, preload = false;
};

[[noreturn]] void fail(const std::string& words) {
  std::fprintf(stderr, "ox-run: %s\n", words.c_str());
  std::exit(127); // as a shell that finds no program
}

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos)
    return name;
  const char* path = std::getenv("PATH");
  for (std::string_view rest = path ? path : ""; !rest.empty();) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    std::string candidate = std::string(folder) + "/" + name;
    std::error_code ignored;
    if (access(candidate.c_str(), X_OK) == 0 && !fs::is_directory(candidate, ignored))
      return candidate;
  }
  fail(name + " is not in PATH; ox-run takes a program and its arguments: ox-run ./program ARGS");
}

std::string prepended(const char* variable, const std::string& value) {
  const char* before = std::getenv(variable);
  return before && *before ? value + ":" + before : value;
}

// Which of the libraries the dynamic linker would find elsewhere first.
std::set<std::string> libraries_in_rpath(const Program& program) {
  std::set<std::string> found;
  for (const std::string& library : program.libraries)
    for (const std::string& folder : program.rpath)
      if (access((folder + "/" + library).c_str(), R_OK) == 0)
        found.insert(library);
  return found;
}

void describe(const std::string& path, const Program& program) {
  std::printf("%s: %s\n", path.c_str(), program.is_elf ? "a program" : "a script; what it starts inherits the set-up");
  for (const std::string& library : program.libraries)
    std::printf("  asks for %s\n", library.c_str());
  if (program.has_our_runtime)
    std::printf("  has the runtime of Ox in it\n");
  for (const std::string& image : program.images)
    std::printf("  has an image: %s\n", image.c_str());
}

// What will not work, each with what to do.
void warn(const std::string& path, const Program& program) {
  if (program.has_foreign_static_runtime())
    std::fprintf(stderr,
                 "ox-run: %s is linked statically with another CUDA runtime, which talks to NVIDIA's driver by private "
                 "tables that libcuda.so.1 of Ox doesn't have.  Link it again with -cudart shared (nvcc), or with "
                 "lib64/stubs/cuda-12 of Ox (clang, g++); its objects can stay as they are.\n",
                 path.c_str());
  if (!program.images.empty() && !program.has_usable_image)
    std::fprintf(stderr,
                 "ox-run: %s has machine code for NVIDIA's GPUs and no PTX.  Build it with PTX (nvcc: -gencode "
                 "arch=compute_80,code=compute_80; clang: --cuda-include-ptx=all), or with ox-nvcc.\n",
                 path.c_str());
  if (!program.damage.empty())
    std::fprintf(stderr, "ox-run: the device images of %s: %s\n", path.c_str(), program.damage.c_str());
}

void set(const char* variable, const std::string& value, const Options& options) {
  if (options.verbose || options.dry_run)
    std::printf("  %s=%s\n", variable, value.c_str());
  setenv(variable, value.c_str(), 1);
}

} // namespace

int main(int count, char** arguments) {
  Options options;
  int at = 1;
  for (; at < count && arguments[at][0] == '-'; ++at) {
    const std::string_view option = arguments[at];
    if (option == "--help" || option == "-h") {
      std::fputs(kHelp, stdout);
      return 0;
    }
    if (option == "--") {
      ++at;
      break;
    }
    if (option == "--verbose" || option == "-v")
      options.verbose = true;
    else if (option == "--dry-run")
      options.dry_run = true;
    else if (option == "--preload")
      options.preload = true;
    else
      fail("there is no option " + std::string(option) + "; ox-run --help lists them");
  }
  if (at == count) {
    std::fputs(kHelp, stderr);
    return 127;
  }

  const std::string path = find_program(arguments[at]);
  const auto program = ox::driver::ox_run::inspect(path);
  if (!program)
    fail(program.error());
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const std::string folder = (self.parent_path().parent_path() / "lib64").string();
  if (!fs::exists(folder + "/libcudart.so.13", error))
    fail("the libraries of Ox are not in " + folder);

  if (options.verbose || options.dry_run)
    describe(path, *program);
  warn(path, *program);
  set("LD_LIBRARY_PATH", prepended("LD_LIBRARY_PATH", folder), options);
  const bool preloads_all = options.preload;
  const std::set<std::string> elsewhere = libraries_in_rpath(*program);
  std::string preloaded;
  for (const std::string& library : program->libraries)
    if (preloads_all || elsewhere.contains(library))
      preloaded += (preloaded.empty() ? "" : ":") + folder + "/" + library;
  if (preloads_all && preloaded.empty())
    preloaded = folder + "/libcudart.so.13:" + folder + "/libcuda.so.1";
  if (!preloaded.empty())
    set("LD_PRELOAD", prepended("LD_PRELOAD", preloaded), options);
  if (options.dry_run)
    return 0;
  std::fflush(nullptr);
  execv(path.c_str(), arguments + at);
  fail(path + " can't be started: " + std::strerror(errno));
}
