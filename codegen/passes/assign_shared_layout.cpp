// Shared variables have no memory of their own in the image: the machine gives each block its shared bytes and their
// address in tp.  A variable that several kernels reach (through a common device function) must have one offset, and
// two variables that some kernel reaches must not overlap; others may.  So variables are placed greedily, each at the
// lowest offset that is free among those it meets in any kernel, and a kernel's size is the end of its last one.
#include "codegen/passes/assign_shared_layout.h"
#include "codegen/compilation.h"
#include "codegen/lower/csr.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ReplaceConstant.h"
#include <set>

namespace ox::codegen {

namespace {

constexpr unsigned kSharedSpace = 3;
constexpr uint64_t kDynamicAlignment = 16;

using Variables = std::set<llvm::GlobalVariable*>;

struct Layout {
  std::map<llvm::GlobalVariable*, uint64_t> offsets;          // static variables
  std::map<llvm::Function*, uint64_t> static_bytes;           // of kernels
  std::map<llvm::Function*, std::set<llvm::Function*>> users; // function -> kernels that reach it
};

// An `extern __shared__` array: whatever the launch adds, behind the static part.
bool is_dynamic(const llvm::GlobalVariable& variable) { return variable.isDeclaration(); }

Variables variables_used_in(llvm::Function& function) {
  Variables used;
  for (llvm::BasicBlock& block : function)
    for (llvm::Instruction& instruction : block)
      for (llvm::Value* operand : instruction.operands())
        if (auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(operand);
            variable && variable->getAddressSpace() == kSharedSpace)
          used.insert(variable);
  return used;
}

// All functions that may run in a kernel: an indirect call may reach every function whose address is taken.
llvm::SetVector<llvm::Function*> reachable_from(llvm::Function& kernel) {
  llvm::SetVector<llvm::Function*> reached;
  reached.insert(&kernel);
  bool indirect = false;
  for (size_t i = 0; i < reached.size(); ++i) {
    for (llvm::BasicBlock& block : *reached[i])
      for (llvm::Instruction& instruction : block)
        if (auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) {
          if (auto* callee = llvm::dyn_cast<llvm::Function>(call->getCalledOperand()->stripPointerCasts()))
            reached.insert(callee);
          else if (!call->isInlineAsm() && !indirect) {
            indirect = true;
            for (llvm::Function& function : *kernel.getParent())
              if (!function.isDeclaration() && function.hasAddressTaken())
                reached.insert(&function);
          }
        }
  }
  return reached;
}

uint64_t first_fit(uint64_t bytes, llvm::Align alignment, const std::map<uint64_t, uint64_t>& taken) {
  uint64_t offset = 0;
  for (const auto& [begin, end] : taken) { // sorted by begin
    if (offset + bytes <= begin)
      break;
    offset = llvm::alignTo(std::max(offset, end), alignment);
  }
  return offset;
}

Layout lay_out(llvm::Module& module) {
  Layout layout;
  std::map<llvm::Function*, Variables> of_kernel;
  std::map<llvm::Function*, Variables> of_function;
  for (llvm::Function& function : module)
    of_function[&function] = variables_used_in(function);
  for (llvm::Function& kernel : module) {
    if (!is_kernel(kernel) || kernel.isDeclaration())
      continue;
    for (llvm::Function* function : reachable_from(kernel)) {
      layout.users[function].insert(&kernel);
      of_kernel[&kernel].insert(of_function[function].begin(), of_function[function].end());
    }
  }

  std::vector<llvm::GlobalVariable*> order;
  for (llvm::GlobalVariable& variable : module.globals())
    if (variable.getAddressSpace() == kSharedSpace && !is_dynamic(variable))
      order.push_back(&variable);
  const llvm::DataLayout& data = module.getDataLayout();
  auto alignment_of = [&](llvm::GlobalVariable* v) { return data.getPreferredAlign(v); };
  std::map<llvm::GlobalVariable*, size_t> declared; // ties keep the order of the source
  for (llvm::GlobalVariable* variable : order)
    declared[variable] = declared.size();
  std::sort(order.begin(), order.end(), [&](auto* a, auto* b) {
    return std::pair(-int64_t(alignment_of(a).value()), declared[a]) <
           std::pair(-int64_t(alignment_of(b).value()), declared[b]);
  });

  for (llvm::GlobalVariable* variable : order) {
    std::map<uint64_t, uint64_t> taken;
    for (const auto& [kernel, used] : of_kernel)
      if (used.contains(variable))
        for (llvm::GlobalVariable* other : used)
          if (auto placed = layout.offsets.find(other); placed != layout.offsets.end()) {
            uint64_t& end = taken[placed->second];
            end = std::max<uint64_t>(end, placed->second + data.getTypeAllocSize(other->getValueType()));
          }
    layout.offsets[variable] =
        first_fit(data.getTypeAllocSize(variable->getValueType()), alignment_of(variable), taken);
  }
  for (const auto& [kernel, used] : of_kernel) {
    uint64_t bytes = 0;
    bool dynamic = false;
    for (llvm::GlobalVariable* variable : used) {
      dynamic |= is_dynamic(*variable);
      if (!is_dynamic(*variable))
        bytes = std::max<uint64_t>(bytes, layout.offsets[variable] + data.getTypeAllocSize(variable->getValueType()));
    }
    layout.static_bytes[kernel] = dynamic ? llvm::alignTo(bytes, kDynamicAlignment) : bytes;
  }
  return layout;
}

// Where dynamic shared memory starts, as seen from a function: a constant when all kernels that reach it agree.
llvm::Value* dynamic_offset(llvm::IRBuilder<>& builder, llvm::Function& function, Layout& layout) {
  std::set<uint64_t> starts;
  for (llvm::Function* kernel : layout.users[&function])
    starts.insert(llvm::alignTo(layout.static_bytes[kernel], kDynamicAlignment));
  if (starts.size() == 1)
    return builder.getInt64(*starts.begin());
  llvm::Value* all = emit_csr_read(builder, kCsr_shared_bytes, Effect::kNone);
  llvm::Value* dynamic = emit_csr_read(builder, kCsr_dynamic_shared_bytes, Effect::kNone);
  return builder.CreateSub(all, dynamic);
}

// tp + offset, computed once at the function's start, for all its uses of the variable.
void replace_uses(llvm::GlobalVariable& variable, Layout& layout, Compilation& compilation) {
  llvm::MapVector<llvm::Function*, std::vector<llvm::Use*>> uses;
  for (llvm::Use& use : variable.uses())
    if (auto* instruction = llvm::dyn_cast<llvm::Instruction>(use.getUser()))
      uses[instruction->getFunction()].push_back(&use);
    else
      return compilation.error("the address of shared variable " + variable.getName().str() +
                               " is used to initialise a variable; shared memory has no address outside a block");
  for (auto& [function, in_function] : uses) {
    llvm::BasicBlock& entry = function->getEntryBlock();
    llvm::IRBuilder<> builder(&entry, entry.getFirstNonPHIOrDbgOrAlloca());
    llvm::Value* base = builder.CreateIntrinsic(llvm::Intrinsic::thread_pointer, {builder.getPtrTy()}, {});
    llvm::Value* offset =
        is_dynamic(variable) ? dynamic_offset(builder, *function, layout) : builder.getInt64(layout.offsets[&variable]);
    llvm::Value* flat = builder.CreateInBoundsGEP(builder.getInt8Ty(), base, offset, variable.getName());
    llvm::Value* address = builder.CreateAddrSpaceCast(flat, variable.getType());
    for (llvm::Use* use : in_function)
      use->set(address);
  }
}

} // namespace

void assign_shared_layout(llvm::Module& module, Compilation& compilation) {
  llvm::SmallVector<llvm::Constant*> variables;
  for (llvm::GlobalVariable& variable : module.globals())
    if (variable.getAddressSpace() == kSharedSpace)
      variables.push_back(&variable);
  llvm::convertUsersOfConstantsToInstructions(variables);

  Layout layout = lay_out(module);
  for (auto& [kernel, bytes] : layout.static_bytes)
    compilation.kernels[kernel->getName().str()].static_shared_bytes = bytes;
  for (llvm::Constant* constant : variables) {
    auto& variable = *llvm::cast<llvm::GlobalVariable>(constant);
    variable.removeDeadConstantUsers();
    replace_uses(variable, layout, compilation);
    if (variable.use_empty())
      variable.eraseFromParent();
  }
}

} // namespace ox::codegen
