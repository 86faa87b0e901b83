// Asm statements of device code as clang reads them.  Operands are checked here, where their types are known, by nvcc's
// rules; and what the PTX parser finds wrong in a text is reported at its place in the source.
#pragma once
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <set>
#include <string>

namespace clang {
class ASTConsumer;
class CompilerInstance;
class GCCAsmStmt;
class SourceLocation;
} // namespace clang
namespace ox::ptx {
struct InlineAsmError;
}

namespace ox::frontend {

class AsmStatements {
public:
  // Checks the statements of device code and remembers them, then hands on to `next`.
  std::unique_ptr<clang::ASTConsumer> watch(clang::CompilerInstance& compiler,
                                            std::unique_ptr<clang::ASTConsumer> next);
  // While the compiler still runs.
  void report(const ptx::InlineAsmError& error);

private:
  class Watcher;
  void add(const clang::GCCAsmStmt& statement);

  clang::CompilerInstance* compiler_ = nullptr;
  llvm::DenseMap<unsigned, const clang::GCCAsmStmt*> statements_; // by the place of the text, which the IR has as well
  std::set<std::string> reported_;                                // templates: once for all instances
};

} // namespace ox::frontend
