#include "frontend/compile_device.h"
#include "frontend/asm_percents.h"
#include "frontend/asm_statements.h"
#include "frontend/builtin_variables.h"
#include "frontend/calls_across_sides.h"
#include "frontend/cancellation.h"
#include "frontend/cluster_dimensions.h"
#include "frontend/cuda_action.h"
#include "frontend/dialect.h"
#include "frontend/float_mode.h"
#include "frontend/inline_ptx.h"
#include "frontend/invoke_clang.h"
#include "frontend/kernel_warnings.h"
#include "frontend/launch_brackets.h"
#include "frontend/quad_precision.h"
#include "frontend/relocatable_code.h"
#include "frontend/restrict_parameters.h"
#include "frontend/rewritten_files.h"
#include "frontend/static_variables.h"
#include "frontend/text_constraint.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/CodeGen/CodeGenAction.h"
#include "clang/Frontend/FrontendActions.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ox::frontend {
namespace {

// Before optimisation, only what is called, as internal functions: so that they are inlined and their special cases
// folded like the program's own code.
void link_device_library(clang::CompilerInvocation& invocation, const std::string& path) {
  clang::CodeGenOptions::BitcodeFileToLink file;
  file.Filename = path;
  file.PropagateAttrs = true; // the program's flush-to-zero mode holds inside library functions too
  file.Internalize = true;
  file.LinkFlags = llvm::Linker::Flags::LinkOnlyNeeded;
  invocation.getCodeGenOpts().LinkBitcodeFiles.push_back(std::move(file));
}

// A fault names its source line, so line tables are always there.  Set here and not by a flag because clang's driver
// turns -g for optimised nvptx code into something only ptxas understands.
// In PTX text, anything more than directives would be DWARF of another machine's code, as bytes.
void keep_line_tables(clang::CompilerInvocation& invocation, const CompileOptions& options) {
  clang::CodeGenOptions& codegen = invocation.getCodeGenOpts();
  codegen.setDebugInfo(options.for_ptx                                    ? llvm::codegenoptions::DebugDirectivesOnly
                       : options.device_debug && !options.optimized_debug ? llvm::codegenoptions::LimitedDebugInfo
                                                                          : llvm::codegenoptions::DebugLineTablesOnly);
  codegen.DwarfVersion = 4;
}

// What the library should have had.  A call left over would otherwise be an undefined symbol at the very end.
std::string missing_library_functions(const llvm::Module& module) {
  std::string names;
  for (const llvm::Function& function : module)
    if (function.isDeclaration() && function.getName().starts_with("__nv_") && !function.use_empty())
      names += (names.empty() ? "" : ", ") + function.getName().str();
  return names;
}

class DeviceAction : public CudaAction<clang::EmitLLVMOnlyAction> {
public:
  DeviceAction(DeviceModule& device, AsmStatements& statements, const CompileOptions& options)
      : CudaAction<clang::EmitLLVMOnlyAction>(device.context.get()), files_(device.files), statements_(statements),
        options_(options) {}

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    files_.watch(compiler);
    return CudaAction<clang::EmitLLVMOnlyAction>::BeginSourceFileAction(compiler);
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef file) override {
    auto next = CudaAction<clang::EmitLLVMOnlyAction>::CreateASTConsumer(compiler, file);
    if (!next)
      return nullptr;
    next = after_kernel_warnings(statements_.watch(compiler, std::move(next)), options_.kernel_warnings);
    if (options_.run_time_compilation)
      next = keep_static_variables(std::move(next));
    return until_cancelled(std::move(next), options_.is_cancelled);
  }

private:
  IncludedFiles& files_;
  AsmStatements& statements_;
  const CompileOptions& options_;
};

// Read anew for each compilation: there are three.
void add_clang_headers(llvm::vfs::FileSystem& disk, llvm::vfs::InMemoryFileSystem& memory) {
  for (const char* name :
       {"__clang_cuda_math.h", "__clang_cuda_libdevice_declares.h", "__clang_cuda_complex_builtins.h"})
    if (auto text = disk.getBufferForFile(std::string(OX_CLANG_RESOURCE_DIR "/include/") + name))
      memory.addFile(std::string(kClangHeaders) + "/" + name, 0, std::move(*text));
}

// Files on disk, behind those that are only in memory.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files_of(const CompileOptions& options) {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> disk = llvm::vfs::getRealFileSystem();
  if (options.virtual_files.empty() && !options.run_time_compilation)
    return disk;
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  if (auto folder = disk->getCurrentWorkingDirectory())
    memory->setCurrentWorkingDirectory(*folder);
  for (const auto& [path, text] : options.virtual_files)
    memory->addFile(path, 0, llvm::MemoryBuffer::getMemBufferCopy(text, path));
  if (options.run_time_compilation)
    add_clang_headers(*disk, *memory);
  auto both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(disk);
  both->pushOverlay(memory);
  return both;
}

