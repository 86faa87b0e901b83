// Lowering one function: its registers and local variables, its labels, its statements in order.
//
// A register is an alloca of as many bits as its type has: PTX's registers are storage without a type, and LLVM turns
// them into values.  An integer of that width is what is stored, whatever type an instruction sees in it.
#pragma once
#include "ptx/lower/module_lowering.h"

namespace ox::ptx {

// What a name in a function stands for.
struct LocalSymbol {
  enum class Kind : uint8_t { kRegister, kMemory, kGlobal, kLabel, kTargets, kPrototype } kind{};
  llvm::Value* storage = nullptr; // alloca of a register; address of memory (.local, .param)
  Type type{};
  unsigned vector = 1; // of registers: components
  Space space{};       // of memory
  uint64_t bytes = 0;  // of memory
  uint64_t element_bytes = 1;
  int kernel_parameter = -1; // its number, from 0
  llvm::GlobalVariable* global = nullptr;
  llvm::BasicBlock* block = nullptr;
  const Targets* targets = nullptr;
  const Prototype* prototype = nullptr;
};

// Calls for each name of a list of targets, L<2> being L0 and L1, until it says false; false then.
bool for_each_target(const Targets& targets, llvm::function_ref<bool(std::string_view)> visit);

class FunctionLowering {
public:
  FunctionLowering(ModuleLowering& module, const Function& source, llvm::Function& function);

  // Why the function cannot be lowered, and where; nullopt if it could.
  std::optional<Diagnostic> run();

  ModuleLowering& module() { return module_; }
  llvm::IRBuilder<>& builder() { return builder_; }
  llvm::Function& function() { return function_; }
  const Function& source() const { return source_; }

  // Innermost first.  A register of a range (.reg .b32 %r<4000>) comes to life when it is first named.
  const LocalSymbol* find(std::string_view name);
  llvm::Value* return_storage(size_t number) const { return returns_[number].storage; }
  void emit_return();
  llvm::Align pointer_alignment(const llvm::Value* pointer) const;
  llvm::BasicBlock* new_block(const llvm::Twine& name);
  // The value of a register with all its bits, or of one component (".x") of a vector register.
  llvm::Value* read_register(const LocalSymbol& symbol, unsigned component);
  void write_register(const LocalSymbol& symbol, unsigned component, llvm::Value* bits);
  // The carry flag of add.cc and its like, an i1 of the function.
  llvm::AllocaInst* carry_flag();

  bool fail(Location at, const std::string& why); // always false
  // Of what is valid PTX: a warning, and the function can't run.  Always false.
  bool fail_unsupported(Location at, const std::string& why);

private:
  using Scope = llvm::StringMap<LocalSymbol>;

  void add_parameters();
  void declare(const Block& block); // names of one block, labels included
  void declare(const Variable& variable);
  LocalSymbol make_symbol(const Variable& variable, const std::string& name);
  bool lower(const Block& block);
  bool lower(const Statement& statement);
  bool lower(const Instruction& instruction);
  bool lower_one(const Instruction& instruction);
  Instruction with_components(const Instruction& source);
  llvm::AllocaInst* make_alloca(llvm::Type* type, uint64_t alignment, const llvm::Twine& name);

  ModuleLowering& module_;
  const Function& source_;
  llvm::Function& function_;
  llvm::IRBuilder<> builder_;
  std::vector<Scope> scopes_;
  std::vector<std::vector<const Variable*>> ranges_; // beside scopes_: name<count>
  std::vector<LocalSymbol> returns_;
  llvm::AllocaInst* carry_ = nullptr;
  bool has_vectors_ = false; // registers
  llvm::SmallPtrSet<llvm::BasicBlock*, 4> rolled_loops_;
  FunctionLines lines_;
  const bool has_lines_; // .loc; without one, lines are those of the text
  std::optional<Diagnostic> failure_;
};

} // namespace ox::ptx
