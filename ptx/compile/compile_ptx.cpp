// See compile_ptx.h.
#include "ptx/compile/compile_ptx.h"
#include "ptx/compile/optimise.h"
#include "ptx/lower/lower.h"
#include "ptx/parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

namespace ox::ptx {

namespace {
bool has_errors(const Diagnostics& diagnostics) {
  return llvm::any_of(diagnostics, [](const Diagnostic& d) { return d.severity == Severity::kError; });
}

std::string in_words(const Diagnostics& diagnostics, const std::string& file_name) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics)
    text += (text.empty() ? "" : "\n") + format(diagnostic, file_name);
  return text;
}
} // namespace

std::expected<CompileResult, std::string> compile_ptx(std::string text, const CompileOptions& options) {
  CompileResult result;
  auto module = parse(std::move(text), result.diagnostics);
  if (has_errors(result.diagnostics) || module->version == 0)
    return std::unexpected(in_words(result.diagnostics, options.file_name));
  auto context = std::make_unique<llvm::LLVMContext>();
  auto lowered = lower(*module, *context, {.file_name = options.file_name}, result.diagnostics);
  if (has_errors(result.diagnostics))
    return std::unexpected(in_words(result.diagnostics, options.file_name));
  optimise(*lowered, options.opt_level);
  codegen::Options codegen = options.codegen;
  codegen.opt_level = options.opt_level;
  auto elf = codegen::compile(std::move(lowered), codegen);
  if (!elf)
    return std::unexpected(elf.error());
  result.elf = std::move(*elf);
  return result;
}

} // namespace ox::ptx
