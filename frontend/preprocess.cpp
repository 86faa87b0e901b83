#include "frontend/preprocess.h"
#include "frontend/included_files.h"
#include "frontend/invoke_clang.h"
#include "frontend/launch_brackets.h"
#include "frontend/rewritten_files.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"

namespace ox::frontend {
namespace {

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files_of(const CompileOptions& options) {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files = llvm::vfs::getRealFileSystem();
  return options.language == Language::kCuda ? make_file_system_with_rewrites(files, {join_launch_brackets}) : files;
}

class ListIncludedFiles : public clang::PreprocessOnlyAction {
public:
  explicit ListIncludedFiles(IncludedFiles& files) : files_(files) {}

protected:
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    files_.watch(compiler);
    return PreprocessOnlyAction::BeginSourceFileAction(compiler);
  }

private:
  IncludedFiles& files_;
};

} // namespace

bool preprocess(const CompileOptions& options, Side side, const std::string& output, DiagnosticLog& log) {
  std::vector<std::string> arguments = clang_arguments(options, side);
  arguments.insert(arguments.end(), {"-E", "-o", output});
  clang::PrintPreprocessedAction action;
  return run_clang(arguments, own_headers(options), log, action, files_of(options), [](clang::CompilerInvocation&) {});
}

bool write_make_rule(const CompileOptions& options, const std::vector<std::string>& rule, const std::string& output,
                     DiagnosticLog& log) {
  IncludedFiles device_files;
  if (options.language == Language::kCuda) {
    std::vector<std::string> arguments = clang_arguments(options, Side::kDevice);
    arguments.push_back("-E");
    ListIncludedFiles action(device_files);
    DiagnosticLog own(false); // the host side says it all again
    run_clang(arguments, own_headers(options), own, action, files_of(options), [](clang::CompilerInvocation&) {});
  }
  std::vector<std::string> arguments = clang_arguments(options, Side::kHost);
  arguments.insert(arguments.end(), rule.begin(), rule.end());
  arguments.insert(arguments.end(), {"-o", output});
  clang::PreprocessOnlyAction action;
  return run_clang(arguments, own_headers(options), log, action, files_of(options),
                   [&](clang::CompilerInvocation& invocation) {
                     clang::DependencyOutputOptions& wanted = invocation.getDependencyOutputOpts();
                     for (const std::string& file :
                          wanted.IncludeSystemHeaders ? device_files.all() : device_files.without_system_headers())
                       wanted.ExtraDeps.emplace_back(file, clang::EDK_DepFileEntry);
                   });
}

} // namespace ox::frontend
