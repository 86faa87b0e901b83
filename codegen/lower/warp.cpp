// The warp engine.  Forms without a member mask (before Volta) name the lanes that execute together.
#include "codegen/lower/intrinsic_call.h"
#include "llvm/ADT/StringSwitch.h"

namespace ox::codegen {

namespace {

using isa::Op;

llvm::Value* active_mask(IntrinsicCall& call) {
  return call.builder.CreateTrunc(emit_xox64(call.builder, Op::ox_activemask, {}, Effect::kWarp),
                                  call.builder.getInt32Ty());
}

// A register (p << 32) | value as PTX's pair of value and predicate.
llvm::Value* unpack_pair(IntrinsicCall& call, llvm::Value* packed) {
  llvm::IRBuilder<>& builder = call.builder;
  auto* pair = llvm::cast<llvm::StructType>(call.type());
  llvm::Value* value = builder.CreateTrunc(packed, builder.getInt32Ty());
  if (pair->getElementType(0)->isFloatTy())
    value = builder.CreateBitCast(value, pair->getElementType(0));
  llvm::Value* predicate = builder.CreateTrunc(builder.CreateLShr(packed, 32), builder.getInt1Ty());
  llvm::Value* result = builder.CreateInsertValue(llvm::PoisonValue::get(pair), value, 0);
  return builder.CreateInsertValue(result, predicate, 1);
}

// shfl[.sync].up|down|bfly|idx.i32|f32[p] ([mask,] value, b, c)
bool lower_shuffle(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  bool sync = call.has("sync");
  Op op = llvm::StringSwitch<Op>(call.words[sync ? 2 : 1])
              .Case("up", Op::ox_shfl_up)
              .Case("down", Op::ox_shfl_down)
              .Case("bfly", Op::ox_shfl_bfly)
              .Default(Op::ox_shfl_idx);
  llvm::Value* mask = sync ? call.operand(0) : active_mask(call);
  llvm::Value* value = call.operand(sync ? 1 : 0);
  bool is_float = value->getType()->isFloatTy();
  if (is_float)
    value = builder.CreateBitCast(value, builder.getInt32Ty());
  llvm::Value* control = call.pack(call.operand(sync ? 3 : 2), mask);
  llvm::Value* packed = emit_xox64(builder, op, {value, call.operand(sync ? 2 : 1), control}, Effect::kWarp);
  if (call.type()->isStructTy())
    return call.replace(unpack_pair(call, packed));
  llvm::Value* result = builder.CreateTrunc(packed, builder.getInt32Ty());
  return call.replace(is_float ? builder.CreateBitCast(result, call.type()) : result);
}

// vote.ballot|all|any|uni[.sync] ([mask,] predicate)
bool lower_vote(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  Op op = llvm::StringSwitch<Op>(call.words[1])
              .Case("ballot", Op::ox_ballot)
              .Case("all", Op::ox_vote_all)
              .Case("any", Op::ox_vote_any)
              .Default(Op::ox_vote_uni);
  bool sync = call.has("sync");
  llvm::Value* mask = sync ? call.operand(0) : active_mask(call);
  llvm::Value* result = emit_xox64(builder, op, {call.zext64(call.operand(sync ? 1 : 0)), mask}, Effect::kWarp);
  return call.replace(builder.CreateTrunc(result, call.type(), "", true));
}

// match.any|all.sync.i32|i64[p] (mask, value)
bool lower_match(IntrinsicCall& call) {
  bool wide = call.operand(1)->getType()->isIntegerTy(64);
  bool any = call.has("any");
  Op op = any ? (wide ? Op::ox_match_any_d : Op::ox_match_any_w) : (wide ? Op::ox_match_all_d : Op::ox_match_all_w);
  llvm::Value* packed = emit_xox64(call.builder, op, {call.operand(1), call.operand(0)}, Effect::kWarp);
  return call.replace(any ? call.builder.CreateTrunc(packed, call.type()) : unpack_pair(call, packed));
}

// redux.sync.op (value, mask)
bool lower_reduction(IntrinsicCall& call) {
  if (!call.type()->isIntegerTy(32))
    return false;
  Op op = llvm::StringSwitch<Op>(call.words[2])
              .Case("add", Op::ox_redux_add)
              .Case("min", Op::ox_redux_min)
              .Case("max", Op::ox_redux_max)
              .Case("umin", Op::ox_redux_minu)
              .Case("umax", Op::ox_redux_maxu)
              .Case("and", Op::ox_redux_and)
              .Case("or", Op::ox_redux_or)
              .Default(Op::ox_redux_xor);
  return call.replace(emit_xox(call.builder, op, call.type(), {call.operand(0), call.operand(1)}, Effect::kWarp));
}

} // namespace

bool lower_warp(IntrinsicCall& call) {
  llvm::StringRef family = call.words[0];
  if (family == "shfl")
    return lower_shuffle(call);
  if (family == "vote")
    return lower_vote(call);
  if (family == "match")
    return lower_match(call);
  if (family == "redux")
    return lower_reduction(call);
  if (family == "elect")
    return call.replace(unpack_pair(call, emit_xox64(call.builder, Op::ox_elect, {call.operand(0)}, Effect::kWarp)));
  return call.replace(active_mask(call));
}

} // namespace ox::codegen
