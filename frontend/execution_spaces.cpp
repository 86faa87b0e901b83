// The way into clang is an attribute of our own that a `#pragma clang attribute` of our own puts on every function: its
// handler is called after the attributes of the declaration were read and before the declaration is compared with
// others of its name.
#include "frontend/execution_spaces.h"
#include "frontend/explicit_instantiations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/ParsedAttrInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/ExternalSemaSource.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"

namespace ox::frontend {
namespace {

constexpr const char* kAttribute = "ox_unite_execution_spaces";

struct Space {
  bool host, device;
  bool operator==(const Space&) const = default;
};

bool is_kernel(const clang::FunctionDecl& function) { return function.hasAttr<clang::CUDAGlobalAttr>(); }

bool has_space(const clang::FunctionDecl& function) {
  return is_kernel(function) || function.hasAttr<clang::CUDAHostAttr>() || function.hasAttr<clang::CUDADeviceAttr>();
}

Space space_of(const clang::FunctionDecl& function) {
  const bool device = function.hasAttr<clang::CUDADeviceAttr>();
  return {!device || function.hasAttr<clang::CUDAHostAttr>(), device};
}

template <typename Attribute> void add(clang::FunctionDecl& function) {
  if (function.hasAttr<Attribute>())
    return;
  auto* attribute = Attribute::CreateImplicit(function.getASTContext());
  attribute->setImplicit(false); // clang lets implicit ones give way
  function.addAttr(attribute);
}

void make_host_device(clang::FunctionDecl& function) {
  add<clang::CUDAHostAttr>(function);
  add<clang::CUDADeviceAttr>(function);
}

// What clang's code generator has been given of each function, and passed over because it was of the other side only.
using Definitions = llvm::SmallVector<clang::FunctionDecl*>;

class Unifier {
public:
  Unifier(clang::Sema& sema, Definitions& changed) : sema_(sema), changed_(changed) {}

  void handle(clang::FunctionDecl& function) {
    if (is_in_system_header(function))
      return;
    const bool is_first = unite_with_others(function);
    if (is_first && sema_.getLangOpts().CUDAIsDevice && space_of(function) == Space{true, true} &&
        !function.isInlined()) {
      function.setImplicitlyInline(true);
      inline_for_now_.push_back(&function);
    }
  }

  // Clang reports calls across sides at the end of the file, and goes on, where it doesn't know whether the calling
  // function is ever used; in all others it drops the call, so that nothing can be compiled.  So __host__ __device__
  // functions are inline while their bodies are read.
  void restore_inline() {
    for (clang::FunctionDecl* function : std::exchange(inline_for_now_, {}))
      function->setImplicitlyInline(false);
  }

private:
  // False if the function is defined already.
  bool unite_with_others(clang::FunctionDecl& function) {
    bool is_first = true;
    const bool specializes = is_explicit_specialization(function);
    for (clang::NamedDecl* found : function.getDeclContext()->getRedeclContext()->lookup(function.getDeclName())) {
      clang::FunctionDecl* other = found->getUnderlyingDecl()->getAsFunction();
      if (!other || other == &function || is_in_system_header(*other))
        continue;
      if (!(specializes ? is_possible_primary(function, *other) : is_redeclaration(function, *other)))
        continue;
      unite(function, *other, specializes);
      is_first &= !other->isDefined();
    }
    return is_first;
  }

  bool is_in_system_header(const clang::Decl& declaration) const {
    return sema_.getSourceManager().isInSystemHeader(declaration.getLocation());
  }

  static bool is_explicit_specialization(const clang::FunctionDecl& function) {
    return !function.getDescribedFunctionTemplate() && function.getNumTemplateParameterLists() > 0;
  }

  // Which template an explicit specialisation belongs to is found later, by deduction; parameters are a good guess.
  static bool is_possible_primary(const clang::FunctionDecl& function, const clang::FunctionDecl& other) {
    return (other.getDescribedFunctionTemplate() || llvm::isa<clang::CXXMethodDecl>(other)) &&
           other.getNumParams() == function.getNumParams();
  }

  bool is_redeclaration(clang::FunctionDecl& function, clang::FunctionDecl& other) const {
    const bool is_template = function.getDescribedFunctionTemplate();
    if (is_template != static_cast<bool>(other.getDescribedFunctionTemplate()))
      return is_friend_of_template(function, other);
    return !sema_.IsOverload(&function, &other, /*UseMemberUsingDeclRules=*/false, /*ConsiderCudaAttrs=*/false);
  }

  // `friend int f<>(const S<T>&);` in a class template.
  static bool is_friend_of_template(const clang::FunctionDecl& function, const clang::FunctionDecl& other) {
    return function.getFriendObjectKind() != clang::Decl::FOK_None && other.getDescribedFunctionTemplate() &&
           function.getLexicalDeclContext()->isDependentContext() && other.getNumParams() == function.getNumParams();
  }

  void unite(clang::FunctionDecl& function, clang::FunctionDecl& other, bool specializes) {
    if (is_kernel(other) && specializes && !has_space(function))
      add<clang::CUDAGlobalAttr>(function);
    // A kernel that is redeclared as something else is an error of nvcc, too.
    if (is_kernel(function) || is_kernel(other) || space_of(function) == space_of(other))
      return;
    make_host_device(function);
    for (clang::FunctionDecl* declaration : other.redecls())
      make_host_device_late(*declaration);
    if (clang::FunctionTemplateDecl* primary = other.getDescribedFunctionTemplate())
      for (clang::FunctionDecl* specialization : primary->specializations())
        make_host_device_late(*specialization);
  }

