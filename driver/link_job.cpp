// Linking for the host: clang's driver knows the start files and the C++ library, LLD links in process.
#include "driver/run.h"
#include "frontend/invoke_clang.h"
#include "lld/Common/Driver.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <cstring>
#include <unistd.h>

LLD_HAS_DRIVER(elf)

namespace ox::driver {

bool run_job(const LinkJob& job) {
  std::vector<std::string> arguments = {"-fuse-ld=lld", "-Wno-unused-command-line-argument"};
  arguments.insert(arguments.end(), job.arguments.begin(), job.arguments.end());
  frontend::DiagnosticLog log(false);
  std::optional<std::vector<frontend::ClangCommand>> commands = frontend::plan_with_clang(arguments, log);
  for (const frontend::RenderedDiagnostic& diagnostic : log.all())
    llvm::errs() << diagnostic.text;
  if (!commands || commands->size() != 1)
    return false;

  std::vector<const char*> link{"ld.lld"};
  for (const std::string& argument : commands->front().arguments)
    link.push_back(argument.c_str());
  return lld::lldMain(link, llvm::outs(), llvm::errs(), {{lld::Gnu, &lld::elf::link}}).retCode == 0;
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
