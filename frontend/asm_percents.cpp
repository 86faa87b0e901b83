#include "frontend/asm_percents.h"
#include "clang/Basic/CodeGenOptions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include <algorithm>

namespace ox::frontend {
namespace {

// A character that neither PTX nor x86 assembly uses.
constexpr char kStandIn = '`';

bool is_name_start(char c) { return llvm::isAlpha(c) || c == '_'; }
bool is_name(char c) { return llvm::isAlnum(c) || c == '_'; }

size_t skip_blanks(llvm::StringRef text, size_t at) {
  for (; at < text.size(); ++at)
    if (text.substr(at).starts_with("/*"))
      at = std::min(text.find("*/", at + 2), text.size() - 1) + 1;
    else if (text.substr(at).starts_with("//"))
      at = std::min(text.find('\n', at), text.size() - 1);
    else if (!llvm::isSpace(text[at]) && text[at] != '\\') // a backslash continues a macro's line
      break;
  return std::min(at, text.size());
}

llvm::StringRef name_at(llvm::StringRef text, size_t at) { return text.substr(at).take_while(is_name); }

// Respells in the literal whose quote is at `at`; gives the place behind its end.
size_t respell_literal(llvm::StringRef text, size_t at, std::optional<std::string>& changed) {
  for (++at; at + 1 < text.size() && text[at] != '"' && text[at] != '\n'; ++at) {
    if (text[at] == '\\' || text.substr(at).starts_with("%%")) {
      ++at;
    } else if (text[at] == '%' && at + 2 < text.size() && is_name_start(text[at + 1]) && is_name_start(text[at + 2])) {
      if (!changed)
        changed = text.str();
      (*changed)[at] = kStandIn;
    }
  }
  return at + 1;
}

// `at` is behind the keyword.
void respell_statement(llvm::StringRef text, size_t at, std::optional<std::string>& changed) {
  at = skip_blanks(text, at);
  for (llvm::StringRef word = name_at(text, at); !word.empty(); word = name_at(text, at))
    at = skip_blanks(text, at + word.size()); // volatile, goto, inline
  if (at >= text.size() || text[at] != '(')
    return;
  for (at = skip_blanks(text, at + 1); at < text.size() && text[at] == '"'; at = skip_blanks(text, at))
    at = respell_literal(text, at, changed);
}

struct RestoreAsmPercents : llvm::PassInfoMixin<RestoreAsmPercents> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    for (llvm::Function& function : module)
      for (llvm::Instruction& instruction : llvm::instructions(function))
        if (auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction))
          if (auto* code = llvm::dyn_cast<llvm::InlineAsm>(call->getCalledOperand()))
            restore(*call, *code);
    return llvm::PreservedAnalyses::all();
  }
  static bool isRequired() { return true; }

private:
  static void restore(llvm::CallBase& call, const llvm::InlineAsm& code) {
    std::string text = code.getAsmString().str();
    if (!text.contains(kStandIn))
      return;
    std::ranges::replace(text, kStandIn, '%');
    call.setCalledOperand(llvm::InlineAsm::get(code.getFunctionType(), text, code.getConstraintString(),
                                               code.hasSideEffects(), code.isAlignStack(), code.getDialect(),
                                               code.canThrow()));
  }
};

} // namespace

std::optional<std::string> respell_asm_percents(llvm::StringRef text) {
  std::optional<std::string> changed;
  for (size_t at = text.find("asm"); at != llvm::StringRef::npos; at = text.find("asm", at + 3)) {
    size_t begin = at;
    while (begin > 0 && is_name(text[begin - 1]))
      --begin;
    const llvm::StringRef word = name_at(text, begin);
    if (word == "asm" || word == "__asm" || word == "__asm__")
      respell_statement(text, begin + word.size(), changed);
  }
  return changed;
}

void restore_asm_percents_early(clang::CodeGenOptions& options) {
  options.PassBuilderCallbacks.push_back([](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(RestoreAsmPercents()); });
  });
}

} // namespace ox::frontend
