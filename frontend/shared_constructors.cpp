#include "frontend/shared_constructors.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Sema/IdentifierResolver.h"
#include "clang/Sema/Scope.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/Template.h"

namespace ox::frontend {
namespace {

clang::VarDecl* find_shared_variable(const clang::DeclContext& context, clang::SourceLocation location) {
  for (clang::Decl* declaration : context.decls())
    if (auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
      if (variable->getLocation() == location && variable->hasAttr<clang::CUDASharedAttr>())
        return variable;
  return nullptr;
}

// What the variable's type brings, not what its declaration says: `= 3` is an error with nvcc, too.
bool is_default_initialized(const clang::VarDecl& variable) {
  const clang::Expr* value = variable.getInit();
  const auto* construction = value ? llvm::dyn_cast<clang::CXXConstructExpr>(value->IgnoreImplicit()) : nullptr;
  return construction && construction->getConstructor()->isDefaultConstructor() &&
         construction->getParenOrBraceRange().isInvalid();
}

clang::VarDecl* make_second(clang::Sema& sema, clang::VarDecl& first) {
  clang::ASTContext& context = sema.Context;
  auto* second =
      clang::VarDecl::Create(context, first.getDeclContext(), first.getInnerLocStart(), first.getLocation(),
                             first.getIdentifier(), first.getType(), first.getTypeSourceInfo(), clang::SC_Static);
  second->setLexicalDeclContext(first.getLexicalDeclContext());
  second->setAccess(first.getAccess());
  for (const clang::Attr* attribute : first.attrs())
    second->addAttr(attribute->clone(context));
  second->setReferenced(first.isReferenced());
  context.setManglingNumber(second, context.getManglingNumber(&first));
  context.setStaticLocalNumber(second, context.getStaticLocalNumber(&first));
  return second;
}

// While the body of a function is being read.
bool replace_in_scope(clang::Sema& sema, clang::VarDecl& first, clang::VarDecl& second) {
  clang::Scope* scope = sema.getCurScope();
  while (scope && !scope->isDeclScope(&first))
    scope = scope->getParent();
  if (!scope)
    return false;
  scope->RemoveDecl(&first);
  sema.IdResolver.RemoveDecl(&first);
  scope->AddDecl(&second);
  sema.IdResolver.AddDecl(&second);
  return true;
}

// While a function is being made from a template: what the template's own variable stands for.
bool replace_in_instance(clang::Sema& sema, clang::VarDecl& first, clang::VarDecl& second) {
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(sema.CurContext);
  const clang::FunctionDecl* pattern = function ? function->getTemplateInstantiationPattern() : nullptr;
  const clang::VarDecl* original = pattern ? find_shared_variable(*pattern, first.getLocation()) : nullptr;
  if (!original || !sema.CurrentInstantiationScope)
    return false;
  auto* found = sema.CurrentInstantiationScope->getInstantiationOfIfExists(original);
  if (!found || llvm::dyn_cast<clang::Decl*>(*found) != &first)
    return false;
  *found = &second;
  return true;
}

} // namespace

bool replace_shared_variable(clang::Sema& sema, clang::SourceLocation location) {
  clang::VarDecl* first = find_shared_variable(*sema.CurContext, location);
  if (!first || !sema.CurContext->isFunctionOrMethod() || !is_default_initialized(*first))
    return false;
  clang::VarDecl* second = make_second(sema, *first);
  if (!(sema.inTemplateInstantiation() ? replace_in_instance(sema, *first, *second)
                                       : replace_in_scope(sema, *first, *second)))
    return false;
  sema.CurContext->addHiddenDecl(second);
  first->setStorageClass(clang::SC_Extern);
  return true;
}

} // namespace ox::frontend
