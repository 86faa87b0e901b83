// Block barriers.  PTX's aligned forms promise that a whole warp arrives together; OxCore's barrier needs no promise.
#include "codegen/lower/intrinsic_call.h"

namespace ox::codegen {

namespace {

// barrier.cta.red.popc|and|or[.aligned].all|count (id, [count,] predicate)
bool lower_reduction(IntrinsicCall& call, llvm::Value* count) {
  bool is_popc = call.has("popc");
  isa::Op op = is_popc ? isa::Op::ox_bar_red_popc : call.has("and") ? isa::Op::ox_bar_red_and : isa::Op::ox_bar_red_or;
  llvm::Value* predicate = call.zext64(call.operand(call.call->arg_size() - 1));
  llvm::Value* result = emit_xox64(call.builder, op, {predicate, call.pack(count, call.operand(0))}, Effect::kBarrier);
  return call.replace(call.builder.CreateTrunc(result, call.type()));
}

} // namespace

bool lower_barrier(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  if (call.name == "bar.warp.sync")
    return call.replace(
        (emit_xox(builder, isa::Op::ox_syncwarp, builder.getVoidTy(), {call.operand(0)}, Effect::kBarrier), nullptr));
  if (call.has("cluster"))
    return lower_cluster(call);
  if (!call.has("cta"))
    return false;
  llvm::Value* count = call.has("count") ? call.operand(1) : builder.getInt32(0);
  if (call.has("red"))
    return lower_reduction(call, count);
  isa::Op op = call.has("arrive") ? isa::Op::ox_bar_arrive : isa::Op::ox_bar_sync;
  emit_xox(builder, op, builder.getVoidTy(), {call.operand(0), count}, Effect::kBarrier);
  return call.replace(nullptr);
}

} // namespace ox::codegen
