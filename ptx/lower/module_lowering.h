// The state of lowering one module: its global symbols, and helpers that need them.
#pragma once
#include "ptx/ast.h"
#include "ptx/lower/lower.h"
#include "ptx/lower/source_lines.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace ox::ptx {

inline std::string text(std::string_view view) { return std::string(view); } // for messages and names

// LLVM's type for a value of a PTX type: floating-point types are themselves, packed pairs are vectors, all others
// integers.
llvm::Type* value_type(llvm::LLVMContext& context, Type type);
llvm::IntegerType* bits_type(llvm::LLVMContext& context, unsigned bits);

// The bits of a constant as a value of a type: a double becomes a single where one is wanted, and the other way round.
uint64_t pattern_of(const Constant& constant, Type type);

// Address space numbers of the dialect.
unsigned address_space(Space space);

class ModuleLowering {
public:
  // target: where the functions and variables go.
  ModuleLowering(const Module& source, llvm::Module& target, const LowerOptions& options, Diagnostics& diagnostics);

  void run(); // all of the source

  llvm::LLVMContext& context() { return module_.getContext(); }
  llvm::Module& module() { return module_; }
  const Module& source() const { return source_; }
  Diagnostics& diagnostics() { return diagnostics_; }

  // Of the source, or of the target's own.
  llvm::GlobalValue* find_symbol(std::string_view name) const;
  uint64_t element_bytes(std::string_view name) const; // of a variable of the source
  // A name that the source does not declare.
  void define(std::string_view name, llvm::GlobalValue* value) { symbols_[name] = value; }
  // A variable that a function declares in a space of the module (.shared, .global, .const): it is the module's, under
  // a name of its own.
  llvm::GlobalVariable* add_static(const Variable& variable, const std::string& name);
  llvm::FunctionType* function_type(const std::vector<Variable>& returns, const std::vector<Variable>& parameters,
                                    bool is_variadic);
  SourceLines& lines() { return lines_; }
  bool keeps_loops_rolled() const { return keeps_loops_rolled_; } // .pragma "nounroll" of the module

private:
  void add_variables();
  llvm::GlobalVariable* add_variable(const Variable& variable, const std::string& name, bool is_of_function);
  llvm::GlobalVariable* give_value(llvm::GlobalVariable* global, llvm::Constant* value);
  llvm::GlobalVariable* initialise(const Variable& variable, llvm::GlobalVariable* global);
  void add_function(const Function& function);
  std::optional<Diagnostic> add_performance_directives(const Function& function, llvm::Function& to);
  void add_aliases();
  void lower_bodies();
  llvm::Type* memory_type(const Variable& variable);
  void write_address_bytes();
  // unusable_kernels.cpp
  void make_unusable(llvm::Function& function, Location at, const std::string& why);
  void define_missing_symbols();

  const Module& source_;
  llvm::Module& module_;
  llvm::LLVMContext& context_;
  const LowerOptions options_;
  Diagnostics& diagnostics_;
  SourceLines lines_;
  llvm::StringMap<llvm::GlobalValue*> symbols_;
  llvm::StringMap<const Variable*> variables_;
  std::vector<llvm::Constant*> address_bytes_; // of initial values, for the loader
  bool keeps_loops_rolled_ = false;
  std::vector<std::pair<const Function*, llvm::Function*>> functions_;
};

} // namespace ox::ptx
