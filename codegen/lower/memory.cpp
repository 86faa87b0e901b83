// Loads with hints, copies that PTX calls asynchronous, questions about address spaces, scoped atomics.
#include "codegen/lower/csr.h"
#include "codegen/lower/intrinsic_call.h"
#include "isa/kernel_abi.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/IR/Module.h"

namespace ox::codegen {

namespace {

// Where generic address p lies relative to the block's shared memory, and whether that is inside.
llvm::Value* is_shared(IntrinsicCall& call, llvm::Value* address) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* base = builder.CreateIntrinsic(llvm::Intrinsic::thread_pointer, {builder.getPtrTy()}, {});
  llvm::Value* offset = builder.CreateSub(address, builder.CreatePtrToInt(base, builder.getInt64Ty()));
  return builder.CreateICmpULT(offset, emit_csr_read(builder, kCsr_shared_bytes, Effect::kNone));
}

llvm::Value* is_local(IntrinsicCall& call, llvm::Value* address) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* offset = builder.CreateSub(address, builder.getInt64(isa::kLocalWindowBase));
  return builder.CreateICmpULT(offset, emit_csr_read(builder, kCsr_local_bytes, Effect::kNone));
}

// Constant memory is global memory that kernels do not write.  Where somebody asks for it, its variables go to a
// section of their own, whose bounds the linker knows.
llvm::Value* is_constant(IntrinsicCall& call, llvm::Value* address) {
  constexpr unsigned kConstantSpace = 4;
  llvm::Module& module = *call.call->getModule();
  llvm::IRBuilder<>& builder = call.builder;
  bool has_constants = false;
  for (llvm::GlobalVariable& variable : module.globals())
    if (variable.getAddressSpace() == kConstantSpace && !variable.isDeclaration()) {
      variable.setSection("ox_constants");
      has_constants = true;
    }
  if (!has_constants)
    return builder.getFalse();
  auto bound = [&](const char* name) {
    auto* symbol = llvm::cast<llvm::GlobalVariable>(module.getOrInsertGlobal(name, builder.getInt8Ty()));
    symbol->setLinkage(llvm::GlobalValue::ExternalWeakLinkage); // LLVM may find that nobody needs the variables
    symbol->setVisibility(llvm::GlobalValue::HiddenVisibility);
    return builder.CreatePtrToInt(symbol, builder.getInt64Ty());
  };
  llvm::Value* begin = bound("__start_ox_constants");
  return builder.CreateICmpULT(builder.CreateSub(address, begin),
                               builder.CreateSub(bound("__stop_ox_constants"), begin));
}

// isspacep.space (address)
bool lower_isspacep(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* address = builder.CreatePtrToInt(call.operand(0), builder.getInt64Ty());
  if (call.has("cluster")) {
    llvm::Value* rank = emit_cluster_rank(builder, call.operand(0));
    return call.replace(builder.CreateICmpNE(rank, builder.getInt64(-1)));
  }
  if (call.has("shared"))
    return call.replace(is_shared(call, address));
  if (call.has("local"))
    return call.replace(is_local(call, address));
  if (call.has("const"))
    return call.replace(is_constant(call, address));
  if (call.has("param")) { // kernels have answered theirs (lower_kernel_parameters)
    call.compilation.error_at(*call.call, "asks whether an address is that of a kernel's parameter in a function that "
                                          "cannot be inlined into a kernel; ask in the kernel");
    return call.replace(builder.getFalse());
  }
  llvm::Value* is_elsewhere = builder.CreateOr(is_shared(call, address), is_local(call, address));
  return call.replace(builder.CreateNot(builder.CreateOr(is_elsewhere, is_constant(call, address))));
}