// An empty module where there is nothing to complain about.
std::unique_ptr<DeviceModule> check_device_code(const CompileOptions& options,
                                                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files,
                                                std::unique_ptr<DeviceModule> result, DiagnosticLog& log) {
  CudaAction<clang::SyntaxOnlyAction> action;
  if (!run_clang(clang_arguments(options, Side::kDevice), own_headers(options), log, action, std::move(files),
                 [](clang::CompilerInvocation&) {}))
    return nullptr;
  result->module = std::make_unique<llvm::Module>(options.input, *result->context);
  return result;
}

void report(DiagnosticLog& log, const std::string& text) {
  log.add({clang::DiagnosticsEngine::Error, "ox-nvcc: error: " + text + "\n"});
}

} // namespace

std::string device_library_path(const CompileOptions& options) {
  return options.prefix + "/nvvm/libdevice/libdevice.10.bc";
}

static std::string quad_library_path(const CompileOptions& options) {
  return options.prefix + "/nvvm/libdevice/libdevice.fp128.bc";
}

bool DeviceModule::has_device_code() const {
  auto is_definition = [](const llvm::GlobalValue& value) {
    return !value.isDeclaration() && !value.hasLocalLinkage() && !value.getName().starts_with("llvm.");
  };
  for (const llvm::Function& function : *module)
    if (function.getCallingConv() == llvm::CallingConv::PTX_Kernel || (is_relocatable && is_definition(function)))
      return true;
  for (const llvm::GlobalVariable& variable : module->globals())
    if (is_definition(variable))
      return true;
  return false;
}

std::unique_ptr<DeviceModule> compile_device(const CompileOptions& options, DiagnosticLog& log) {
  auto result = std::make_unique<DeviceModule>();
  result->is_relocatable = options.relocatable_device_code;
  result->context = std::make_unique<llvm::LLVMContext>();
  const std::string library = device_library_path(options);
  const bool has_library = llvm::sys::fs::exists(library);

  auto files = make_file_system_with_rewrites(files_of(options),
                                              {join_launch_brackets, respell_text_constraints, respell_asm_percents});
  if (options.syntax_only)
    return check_device_code(options, std::move(files), std::move(result), log);
  AsmStatements asm_statements;
  DeviceAction action(*result, asm_statements, options);
  bool good = run_clang(
      clang_arguments(options, Side::kDevice), own_headers(options), log, action, files,
      [&](clang::CompilerInvocation& invocation) {
        keep_line_tables(invocation, options);
        skip_passes_when_cancelled(invocation.getCodeGenOpts(), options.is_cancelled);
        // Passes ask what asm statements and called functions were in the source.
        invocation.getCodeGenOpts().ClearASTBeforeBackend = false;
        stop_at_calls_of_other_side(invocation.getCodeGenOpts(), [&] { return action.getCodeGenerator(); }, true);
        if (options.restrict_parameters)
          restrict_kernel_parameters(invocation.getCodeGenOpts());
        read_builtin_variables_from_registers(invocation.getCodeGenOpts());
        point_at_managed_storage(invocation.getCodeGenOpts());
        if (options.relocatable_device_code)
          unite_static_variables(invocation.getCodeGenOpts());
        settle_float_mode_early(invocation.getCodeGenOpts(), options);
        restore_asm_percents_early(invocation.getCodeGenOpts());
        if (options.for_ptx)
          prepare_inline_ptx_early(invocation.getCodeGenOpts());
        else
          lower_inline_ptx_early(invocation.getCodeGenOpts(), asm_statements, options.floats.contract());
        if (has_library)
          link_device_library(invocation, library);
      });
  result->module = action.takeModule();
  if (!good || !result->module || (options.is_cancelled && options.is_cancelled()))
    return nullptr;
  if (options.run_time_compilation)
    rename_static_variables(*result->module);
  apply_cluster_dimensions(*result->module);
  if (std::string error = link_quad_precision(*result->module, quad_library_path(options)); !error.empty()) {
    report(log, error);
    return nullptr;
  }

  if (std::string missing = missing_library_functions(*result->module); !missing.empty()) {
    report(log, has_library
                    ? options.input + " calls device library functions that " + library + " doesn't have: " + missing
                    : options.input + " calls device library functions (" + missing + "), and there is no " + library +
                          "; install or build libdevice");
    return nullptr;
  }
  return result;
}

} // namespace ox::frontend
