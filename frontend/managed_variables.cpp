#include "frontend/managed_variables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/Expr.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"

namespace ox::frontend {
namespace {

clang::AnnotateAttr* annotation_of(const clang::VarDecl& variable) {
  for (clang::AnnotateAttr* annotation : variable.specific_attrs<clang::AnnotateAttr>())
    if (annotation->getAnnotation() == "ox.managed")
      return annotation;
  return nullptr;
}

// The address is known when the program has started, so it can't be part of a constant; clang's code generator asserts
// that there is none.
class AddressCheck : public clang::ConstDynamicRecursiveASTVisitor {
public:
  explicit AddressCheck(clang::ASTContext& context) : context_(context) { ShouldVisitTemplateInstantiations = true; }

  bool VisitVarDecl(const clang::VarDecl* variable) override {
    const clang::Expr* value = variable->getInit();
    if (!value || !variable->hasGlobalStorage() || value->isValueDependent() || value->isTypeDependent())
      return true;
    if (const clang::DeclRefExpr* use = find_use(value);
        use && value->isConstantInitializer(context_, variable->getType()->isReferenceType())) {
      clang::DiagnosticsEngine& diagnostics = context_.getDiagnostics();
      diagnostics.Report(use->getLocation(),
                         diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error,
                                                     "the address of the __managed__ variable %0 is not a constant; "
                                                     "assign it to %1 when the program runs"))
          << use->getDecl() << variable;
    }
    return true;
  }

private:
  static const clang::DeclRefExpr* find_use(const clang::Stmt* part) {
    if (!part || llvm::isa<clang::UnaryExprOrTypeTraitExpr>(part))
      return nullptr;
    if (auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(part))
      return reference->getDecl()->hasAttr<clang::HIPManagedAttr>() ? reference : nullptr;
    for (const clang::Stmt* child : part->children())
      if (const clang::DeclRefExpr* use = find_use(child))
        return use;
    return nullptr;
  }

  clang::ASTContext& context_;
};

class ManagedVariableMarker : public clang::ASTConsumer {
public:
  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl* declaration : group)
      mark(declaration);
    return true;
  }

  // Of class templates; instantiation copies the annotation.
  void HandleCXXStaticMemberVarInstantiation(clang::VarDecl* variable) override { mark(variable); }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    if (found_)
      AddressCheck(context).TraverseDecl(context.getTranslationUnitDecl());
  }

private:
  void mark(clang::Decl* declaration) {
    if (auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
      return mark_variable(*variable);
    // A function's static variables can't be managed, and templates are marked when they are instantiated.
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl, clang::CXXRecordDecl>(declaration))
      for (clang::Decl* member : llvm::cast<clang::DeclContext>(declaration)->decls())
        mark(member);
  }

  // The annotation goes: the code generator would make it a use of the variable in a constant.
  void mark_variable(clang::VarDecl& variable) {
    clang::AnnotateAttr* annotation = annotation_of(variable);
    if (!annotation)
      return;
    if (!variable.hasAttr<clang::HIPManagedAttr>())
      variable.addAttr(clang::HIPManagedAttr::CreateImplicit(variable.getASTContext()));
    llvm::erase(variable.getAttrs(), annotation);
    found_ = true;
  }

  bool found_ = false;
};

struct PointAtStorage : llvm::PassInfoMixin<PointAtStorage> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    for (llvm::GlobalVariable& storage : module.globals()) {
      llvm::StringRef name = storage.getName();
      llvm::GlobalVariable* pointer = name.consume_back(".managed") ? module.getGlobalVariable(name, true) : nullptr;
      if (pointer && !pointer->isDeclaration() && pointer->getValueType() == storage.getType())
        pointer->setInitializer(&storage);
    }
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

} // namespace

void point_at_managed_storage(clang::CodeGenOptions& options) {
  options.PassBuilderCallbacks.push_back([](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(PointAtStorage()); });
  });
}

std::unique_ptr<clang::ASTConsumer> after_marking_managed_variables(std::unique_ptr<clang::ASTConsumer> next) {
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<ManagedVariableMarker>());
  consumers.push_back(std::move(next));
  return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
}

} // namespace ox::frontend
