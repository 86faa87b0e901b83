// PTX in asm statements goes through the PTX parser (ptx/lower/inline_asm.h).  The front end has done so before it
// optimised; here it is done for modules that come from elsewhere, and what neither could lower is reported.
#include "codegen/passes/translate_inline_ptx.h"
#include "codegen/compilation.h"
#include "ptx/lower/inline_asm.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

// asm volatile("" : "+r"(x)) and the like: nothing to execute; values pass through, and the compiler must not see how.
// OxCore has registers for integers and for floating-point numbers.
void keep_empty(llvm::CallInst& call, const llvm::InlineAsm& code) {
  using Constraint = llvm::InlineAsm::ConstraintInfo;
  std::string constraints;
  unsigned output = 0, input = 0;
  llvm::Type* result = call.getType();
  for (const Constraint& constraint : code.ParseConstraints()) {
    std::string letter = constraint.Codes.empty() ? "" : constraint.Codes[0];
    auto register_for = [](const llvm::Type& type) { return type.isFloatingPointTy() ? "f" : "r"; };
    if (constraint.Type == llvm::InlineAsm::isClobber)
      letter = "~" + letter;
    else if (constraint.Type == llvm::InlineAsm::isOutput)
      letter = std::string(constraint.isEarlyClobber ? "=&" : "=") +
               register_for(*(result->isStructTy() ? result->getStructElementType(output++) : result));
    else if (const llvm::Type& type = *call.getArgOperand(input++)->getType(); letter != "i" && letter != "n")
      letter = constraint.hasMatchingInput() || llvm::isDigit(letter[0]) ? letter : register_for(type);
    constraints += (constraints.empty() ? "" : ",") + letter;
  }
  call.setCalledOperand(llvm::InlineAsm::get(code.getFunctionType(), "", constraints, code.hasSideEffects()));
}

// The line of the text that an error is in, with a mark under the place; operands are %0 as in the source, LLVM's $0.
std::string excerpt(llvm::StringRef text, size_t offset) {
  const size_t begin = text.take_front(offset).rfind('\n') + 1; // npos + 1 is 0
  std::string line = text.substr(begin).split('\n').first.str(), mark;
  for (size_t n = 0; n < offset - begin && n < line.size(); ++n)
    mark += line[n] == '\t' ? '\t' : ' ';
  std::replace(line.begin(), line.end(), '$', '%');
  return "\n    " + line + "\n    " + mark + "^";
}

} // namespace

void translate_inline_ptx(llvm::Module& module, Compilation& compilation) {
  for (const ptx::InlineAsmError& error : ptx::lower_inline_asm(module)) {
    llvm::StringRef text = llvm::cast<llvm::InlineAsm>(error.call->getCalledOperand())->getAsmString();
    compilation.error_at(*error.call,
                         "in its inline PTX: " + error.message + (error.offset ? excerpt(text, *error.offset) : ""));
  }
  for (llvm::Function& function : module)
    for (llvm::Instruction& instruction : llvm::instructions(function))
      if (auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction))
        if (auto* code = llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand());
            code && code->getAsmString().empty())
          keep_empty(*call, *code);
}

} // namespace ox::codegen
