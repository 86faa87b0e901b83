#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// Makes every pointer a flat one.
void remove_address_spaces(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
