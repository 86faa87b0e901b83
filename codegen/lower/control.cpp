// Ends of lanes, memory fences, and advice that a simulator has no use for.
#include "codegen/lower/intrinsic_call.h"

namespace ox::codegen {

namespace {

// PTX's scopes as LLVM's synchronisation scopes for nvptx; RISC-V has one fence for all of them.
bool lower_fence(IntrinsicCall& call) {
  llvm::LLVMContext& context = call.call->getContext();
  bool is_block = call.has("cta");
  auto scope = is_block ? context.getOrInsertSyncScopeID("block") : llvm::SyncScope::System;
  call.builder.CreateFence(llvm::AtomicOrdering::SequentiallyConsistent, scope);
  return call.replace(nullptr);
}

} // namespace

bool lower_control(IntrinsicCall& call) {
  llvm::StringRef family = call.words[0];
  if (family == "membar" || family == "fence")
    return lower_fence(call);
  if (family == "exit")
    return emit_exit(call.builder), call.replace(nullptr);
  if (family == "trap" || family == "ubsantrap" || family == "debugtrap")
    return emit_trap(call.builder), call.replace(nullptr);
  if (family == "nanosleep") {
    emit_xox(call.builder, isa::Op::ox_nanosleep, call.builder.getVoidTy(), {call.zext64(call.operand(0))},
             Effect::kWarp);
    return call.replace(nullptr);
  }
  if (family == "compiler")
    return false;
  // prefetch, discard, applypriority, griddepcontrol, setmaxnreg, pm.event: advice
  return call.type()->isVoidTy() && call.replace(nullptr);
}

} // namespace ox::codegen
