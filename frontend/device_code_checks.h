// What device code can't have, as nvcc refuses it: clang accepts it, and something would fail later and with worse
// words.
#pragma once
#include "clang/AST/ASTConsumer.h"
#include <memory>

namespace clang {
class CompilerInstance;
}

namespace ox::frontend {

// `next`, with kernels and device functions checked before it sees them.
std::unique_ptr<clang::ASTConsumer> after_checking_device_code(clang::CompilerInstance& compiler,
                                                               std::unique_ptr<clang::ASTConsumer> next);

} // namespace ox::frontend
