// Conversions between floating point and integers wider than 64 bits, for which LLVM would call the compiler's library.
#pragma once

namespace llvm {
class Instruction;
}

namespace ox::codegen {

// True for casts and saturating conversions with an integer of 65 to 128 bits on one side.
bool is_wide_conversion(const llvm::Instruction& instruction);

// Replaces one by operations on 64 bits.
void expand_wide_conversion(llvm::Instruction& conversion);

} // namespace ox::codegen
