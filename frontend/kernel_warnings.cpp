#include "frontend/kernel_warnings.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/MultiplexConsumer.h"

namespace ox::frontend {
namespace {

bool is_written(const clang::Attr* attribute) { return attribute && !attribute->isImplicit(); }

// By its qualifiers in the source: clang makes constexpr functions callable on both sides by itself.
bool runs_on_both_sides(const clang::FunctionDecl& function) {
  return is_written(function.getAttr<clang::CUDAHostAttr>()) && is_written(function.getAttr<clang::CUDADeviceAttr>());
}

bool runs_on_host_alone(const clang::FunctionDecl& function) {
  return !function.hasAttr<clang::CUDADeviceAttr>() && !function.hasAttr<clang::CUDAGlobalAttr>() &&
         !function.isConstexpr() && function.getBuiltinID() == 0;
}

// Templates are looked at as they are written, not per instance: each place is reported once.
class KernelChecks : public clang::ConstDynamicRecursiveASTVisitor {
public:
  KernelChecks(clang::ASTContext& context, const KernelWarnings& wanted) : context_(context), wanted_(wanted) {}

  bool VisitCUDAKernelCallExpr(const clang::CUDAKernelCallExpr* call) override {
    const clang::CallExpr* configuration = call->getConfig();
    constexpr unsigned kStream = 3;
    if (configuration && configuration->getNumArgs() > kStream &&
        llvm::isa<clang::CXXDefaultArgExpr>(configuration->getArg(kStream)))
      report(wanted_.default_stream_launch, call->getBeginLoc(),
             "explicit stream argument not provided in kernel launch");
    return true;
  }

  bool VisitFunctionDecl(const clang::FunctionDecl* function) override {
    if (function->hasAttr<clang::CUDAGlobalAttr>() && function->isThisDeclarationADefinition() &&
        !function->hasAttr<clang::CUDALaunchBoundsAttr>())
      report(wanted_.missing_launch_bounds, function->getLocation(),
             "no __launch_bounds__ specified for this __global__ function");
    return true;
  }

  bool VisitLambdaExpr(const clang::LambdaExpr* lambda) override {
    const clang::CXXMethodDecl* body = lambda->getCallOperator();
    if (!body || !is_written(body->getAttr<clang::CUDADeviceAttr>()))
      return true;
    for (const clang::LambdaCapture& capture : lambda->implicit_captures())
      if (capture.capturesThis())
        report(wanted_.lambda_captures_this, capture.getLocation(), "an extended lambda captures 'this' implicitly");
    return true;
  }

  bool TraverseFunctionDecl(const clang::FunctionDecl* function) override {
    return inside(function, [&] { return clang::ConstDynamicRecursiveASTVisitor::TraverseFunctionDecl(function); });
  }
  bool TraverseCXXMethodDecl(const clang::CXXMethodDecl* function) override {
    return inside(function, [&] { return clang::ConstDynamicRecursiveASTVisitor::TraverseCXXMethodDecl(function); });
  }

  bool VisitCallExpr(const clang::CallExpr* call) override {
    const clang::FunctionDecl* callee = call->getDirectCallee();
    if (callee && function_ && runs_on_both_sides(*function_) && runs_on_host_alone(*callee))
      report(wanted_.cross_execution_space_call, call->getBeginLoc(),
             "a __host__ function is called from a __host__ __device__ function");
    return true;
  }

private:
  template <typename Traverse> bool inside(const clang::FunctionDecl* function, Traverse traverse) {
    const clang::FunctionDecl* outer = std::exchange(function_, function);
    const bool go_on = traverse();
    function_ = outer;
    return go_on;
  }

  void report(DiagnosticSeverity severity, clang::SourceLocation place, const char* text) {
    if (severity == DiagnosticSeverity::kIgnored || context_.getSourceManager().isInSystemHeader(place))
      return;
    clang::DiagnosticsEngine& diagnostics = context_.getDiagnostics();
    const auto level =
        severity == DiagnosticSeverity::kError ? clang::DiagnosticsEngine::Error : clang::DiagnosticsEngine::Warning;
    diagnostics.Report(
        place, diagnostics.getDiagnosticIDs()->getCustomDiagID(static_cast<clang::DiagnosticIDs::Level>(level), text));
  }

  clang::ASTContext& context_;
  const KernelWarnings& wanted_;
  const clang::FunctionDecl* function_ = nullptr; // that is being looked at
};

class KernelChecker : public clang::ASTConsumer {
public:
  explicit KernelChecker(const KernelWarnings& wanted) : wanted_(wanted) {}
  void HandleTranslationUnit(clang::ASTContext& context) override {
    KernelChecks(context, wanted_).TraverseDecl(context.getTranslationUnitDecl());
  }

private:
  KernelWarnings wanted_;
};

} // namespace

std::unique_ptr<clang::ASTConsumer> after_kernel_warnings(std::unique_ptr<clang::ASTConsumer> next,
                                                          const KernelWarnings& wanted) {
  if (!next || wanted == KernelWarnings{})
    return next;
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<KernelChecker>(wanted));
  consumers.push_back(std::move(next));
  return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
}

} // namespace ox::frontend
