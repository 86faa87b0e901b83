// `static __constant__ T v;` in a program of NVRTC: nobody in the program writes to it, and yet it is no constant.  The
// host finds it in the module by name and does, so it is kept as it is and has the name that it has in the source.
#pragma once
#include "clang/AST/ASTConsumer.h"
#include <memory>

namespace llvm {
class Module;
}

namespace ox::frontend {

// `next`, behind what makes variables with internal linkage visible.  Those of a const type stay constants.
std::unique_ptr<clang::ASTConsumer> keep_static_variables(std::unique_ptr<clang::ASTConsumer> next);

// _ZL1v becomes v, where nothing else has that name.
void rename_static_variables(llvm::Module& module);

} // namespace ox::frontend
