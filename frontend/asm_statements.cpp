#include "frontend/asm_statements.h"
#include "frontend/asm_operands.h"
#include "ptx/lower/inline_asm.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Metadata.h"

namespace ox::frontend {
namespace {

bool is_device_code(const clang::FunctionDecl& function) {
  return function.hasAttr<clang::CUDADeviceAttr>() || function.hasAttr<clang::CUDAGlobalAttr>();
}

// Where byte `offset` of an IR text comes from in the text as it was written: $$ was $, $0 was %0 or %[name], ${:uid}
// was %=, and % was %%.
size_t offset_in_source(llvm::StringRef written, llvm::StringRef text, size_t offset) {
  const llvm::StringRef all = written;
  while (text.size() > 0 && offset > 0 && !written.empty()) {
    size_t taken = 1, skipped = 1;
    if (text.starts_with("$$")) {
      taken = 2;
    } else if (text[0] == '$') {
      taken = text.starts_with("${") ? text.find('}') + 1 : 1 + text.drop_front().find_first_not_of("0123456789");
      const size_t letters =
          1 + written.drop_front().find_if([](char c) { return c == '[' || c == '=' || llvm::isDigit(c); });
      skipped = written.substr(letters).starts_with("[") ? written.find(']') + 1
                : written.substr(letters).starts_with("=")
                    ? letters + 1
                    : letters + written.substr(letters).take_while(llvm::isDigit).size();
    } else if (written[0] == '%') {
      skipped = 2;
    }
    if (taken == 0) // find() found nothing: to the end
      taken = text.size();
    if (offset < taken)
      break;
    offset -= taken;
    text = text.drop_front(std::min(taken, text.size()));
    written = written.drop_front(std::min(skipped, written.size()));
  }
  return all.size() - written.size();
}

} // namespace

// Functions come one by one, instances of templates too, so nothing has to be visited twice.
class AsmStatements::Watcher : public clang::ASTConsumer, public clang::DynamicRecursiveASTVisitor {
public:
  Watcher(AsmStatements& statements, clang::CompilerInstance& compiler)
      : statements_(statements), compiler_(compiler) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (clang::Decl* declaration : group)
      TraverseDecl(declaration);
    return true;
  }

  // Host functions may hold device lambdas, but those of the system's headers don't.
  bool TraverseDecl(clang::Decl* declaration) override {
    auto* function = llvm::dyn_cast_or_null<clang::FunctionDecl>(declaration);
    if (!function)
      return clang::DynamicRecursiveASTVisitor::TraverseDecl(declaration);
    const bool is_device = is_device_code(*function);
    if (function->isDependentContext() ||
        (!is_device && compiler_.getSourceManager().isInSystemHeader(function->getLocation())))
      return true;
    const bool around = in_device_code_;
    in_device_code_ = is_device;
    const bool go_on = clang::DynamicRecursiveASTVisitor::TraverseDecl(declaration);
    in_device_code_ = around;
    return go_on;
  }

  bool TraverseLambdaExpr(clang::LambdaExpr* lambda) override {
    const bool around = in_device_code_;
    in_device_code_ = is_device_code(*lambda->getCallOperator());
    const bool go_on = clang::DynamicRecursiveASTVisitor::TraverseLambdaExpr(lambda);
    in_device_code_ = around;
    return go_on;
  }

  bool VisitGCCAsmStmt(clang::GCCAsmStmt* statement) override {
    if (in_device_code_ && check_asm_operands(*statement, compiler_.getASTContext()))
      statements_.add(*statement);
    return true;
  }

private:
  AsmStatements& statements_;
  clang::CompilerInstance& compiler_;
  bool in_device_code_ = false;
};

void AsmStatements::add(const clang::GCCAsmStmt& statement) {
  statements_[statement.getAsmStringExpr()->getBeginLoc().getRawEncoding()] = &statement;
}

std::unique_ptr<clang::ASTConsumer> AsmStatements::watch(clang::CompilerInstance& compiler,
                                                         std::unique_ptr<clang::ASTConsumer> next) {
  compiler_ = &compiler;
  std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
  consumers.push_back(std::make_unique<Watcher>(*this, compiler));
  consumers.push_back(std::move(next));
  return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
}

void AsmStatements::report(const ptx::InlineAsmError& error) {
  clang::SourceLocation at;
  if (const llvm::MDNode* place = error.call->getMetadata("srcloc"))
    if (auto* encoding = llvm::mdconst::dyn_extract<llvm::ConstantInt>(place->getOperand(0)))
      at = clang::SourceLocation::getFromRawEncoding(unsigned(encoding->getZExtValue()));
  const clang::GCCAsmStmt* statement = at.isValid() ? statements_.lookup(at.getRawEncoding()) : nullptr;
  auto* literal = statement ? llvm::dyn_cast<clang::StringLiteral>(statement->getAsmStringExpr()) : nullptr;
  if (statement && !error.offset)
    at = statement->getAsmLoc();
  if (literal && error.offset) {
    llvm::StringRef text = llvm::cast<llvm::InlineAsm>(error.call->getCalledOperand())->getAsmString();
    const size_t offset = offset_in_source(literal->getString(), text, *error.offset);
    at = literal->getLocationOfByte(unsigned(std::min(offset, size_t(literal->getByteLength()))),
                                    compiler_->getSourceManager(), compiler_->getLangOpts(), compiler_->getTarget());
  }
  if (!reported_.insert(std::to_string(at.getRawEncoding()) + error.message).second)
    return;
  clang::DiagnosticsEngine& diagnostics = compiler_->getDiagnostics();
  diagnostics.Report(at, diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "in inline PTX: %0"))
      << error.message;
}

} // namespace ox::frontend
