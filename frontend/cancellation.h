// A compilation that its caller may end early: CompileOptions::is_cancelled.
#pragma once
#include "clang/AST/ASTConsumer.h"
#include <functional>
#include <memory>

namespace clang {
class CodeGenOptions;
}

namespace ox::frontend {

// `next`, told of no declaration any more once the answer is true.
std::unique_ptr<clang::ASTConsumer> until_cancelled(std::unique_ptr<clang::ASTConsumer> next,
                                                    const std::function<bool()>& is_cancelled);

// From then on, the optimiser's passes are left out.
void skip_passes_when_cancelled(clang::CodeGenOptions& codegen, const std::function<bool()>& is_cancelled);

} // namespace ox::frontend
