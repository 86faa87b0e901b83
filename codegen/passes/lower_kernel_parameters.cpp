// The parameter block has C layout: each parameter at its natural alignment, in order.  A parameter that fits a
// register is loaded at the start; a structure passed by value stays where it is unless the kernel writes to it, for
// then every lane needs its own.
#include "codegen/passes/lower_kernel_parameters.h"
#include "codegen/compilation.h"
#include "codegen/lower/emit_asm.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

isa::KernelParameter place(const llvm::Argument& argument, uint64_t& end) {
  const llvm::DataLayout& layout = argument.getParent()->getDataLayout();
  llvm::Type* type = argument.hasByValAttr() ? argument.getParamByValType() : argument.getType();
  llvm::Align alignment = layout.getABITypeAlign(type);
  if (argument.hasByValAttr() && argument.getParamAlign())
    alignment = *argument.getParamAlign();
  uint64_t bytes = layout.getTypeAllocSize(type);
  uint64_t offset = llvm::alignTo(end, alignment);
  end = offset + bytes;
  return {.offset = uint32_t(offset), .bytes = uint32_t(bytes), .alignment = uint32_t(alignment.value())};
}

// "256,1,1" in a function attribute.
std::vector<uint32_t> read_numbers(const llvm::Function& function, llvm::StringRef attribute) {
  std::vector<uint32_t> numbers;
  llvm::SmallVector<llvm::StringRef> words;
  function.getFnAttribute(attribute).getValueAsString().split(words, ',', -1, false);
  for (llvm::StringRef word : words)
    if (uint32_t number; !word.trim().getAsInteger(10, number))
      numbers.push_back(number);
  return numbers;
}

void read_launch_bounds(const llvm::Function& function, isa::KernelMetadata& kernel) {
  auto product = [](const std::vector<uint32_t>& numbers) {
    uint64_t result = numbers.empty() ? 0 : 1;
    for (uint32_t number : numbers)
      result *= number;
    return uint32_t(std::min<uint64_t>(result, UINT32_MAX));
  };
  kernel.max_threads_per_block = product(read_numbers(function, "nvvm.maxntid"));
  if (auto required = read_numbers(function, "nvvm.reqntid"); !required.empty()) {
    required.resize(3, 1);
    std::copy(required.begin(), required.end(), kernel.required_block);
    kernel.max_threads_per_block = product(required);
  }
  if (auto blocks = read_numbers(function, "nvvm.minctasm"); !blocks.empty())
    kernel.min_blocks_per_core = blocks[0];
  if (auto required = read_numbers(function, "nvvm.cluster_dim"); !required.empty()) {
    required.resize(3, 1);
    std::copy(required.begin(), required.end(), kernel.required_cluster);
  }
  if (auto blocks = read_numbers(function, "nvvm.maxclusterrank"); !blocks.empty())
    kernel.max_cluster_blocks = blocks[0];
}

llvm::Value* load_parameter(llvm::IRBuilder<>& builder, llvm::Argument& argument, llvm::Value* address,
                            const isa::KernelParameter& where) {
  llvm::LLVMContext& context = argument.getContext();
  llvm::Align alignment(where.alignment);
  if (!argument.hasByValAttr()) {
    llvm::LoadInst* load = builder.CreateAlignedLoad(argument.getType(), address, alignment, argument.getName());
    load->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(context, {}));
    if (argument.hasAttribute(llvm::Attribute::NoUndef))
      load->setMetadata(llvm::LLVMContext::MD_noundef, llvm::MDNode::get(context, {}));
    return load;
  }
  // A __grid_constant__ has one address in all threads.
  if (argument.onlyReadsMemory() || argument.hasAttribute("nvvm.grid_constant"))
    return address;
  llvm::AllocaInst* copy = builder.CreateAlloca(argument.getParamByValType());
  copy->setAlignment(alignment);
  builder.CreateMemCpy(copy, alignment, address, alignment, where.bytes);
  return copy;
}

// What ptx/lower asks about the block: ox.ptx.kernel.parameter(number) is where a parameter lies in it, and
// ox.ptx.isspacep.param(address) whether an address does.
void answer_questions(llvm::Function& kernel, llvm::Value* block, const isa::KernelMetadata& metadata) {
  for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::instructions(kernel))) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
    llvm::Function* callee = call ? call->getCalledFunction() : nullptr;
    if (!callee || !callee->getName().starts_with("ox.ptx."))
      continue;
    llvm::IRBuilder<> builder(call);
    llvm::Value* answer = nullptr;
    if (callee->getName() == "ox.ptx.kernel.parameter") {
      const uint64_t number = llvm::cast<llvm::ConstantInt>(call->getArgOperand(0))->getZExtValue();
      answer = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), block, metadata.parameters[number].offset);
    } else if (callee->getName() == "ox.ptx.isspacep.param") {
      llvm::Value* offset = builder.CreateSub(builder.CreatePtrToInt(call->getArgOperand(0), builder.getInt64Ty()),
                                              builder.CreatePtrToInt(block, builder.getInt64Ty()));
      answer = builder.CreateICmpULT(offset, builder.getInt64(metadata.parameter_bytes));
    } else {
      continue;
    }
    call->replaceAllUsesWith(answer);
    call->eraseFromParent();
  }
}

