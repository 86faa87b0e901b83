// See compile_ptx.h.
#include "ptx/compile/compile_ptx.h"
#include "codegen/link_modules.h"
#include "ptx/compile/adjust_module.h"
#include "ptx/compile/check_sources.h"
#include "ptx/compile/optimise.h"
#include "ptx/lower/lower.h"
#include "ptx/parser.h"
#include "ptx/verify.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Linker/Linker.h"

namespace ox::ptx {

namespace {
// One compilation: what its steps share.
class Compilation {
public:
  explicit Compilation(const CompileOptions& options, bool linked_later = false)
      : options_(options), linked_later_(linked_later) {}

  // All texts are parsed before one is given up, so that one run shows all their errors.
  bool parse_all(std::vector<Source> sources) {
    for (Source& source : sources) {
      Diagnostics diagnostics;
      parsed_.push_back({source.name, parse(std::move(source.text), diagnostics)});
      verify(*parsed_.back().module, diagnostics);
      check_target(*parsed_.back().module, options_.architecture, diagnostics);
      if (options_.warn_double)
        warn_about_doubles(*parsed_.back().module, diagnostics);
      note(parsed_.back(), diagnostics);
    }
    for (const auto& [name, diagnostics] : check_together(parsed_, options_.entries))
      note(name, diagnostics);
    return errors_.empty();
  }

  // One module of them all; null after errors.
  std::unique_ptr<llvm::Module> lower_all() {
    std::unique_ptr<llvm::Module> all;
    std::set<std::string, std::less<>> exported;
    if (parsed_.size() > 1)
      for (const ParsedSource& source : parsed_)
        exported.merge(exported_names(*source.module));
    for (const ParsedSource& source : parsed_) {
      Diagnostics diagnostics;
      auto module =
          lower(*source.module, context_,
                {.file_name = source.name, .defined_elsewhere = exported, .linked_later = linked_later_}, diagnostics);
      note(source, diagnostics);
      if (!all)
        all = std::move(module);
      else if (llvm::Linker::linkModules(*all, std::move(module)))
        note(source, {{Severity::kError, {1, 1}, "what it declares does not fit the other files' declarations"}});
    }
    if (!errors_.empty())
      return nullptr;
    mark_unusable_kernels(*all);
    if (!options_.entries.empty())
      keep_entries(*all, options_.entries);
    if (!options_.contract)
      forbid_contraction(*all);
    if (!options_.line_table)
      remove_line_table(*all);
    add_launch_bounds(*all, options_.launch_bounds);
    return all;
  }

  std::string errors() const { return errors_; }
  CompileResult result;

private:
  void note(const ParsedSource& source, const Diagnostics& diagnostics) { note(source.name, diagnostics); }
  void note(const std::string& name, const Diagnostics& diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics) {
      if (diagnostic.severity == Severity::kError)
        errors_ += (errors_.empty() ? "" : "\n") + format(diagnostic, name);
      else
        result.warnings.push_back({name, diagnostic});
    }
  }

  const CompileOptions& options_;
  const bool linked_later_;
  std::vector<ParsedSource> parsed_;
  llvm::LLVMContext context_;
  std::string errors_;
};
} // namespace

std::expected<CompileResult, std::string> compile_ptx(std::vector<Source> sources, const CompileOptions& options) {
  Compilation compilation(options);
  if (!compilation.parse_all(std::move(sources)))
    return std::unexpected(compilation.errors());
  auto module = compilation.lower_all();
  if (!module)
    return std::unexpected(compilation.errors());
  if (!options.check_only) {
    optimise(*module, options.opt_level);
    codegen::Options codegen = options.codegen;
    codegen.opt_level = options.opt_level;
    auto elf = codegen::compile(std::move(module), codegen);
    if (!elf)
      return std::unexpected(elf.error());
    compilation.result.elf = std::move(*elf);
  }
  return std::move(compilation.result);
}

std::expected<LinkableText, std::string> compile_to_linkable_module(Source source, const CompileOptions& options) {
  Compilation compilation(options, /*linked_later=*/true);
  std::vector<Source> sources;
  sources.push_back(std::move(source));
  if (!compilation.parse_all(std::move(sources)))
    return std::unexpected(compilation.errors());
  auto module = compilation.lower_all();
  if (!module)
    return std::unexpected(compilation.errors());
  for (llvm::Function& function : *module)
    if (function.hasFnAttribute("ox-unusable")) // who calls it has to be seen after the link
      function.addFnAttr(llvm::Attribute::NoInline);
  optimise(*module, options.opt_level);
  return LinkableText{codegen::write_linkable_module(*module), std::move(compilation.result.warnings)};
}

std::expected<CompileResult, std::string> compile_ptx(std::string text, const CompileOptions& options) {
  std::vector<Source> sources;
  sources.push_back({options.file_name, std::move(text)});
  return compile_ptx(std::move(sources), options);
}

} // namespace ox::ptx
