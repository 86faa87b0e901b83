// Linking for the host: clang's driver knows the start files and the C++ library, LLD links in process.
#include "driver/device_link_object.h"
#include "driver/run.h"
#include "frontend/invoke_clang.h"
#include "lld/Common/Driver.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

LLD_HAS_DRIVER(elf)

namespace ox::driver {
namespace {

// Many programs link -lcuda without a call of the driver API.  Where this tree has no libcuda, they link without it,
// and those that do call it are told which functions are missing.
bool is_absent_driver_library(const std::string& argument, const std::vector<std::string>& all) {
  if (argument != "-lcuda")
    return false;
  for (llvm::StringRef folder : all)
    if (folder.consume_front("-L") && llvm::sys::fs::exists(folder + "/libcuda.so"))
      return false;
  return true;
}

// -fopenmp links LLVM's OpenMP library, whose folder depends on the package that brought it.
std::optional<std::string> find_openmp_library() {
  std::vector<std::string> folders{llvm::sys::path::parent_path(frontend::host_compiler_path()).str() + "/../lib"};
  for (unsigned version = 30; version >= 14; --version)
    folders.push_back("/usr/lib/llvm-" + std::to_string(version) + "/lib");
  folders.push_back("/usr/lib/x86_64-linux-gnu");
  for (const std::string& folder : folders)
    if (llvm::sys::fs::exists(folder + "/libomp.so"))
      return folder;
  return std::nullopt;
}

// What the device link left out, if the linker misses it; GNU ld prints that by itself.
void explain_undefined(const std::string& device_link, llvm::StringRef linker_output) {
  for (const LinkWarning& warning : read_link_warnings(device_link))
    if (linker_output.contains(warning.symbol))
      print_error(warning.text);
}

} // namespace

bool run_job(const LinkJob& job) {
  std::vector<std::string> arguments = {"-fuse-ld=lld", "-Wno-unused-command-line-argument"};
  for (const std::string& argument : job.arguments)
    if (!is_absent_driver_library(argument, job.arguments))
      arguments.push_back(argument);
  if (std::ranges::find(job.arguments, "-fopenmp") != job.arguments.end()) {
    std::optional<std::string> folder = find_openmp_library();
    if (!folder) {
      print_error("-fopenmp needs libomp.so; install libomp-22-dev");
      return false;
    }
    arguments.insert(arguments.end(), {"-L" + *folder, "-Wl,-rpath," + *folder});
  }
  frontend::DiagnosticLog log(false);
  std::optional<std::vector<frontend::ClangCommand>> commands = frontend::plan_with_clang(arguments, log);
  for (const frontend::RenderedDiagnostic& diagnostic : log.all())
    if (diagnostic.level >= clang::DiagnosticsEngine::Error) // the compiles have given the warnings
      llvm::errs() << diagnostic.text;
  if (!commands || commands->size() != 1)
    return false;

  std::vector<const char*> link{"ld.lld"};
  for (const std::string& argument : commands->front().arguments)
    link.push_back(argument.c_str());
  std::string complaints;
  llvm::raw_string_ostream complaint_stream(complaints);
  const int code = lld::lldMain(link, llvm::outs(), complaint_stream, {{lld::Gnu, &lld::elf::link}}).retCode;
  llvm::errs() << complaints;
  if (code != 0 && !job.device_link.empty())
    explain_undefined(job.device_link, complaints);
  return code == 0;
}

bool run_job(const ArchiveJob& job) {
  std::vector<llvm::NewArchiveMember> members;
  for (const std::string& path : job.members) {
    auto member = llvm::NewArchiveMember::getFile(path, /*Deterministic=*/true);
    if (!member) {
      print_error("can't read '" + path + "': " + llvm::toString(member.takeError()));
      return false;
    }
    member->MemberName = llvm::StringRef(path).rsplit('/').second.empty() ? llvm::StringRef(path)
                                                                          : llvm::StringRef(path).rsplit('/').second;
    members.push_back(std::move(*member));
  }
  if (llvm::Error error = llvm::writeArchive(job.output, members, llvm::SymtabWritingMode::NormalSymtab,
                                             llvm::object::Archive::K_GNU, /*Deterministic=*/true, /*Thin=*/false)) {
    print_error("can't write '" + job.output + "': " + llvm::toString(std::move(error)));
    return false;
  }
  return true;
}

// The program takes ox-nvcc's place, so its exit code is the one that the user sees.
bool run_job(const ExecuteJob& job) {
  std::vector<char*> arguments{const_cast<char*>(job.program.c_str())};
  for (const std::string& argument : job.arguments)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::string program = job.program.contains('/') ? job.program : "./" + job.program;
  execv(program.c_str(), arguments.data());
  print_error("can't run '" + job.program + "': " + std::strerror(errno));
  return false;
}

} // namespace ox::driver