void end_with_exit(llvm::Function& function) {
  for (llvm::BasicBlock& block : function)
    if (auto* ret = llvm::dyn_cast<llvm::ReturnInst>(block.getTerminator())) {
      llvm::IRBuilder<> builder(ret);
      emit_exit(builder);
      builder.CreateUnreachable();
      ret->eraseFromParent();
    }
}

// A launch from device code (dynamic parallelism) or a direct call would need the old signature.
bool is_called(const llvm::Function& kernel, Compilation& compilation) {
  for (const llvm::User* user : kernel.users())
    if (auto* call = llvm::dyn_cast<llvm::CallBase>(user)) {
      compilation.error_at(*call, "calls kernel " + kernel.getName().str() +
                                      "; a kernel can only be launched, move its body to a __device__ function");
      return true;
    }
  return false;
}

void lower_kernel(llvm::Function& old, Compilation& compilation) {
  llvm::LLVMContext& context = old.getContext();
  isa::KernelMetadata kernel;
  kernel.name = old.getName().str();
  read_launch_bounds(old, kernel);
  kernel.unusable = old.getFnAttribute("ox-unusable").getValueAsString().str(); // of ptx/lower

  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), {llvm::PointerType::get(context, 0)}, false);
  llvm::Function* lowered = llvm::Function::Create(type, old.getLinkage(), old.getAddressSpace());
  old.getParent()->getFunctionList().insert(old.getIterator(), lowered);
  lowered->takeName(&old);
  lowered->copyMetadata(&old, 0);
  lowered->setVisibility(old.getVisibility());
  lowered->setDSOLocal(true);
  lowered->setAttributes(
      llvm::AttributeList().addFnAttributes(context, llvm::AttrBuilder(context, old.getAttributes().getFnAttrs())));
  for (auto attribute : {llvm::Attribute::Memory, llvm::Attribute::WillReturn, llvm::Attribute::NoFree})
    lowered->removeFnAttr(attribute);
  lowered->addFnAttr(kKernelAttribute);
  lowered->addFnAttr(llvm::Attribute::NoUnwind);
  lowered->splice(lowered->begin(), &old);

  llvm::Argument* block = lowered->getArg(0);
  block->setName("parameters");
  block->addAttr(llvm::Attribute::NoAlias);
  block->addAttr(llvm::Attribute::NoUndef);
  block->addAttr(llvm::Attribute::get(context, llvm::Attribute::Alignment, 16));
  llvm::BasicBlock& entry = lowered->getEntryBlock();
  llvm::IRBuilder<> builder(&entry, entry.getFirstNonPHIOrDbgOrAlloca());
  uint64_t end = 0;
  for (llvm::Argument& argument : old.args()) {
    isa::KernelParameter where = place(argument, end);
    kernel.parameters.push_back(where);
    llvm::Value* address = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), block, where.offset);
    argument.replaceAllUsesWith(load_parameter(builder, argument, address, where));
  }
  kernel.parameter_bytes = uint32_t(end);
  answer_questions(*lowered, block, kernel);
  if (end > 0)
    block->addAttr(llvm::Attribute::getWithDereferenceableBytes(context, end));
  end_with_exit(*lowered);
  old.replaceAllUsesWith(lowered);
  old.eraseFromParent();
  compilation.kernels[kernel.name] = kernel;
}

} // namespace

void lower_kernel_parameters(llvm::Module& module, Compilation& compilation) {
  std::vector<llvm::Function*> kernels;
  for (llvm::Function& function : module)
    if (function.getCallingConv() == llvm::CallingConv::PTX_Kernel && !function.isDeclaration())
      kernels.push_back(&function);
  for (llvm::Function* kernel : kernels)
    if (!is_called(*kernel, compilation))
      lower_kernel(*kernel, compilation);
  // Device functions use the C calling convention of lp64d.
  for (llvm::Function& function : module) {
    if (function.getCallingConv() == llvm::CallingConv::PTX_Kernel ||
        function.getCallingConv() == llvm::CallingConv::PTX_Device)
      function.setCallingConv(llvm::CallingConv::C);
    for (llvm::BasicBlock& block : function)
      for (llvm::Instruction& instruction : block)
        if (auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
            call && call->getCallingConv() == llvm::CallingConv::PTX_Device)
          call->setCallingConv(llvm::CallingConv::C);
  }
}

} // namespace ox::codegen
