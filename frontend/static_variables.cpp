#include "frontend/static_variables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/IR/Module.h"

namespace ox::frontend {

namespace {

class StaticVariables : public clang::ASTConsumer {
public:
  void Initialize(clang::ASTContext& context) override { context_ = &context; }

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl* declaration : group)
      visit(*declaration);
    return true;
  }

private:
  void visit(clang::Decl& declaration) {
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(declaration))
      for (clang::Decl* inner : llvm::cast<clang::DeclContext>(declaration).decls())
        visit(*inner);
    auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
    if (variable && !variable->isExternallyVisible() && !variable->getType().isConstQualified() &&
        (variable->hasAttr<clang::CUDADeviceAttr>() || variable->hasAttr<clang::CUDAConstantAttr>()))
      context_->CUDADeviceVarODRUsedByHost.insert(variable);
  }

  clang::ASTContext* context_ = nullptr;
};

} // namespace

std::unique_ptr<clang::ASTConsumer> keep_static_variables(std::unique_ptr<clang::ASTConsumer> next) {
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<StaticVariables>());
  consumers.push_back(std::move(next));
  return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
}

void rename_static_variables(llvm::Module& module) {
  for (llvm::GlobalVariable& variable : module.globals()) {
    llvm::StringRef name = variable.getName();
    size_t length = 0;
    if (variable.hasLocalLinkage() || !name.consume_front("_ZL") || name.consumeInteger(10, length) ||
        name.size() != length)
      continue;
    if (const std::string plain = name.str(); !module.getNamedValue(plain))
      variable.setName(plain);
  }
}

} // namespace ox::frontend
