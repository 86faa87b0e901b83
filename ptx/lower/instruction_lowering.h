// One instruction while it is lowered: its operands as values of the types that it gives them, its modifiers ticked off
// as they are asked for.  A modifier that no one asked about is an error, so that none is dropped in silence.
#pragma once
#include "ptx/lower/function_lowering.h"

namespace ox::ptx {

class InstructionLowering {
public:
  InstructionLowering(FunctionLowering& function, const Instruction& source)
      : function(function), b(function.builder()), source(source) {}

  FunctionLowering& function;
  llvm::IRBuilder<>& b;
  const Instruction& source;

  // Modifiers.  The member that a class has here, or the fixed word if it is there; empty if not.
  std::string_view take(std::string_view slot);
  bool flag(std::string_view slot) { return !take(slot).empty(); }
  Type type(std::string_view slot = ".type") { return type_named(take(slot)); }
  void ignore(std::initializer_list<std::string_view> slots); // hints that mean nothing here
  std::string unused() const;                                 // the first modifier that nobody took

  // Operands.
  size_t count() const { return source.operands.size(); }
  const Operand& operand(size_t number) const { return source.operands[number]; }
  // The value of an operand as this type: registers of that many bits, constants, special registers, addresses of
  // variables.  A register that is wider gives its low bits, as ld, st and cvt allow.  Null after a failure.
  llvm::Value* read(size_t number, Type type) { return read(operand(number), type); }
  llvm::Value* read(const Operand& from, Type type);
  // Writes a value of a type to a register; a wider register gets it extended, by its sign if the type is signed.
  bool write(size_t number, llvm::Value* value, Type type) { return write(operand(number), value, type); }
  bool write(const Operand& to, llvm::Value* value, Type type);
  bool write_pair(const Operand& to, llvm::Value* second, Type type); // q of p|q
  // The pointer that an address operand makes in the space that a modifier names: ".shared::cluster"; none: generic.
  llvm::Value* address(size_t number, std::string_view space);
  // The pointer of a local address, which may have 32 bits: an offset in the window of local memory.
  llvm::Value* local_pointer(llvm::Value* address);

  // A call of llvm.nvvm.<words> where LLVM has such an intrinsic with these types, of ox.ptx.<words> otherwise.
  enum class Effect { kNone, kReads, kState, kMemory, kConvergent };
  llvm::CallInst* call(llvm::Twine words, llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands, Effect effect);

  // The OxCore instruction of this mnemonic without its "ox.": "bfe.s.w".
  llvm::CallInst* instruction(std::string_view mnemonic, llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands,
                              Effect effect = Effect::kNone);
  // A subnormal becomes zero of its sign: .ftz of what does not round.
  llvm::Value* flush(llvm::Value* value);
  // Into [0, 1], NaN becomes 0: .sat of floating-point numbers.
  llvm::Value* saturate(llvm::Value* value);

  llvm::Type* type_of(Type type) { return value_type(b.getContext(), type); }
  bool fail(std::string why) { return function.fail(source.at, why); }
  bool fail_unsupported(std::string why) { return function.fail_unsupported(source.at, why); }
  bool fail_at(const Operand& operand, std::string why) { return function.fail(operand.at, why); }

private:
  llvm::CallInst* call_named(const std::string& name, llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands,
                             Effect effect);
  llvm::Value* read_name(const Operand& from, Type type);
  int register_component(const LocalSymbol& symbol, const Operand& of); // that an operand names; -1 after a failure
  llvm::Value* read_register(const LocalSymbol& symbol, const Operand& from, Type type);
  llvm::Value* read_address(const Operand& from, Type type);
  // Of a variable, with an offset or index.  As a number, that of a kernel's parameter is where the launch has put it;
  // loads by name read the function's own copy.
  llvm::Value* symbol_address(const Operand& from, bool as_number);
  llvm::Value* special_register(const Operand& from, Type type);
  llvm::Value* constant(const Operand& from, Type type);
  llvm::Value* fit(llvm::Value* bits, Type type); // integer of any width to a value of the type
  uint64_t taken_ = 0;
};

// LLVM's address space of the state space that a modifier names.  Addresses of .local and .param are generic ones;
// those of .shared::cluster are offsets with a sign from the block's own shared memory.
unsigned address_space(std::string_view modifier);

// The families (families.def).  False after a failure; they take every modifier that they honour.
#define OX_FAMILY(name) bool lower_##name(InstructionLowering& instruction);
#include "ptx/families.def"

} // namespace ox::ptx
