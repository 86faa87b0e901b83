// See function_lowering.h.
#include "ptx/lower/function_lowering.h"
#include "ptx/lower/instruction_lowering.h"
#include "ptx/lower/pragmas.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

namespace ox::ptx {

bool for_each_target(const Targets& targets, llvm::function_ref<bool(std::string_view)> visit) {
  for (const Targets::Name& target : targets.names) {
    if (!target.count && !visit(target.name))
      return false;
    for (uint64_t n = 0; n < target.count.value_or(0); ++n)
      if (!visit(text(target.name) + std::to_string(n)))
        return false;
  }
  return true;
}

namespace {
bool has_line(const Block& block) {
  return llvm::any_of(block.statements, [](const Statement& statement) {
    const auto* inner = std::get_if<std::unique_ptr<Block>>(&statement);
    return std::holds_alternative<Loc>(statement) || (inner && has_line(**inner));
  });
}
} // namespace

FunctionLowering::FunctionLowering(ModuleLowering& module, const Function& source, llvm::Function& function)
    : module_(module), source_(source), function_(function), builder_(module.context()),
      lines_(module.lines(), function), has_lines_(!module.lines().has_begun() || has_line(*source.body)) {}

bool FunctionLowering::fail(Location at, const std::string& why) {
  if (!failure_)
    failure_ = {Severity::kError, at, why};
  return false;
}

bool FunctionLowering::fail_unsupported(Location at, const std::string& why) {
  if (!failure_)
    failure_ = {Severity::kWarning, at, why};
  return false;
}

llvm::BasicBlock* FunctionLowering::new_block(const llvm::Twine& name) {
  return llvm::BasicBlock::Create(module_.context(), name, &function_);
}

llvm::AllocaInst* FunctionLowering::make_alloca(llvm::Type* type, uint64_t alignment, const llvm::Twine& name) {
  llvm::BasicBlock& entry = function_.getEntryBlock();
  llvm::IRBuilder<> builder(&entry, entry.begin());
  llvm::AllocaInst* made = builder.CreateAlloca(type, nullptr, name);
  if (alignment > 1)
    made->setAlignment(llvm::Align(alignment));
  return made;
}

llvm::AllocaInst* FunctionLowering::carry_flag() {
  if (!carry_)
    carry_ = make_alloca(builder_.getInt1Ty(), 1, "CC.CF");
  return carry_;
}

LocalSymbol FunctionLowering::make_symbol(const Variable& variable, const std::string& name) {
  LocalSymbol symbol;
  symbol.type = variable.type;
  symbol.vector = variable.vector;
  symbol.space = variable.space;
  symbol.element_bytes = element_bytes_of(variable);
  auto& context = module_.context();
  switch (variable.space) {
  case Space::kRegister: {
    symbol.kind = LocalSymbol::Kind::kRegister;
    llvm::Type* type = bits_type(context, bits_of(variable.type));
    if (variable.vector > 1) {
      type = llvm::ArrayType::get(type, variable.vector);
      has_vectors_ = true;
    }
    symbol.storage = make_alloca(type, 1, name);
    break;
  }
  case Space::kLocal:
  case Space::kParameter:
    symbol.kind = LocalSymbol::Kind::kMemory;
    symbol.bytes = bytes_of(variable);
    symbol.storage =
        make_alloca(llvm::ArrayType::get(bits_type(context, 8), symbol.bytes), alignment_of(variable), name);
    break;
  default:
    symbol.kind = LocalSymbol::Kind::kGlobal;
    symbol.global = module_.add_static(variable, text(source_.name) + "$" + name);
    break;
  }
  return symbol;
}

// The names of a range come to life when they are used: producers declare thousands.
void FunctionLowering::declare(const Variable& variable) {
  if (variable.count)
    ranges_.back().push_back(&variable);
  else
    scopes_.back()[variable.name] = make_symbol(variable, text(variable.name));
}

// Labels and lists may be used before they stand; registers and variables too, as some producers do.
void FunctionLowering::declare(const Block& block) {
  scopes_.emplace_back();
  ranges_.emplace_back();
  for (const Statement& statement : block.statements) {
    LocalSymbol symbol;
    if (const auto* label = std::get_if<Label>(&statement)) {
      symbol.kind = LocalSymbol::Kind::kLabel;
      symbol.block = new_block(text(label->name));
      scopes_.back()[label->name] = symbol;
    } else if (const auto* variable = std::get_if<Variable>(&statement)) {
      declare(*variable);
    } else if (const auto* targets = std::get_if<Targets>(&statement)) {
      symbol.kind = LocalSymbol::Kind::kTargets;
      symbol.targets = targets;
      scopes_.back()[targets->label] = symbol;
    } else if (const auto* prototype = std::get_if<Prototype>(&statement)) {
      symbol.kind = LocalSymbol::Kind::kPrototype;
      symbol.prototype = prototype;
      scopes_.back()[prototype->label] = symbol;
    }
  }
}

const LocalSymbol* FunctionLowering::find(std::string_view name) {
  for (size_t i = scopes_.size(); i-- > 0;) {
    if (auto found = scopes_[i].find(name); found != scopes_[i].end())
      return &found->second;
    for (const Variable* range : ranges_[i]) {
      if (!name.starts_with(range->name) || name.size() == range->name.size())
        continue;
      uint64_t number = 0;
      const std::string_view digits = name.substr(range->name.size());
      if (llvm::StringRef(digits).getAsInteger(10, number) || number >= *range->count ||
          (digits.size() > 1 && digits[0] == '0'))
        continue;
      const LocalSymbol symbol = make_symbol(*range, text(name));
      return &(scopes_[i][name] = symbol);
    }
  }
  return nullptr;
}

// Each parameter gets memory of its own, so that its parts can be read, and its address taken.
void FunctionLowering::add_parameters() {
  scopes_.emplace_back();
  ranges_.emplace_back();
  for (size_t i = 0; i < source_.parameters.size(); ++i) {
    const Variable& parameter = source_.parameters[i];
    llvm::Argument* argument = function_.getArg(unsigned(i));
    argument->setName(text(parameter.name));
    LocalSymbol symbol;
    symbol.type = parameter.type;
    symbol.space = parameter.space;
    symbol.vector = parameter.vector;
    symbol.bytes = bytes_of(parameter);
    symbol.element_bytes = element_bytes_of(parameter);
    symbol.kernel_parameter = source_.is_entry ? int(i) : -1;
    symbol.kind = parameter.space == Space::kRegister ? LocalSymbol::Kind::kRegister : LocalSymbol::Kind::kMemory;
    if (is_scalar(parameter)) {
      symbol.storage = make_alloca(argument->getType(), alignment_of(parameter), text(parameter.name));
      builder_.CreateStore(argument, symbol.storage);
    } else {
      symbol.storage = argument;
    }
    scopes_.back()[parameter.name] = symbol;
  }
  // In inline asm, what is read and written is one register, both parameter and result.
  for (const Variable& value : source_.returns) {
    if (!scopes_.back().contains(value.name))
      declare(value);
    returns_.push_back(*find(value.name));
  }
}

llvm::Align FunctionLowering::pointer_alignment(const llvm::Value* pointer) const {
  return pointer->getPointerAlignment(module_.module().getDataLayout());
}

void FunctionLowering::emit_return() {
  llvm::Type* type = function_.getReturnType();
  if (type->isVoidTy()) {
    builder_.CreateRetVoid();
    return;
  }
  if (returns_.size() == 1) {
    builder_.CreateRet(builder_.CreateAlignedLoad(type, returns_[0].storage, pointer_alignment(returns_[0].storage)));
    return;
  }
  llvm::Value* all = llvm::PoisonValue::get(type);
  for (unsigned i = 0; i < returns_.size(); ++i)
    all = builder_.CreateInsertValue(all,
                                     builder_.CreateAlignedLoad(type->getStructElementType(i), returns_[i].storage,
                                                                pointer_alignment(returns_[i].storage)),
                                     i);
  builder_.CreateRet(all);
}

llvm::Value* FunctionLowering::read_register(const LocalSymbol& symbol, unsigned component) {
  llvm::Type* type = bits_type(module_.context(), bits_of(symbol.type));
  llvm::Value* from = symbol.storage;
  if (symbol.vector > 1)
    from = builder_.CreateConstInBoundsGEP1_32(type, from, component);
  return builder_.CreateLoad(type, from);
}
void FunctionLowering::write_register(const LocalSymbol& symbol, unsigned component, llvm::Value* bits) {
  llvm::Value* to = symbol.storage;
  if (symbol.vector > 1)
    to = builder_.CreateConstInBoundsGEP1_32(bits->getType(), to, component);
  builder_.CreateStore(bits, to);
}

// A vector register as a whole stands for the list of its components.
Instruction FunctionLowering::with_components(const Instruction& source) {
  Instruction changed = source;
  for (Operand& operand : changed.operands) {
    const LocalSymbol* symbol =
        operand.kind == Operand::Kind::kName && operand.member.empty() ? find(operand.name) : nullptr;
    if (!symbol || symbol->kind != LocalSymbol::Kind::kRegister || symbol->vector < 2)
      continue;
    std::vector<Operand> parts(symbol->vector, operand);
    for (size_t n = 0; n < parts.size(); ++n)
      parts[n].member = std::string_view(".x.y.z.w").substr(n * 2, 2);
    operand.kind = Operand::Kind::kVector;
    operand.parts = std::move(parts);
  }
  return changed;
}

bool FunctionLowering::lower(const Instruction& source) {
  if (!has_lines_)
    builder_.SetCurrentDebugLocation(lines_.at_text(source.at));
  if (has_vectors_ && source.name() != "call") {
    const Instruction changed = with_components(source);
    return lower_one(changed);
  }
  return lower_one(source);
}

bool FunctionLowering::lower_one(const Instruction& source) {
  InstructionLowering instruction(*this, source);
  llvm::BasicBlock* after = nullptr;
  const bool is_branch = source.opcode == "bra" || source.opcode == "bra.uni"; // takes its own guard
  if (!source.guard.empty() && !is_branch) {
    const LocalSymbol* guard = find(source.guard);
    if (!guard || guard->kind != LocalSymbol::Kind::kRegister || guard->type != Type::pred)
      return fail(source.at, text(source.guard) + " is no predicate");
    llvm::BasicBlock* guarded = new_block("");
    after = new_block("");
    llvm::Value* condition = read_register(*guard, 0);
    builder_.CreateCondBr(condition, source.guard_negated ? after : guarded, source.guard_negated ? guarded : after);
    builder_.SetInsertPoint(guarded);
  }
  bool good = false;
  switch (source.form->row->family) {
#define OX_FAMILY(name)                                                                                                \
  case Family::name:                                                                                                   \
    good = lower_##name(instruction);                                                                                  \
    break;
#include "ptx/families.def"
  }
  if (!good)
    return fail_unsupported(source.at, text(source.opcode) + " is not supported yet");
  if (std::string unused = instruction.unused(); !unused.empty())
    return fail_unsupported(source.at, "'" + unused + "' of " + text(source.opcode) + " is not supported yet");
  if (after) {
    if (!builder_.GetInsertBlock()->getTerminator())
      builder_.CreateBr(after);
    builder_.SetInsertPoint(after);
  }
  return true;
}

bool FunctionLowering::lower(const Statement& statement) {
  if (const auto* label = std::get_if<Label>(&statement)) {
    llvm::BasicBlock* block = scopes_.back()[label->name].block;
    if (!builder_.GetInsertBlock()->getTerminator())
      builder_.CreateBr(block);
    block->moveAfter(builder_.GetInsertBlock());
    builder_.SetInsertPoint(block);
    return true;
  }
  if (const auto* loc = std::get_if<Loc>(&statement)) {
    if (module_.lines().has_begun())
      builder_.SetCurrentDebugLocation(lines_.at(*loc));
    return true;
  }
  if (const auto* block = std::get_if<std::unique_ptr<Block>>(&statement))
    return lower(**block);
  if (const auto* pragma = std::get_if<Directive>(&statement); pragma && read_pragma(*pragma, module_.diagnostics()))
    rolled_loops_.insert(builder_.GetInsertBlock());
  const auto* instruction = std::get_if<Instruction>(&statement);
  if (!instruction)
    return true;                                  // declared already
  if (builder_.GetInsertBlock()->getTerminator()) // behind a branch: nothing comes here
    builder_.SetInsertPoint(new_block(""));
  return lower(*instruction);
}

bool FunctionLowering::lower(const Block& block) {
  declare(block);
  for (const Statement& statement : block.statements)
    if (!lower(statement))
      return false;
  scopes_.pop_back();
  ranges_.pop_back();
  return true;
}

std::optional<Diagnostic> FunctionLowering::run() {
  llvm::BasicBlock* entry = new_block("entry"); // of allocas and parameters
  builder_.SetInsertPoint(entry);
  add_parameters();
  llvm::BasicBlock* body = new_block("body");
  builder_.CreateBr(body);
  builder_.SetInsertPoint(body);
  if (lower(*source_.body) && !builder_.GetInsertBlock()->getTerminator())
    emit_return(); // the end of the body is a return
  if (failure_)
    return failure_;
  bool every = module_.keeps_loops_rolled();
  for (const Directive& directive : source_.directives)
    every |= directive.name == ".pragma" && read_pragma(directive, module_.diagnostics());
  llvm::EliminateUnreachableBlocks(function_);
  keep_rolled(function_, rolled_loops_, every);
  return std::nullopt;
}

} // namespace ox::ptx
