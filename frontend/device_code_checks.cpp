#include "frontend/device_code_checks.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/MultiplexConsumer.h"

namespace ox::frontend {
namespace {

// CUDA C++ Programming Guide, "Kernel Launch": the parameters of a kernel take at most this much.
constexpr uint64_t kMaxParameterBytes = 32764;

class DeviceCodeCheck : public clang::ASTConsumer, public clang::DynamicRecursiveASTVisitor {
public:
  explicit DeviceCodeCheck(clang::CompilerInstance& compiler) : compiler_(compiler) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl* declaration : group)
      TraverseDecl(declaration);
    return true;
  }

  // Templates are checked when they are instantiated; what is for both sides, when device code is known to use it, by
  // clang.
  bool TraverseDecl(clang::Decl* declaration) override {
    auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(declaration);
    if (!function)
      return !declaration || is_of_system(*declaration) || clang::DynamicRecursiveASTVisitor::TraverseDecl(declaration);
    if (function->hasAttr<clang::CUDAGlobalAttr>())
      check_kernel(*function);
    const bool device_only = function->hasAttr<clang::CUDAGlobalAttr>() ||
                             (function->hasAttr<clang::CUDADeviceAttr>() && !function->hasAttr<clang::CUDAHostAttr>());
    if (!device_only || function->isDependentContext() || is_of_system(*function))
      return true;
    return clang::DynamicRecursiveASTVisitor::TraverseDecl(declaration);
  }

  bool VisitCXXDynamicCastExpr(clang::CXXDynamicCastExpr* cast) override {
    return refuse(cast->getBeginLoc(), "dynamic_cast is not supported in device code: there is no run-time type "
                                       "information; use a virtual function or a member that says the type");
  }
  bool VisitCXXTypeidExpr(clang::CXXTypeidExpr* expression) override {
    return refuse(expression->getBeginLoc(), "typeid is not supported in device code: there is no run-time type "
                                             "information; compare types with std::is_same");
  }
  bool VisitAddrLabelExpr(clang::AddrLabelExpr* expression) override {
    return refuse(expression->getBeginLoc(), "the address of a label is not supported in device code; use a switch");
  }
  bool VisitVarDecl(clang::VarDecl* variable) override {
    if (variable->getTLSKind() != clang::VarDecl::TLS_None)
      refuse(variable->getLocation(), "thread_local is not supported in device code: local variables are each thread's "
                                      "own, and __shared__ ones are the block's");
    return true;
  }

private:
  bool is_of_system(const clang::Decl& declaration) const {
    return compiler_.getSourceManager().isInSystemHeader(declaration.getLocation());
  }

  void check_kernel(clang::FunctionDecl& kernel) {
    if (kernel.isVariadic())
      refuse(kernel.getLocation(), "a kernel can't have variable arguments; use a template with a parameter pack");
    uint64_t bytes = 0;
    for (const clang::ParmVarDecl* parameter : kernel.parameters()) {
      const clang::QualType type = parameter->getType();
      if (type->isRValueReferenceType())
        refuse(parameter->getLocation(), "a kernel's parameter can't be an rvalue reference: it would refer to the "
                                         "host's memory; pass it by value");
      if (!type->isDependentType() && !type->isIncompleteType() && !type->isReferenceType())
        bytes += static_cast<uint64_t>(kernel.getASTContext().getTypeSizeInChars(type).getQuantity());
    }
    if (bytes > kMaxParameterBytes)
      refuse(kernel.getLocation(), "the parameters of the kernel take " + std::to_string(bytes) +
                                       " bytes, more than 32764; pass a pointer to device memory");
  }

  bool refuse(clang::SourceLocation at, llvm::StringRef text) {
    clang::DiagnosticsEngine& diagnostics = compiler_.getDiagnostics();
    diagnostics.Report(at, diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0")) << text;
    return true;
  }

  clang::CompilerInstance& compiler_;
};

} // namespace

std::unique_ptr<clang::ASTConsumer> after_checking_device_code(clang::CompilerInstance& compiler,
                                                               std::unique_ptr<clang::ASTConsumer> next) {
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<DeviceCodeCheck>(compiler));
  consumers.push_back(std::move(next));
  return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
}

} // namespace ox::frontend
