#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {
struct Compilation;

// Replaces what OxCore can't do yet by traps, makes the kernels that could reach it unusable, and warns.  What that is:
// NVVM intrinsics that lower_intrinsics left, and calls of __ox_unsupported (ptx/lower/unsupported_call.h).
void mark_unusable_kernels(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
