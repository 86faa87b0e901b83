// Functions named after OxCore instructions, through which libdevice, the CUDA headers and the PTX front end use what
// LLVM's nvvm intrinsics have no name for.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace llvm {
class CallInst;
}

namespace ox::codegen {

// name is the mnemonic without "ox." and with '_' for '.'.  The function's parameters are the instruction's source
// operands in the order of its syntax; of lop3, three values and the table as a constant.  False when there is no such
// instruction or the operands don't fit it.
bool lower_ox_builtin(llvm::CallInst& call, llvm::StringRef name);

} // namespace ox::codegen
