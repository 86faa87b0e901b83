// The optimiser for modules that came from PTX.
#pragma once

namespace llvm {
class Module;
} // namespace llvm

namespace ox::ptx {

// Optimises a lowered module in place.  0: inlines only what must be inlined; 1 to 3 are the same: PTX has been through
// its producer's optimiser, so what is left to do is to undo the lowering's registers in memory, to clean up, to inline
// small functions, and the loops that hand-written text has.
void optimise(llvm::Module& module, unsigned level);

} // namespace ox::ptx