// cp.async.ca|cg.shared.global.BYTES[.s] (to, from[, bytes to read]): copied at once, so waiting has nothing to do.
bool lower_async_copy(IntrinsicCall& call) {
  if (call.has("mbarrier"))
    return lower_copy_arrival(call);
  if (call.has("bulk"))
    return false;
  if (call.has("commit") || call.has("wait"))
    return call.replace(nullptr);
  llvm::IRBuilder<>& builder = call.builder;
  unsigned bytes = 0;
  for (llvm::StringRef word : call.words)
    if (unsigned number; !word.getAsInteger(10, number))
      bytes = number;
  auto* unit = bytes == 4 ? builder.getInt32Ty() : builder.getInt64Ty();
  unsigned unit_bytes = unit->getBitWidth() / 8;
  bool partial = call.has("s");
  for (unsigned at = 0; at < bytes; at += unit_bytes) {
    llvm::Value* from = builder.CreateConstGEP1_32(builder.getInt8Ty(), call.operand(1), at);
    llvm::Value* to = builder.CreateConstGEP1_32(builder.getInt8Ty(), call.operand(0), at);
    llvm::Value* value = builder.CreateAlignedLoad(unit, from, llvm::Align(unit_bytes));
    if (partial) { // bytes beyond the given number are zero
      llvm::Value* left = builder.CreateIntrinsic(llvm::Intrinsic::usub_sat, {builder.getInt32Ty()},
                                                  {call.operand(2), builder.getInt32(at)});
      llvm::Value* bits = builder.CreateZExt(builder.CreateShl(left, 3), builder.getInt64Ty());
      llvm::Value* all = builder.CreateICmpUGE(left, builder.getInt32(unit_bytes));
      llvm::Value* keep =
          builder.CreateSub(builder.CreateShl(builder.getInt64(1), builder.CreateAnd(bits, 63)), builder.getInt64(1));
      llvm::Value* mask = builder.CreateSelect(all, builder.getInt64(~uint64_t{0}), keep);
      value = builder.CreateAnd(value, builder.CreateTrunc(mask, unit));
    }
    builder.CreateAlignedStore(value, to, llvm::Align(unit_bytes));
  }
  return call.replace(nullptr);
}

// atomic.OP.gen.i|f.cta|sys (address, value[, value])
bool lower_scoped_atomic(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  auto scope = call.has("cta") ? call.call->getContext().getOrInsertSyncScopeID("block") : llvm::SyncScope::System;
  llvm::Type* type = call.type();
  llvm::Align alignment(type->getPrimitiveSizeInBits() / 8);
  constexpr auto kOrder = llvm::AtomicOrdering::Monotonic;
  if (call.words[1] == "cas") {
    llvm::Value* pair = builder.CreateAtomicCmpXchg(call.operand(0), call.operand(1), call.operand(2), alignment,
                                                    kOrder, kOrder, scope);
    return call.replace(builder.CreateExtractValue(pair, 0));
  }
  using Rmw = llvm::AtomicRMWInst;
  auto op = llvm::StringSwitch<Rmw::BinOp>(call.words[1])
                .Case("add", type->isFloatingPointTy() ? Rmw::FAdd : Rmw::Add)
                .Case("exch", Rmw::Xchg)
                .Case("max", Rmw::Max)
                .Case("min", Rmw::Min)
                .Case("and", Rmw::And)
                .Case("or", Rmw::Or)
                .Case("xor", Rmw::Xor)
                .Case("inc", Rmw::UIncWrap)
                .Case("dec", Rmw::UDecWrap)
                .Default(Rmw::BAD_BINOP);
  if (op == Rmw::BAD_BINOP)
    return false;
  return call.replace(builder.CreateAtomicRMW(op, call.operand(0), call.operand(1), alignment, kOrder, scope));
}

} // namespace

bool lower_memory(IntrinsicCall& call) {
  llvm::StringRef family = call.words[0];
  if (family == "isspacep")
    return lower_isspacep(call);
  if (family == "cp")
    return lower_async_copy(call);
  if (family == "atomic")
    return lower_scoped_atomic(call);
  if (family == "ldu" || family == "ldg") {
    auto* bytes = llvm::dyn_cast<llvm::ConstantInt>(call.operand(1));
    return call.replace(call.builder.CreateAlignedLoad(call.type(), call.operand(0),
                                                       bytes ? bytes->getMaybeAlignValue() : llvm::MaybeAlign()));
  }
  // ptr.X.to.Y, move, internal.addrspace.wrap: the same address under another type
  llvm::Value* value = call.operand(0);
  if (value->getType() != call.type())
    value = call.builder.CreateAddrSpaceCast(value, call.type());
  return call.replace(value);
}

} // namespace ox::codegen
