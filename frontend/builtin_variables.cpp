#include "frontend/builtin_variables.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicsNVPTX.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/IR/ReplaceConstant.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Utils/Local.h"

namespace ox::frontend {
namespace {

struct BuiltinVariable {
  const char* name;
  llvm::Intrinsic::ID fields[3];
};

constexpr BuiltinVariable kVariables[] = {
    {"threadIdx",
     {llvm::Intrinsic::nvvm_read_ptx_sreg_tid_x, llvm::Intrinsic::nvvm_read_ptx_sreg_tid_y,
      llvm::Intrinsic::nvvm_read_ptx_sreg_tid_z}},
    {"blockIdx",
     {llvm::Intrinsic::nvvm_read_ptx_sreg_ctaid_x, llvm::Intrinsic::nvvm_read_ptx_sreg_ctaid_y,
      llvm::Intrinsic::nvvm_read_ptx_sreg_ctaid_z}},
    {"blockDim",
     {llvm::Intrinsic::nvvm_read_ptx_sreg_ntid_x, llvm::Intrinsic::nvvm_read_ptx_sreg_ntid_y,
      llvm::Intrinsic::nvvm_read_ptx_sreg_ntid_z}},
    {"gridDim",
     {llvm::Intrinsic::nvvm_read_ptx_sreg_nctaid_x, llvm::Intrinsic::nvvm_read_ptx_sreg_nctaid_y,
      llvm::Intrinsic::nvvm_read_ptx_sreg_nctaid_z}},
};

llvm::Value* make_copy(llvm::Function& function, const BuiltinVariable& variable) {
  llvm::BasicBlock& entry = function.getEntryBlock();
  llvm::IRBuilder<> builder(&entry, entry.getFirstInsertionPt());
  llvm::Type* word = builder.getInt32Ty();
  llvm::Value* copy = builder.CreateAlloca(llvm::ArrayType::get(word, 3), nullptr, variable.name);
  for (unsigned i = 0; i < 3; ++i)
    builder.CreateStore(builder.CreateIntrinsic(variable.fields[i], {}),
                        builder.CreateConstInBoundsGEP1_32(word, copy, i));
  return builder.CreateAddrSpaceCast(copy, builder.getPtrTy());
}

struct Read {
  llvm::LoadInst* load;
  uint64_t field;
};

void collect_reads(llvm::Value& pointer, uint64_t offset, const llvm::DataLayout& layout,
                   llvm::SmallVectorImpl<Read>& reads) {
  for (llvm::User* user : pointer.users()) {
    if (auto* cast = llvm::dyn_cast<llvm::AddrSpaceCastInst>(user)) {
      collect_reads(*cast, offset, layout, reads);
    } else if (auto* part = llvm::dyn_cast<llvm::GetElementPtrInst>(user)) {
      llvm::APInt more(layout.getIndexTypeSizeInBits(part->getType()), 0);
      if (part->accumulateConstantOffset(layout, more))
        collect_reads(*part, offset + more.getZExtValue(), layout, reads);
    } else if (auto* load = llvm::dyn_cast<llvm::LoadInst>(user)) {
      if (load->getType()->isIntegerTy(32) && offset % 4 == 0 && offset < 12)
        reads.push_back({load, offset / 4});
    }
  }
}

// By far the most uses name a field.  The register is read where the field was, in the order of the source.
void replace_reads(llvm::GlobalVariable& global, const BuiltinVariable& variable) {
  llvm::SmallVector<Read> reads;
  collect_reads(global, 0, global.getParent()->getDataLayout(), reads);
  for (Read read : reads) {
    llvm::IRBuilder<> builder(read.load);
    read.load->replaceAllUsesWith(builder.CreateIntrinsic(variable.fields[read.field], {}));
    llvm::Value* address = read.load->getPointerOperand();
    read.load->eraseFromParent();
    llvm::RecursivelyDeleteTriviallyDeadInstructions(address);
  }
}

// All others, which need an object, get a copy for the function.
void replace_others(llvm::GlobalVariable& global, const BuiltinVariable& variable) {
  llvm::DenseMap<llvm::Function*, llvm::Value*> copies;
  llvm::SmallVector<llvm::Use*> uses;
  for (llvm::Use& use : global.uses())
    uses.push_back(&use);
  for (llvm::Use* use : uses) {
    auto* user = llvm::dyn_cast<llvm::Instruction>(use->getUser());
    if (!user)
      continue; // in the initial value of another variable; the code generator names what is undefined there
    llvm::Value*& copy = copies[user->getFunction()];
    if (!copy)
      copy = make_copy(*user->getFunction(), variable);
    if (llvm::isa<llvm::AddrSpaceCastInst>(user) && user->getType() == copy->getType()) {
      user->replaceAllUsesWith(copy);
      user->eraseFromParent();
    } else {
      llvm::IRBuilder<> builder(llvm::cast<llvm::Instruction>(copy)->getNextNode());
      use->set(builder.CreateAddrSpaceCast(copy, global.getType()));
    }
  }
}

void replace(llvm::GlobalVariable& global, const BuiltinVariable& variable) {
  llvm::convertUsersOfConstantsToInstructions({&global});
  replace_reads(global, variable);
  replace_others(global, variable);
  if (global.use_empty())
    global.eraseFromParent();
}

struct ReadBuiltinVariables : llvm::PassInfoMixin<ReadBuiltinVariables> {
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
    for (const BuiltinVariable& variable : kVariables)
      if (llvm::GlobalVariable* global = module.getGlobalVariable(variable.name); global && global->isDeclaration())
        replace(*global, variable);
    return llvm::PreservedAnalyses::none();
  }
  static bool isRequired() { return true; }
};

} // namespace

void read_builtin_variables_from_registers(clang::CodeGenOptions& options) {
  options.PassBuilderCallbacks.push_back([](llvm::PassBuilder& builder) {
    builder.registerPipelineStartEPCallback(
        [](llvm::ModulePassManager& passes, llvm::OptimizationLevel) { passes.addPass(ReadBuiltinVariables()); });
  });
}

} // namespace ox::frontend
