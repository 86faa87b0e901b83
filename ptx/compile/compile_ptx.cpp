// See compile_ptx.h.
#include "ptx/compile/compile_ptx.h"
#include "codegen/analysis_managers.h"
#include "codegen/target.h"
#include "ptx/lower/lower.h"
#include "ptx/parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"

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

// What clang runs on a device module.
void optimise(llvm::Module& module, unsigned level) {
  auto machine = codegen::make_nvptx_machine();
  codegen::AnalysisManagers analyses(machine.get());
  llvm::PassBuilder builder(machine.get());
  const llvm::OptimizationLevel levels[] = {llvm::OptimizationLevel::O0, llvm::OptimizationLevel::O1,
                                            llvm::OptimizationLevel::O2, llvm::OptimizationLevel::O3};
  const llvm::OptimizationLevel wanted = levels[std::min(level, 3u)];
  llvm::ModulePassManager passes =
      level == 0 ? builder.buildO0DefaultPipeline(wanted) : builder.buildPerModuleDefaultPipeline(wanted);
  passes.run(module, analyses.modules);
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
