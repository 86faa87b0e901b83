#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Reports, with function and source line, whatever is left that OxCore cannot run.
void check_lowered(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
