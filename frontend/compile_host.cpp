// clang emits what nvcc's host code would have: a wrapper around the image in .nv_fatbin, a constructor that calls
// __cudaRegisterFatBinary, __cudaRegisterFunction, __cudaRegisterVar and __cudaRegisterFatBinaryEnd, and a stub per
// kernel that calls cudaLaunchKernel.
#include "frontend/compile_host.h"
#include "frontend/asm_percents.h"
#include "frontend/calls_across_sides.h"
#include "frontend/cuda_action.h"
#include "frontend/dialect.h"
#include "frontend/early_registration.h"
#include "frontend/invoke_clang.h"
#include "frontend/kernel_warnings.h"
#include "frontend/launch_brackets.h"
#include "frontend/relocatable_code.h"
#include "frontend/rewritten_files.h"
#include "clang/CodeGen/CodeGenAction.h"

namespace ox::frontend {
namespace {

template <typename Action> class HostAction : public CudaAction<Action> {
public:
  explicit HostAction(const KernelWarnings& warnings) : warnings_(warnings) {}

protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef file) override {
    return after_kernel_warnings(CudaAction<Action>::CreateASTConsumer(compiler, file), warnings_);
  }

private:
  KernelWarnings warnings_;
};

std::unique_ptr<clang::FrontendAction> make_action(HostOutput kind, const KernelWarnings& warnings) {
  if (kind == HostOutput::kAssembly)
    return std::make_unique<HostAction<clang::EmitAssemblyAction>>(warnings);
  return std::make_unique<HostAction<clang::EmitObjAction>>(warnings);
}

} // namespace

bool compile_host(const CompileOptions& options, const HostOptions& host, ImageProvider image, DiagnosticLog& log) {
  std::vector<std::string> arguments = clang_arguments(options, Side::kHost);
  if (host.kind == HostOutput::kAssembly)
    arguments.insert(arguments.end(), {"-S", "-fno-addrsig"}); // a table that other assemblers don't know
  arguments.insert(arguments.end(), host.dependency_arguments.begin(), host.dependency_arguments.end());
  arguments.insert(arguments.end(), {"-o", host.output});

  const bool embeds = options.language == Language::kCuda && image;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files = llvm::vfs::getRealFileSystem();
  if (options.language == Language::kCuda)
    files = make_file_system_with_rewrites(files, {join_launch_brackets, respell_asm_percents});
  if (embeds)
    files = make_file_system_with_image(files, std::move(image));
  std::unique_ptr<clang::FrontendAction> action = make_action(host.kind, options.kernel_warnings);
  return run_clang(arguments, own_headers(options), log, *action, std::move(files),
                   [&](clang::CompilerInvocation& invocation) {
                     // Launches go to cudaLaunchKernel_ptsz; clang's driver keeps its flag for that to HIP.
                     if (options.per_thread_default_stream)
                       invocation.getLangOpts().GPUDefaultStream = clang::LangOptions::GPUDefaultStreamKind::PerThread;
                     register_before_constructors(invocation.getCodeGenOpts());
                     if (options.relocatable_device_code)
                       name_registration(invocation.getCodeGenOpts(), options.unit);
                     restore_asm_percents_early(invocation.getCodeGenOpts());
                     if (options.language == Language::kCuda)
                       stop_at_calls_of_other_side(
                           invocation.getCodeGenOpts(),
                           [&] { return static_cast<clang::CodeGenAction&>(*action).getCodeGenerator(); }, false);
                     if (embeds)
                       invocation.getCodeGenOpts().CudaGpuBinaryFileName = kImageFileName;
                   });
}

} // namespace ox::frontend
