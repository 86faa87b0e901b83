// mbarrier objects (PTX ISA 9.0, "Parallel Synchronization and Communication Instructions: mbarrier").  A token is the
// word as it was before the arrival.  Arrivals release and waits acquire, unless the name has "relaxed".
#include "codegen/lower/intrinsic_call.h"

namespace ox::codegen {

namespace {

using isa::Op;
using llvm::AtomicOrdering;

llvm::Value* emit(IntrinsicCall& call, Op op, llvm::Type* result, llvm::ArrayRef<llvm::Value*> operands,
                  AtomicOrdering order) {
  return emit_insn(call.builder, op, order_bits(order), result, operands, Effect::kMemory);
}

void emit_bytes(IntrinsicCall& call, Op op, llvm::Value* bytes) {
  emit(call, op, call.builder.getVoidTy(), {bytes, call.operand(0)},
       call.has("release") ? AtomicOrdering::Release : AtomicOrdering::Monotonic);
}

// mbarrier.arrive[.drop][.noComplete] (object[, count]) and, with scopes, mbarrier.arrive[.drop][.expect.tx][.relaxed]
// (object, count or bytes).  An arrival at another block's object has no token.
bool lower_arrive(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  bool expects_bytes = call.has("expect"), has_count = call.call->arg_size() == 2 && !expects_bytes;
  if (expects_bytes)
    emit_bytes(call, Op::ox_mbar_expect, call.operand(1));
  llvm::Value* count = has_count ? call.operand(1) : builder.getInt32(1);
  llvm::Value* token =
      emit(call, call.has("drop") ? Op::ox_mbar_drop : Op::ox_mbar_arrive, builder.getInt64Ty(),
           {count, call.operand(0)}, call.has("relaxed") ? AtomicOrdering::Monotonic : AtomicOrdering::Release);
  return call.replace(call.type()->isVoidTy() ? nullptr : token);
}

// mbarrier.test|try.wait[.parity][.tl][.relaxed] (object, token or parity[, most nanoseconds]).  A machine may suspend
// for less than the time that is asked for.
bool lower_wait(IntrinsicCall& call) {
  bool may_suspend = call.has("try");
  Op op = call.has("parity") ? (may_suspend ? Op::ox_mbar_tryp : Op::ox_mbar_testp)
                             : (may_suspend ? Op::ox_mbar_try : Op::ox_mbar_test);
  llvm::Value* done = emit(call, op, call.builder.getInt64Ty(), {call.operand(1), call.operand(0)},
                           call.has("relaxed") ? AtomicOrdering::Monotonic : AtomicOrdering::Acquire);
  return call.replace(call.builder.CreateTrunc(done, call.type()));
}

} // namespace

// cp.async.mbarrier.arrive[.noinc] (object): an arrival for when the copies are done, and they are done already.
// Without .noinc it is expected in the same moment, which leaves the object as it was.
bool lower_copy_arrival(IntrinsicCall& call) {
  if (call.has("noinc"))
    emit(call, Op::ox_mbar_arrive, call.builder.getInt64Ty(), {call.builder.getInt32(1), call.operand(0)},
         AtomicOrdering::Release);
  return call.replace(nullptr);
}

bool lower_mbarrier(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Type* none = builder.getVoidTy();
  if (call.has("init"))
    return call.replace(
        (emit(call, Op::ox_mbar_init, none, {call.operand(1), call.operand(0)}, AtomicOrdering::Monotonic), nullptr));
  if (call.has("inval"))
    return call.replace((emit(call, Op::ox_mbar_inval, none, {call.operand(0)}, AtomicOrdering::Monotonic), nullptr));
  if (call.has("pending"))
    return call.replace(emit_xox(builder, Op::ox_mbar_pending, call.type(), {call.operand(0)}, Effect::kNone));
  if (call.has("arrive"))
    return lower_arrive(call);
  if (call.has("wait"))
    return lower_wait(call);
  if (call.has("complete") || call.has("expect"))
    return call.replace(
        (emit_bytes(call, call.has("complete") ? Op::ox_mbar_complete : Op::ox_mbar_expect, call.operand(1)), nullptr));
  return false;
}

} // namespace ox::codegen
