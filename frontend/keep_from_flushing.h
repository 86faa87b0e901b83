#pragma once

namespace llvm {
class Module;
}

namespace ox::frontend {

// In functions that flush single precision, LLVM prints PTX that flushes more than CUDA's -ftz=true does: arithmetic on
// halves, and neg and abs where the program turned or cleared a sign bit.  Those become PTX that doesn't.
void keep_from_flushing(llvm::Module& module);

} // namespace ox::frontend
