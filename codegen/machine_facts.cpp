#include "codegen/machine_facts.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/CodeGen/MachineFrameInfo.h"
#include "llvm/CodeGen/MachineFunctionPass.h"
#include "llvm/CodeGen/MachineRegisterInfo.h"
#include "llvm/CodeGen/PseudoSourceValue.h"
#include "llvm/CodeGen/TargetRegisterInfo.h"
#include "llvm/CodeGen/TargetSubtargetInfo.h"
#include "llvm/IR/Module.h"
#include <algorithm>

namespace ox::codegen {

namespace {

class FreeKernelRegisters : public llvm::MachineFunctionPass {
public:
  static char ID;
  FreeKernelRegisters() : MachineFunctionPass(ID) {}
  llvm::StringRef getPassName() const override { return "Ox: no register is callee-saved in a kernel"; }
  void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
    usage.setPreservesAll();
    MachineFunctionPass::getAnalysisUsage(usage);
  }
  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    if (is_kernel(function.getFunction()))
      function.getRegInfo().setCalleeSavedRegs({});
    return false;
  }
};
char FreeKernelRegisters::ID = 0;

class CollectMachineFacts : public llvm::MachineFunctionPass {
public:
  static char ID;
  explicit CollectMachineFacts(ModuleFacts& facts) : MachineFunctionPass(ID), facts_(facts) {}
  llvm::StringRef getPassName() const override { return "Ox: collect stack and register use"; }
  void getAnalysisUsage(llvm::AnalysisUsage& usage) const override {
    usage.setPreservesAll();
    MachineFunctionPass::getAnalysisUsage(usage);
  }

  bool runOnMachineFunction(llvm::MachineFunction& function) override {
    FunctionFacts& facts = facts_[function.getName().str()];
    const llvm::TargetRegisterInfo& registers = *function.getSubtarget().getRegisterInfo();
    facts.stack_bytes = function.getFrameInfo().getStackSize();
    facts.unbounded_stack = function.getFrameInfo().hasVarSizedObjects();
    for (const llvm::MachineBasicBlock& block : function)
      for (const llvm::MachineInstr& instruction : block) {
        for (const llvm::MachineOperand& operand : instruction.operands())
          if (operand.isReg() && operand.getReg().isPhysical() && !operand.isImplicit())
            note_register(facts, registers, operand.getReg());
        if (instruction.isCall())
          note_call(facts, instruction);
        note_spills(facts, instruction, function.getFrameInfo());
      }
    return false;
  }

private:
  // h, f and d forms of one f register count once; x0 holds nothing.
  static void note_register(FunctionFacts& facts, const llvm::TargetRegisterInfo& info, llvm::MCRegister reg) {
    llvm::StringRef name = info.getName(reg); // "X10", "F10_F"
    if (name != "X0" && name.size() > 1 && llvm::isDigit(name[1]) && (name[0] == 'X' || name[0] == 'F'))
      facts.registers.insert((name[0] == 'F' ? 32 : 0) + info.getEncodingValue(reg));
  }

  static void note_call(FunctionFacts& facts, const llvm::MachineInstr& call) {
    for (const llvm::MachineOperand& operand : call.operands()) {
      if (operand.isGlobal())
        return void(facts.callees.insert(operand.getGlobal()->getName().str()));
      if (operand.isSymbol())
        return void(facts.callees.insert(operand.getSymbolName()));
    }
    facts.calls_indirectly = true;
  }

  static void note_spills(FunctionFacts& facts, const llvm::MachineInstr& instruction,
                          const llvm::MachineFrameInfo& frame) {
    for (const llvm::MachineMemOperand* access : instruction.memoperands()) {
      const auto* slot = llvm::dyn_cast_or_null<llvm::FixedStackPseudoSourceValue>(access->getPseudoValue());
      if (!slot || !frame.isSpillSlotObjectIndex(slot->getFrameIndex()) || !access->getSize().hasValue())
        continue;
      const auto bytes = uint32_t(access->getSize().getValue().getKnownMinValue());
      (access->isStore() ? facts.spill_store_bytes : facts.spill_load_bytes) += bytes;
    }
  }

  ModuleFacts& facts_;
};
char CollectMachineFacts::ID = 0;

struct Summary {
  uint64_t stack_bytes = 0;
  bool unbounded_stack = false;
  std::set<unsigned> registers;
};

// A cycle in the call graph is recursion: its depth is not known here.
const Summary& summarize(const std::string& name, const ModuleFacts& facts, std::map<std::string, Summary>& done,
                         std::set<std::string>& open) {
  static const Summary kRecursive{0, true, {}};
  if (auto known = done.find(name); known != done.end())
    return known->second;
  if (!open.insert(name).second)
    return kRecursive;
  Summary summary;
  if (auto own = facts.find(name); own != facts.end()) {
    summary = {0, own->second.unbounded_stack, own->second.registers};
    for (const std::string& callee : own->second.callees) {
      const Summary& below = summarize(callee, facts, done, open);
      summary.stack_bytes = std::max(summary.stack_bytes, below.stack_bytes);
      summary.unbounded_stack |= below.unbounded_stack;
      summary.registers.insert(below.registers.begin(), below.registers.end());
    }
    summary.stack_bytes += own->second.stack_bytes;
  }
  open.erase(name);
  return done[name] = summary;
}

} // namespace

llvm::MachineFunctionPass* create_free_kernel_registers_pass() { return new FreeKernelRegisters; }

llvm::MachineFunctionPass* create_collect_machine_facts_pass(ModuleFacts& facts) {
  return new CollectMachineFacts(facts);
}

void summarize_facts(const ModuleFacts& of_code, const llvm::Module& module, Compilation& compilation) {
  ModuleFacts facts = of_code;
  for (auto& [name, function] : facts)
    if (function.calls_indirectly)
      for (const llvm::Function& target : module)
        if (!target.isDeclaration() && target.hasAddressTaken())
          function.callees.insert(target.getName().str());
  std::map<std::string, Summary> done;
  std::set<std::string> open;
  for (auto& [name, kernel] : compilation.kernels) {
    const Summary& summary = summarize(name, facts, done, open);
    kernel.local_bytes = (summary.stack_bytes + 15) / 16 * 16;
    kernel.unbounded_stack = summary.unbounded_stack;
    kernel.registers = uint32_t(summary.registers.size());
    if (auto own = facts.find(name); own != facts.end()) {
      kernel.spill_store_bytes = own->second.spill_store_bytes;
      kernel.spill_load_bytes = own->second.spill_load_bytes;
    }
  }
}

} // namespace ox::codegen
