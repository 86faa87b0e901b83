#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Branches whose outcome is known from where control comes, in blocks with nothing else in them, are passed by.
void thread_known_branches(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
