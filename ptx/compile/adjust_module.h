// What options of ptxas do to a lowered module, before it is optimised.
#pragma once
#include "ptx/compile/compile_ptx.h"

namespace llvm {
class Module;
}

namespace ox::ptx {

void keep_entries(llvm::Module& module, std::span<const std::string> names); // other kernels are removed
void forbid_contraction(llvm::Module& module);
void remove_line_table(llvm::Module& module);
void add_launch_bounds(llvm::Module& module, const LaunchBounds& bounds);

} // namespace ox::ptx