  void make_host_device_late(clang::FunctionDecl& function) {
    const Space before = space_of(function);
    make_host_device(function);
    const bool new_on_this_side = sema_.getLangOpts().CUDAIsDevice ? !before.device : !before.host;
    if (new_on_this_side && function.doesThisDeclarationHaveABody() && !function.isDependentContext())
      changed_.push_back(&function);
  }

  clang::Sema& sema_;
  Definitions& changed_;
  std::vector<clang::FunctionDecl*> inline_for_now_;
};

// Clang makes one object of each registered attribute for the whole process, so what it works on is in the compilation:
// two run at a time, a thread each.
thread_local Unifier* current_unifier = nullptr;

struct UniteAttribute : clang::ParsedAttrInfo {
  UniteAttribute() {
    static constexpr Spelling kSpellings[] = {{clang::ParsedAttr::AS_GNU, kAttribute}};
    Spellings = kSpellings;
  }
  AttrHandling handleDeclAttribute(clang::Sema&, clang::Decl* declaration, const clang::ParsedAttr&) const override {
    if (auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration); function && current_unifier)
      current_unifier->handle(*function);
    return AttributeNotApplied;
  }
};

const clang::ParsedAttrInfoRegistry::Add<UniteAttribute> kRegistered(kAttribute, "unites execution spaces");

// Clang reports a pragma that is still in force at the end of the file; this is asked before that.
class PragmaEnd : public clang::ExternalSemaSource {
public:
  explicit PragmaEnd(std::function<void()> end) : end_(std::move(end)) {}
  void
  ReadPendingInstantiations(clang::SmallVectorImpl<std::pair<clang::ValueDecl*, clang::SourceLocation>>&) override {
    end_();
  }

private:
  std::function<void()> end_;
};

class UnitingConsumer : public clang::SemaConsumer {
public:
  UnitingConsumer(clang::CompilerInstance& compiler, Definitions& changed) : compiler_(compiler), changed_(changed) {}
  ~UnitingConsumer() override { current_unifier = nullptr; }

  void InitializeSema(clang::Sema& sema) override {
    sema_ = &sema;
    unifier_ = std::make_unique<Unifier>(sema, changed_);
    current_unifier = unifier_.get();
    clang::IdentifierTable& names = sema.getPreprocessor().getIdentifierTable();
    const clang::SourceLocation nowhere;
    clang::ParsedAttr* attribute = pool_.create(&names.get(kAttribute), nowhere, clang::AttributeScopeInfo(), nullptr,
                                                0, clang::ParsedAttr::Form::GNU());
    const clang::IdentifierInfo* group = &names.get(kAttribute);
    sema.PragmaAttributeStack.push_back(
        {nowhere, group, {{nowhere, attribute, {clang::attr::SubjectMatchRule_function}, /*IsUsed=*/true}}});
    sema.addExternalSource(llvm::makeIntrusiveRefCnt<PragmaEnd>(
        [&sema, group] { llvm::erase_if(sema.PragmaAttributeStack, [&](auto& g) { return g.Namespace == group; }); }));
    accept_explicit_instantiations_without_space(sema);
  }

  void ForgetSema() override { current_unifier = nullptr; }

  // For nvcc, what is defaulted in its class is of the sides of what it calls, whatever it says.  Clang works that out
  // only for what says nothing; here it is of both sides.
  void HandleTagDeclDefinition(clang::TagDecl* tag) override {
    auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(tag);
    if (!record || sema_->getSourceManager().isInSystemHeader(record->getLocation()))
      return;
    for (clang::CXXMethodDecl* method : record->methods())
      if (method->isExplicitlyDefaulted() && !method->isVirtual() && has_space(*method))
        make_host_device(*method);
  }

  // Both come before the code generator's.
  void HandleTranslationUnit(clang::ASTContext&) override {
    // What calls_across_sides.cpp looks for has been put off, not reported, while functions were read.
    if (!sema_->DeviceDeferredDiags.empty())
      compiler_.getCodeGenOpts().ClearASTBeforeBackend = false;
  }

  bool HandleTopLevelDecl(clang::DeclGroupRef) override {
    unifier_->restore_inline();
    return true;
  }

private:
  clang::CompilerInstance& compiler_;
  clang::Sema* sema_ = nullptr;
  Definitions& changed_;
  std::unique_ptr<Unifier> unifier_;
  clang::AttributeFactory factory_;
  clang::AttributePool pool_{factory_};
};

// Hands definitions to the code generator again when they became this side's after it had seen them.
class RepeatingConsumer : public clang::MultiplexConsumer {
public:
  RepeatingConsumer(std::vector<std::unique_ptr<clang::ASTConsumer>> consumers, std::unique_ptr<Definitions> changed)
      : MultiplexConsumer(std::move(consumers)), changed_(std::move(changed)) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    const bool go_on = MultiplexConsumer::HandleTopLevelDecl(group);
    for (clang::FunctionDecl* function : std::exchange(*changed_, {}))
      MultiplexConsumer::HandleTopLevelDecl(clang::DeclGroupRef(function));
    return go_on;
  }

private:
  std::unique_ptr<Definitions> changed_;
};

} // namespace

std::unique_ptr<clang::ASTConsumer> after_uniting_execution_spaces(clang::CompilerInstance& compiler,
                                                                   std::unique_ptr<clang::ASTConsumer> next) {
  auto changed = std::make_unique<Definitions>();
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<UnitingConsumer>(compiler, *changed));
  consumers.push_back(std::move(next));
  return std::make_unique<RepeatingConsumer>(std::move(consumers), std::move(changed));
}

} // namespace ox::frontend
