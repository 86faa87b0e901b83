// The constraints are those of the guide "Inline PTX Assembly": h, r, l, q, f, d name a width, n is a constant and C a
// text.  What else clang would take has no meaning in PTX.
#include "frontend/asm_operands.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/StringExtras.h"

namespace ox::frontend {
namespace {

class OperandCheck {
public:
  OperandCheck(const clang::GCCAsmStmt& statement, clang::ASTContext& context)
      : statement_(statement), context_(context) {}

  bool run() {
    if (statement_.isAsmGoto())
      fail(statement_.getAsmLoc(), "asm goto has no meaning in device code; branch in C++ on a result of the asm");
    for (unsigned i = 0; i < statement_.getNumOutputs(); ++i)
      check(statement_.getOutputConstraint(i), *statement_.getOutputExpr(i), *statement_.getOutputConstraintExpr(i));
    for (unsigned i = 0; i < statement_.getNumInputs(); ++i)
      check(statement_.getInputConstraint(i), *statement_.getInputExpr(i), *statement_.getInputConstraintExpr(i));
    return good_;
  }

private:
  void fail(clang::SourceLocation at, const std::string& message) {
    clang::DiagnosticsEngine& diagnostics = context_.getDiagnostics();
    diagnostics.Report(at, diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "%0")) << message;
    good_ = false;
  }

  void check(const std::string& constraint, const clang::Expr& operand, const clang::Expr& place) {
    llvm::StringRef letters = constraint;
    letters = letters.ltrim("=+&%");
    if (letters.contains(',') || letters.contains('|'))
      return fail(place.getBeginLoc(),
                  "constraint '" + constraint + "' has alternatives; a PTX register has one width: choose one of them");
    if (letters.starts_with("[") || llvm::all_of(letters, llvm::isDigit))
      return;           // another operand's register; clang has compared the types
    if (letters == "i") // how the dialect spells "C"; an integer is one for "n", too
      return;
    const unsigned bytes = bytes_of(letters);
    if (bytes == 0 && letters != "n")
      return fail(place.getBeginLoc(), "constraint '" + constraint +
                                           "' does not exist in PTX; there are h (16 bits), r (32), l (64), q (128), f "
                                           "(float), d (double), n (an integer constant) and C (a text)");
    check_type(letters, bytes, operand);
  }

  // Of "rn", r; 0 for what is no register.
  static unsigned bytes_of(llvm::StringRef letters) {
    if (letters.size() == 2 && (letters[1] == 'n' || letters[1] == 'i'))
      letters = letters.take_front();
    if (letters.size() != 1)
      return 0;
    switch (letters[0]) {
    case 'h':
      return 2;
    case 'r':
    case 'f':
      return 4;
    case 'l':
    case 'd':
      return 8;
    case 'q':
      return 16;
    default:
      return 0;
    }
  }

  void check_type(llvm::StringRef letters, unsigned bytes, const clang::Expr& operand) {
    const clang::QualType type = operand.getType();
    if (!type->isScalarType() && !type->isArrayType())
      return fail(operand.getBeginLoc(),
                  "an asm operand must have scalar type; pass the members of '" + type.getAsString() + "' one by one");
    const auto size = context_.getTypeSizeInChars(type->isArrayType() ? context_.getArrayDecayedType(type) : type);
    if (bytes != 0 && size.getQuantity() != bytes)
      fail(operand.getBeginLoc(), "asm operand type size(" + std::to_string(size.getQuantity()) +
                                      ") does not match type/size implied by constraint '" + letters.str() + "'");
  }

  const clang::GCCAsmStmt& statement_;
  clang::ASTContext& context_;
  bool good_ = true;
};

} // namespace

bool check_asm_operands(const clang::GCCAsmStmt& statement, clang::ASTContext& context) {
  return OperandCheck(statement, context).run();
}

} // namespace ox::frontend
