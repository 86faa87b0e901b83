// Clusters of blocks (PTX ISA 9.0: barrier.cluster, mapa, getctarank): the barrier of all their threads, and the shared
// memory of the other blocks, which is ordinary memory at another address.
#include "codegen/lower/csr.h"
#include "codegen/lower/intrinsic_call.h"

namespace ox::codegen {

namespace {

using isa::Op;

// barrier.cluster.arrive[.relaxed][.aligned] and barrier.cluster.wait[.aligned]
bool lower_cluster_barrier(IntrinsicCall& call) {
  Op op = call.has("wait")      ? Op::ox_cluster_wait
          : call.has("relaxed") ? Op::ox_cluster_arrive_relaxed
                                : Op::ox_cluster_arrive;
  emit_xox(call.builder, op, call.builder.getVoidTy(), {}, Effect::kBarrier);
  return call.replace(nullptr);
}

// A flat address as a pointer of the call's type; inttoptr to a shared space would take it for an offset.
llvm::Value* as_pointer(IntrinsicCall& call, llvm::Value* address) {
  llvm::Value* flat = call.builder.CreateIntToPtr(address, call.builder.getPtrTy());
  return call.type() == flat->getType() ? flat : call.builder.CreateAddrSpaceCast(flat, call.type());
}

} // namespace

llvm::Value* emit_cluster_rank(llvm::IRBuilder<>& builder, llvm::Value* pointer) {
  return emit_xox64(builder, Op::ox_ctarank, {pointer}, Effect::kNone);
}

bool lower_cluster(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  if (call.words[0] == "barrier")
    return lower_cluster_barrier(call);
  if (call.words[0] == "mapa")
    return call.replace(
        as_pointer(call, emit_xox64(builder, Op::ox_mapa, {call.operand(0), call.operand(1)}, Effect::kNone)));
  if (call.words[0] == "getctarank")
    return call.replace(builder.CreateTrunc(emit_cluster_rank(builder, call.operand(0)), call.type()));
  if (call.words[0] == "is_explicit_cluster")
    return call.replace(
        builder.CreateTrunc(emit_csr_read(builder, kCsr_is_explicit_cluster, Effect::kNone), call.type()));
  return false;
}

} // namespace ox::codegen
