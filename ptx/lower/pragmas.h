// .pragma (PTX ISA 9.0, 11.3 and chapter 12): "nounroll" keeps LLVM from unrolling; what else is known speaks of
// NVIDIA's registers and caches.
#pragma once
#include "ptx/ast.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Function.h"

namespace ox::ptx {

// Whether one of the strings is "nounroll"; a string that PTX doesn't have is a warning.
bool read_pragma(const Directive& directive, Diagnostics& diagnostics);

// Loops that begin with one of these blocks, or all if `every`, are not unrolled.
void keep_rolled(llvm::Function& function, const llvm::SmallPtrSetImpl<llvm::BasicBlock*>& heads, bool every);

} // namespace ox::ptx
