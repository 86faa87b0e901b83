#include "frontend/explicit_instantiations.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/IdentifierResolver.h"
#include "clang/Sema/Sema.h"

namespace ox::frontend {
namespace {

// Watches the tokens that the parser gets.  The parser is one token ahead: it acts on the declaration when it has been
// given the semicolon, and is done when it has been given the token after that.
class Watcher {
public:
  explicit Watcher(clang::Sema& sema) : sema_(sema) {}

  void watch(const clang::Token& token) {
    switch (state_) {
    case State::kElsewhere:
      if (token.is(clang::tok::kw_template))
        state_ = State::kAfterTemplate;
      return;
    case State::kAfterTemplate:
      // `x.template f<int>()` is told from a declaration by what comes before, which nobody looks at here: to have a
      // template's space implicit for an expression does no harm.
      state_ = token.is(clang::tok::less) ? State::kElsewhere : State::kDeclaration;
      if (state_ == State::kDeclaration)
        watch_declaration(token);
      return;
    case State::kDeclaration:
      watch_declaration(token);
      return;
    case State::kAfterSemicolon:
      restore();
      state_ = State::kElsewhere;
      return watch(token);
    }
  }

private:
  enum class State { kElsewhere, kAfterTemplate, kDeclaration, kAfterSemicolon };

  void watch_declaration(const clang::Token& token) {
    if (token.isOneOf(clang::tok::semi, clang::tok::l_brace, clang::tok::eof))
      state_ = State::kAfterSemicolon;
    else if (token.is(clang::tok::kw___attribute)) // it has a space of its own
      restore(), state_ = State::kAfterSemicolon;
    else if (token.is(clang::tok::identifier))
      make_implicit(token.getIdentifierInfo());
  }

  // `ns::f` comes as two names: the first is looked up in the scopes that are open, the second also in the namespace
  // that the first is.
  void make_implicit(clang::IdentifierInfo* name) {
    llvm::SmallVector<clang::NamedDecl*> found(sema_.IdResolver.begin(name), sema_.IdResolver.end());
    if (qualifier_)
      llvm::append_range(found, qualifier_->lookup(name));
    qualifier_ = nullptr;
    for (clang::NamedDecl* declaration : found) {
      make_implicit(declaration);
      if (auto* space = llvm::dyn_cast<clang::NamespaceDecl>(declaration))
        qualifier_ = space;
    }
  }

  void make_implicit(clang::NamedDecl* declaration) {
    auto* primary = llvm::dyn_cast<clang::FunctionTemplateDecl>(declaration->getUnderlyingDecl());
    if (!primary)
      return;
    for (clang::Attr* attribute : primary->getTemplatedDecl()->attrs())
      if (llvm::isa<clang::CUDAHostAttr, clang::CUDADeviceAttr>(attribute) && !attribute->isImplicit()) {
        attribute->setImplicit(true);
        changed_.push_back(attribute);
      }
  }

  void restore() {
    for (clang::Attr* attribute : changed_)
      attribute->setImplicit(false);
    changed_.clear();
    qualifier_ = nullptr;
  }

  clang::Sema& sema_;
  State state_ = State::kElsewhere;
  clang::DeclContext* qualifier_ = nullptr; // the namespace that the last name was of
  llvm::SmallVector<clang::Attr*> changed_;
};

} // namespace

void accept_explicit_instantiations_without_space(clang::Sema& sema) {
  sema.getPreprocessor().setTokenWatcher(
      [watcher = std::make_unique<Watcher>(sema)](const clang::Token& token) { watcher->watch(token); });
}

} // namespace ox::frontend
