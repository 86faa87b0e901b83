// Jobs as text.  The link line is the command that would do the same outside of ox-nvcc: build systems parse it to
// find the host compiler that links, and the libraries.
#include "driver/plan.h"
#include "frontend/dialect.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace ox::driver {
namespace {

std::string quoted(const std::string& word) {
  if (!word.empty() && word.find_first_of(" \t\n\"'\\$`;&|<>()*?") == word.npos)
    return word;
  std::string text = "\"";
  for (char c : word) {
    if (c == '"' || c == '\\' || c == '$' || c == '`')
      text += '\\';
    text += c;
  }
  return text + "\"";
}

std::string joined(const std::string& program, const std::vector<std::string>& arguments) {
  std::string line = program;
  for (const std::string& argument : arguments)
    line += " " + quoted(argument);
  return line;
}

std::string describe_job(const CompileJob& job) {
  std::string line;
  if (job.options.language == frontend::Language::kCuda && job.kind != CompileOutput::kPreprocessed &&
      job.kind != CompileOutput::kDependencies)
    // CMake takes its default architecture from the words "-arch compute_NN".
    line = joined("device-compile -arch compute_" + job.options.architecture,
                  frontend::clang_arguments(job.options, frontend::Side::kDevice)) +
           " -o " + quoted(job.output) + "\n#$ ";
  if (job.kind == CompileOutput::kPtx || job.kind == CompileOutput::kElf || job.kind == CompileOutput::kContainer)
    return line.substr(0, line.size() - 4);
  std::vector<std::string> host = frontend::clang_arguments(job.options, frontend::Side::kHost);
  host.insert(host.end(), job.dependency_arguments.begin(), job.dependency_arguments.end());
  host.insert(host.end(), {"-o", job.output});
  return line + joined("host-compile", host);
}

std::string describe_job(const DeviceLinkJob& job) {
  std::vector<std::string> arguments = job.inputs;
  for (const std::string& path : job.library_paths)
    arguments.push_back("-L" + path);
  for (const std::string& library : job.libraries)
    arguments.push_back("-l" + library);
  arguments.insert(arguments.end(), {"-o", job.output});
  return joined("device-link", arguments);
}

// CMake takes the first word for the compiler that it links with.
std::string describe_job(const LinkJob& job) {
  llvm::SmallString<128> program(job.host_compiler);
  if (llvm::sys::fs::is_directory(program)) // -ccbin may name the folder
    llvm::sys::path::append(program, "g++");
  return joined(quoted(program.str().str()), job.arguments);
}

std::string describe_job(const ArchiveJob& job) { return joined("ar rcs " + quoted(job.output), job.members); }

std::string describe_job(const ExecuteJob& job) { return joined(quoted(job.program), job.arguments); }

} // namespace

std::string describe_environment(const PlanContext& context) {
  const std::string& top = context.prefix;
  std::string text;
  for (auto [name, value] :
       std::initializer_list<std::pair<const char*, std::string>>{{"_HERE_", top + "/bin"},
                                                                  {"_THERE_", top + "/bin"},
                                                                  {"TOP", top},
                                                                  {"NVVMIR_LIBRARY_DIR", top + "/nvvm/libdevice"},
                                                                  {"INCLUDES", "\"-I" + top + "/include\""},
                                                                  {"LIBRARIES", quoted("-L" + top + "/lib64")},
                                                                  {"CUDAFE_FLAGS", ""},
                                                                  {"PTXAS_FLAGS", ""}})
    text += "#$ " + std::string(name) + "=" + value + "\n";
  // CMake asks that the folders it is told of exist.
  if (const std::string cccl = top + "/include/cccl"; llvm::sys::fs::exists(cccl))
    text += "#$ SYSTEM_INCLUDES=\"-isystem\" \"" + cccl + "\"\n";
  return text;
}

std::string describe(const Job& job) {
  return std::visit([](const auto& body) { return describe_job(body); }, job);
}

} // namespace ox::driver
