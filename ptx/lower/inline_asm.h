// PTX in asm statements of CUDA C++: parsed by the same parser, lowered by the same families.
//
// Each statement becomes a function of its inputs that returns its outputs and is always inlined.  Labels, and what is
// declared in braces, are its own.  What is declared outside braces is visible in the whole function as well, as in the
// PTX that nvcc makes, where the text of all statements ends up in one body: a register that another statement of the
// same C++ function names is passed in and out of both.  A statement that is unrolled or inlined twice declares its
// names twice there, and is refused; here each copy has its own.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace llvm {
class CallInst;
class Module;
} // namespace llvm

namespace ox::ptx {

struct InlineAsmError {
  llvm::CallInst* call = nullptr;
  std::optional<size_t> offset; // into the asm's text as the call has it; none: the statement as a whole
  std::string message;
};

// Lowers every asm statement of a device module; those with an empty text, which only keep the compiler from moving
// things, stay.  Statements with an error stay too.
// contract: PTX's mul and add without a rounding may become one rounding, as ptxas has it without -fmad=false.
std::vector<InlineAsmError> lower_inline_asm(llvm::Module& module, bool contract = true);

// For modules that are to be printed as PTX, where the statements stay as text: what operands of constraint "C" stand
// for is written into it, and what a statement declares for itself alone is put in braces, so that copies do not clash.
void prepare_asm_texts(llvm::Module& module);

} // namespace ox::ptx
