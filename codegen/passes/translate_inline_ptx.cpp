// PTX in asm statements goes through the PTX parser (ptx/lower/inline_asm.h).  The front end has done so before it
// optimised; here it is done for modules that come from elsewhere, and what neither could lower is reported.
#include "codegen/passes/translate_inline_ptx.h"
#include "codegen/compilation.h"
#include "ptx/lower/inline_asm.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

// asm volatile("" : "+r"(x)) and the like: nothing to execute; values pass through, and the compiler must not see how.
void keep_empty(llvm::CallInst& call, const llvm::InlineAsm& code) {
  std::string constraints = code.getConstraintString().str();
  std::replace(constraints.begin(), constraints.end(), 'l', 'r');
  std::replace(constraints.begin(), constraints.end(), 'h', 'r');
  std::replace(constraints.begin(), constraints.end(), 'd', 'f');
  if (constraints.find("~{") != std::string::npos)
    constraints = code.getConstraintString().str(); // only memory is clobbered in practice
  call.setCalledOperand(llvm::InlineAsm::get(code.getFunctionType(), "", constraints, code.hasSideEffects()));
}

// The line of the text that an error is in, with a mark under the place; operands are %0 as in the source, LLVM's $0.
std::string excerpt(llvm::StringRef text, const ptx::Location& at) {
  for (uint32_t line = 1; line < at.line; ++line)
    text = text.split('\n').second;
  text = text.split('\n').first;
  std::string mark;
  for (uint32_t column = 1; column < at.column && column <= text.size(); ++column)
    mark += text[column - 1] == '\t' ? '\t' : ' ';
  std::string line = text.str();
  std::replace(line.begin(), line.end(), '$', '%');
  return "\n    " + line + "\n    " + mark + "^";
}

} // namespace

void translate_inline_ptx(llvm::Module& module, Compilation& compilation) {
  for (const ptx::InlineAsmError& error : ptx::lower_inline_asm(module)) {
    llvm::StringRef text = llvm::cast<llvm::InlineAsm>(error.call->getCalledOperand())->getAsmString();
    compilation.error_at(*error.call,
                         "in its inline PTX: " + error.message + (error.at.line == 0 ? "" : excerpt(text, error.at)));
  }
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::instructions(function))
      if (auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction))
        if (auto* code = llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand());
            code && code->getAsmString().empty())
          keep_empty(*call, *code);
}

} // namespace ox::codegen
