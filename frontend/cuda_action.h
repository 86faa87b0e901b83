// A CodeGenAction that reads nvcc's CUDA C++: what clang's front end has to be told while it parses.
#pragma once
#include "frontend/device_code_checks.h"
#include "frontend/diagnostic_pragmas.h"
#include "frontend/diagnostics.h"
#include "frontend/execution_spaces.h"
#include "frontend/lambda_traits.h"
#include "frontend/managed_variables.h"
#include "frontend/quad_precision.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include <memory>

namespace ox::frontend {

template <typename Action> class CudaAction : public Action {
public:
  using Action::Action;

protected:
  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    allow_quad_precision(compiler);
    return Action::BeginInvocation(compiler);
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef file) override {
    std::unique_ptr<clang::ASTConsumer> next = Action::CreateASTConsumer(compiler, file);
    if (!next || !compiler.getLangOpts().CUDA)
      return next;
    handle_diagnostic_pragmas(compiler.getPreprocessor(),
                              static_cast<DiagnosticLog&>(*compiler.getDiagnostics().getClient()));
    next = after_checking_device_code(compiler, std::move(next));
    next = after_answering_lambda_traits(after_marking_managed_variables(std::move(next)));
    return after_uniting_execution_spaces(compiler, std::move(next));
  }
};

} // namespace ox::frontend
