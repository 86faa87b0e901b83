#include "frontend/invoke_clang.h"
#include "frontend/shared_constructors.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Driver/Compilation.h"
#include "clang/Driver/Driver.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Options/Options.h"
#include "clang/Sema/Sema.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
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

// A folder with NVIDIA's headers: on a machine that has that toolkit, makefiles name it, and links to its files may be
// in /usr/local/include.  Mixed with ours they give neither; ours alone is what the program is compiled against.
bool is_other_toolkit(llvm::StringRef folder, llvm::StringRef own) {
  while (folder.size() > 1 && folder.ends_with("/"))
    folder = folder.drop_back();
  if (llvm::sys::path::filename(folder) == "cccl") // a part of a toolkit's headers, in a folder of its own
    folder = llvm::sys::path::parent_path(folder);
  return folder != own && folder != "/usr/include" && llvm::sys::fs::exists(folder + "/cuda_runtime_api.h") &&
         llvm::sys::fs::exists(folder + "/crt/host_config.h");
}

void drop_other_toolkits(clang::CompilerInvocation& invocation, llvm::StringRef own) {
  std::erase_if(invocation.getHeaderSearchOpts().UserEntries,
                [&](const auto& entry) { return is_other_toolkit(entry.Path, own); });
}

// Programs for nvcc include what GCC brings along, omp.h above all; clang's own comes with a package that may not be
// there.  GCC's folder goes last: whatever clang has itself comes from clang.
void add_gcc_headers(clang::CompilerInvocation& invocation) {
  clang::HeaderSearchOptions& search = invocation.getHeaderSearchOpts();
  for (const auto& entry : search.UserEntries) {
    auto [installation, rest] = llvm::StringRef(entry.Path).split("/../");
    if (!installation.contains("/lib/gcc/") || rest.empty())
      continue;
    search.AddPath((installation + "/include").str(), clang::frontend::After, false, true);
    return;
  }
}

// -Xcompiler carries options of GCC.  Those that tune code generation (-f..., -m...) and that clang has never heard of
// can be left out; the user is told.  All other unknown options stay, and are clang's errors.
std::vector<std::string> without_foreign_options(const std::vector<std::string>& arguments, DiagnosticLog& log) {
  std::vector<const char*> argv = pointers_to(arguments);
  unsigned missing_index = 0, missing_count = 0;
  llvm::opt::InputArgList parsed = clang::getDriverOptTable().ParseArgs(
      argv, missing_index, missing_count, llvm::opt::Visibility(clang::options::ClangOption));
  std::vector<std::string> kept = arguments;
  for (const llvm::opt::Arg* argument : parsed.filtered(clang::options::OPT_UNKNOWN)) {
    llvm::StringRef text = arguments[argument->getIndex()];
    if (!text.starts_with("-f") && !text.starts_with("-m"))
      continue;
    log.add({clang::DiagnosticsEngine::Warning,
             "ox-nvcc: warning: the host compiler, clang, has no option '" + text.str() + "'; ignored\n"});
    std::erase(kept, text);
  }
  return kept;
}

// In CUDA sources only: a .cpp file is the host compiler's.  In two steps, because to ask for a warning leaves what is
// an error as it is.
void demote_errors(clang::DiagnosticsEngine& diagnostics) {
#define OX_DEMOTED_ERROR(name)                                                                                         \
  diagnostics.setSeverity(clang::diag::name, clang::diag::Severity::Ignored, {});                                      \
  diagnostics.setSeverity(clang::diag::name, clang::diag::Severity::Warning, {});
#include "frontend/demoted_errors.def"
}

} // namespace

std::string host_compiler_path() { return OX_LLVM_BIN_DIR "/clang++"; }

std::optional<std::vector<ClangCommand>> plan_with_clang(const std::vector<std::string>& given, DiagnosticLog& log) {
  initialize_llvm();
  const std::vector<std::string> arguments = without_foreign_options(given, log);
  auto diagnostics = clang::CompilerInstance::createDiagnostics(*llvm::vfs::getRealFileSystem(), log.options(), &log,
                                                                /*ShouldOwnClient=*/false);
  const std::string program = host_compiler_path();
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

bool run_clang(const std::vector<std::string>& arguments, const std::string& own_headers, DiagnosticLog& log,
               clang::FrontendAction& action, llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files,
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
  drop_other_toolkits(*invocation, own_headers);
  if (invocation->getHeaderSearchOpts().UseStandardSystemIncludes)
    add_gcc_headers(*invocation);
  // clang's driver lets its process leak what it ends with; this one may go on.
  invocation->getFrontendOpts().DisableFree = false;
  invocation->getCodeGenOpts().DisableFree = false;
  adjust(*invocation);

  clang::CompilerInstance compiler(std::move(invocation));
  compiler.setVirtualFileSystem(std::move(files));
  // The warning flags are in the invocation's own options; colours and limits too.
  compiler.getDiagnosticOpts().ShowColors = log.options().ShowColors;
  if (compiler.getDiagnosticOpts().IgnoreWarnings) {
    compiler.getDiagnosticOpts().IgnoreWarnings = false;
    log.leave_out_warnings();
  }
  compiler.createDiagnostics(&log, /*ShouldOwnClient=*/false);
  compiler.setVerboseOutputStream(llvm::nulls()); // "1 error generated": said once for both sides, by the driver
  if (compiler.getLangOpts().CUDA)
    demote_errors(compiler.getDiagnostics());
  log.set_current_function([&compiler]() -> const clang::FunctionDecl* {
    return compiler.hasSema() ? compiler.getSema().getCurFunctionDecl(/*AllowLambda=*/true) : nullptr;
  });
  log.set_shared_variable_handler([&compiler](clang::SourceLocation at) {
    return compiler.hasSema() && replace_shared_variable(compiler.getSema(), at);
  });
  const bool good = compiler.ExecuteAction(action) && !compiler.getDiagnostics().hasErrorOccurred();
  log.set_current_function({});
  log.set_shared_variable_handler({});
  return good;
}

} // namespace ox::frontend
