// Two machine passes: one frees kernels from saving registers for a caller that they do not have, the other writes
// down, per function, what the kernel metadata is made of.
#pragma once
#include "codegen/compilation.h"
#include <map>
#include <set>
#include <string>

namespace llvm {
class MachineFunctionPass;
class Module;
} // namespace llvm

namespace ox::codegen {

struct FunctionFacts {
  uint64_t stack_bytes = 0;
  bool unbounded_stack = false; // variable-sized allocas
  bool calls_indirectly = false;
  std::set<unsigned> registers; // x and f registers that it touches, as LLVM numbers them
  std::set<std::string> callees;
  uint32_t spill_store_bytes = 0, spill_load_bytes = 0; // of the instructions that spill, once each
};
using ModuleFacts = std::map<std::string, FunctionFacts>;

// A kernel never returns, so no register is callee-saved in it.  Runs right after instruction selection.
llvm::MachineFunctionPass* create_free_kernel_registers_pass();

// Runs last, on finished frames.
llvm::MachineFunctionPass* create_collect_machine_facts_pass(ModuleFacts& facts);

// Sums the facts up over each kernel's call graph.  An indirect call may reach any function whose address is taken.
void summarize_facts(const ModuleFacts& facts, const llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
