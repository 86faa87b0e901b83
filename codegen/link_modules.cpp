#include "codegen/link_modules.h"
#include "codegen/analysis_managers.h"
#include "codegen/compilation.h"
#include "codegen/diagnostic_collector.h"
#include "codegen/passes/define_system_calls.h"
#include "codegen/passes/fold_reflection.h"
#include "codegen/passes/internalize_symbols.h"
#include "codegen/target.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Module.h"
#include "llvm/Linker/Linker.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/IPO/StripDeadPrototypes.h"

namespace ox::codegen {
namespace {

// What a module's IR means to Ox: the functions that are system calls, metadata of ours.  Another number, another
// ox-nvcc.
constexpr llvm::StringLiteral kVersionFlag = "ox-device-module";
constexpr unsigned kVersion = 1;

constexpr unsigned kSharedSpace = 3;

using Modules = std::vector<std::unique_ptr<llvm::Module>>;

std::expected<std::unique_ptr<llvm::Module>, std::string>
read_module(const LinkInput& input, std::span<const uint8_t> bytes, llvm::LLVMContext& context) {
  const llvm::MemoryBufferRef buffer({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, input.name);
  const std::string remedy = "; compile it again with this ox-nvcc";
  auto producer = llvm::getBitcodeProducerString(buffer);
  if (!producer)
    return std::unexpected("'" + input.name + "': its device code is damaged: " + llvm::toString(producer.takeError()) +
                           remedy);
  const std::string own = "LLVM" + std::to_string(LLVM_VERSION_MAJOR);
  if (llvm::StringRef(*producer).split('.').first != own)
    return std::unexpected("'" + input.name + "': its device code was compiled by an ox-nvcc with " + *producer +
                           ", this one has " + own + remedy);
  auto module = llvm::getLazyBitcodeModule(buffer, context);
  if (!module)
    return std::unexpected("'" + input.name + "': its device code is damaged: " + llvm::toString(module.takeError()) +
                           remedy);
  auto* version = llvm::mdconst::extract_or_null<llvm::ConstantInt>((*module)->getModuleFlag(kVersionFlag));
  if (!version || version->getZExtValue() != kVersion)
    return std::unexpected("'" + input.name + "': its device code was compiled by another version of ox-nvcc" + remedy);
  return std::move(*module);
}

// Defined by the machine or by libdevice, or by nobody: `extern __shared__` arrays.
bool is_defined_later(const llvm::GlobalValue& symbol) {
  const llvm::StringRef name = symbol.getName();
  return name.starts_with("llvm.") || name.starts_with("ox.") || name.starts_with("__nv_") ||
         name.starts_with("__ox_") || name.starts_with("__nvvm_") || symbol.getAddressSpace() == kSharedSpace ||
         is_system_function(name);
}

void add_symbols(const llvm::Module& module, ObjectSymbols& symbols) {
  for (const llvm::GlobalValue& symbol : module.global_values()) {
    if (symbol.hasLocalLinkage() || symbol.hasAvailableExternallyLinkage() || symbol.hasAppendingLinkage())
      continue;
    if (symbol.isDeclaration()) {
      if (!is_defined_later(symbol) && !symbol.hasExternalWeakLinkage())
        symbols.undefined.push_back(symbol.getName().str());
    } else {
      (symbol.isWeakForLinker() ? symbols.weak : symbols.strong).push_back(symbol.getName().str());
    }
  }
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += (text.empty() ? "" : "\n") + line;
  return text;
}

// Two modules may differ in the flag, and each has answered the question for the library functions that it has; for
// those that come in late all must agree to flush.
bool take_flush_flag(llvm::Module& module) {
  auto* flag = llvm::mdconst::extract_or_null<llvm::ConstantInt>(module.getModuleFlag(kFlushFlag));
  const bool flushes = flag && !flag->isZero();
  llvm::NamedMDNode* flags = module.getModuleFlagsMetadata();
  std::vector<llvm::MDNode*> kept;
  for (llvm::MDNode* node : flags ? flags->operands() : llvm::iterator_range<llvm::NamedMDNode::op_iterator>({}, {}))
    if (llvm::cast<llvm::MDString>(node->getOperand(1))->getString() != kFlushFlag)
      kept.push_back(node);
  if (flags) {
    flags->clearOperands();
    for (llvm::MDNode* node : kept)
      flags->addOperand(node);
  }
  return flushes;
}

std::expected<std::unique_ptr<llvm::Module>, std::string> join(std::vector<Modules> all, llvm::LLVMContext& context) {
  std::string errors;
  DiagnosticCollector collector(context, errors);
  auto whole = std::make_unique<llvm::Module>("device link", context);
  llvm::Linker linker(*whole);
  bool flushes = true, is_first = true;
  for (Modules& modules : all)
    for (std::unique_ptr<llvm::Module>& module : modules) {
      flushes &= take_flush_flag(*module);
      if (std::exchange(is_first, false)) {
        whole->setTargetTriple(module->getTargetTriple());
        whole->setDataLayout(module->getDataLayout());
      }
      if (linker.linkInModule(std::move(module)))
        return std::unexpected("linking the device code failed: " + errors);
    }
  if (!errors.empty())
    return std::unexpected("linking the device code failed: " + errors);
  whole->addModuleFlag(llvm::Module::Override, kFlushFlag, flushes);
  return whole;
}

void optimize(llvm::Module& module, const Options& options) {
  Compilation compilation{.options = options, .kernels = {}, .errors = {}};
  internalize_symbols(module, compilation);
  if (options.full_debug) // -G: each file has been optimised as far as it should be
    return;
  auto machine = make_nvptx_machine();
  AnalysisManagers analyses(machine.get());
  llvm::PassBuilder(machine.get())
      .buildLTODefaultPipeline(llvm::OptimizationLevel::O3, nullptr)
      .run(module, analyses.modules);
}

} // namespace

std::vector<uint8_t> write_linkable_module(llvm::Module& module) {
  llvm::ModuleAnalysisManager analyses;
  llvm::PassBuilder().registerModuleAnalyses(analyses);
  llvm::StripDeadPrototypesPass().run(module, analyses); // they would ask for definitions
  module.addModuleFlag(llvm::Module::Error, kVersionFlag, kVersion);
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::WriteBitcodeToFile(module, stream);
  return {bytes.begin(), bytes.end()};
}

std::expected<LinkedModule, std::string> link_modules(std::span<const LinkInput> inputs, const Options& options) {
  LinkedModule linked;
  linked.context = std::make_unique<llvm::LLVMContext>();
  std::vector<Modules> modules(inputs.size());
  std::vector<ObjectSymbols> symbols(inputs.size());
  std::vector<std::string> errors;
  for (size_t i = 0; i < inputs.size(); ++i) {
    symbols[i].name = inputs[i].name;
    symbols[i].takes_part = inputs[i].takes_part;
    for (std::span<const uint8_t> bytes : inputs[i].modules) {
      auto module = read_module(inputs[i], bytes, *linked.context);
      if (!module) {
        errors.push_back(module.error());
        continue;
      }
      add_symbols(**module, symbols[i]);
      modules[i].push_back(std::move(*module));
    }
  }
  if (!errors.empty())
    return std::unexpected(joined(errors));

  Resolution resolution = resolve_symbols(symbols);
  if (!resolution.errors.empty())
    return std::unexpected(joined(resolution.errors));
  linked.left_out = std::move(resolution.left_out);
  for (size_t i = 0; i < inputs.size(); ++i)
    if (!linked.left_out[i].empty())
      modules[i].clear();
  if (llvm::all_of(modules, [](const Modules& of_input) { return of_input.empty(); }))
    return linked;

  auto whole = join(std::move(modules), *linked.context);
  if (!whole)
    return std::unexpected(whole.error());
  optimize(**whole, options);
  linked.module = std::move(*whole);
  return linked;
}

} // namespace ox::codegen
