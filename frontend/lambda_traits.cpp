#include "frontend/lambda_traits.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/MultiplexConsumer.h"

namespace ox::frontend {
namespace {

enum class LambdaKind { kNone, kDevice, kDeviceWithReturnType, kHostDevice };

// Clang gives attributes to whatever may be called on a side; only what the program wrote counts.
template <typename Attribute> bool is_written(const clang::Decl& declaration) {
  const auto* attribute = declaration.getAttr<Attribute>();
  return attribute && !attribute->isImplicit();
}

bool is_for_device_only(const clang::FunctionDecl& function) {
  return function.hasAttr<clang::CUDAGlobalAttr>() ||
         (function.hasAttr<clang::CUDADeviceAttr>() && !function.hasAttr<clang::CUDAHostAttr>());
}

// CUDA C++ Programming Guide, "Extended Lambdas": annotated, and in a function that runs on the host.
LambdaKind kind_of(const clang::CXXRecordDecl* record) {
  if (!record || !record->isLambda())
    return LambdaKind::kNone;
  const auto* around = llvm::dyn_cast_or_null<clang::FunctionDecl>(record->getParentFunctionOrMethod());
  const clang::CXXMethodDecl* call = record->getLambdaCallOperator();
  if (!around || !call || is_for_device_only(*around) || !is_written<clang::CUDADeviceAttr>(*call))
    return LambdaKind::kNone;
  if (is_written<clang::CUDAHostAttr>(*call))
    return LambdaKind::kHostDevice;
  return call->getDeclaredReturnType()->getContainedAutoType() ? LambdaKind::kDevice
                                                               : LambdaKind::kDeviceWithReturnType;
}

bool holds(llvm::StringRef trait, LambdaKind kind) {
  if (trait == "ox_device_lambda")
    return kind == LambdaKind::kDevice || kind == LambdaKind::kDeviceWithReturnType;
  if (trait == "ox_device_lambda_with_return_type")
    return kind == LambdaKind::kDeviceWithReturnType;
  return trait == "ox_host_device_lambda" && kind == LambdaKind::kHostDevice;
}

class LambdaTraits : public clang::ASTConsumer {
public:
  void HandleTagDeclDefinition(clang::TagDecl* tag) override {
    auto* trait = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(tag);
    if (!trait || !trait->getName().starts_with("ox_") || trait->getTemplateArgs().size() != 1)
      return;
    const clang::TemplateArgument& argument = trait->getTemplateArgs()[0];
    if (argument.getKind() == clang::TemplateArgument::Type &&
        holds(trait->getName(), kind_of(argument.getAsType()->getAsCXXRecordDecl())))
      trait->addAttr(clang::FinalAttr::CreateImplicit(trait->getASTContext()));
  }
};

} // namespace

std::unique_ptr<clang::ASTConsumer> after_answering_lambda_traits(std::unique_ptr<clang::ASTConsumer> next) {
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<LambdaTraits>());
  consumers.push_back(std::move(next));
  return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
}

} // namespace ox::frontend
