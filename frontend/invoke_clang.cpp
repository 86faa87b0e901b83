#include "frontend/invoke_clang.h"
#include "clang/Driver/Compilation.h"
#include "clang/Driver/Driver.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include <cassert>
#include <mutex>

namespace ox::frontend {
namespace {

void initialize_llvm() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
    LLVMInitializeNVPTXTargetInfo();
    LLVMInitializeNVPTXTarget();
    LLVMInitializeNVPTXTargetMC();
    LLVMInitializeNVPTXAsmPrinter();
  });
}

std::vector<const char*> pointers_to(const std::vector<std::string>& strings) {
  std::vector<const char*> pointers;
  for (const std::string& string : strings)
    pointers.push_back(string.c_str());
  return pointers;
}

// -mllvm options are process-wide and two compiles run at once, so they are taken out of the invocations.  The only one
// that clang's driver adds by itself keeps the middle end from making calls to memcpy out of loops on a device that
// has none; the code generator for OxCore expands such calls.
void drop_llvm_options(clang::CompilerInvocation& invocation) { invocation.getFrontendOpts().LLVMArgs.clear(); }

} // namespace

std::optional<std::vector<ClangCommand>> plan_with_clang(const std::vector<std::string>& arguments,
                                                         DiagnosticLog& log) {
  initialize_llvm();
  auto diagnostics = clang::CompilerInstance::createDiagnostics(*llvm::vfs::getRealFileSystem(), log.options(), &log,
                                                                /*ShouldOwnClient=*/false);
  const std::string program = OX_LLVM_BIN_DIR "/clang++";
  clang::driver::Driver driver(program, llvm::sys::getDefaultTargetTriple(), *diagnostics, "ox-nvcc");
  driver.ResourceDir = OX_CLANG_RESOURCE_DIR;
  driver.setCheckInputsExist(false);

  std::vector<const char*> argv = pointers_to(arguments);
  argv.insert(argv.begin(), program.c_str());
  std::unique_ptr<clang::driver::Compilation> compilation(driver.BuildCompilation(argv));
  if (!compilation || diagnostics->hasErrorOccurred())
    return std::nullopt;

  std::vector<ClangCommand> commands;
  for (const clang::driver::Command& job : compilation->getJobs()) {
    ClangCommand command{job.getExecutable(), {}};
    for (const char* argument : job.getArguments())
      command.arguments.push_back(argument);
    commands.push_back(std::move(command));
  }
  return commands;
}

bool run_clang(const std::vector<std::string>& arguments, DiagnosticLog& log, clang::FrontendAction& action,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files,
               const std::function<void(clang::CompilerInvocation&)>& adjust) {
  std::optional<std::vector<ClangCommand>> commands = plan_with_clang(arguments, log);
  if (!commands)
    return false;
  assert(commands->size() == 1 && commands->front().arguments.front() == "-cc1");

  std::vector<const char*> cc1 = pointers_to(commands->front().arguments);
  auto invocation = std::make_shared<clang::CompilerInvocation>();
  {
    auto diagnostics = clang::CompilerInstance::createDiagnostics(*files, log.options(), &log, false);
    if (!clang::CompilerInvocation::CreateFromArgs(*invocation, llvm::ArrayRef(cc1).drop_front(), *diagnostics))
      return false;
  }
  drop_llvm_options(*invocation);
  adjust(*invocation);

  clang::CompilerInstance compiler(std::move(invocation));
  compiler.setVirtualFileSystem(std::move(files));
  // The warning flags are in the invocation's own options; colours and limits too.
  compiler.getDiagnosticOpts().ShowColors = log.options().ShowColors;
  compiler.createDiagnostics(&log, /*ShouldOwnClient=*/false);
  return compiler.ExecuteAction(action) && !compiler.getDiagnostics().hasErrorOccurred();
}

} // namespace ox::frontend
