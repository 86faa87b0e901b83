// nvcc's rules for the operands of asm statements in device code.
#pragma once

namespace clang {
class ASTContext;
class GCCAsmStmt;
} // namespace clang

namespace ox::frontend {

// Reports what is wrong with constraints and types; false if anything was.
bool check_asm_operands(const clang::GCCAsmStmt& statement, clang::ASTContext& context);

} // namespace ox::frontend
