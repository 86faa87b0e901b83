// Bit fields, byte permutation, dot products, wide products, funnel shifts.
#include "codegen/lower/intrinsic_call.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Intrinsics.h"

namespace ox::codegen {

namespace {

using isa::Op;

bool xox(IntrinsicCall& call, Op op, std::initializer_list<llvm::Value*> operands) {
  return call.replace(emit_xox(call.builder, op, call.type(), operands, Effect::kNone));
}

// The upper half of the product, computed in twice the width.
bool lower_mulhi(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  bool is_unsigned = call.words[1].starts_with("u");
  unsigned bits = call.type()->getIntegerBitWidth();
  auto* wide = builder.getIntNTy(bits * 2);
  auto extend = [&](llvm::Value* v) { return is_unsigned ? builder.CreateZExt(v, wide) : builder.CreateSExt(v, wide); };
  llvm::Value* product = builder.CreateMul(extend(call.operand(0)), extend(call.operand(1)));
  return call.replace(builder.CreateTrunc(builder.CreateLShr(product, bits), call.type()));
}

// The low 32 bits of the product of the low 24 bits.
bool lower_mul24(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  auto low24 = [&](llvm::Value* v) {
    v = builder.CreateShl(v, 8);
    return call.words[1] == "ui" ? builder.CreateLShr(v, 8) : builder.CreateAShr(v, 8);
  };
  return call.replace(builder.CreateMul(low24(call.operand(0)), low24(call.operand(1))));
}

// |a - b| + c
bool lower_sad(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  bool is_unsigned = call.words[1].starts_with("u");
  llvm::Value *a = call.operand(0), *b = call.operand(1), *c = call.operand(2);
  if (call.type()->isIntegerTy(32))
    return xox(call, is_unsigned ? Op::ox_sad_u : Op::ox_sad_s, {a, b, c});
  llvm::Value* less = is_unsigned ? builder.CreateICmpULT(a, b) : builder.CreateICmpSLT(a, b);
  llvm::Value* distance = builder.CreateSelect(less, builder.CreateSub(b, a), builder.CreateSub(a, b));
  return call.replace(builder.CreateAdd(distance, c));
}

// idp4a.X.Y (a, b, c) and idp2a.X.Y (a, b, is_hi, c); X and Y are s or u
bool lower_dot_product(IntrinsicCall& call) {
  unsigned signs = (call.words[1] == "u" ? 2 : 0) + (call.words[2] == "u" ? 1 : 0);
  if (call.words[0] == "idp4a") {
    constexpr Op kRows[] = {Op::ox_dp4a_ss, Op::ox_dp4a_su, Op::ox_dp4a_us, Op::ox_dp4a_uu};
    return xox(call, kRows[signs], {call.operand(0), call.operand(1), call.operand(2)});
  }
  constexpr Op kLow[] = {Op::ox_dp2a_lo_ss, Op::ox_dp2a_lo_su, Op::ox_dp2a_lo_us, Op::ox_dp2a_lo_uu};
  constexpr Op kHigh[] = {Op::ox_dp2a_hi_ss, Op::ox_dp2a_hi_su, Op::ox_dp2a_hi_us, Op::ox_dp2a_hi_uu};
  bool high = llvm::cast<llvm::ConstantInt>(call.operand(2))->isOne();
  return xox(call, (high ? kHigh : kLow)[signs], {call.operand(0), call.operand(1), call.operand(3)});
}

// fshl|fshr (high, low, amount), LLVM's (modulo the width) and NVIDIA's (.clamp).  Rotations and constant amounts are
// left to LLVM, which has Zbb for them.
bool lower_funnel_shift(IntrinsicCall& call) {
  llvm::Value *high = call.operand(0), *low = call.operand(1), *amount = call.operand(2);
  bool clamp = call.has("clamp"), left = call.words[0] == "fshl";
  if (!call.type()->isIntegerTy(32) || (!clamp && (high == low || llvm::isa<llvm::Constant>(amount))))
    return false;
  Op op = left ? (clamp ? Op::ox_shf_l_clamp : Op::ox_shf_l_wrap) : (clamp ? Op::ox_shf_r_clamp : Op::ox_shf_r_wrap);
  return xox(call, op, {low, high, clamp ? call.zext64(amount) : amount});
}

bool lower_bit_reversal(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  if (call.type()->isIntegerTy(64))
    return xox(call, Op::ox_brev_d, {call.operand(0)});
  if (!call.type()->isIntegerTy() || call.type()->getIntegerBitWidth() > 32)
    return false;
  llvm::Value* reversed = emit_xox(builder, Op::ox_brev_w, builder.getInt32Ty(),
                                   {builder.CreateZExt(call.operand(0), builder.getInt32Ty())}, Effect::kNone);
  unsigned unused = 32 - call.type()->getIntegerBitWidth();
  return call.replace(builder.CreateTrunc(builder.CreateLShr(reversed, unused), call.type()));
}

// sext|zext.clamp|wrap (a, width): the low bits of a, extended
bool lower_extension(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* width = call.operand(1);
  width = call.has("wrap") ? builder.CreateAnd(width, 31)
                           : builder.CreateBinaryIntrinsic(llvm::Intrinsic::umin, width, builder.getInt32(32));
  Op op = call.words[0] == "sext" ? Op::ox_bfe_s_w : Op::ox_bfe_u_w;
  return xox(call, op, {call.operand(0), builder.getInt64(0), width});
}

// bmsk.clamp|wrap (position, width): that many ones from there
bool lower_bit_mask(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  auto limit = [&](llvm::Value* v) {
    v = call.has("wrap") ? builder.CreateAnd(v, 31)
                         : builder.CreateBinaryIntrinsic(llvm::Intrinsic::umin, v, builder.getInt32(32));
    return call.zext64(v);
  };
  llvm::Value* one = builder.getInt64(1);
  llvm::Value* ones = builder.CreateSub(builder.CreateShl(one, limit(call.operand(1))), one);
  return call.replace(builder.CreateTrunc(builder.CreateShl(ones, limit(call.operand(0))), call.type()));
}

// flo.s|u (value, as_shift): position of the highest bit that differs from the sign, ~0 if there is none
bool lower_find_leading(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* value = call.operand(0);
  unsigned bits = value->getType()->getIntegerBitWidth();
  if (call.words[1] == "s")
    value = builder.CreateXor(value, builder.CreateAShr(value, bits - 1));
  llvm::Value* zeros = builder.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, value, builder.getFalse());
  bool as_shift = llvm::cast<llvm::ConstantInt>(call.operand(1))->isOne();
  llvm::Value* position =
      as_shift ? zeros : builder.CreateSub(llvm::ConstantInt::get(value->getType(), bits - 1), zeros);
  llvm::Value* none = builder.CreateICmpEQ(value, llvm::ConstantInt::get(value->getType(), 0));
  position = builder.CreateZExtOrTrunc(position, call.type());
  return call.replace(builder.CreateSelect(none, llvm::Constant::getAllOnesValue(call.type()), position));
}

// prmt (a, b, selectors), prmt.f4e|b4e (a, b, n), prmt.rc8|ecl|ecr|rc16 (a, n): a mode is a table of four selectors.
bool lower_byte_permutation(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  if (call.words.size() == 1)
    return xox(call, Op::ox_prmt, {call.operand(0), call.operand(1), call.operand(2)});
  uint64_t table = llvm::StringSwitch<uint64_t>(call.words[1]) // that of n = 3 first
                       .Case("f4e", 0x6543'5432'4321'3210)
                       .Case("b4e", 0x0123'7012'6701'5670)
                       .Case("rc8", 0x3333'2222'1111'0000)
                       .Case("ecl", 0x3333'3222'3211'3210)
                       .Case("ecr", 0x3210'2210'1110'0000)
                       .Case("rc16", 0x3232'1010'3232'1010)
                       .Default(0);
  bool has_upper = call.call->arg_size() == 3;
  llvm::Value* n = builder.CreateAnd(call.zext64(call.operand(has_upper ? 2 : 1)), 3);
  llvm::Value* selectors =
      builder.CreateAnd(builder.CreateLShr(builder.getInt64(table), builder.CreateShl(n, 4)), 0xffff);
  llvm::Value* upper = has_upper ? call.operand(1) : call.operand(0);
  return table && xox(call, Op::ox_prmt, {call.operand(0), upper, selectors});
}

// idiv.TYPE and irem.TYPE: RISC-V's division is defined for all operands, LLVM's is not.
bool lower_division(IntrinsicCall& call) {
  bool wide = call.type()->isIntegerTy(64), is_unsigned = call.words[1].starts_with("u");
  bool remainder = call.words[0] == "irem";
  constexpr Op kOps[2][2][2] = {{{Op::divw, Op::div}, {Op::divuw, Op::divu}},
                                {{Op::remw, Op::rem}, {Op::remuw, Op::remu}}};
  Op op = kOps[remainder][is_unsigned][wide];
  return call.replace(emit_insn(call.builder, op, 0, call.type(), {call.operand(0), call.operand(1)}, Effect::kNone));
}

} // namespace

bool lower_bits(IntrinsicCall& call) {
  llvm::StringRef family = call.words[0];
  if (family == "prmt")
    return lower_byte_permutation(call);
  if (family == "bitreverse")
    return lower_bit_reversal(call);
  if (family == "mulhi")
    return lower_mulhi(call);
  if (family == "mul24")
    return lower_mul24(call);
  if (family == "sad")
    return lower_sad(call);
  if (family == "idp4a" || family == "idp2a")
    return lower_dot_product(call);
  if (family == "fshl" || family == "fshr")
    return lower_funnel_shift(call);
  if (family == "bmsk")
    return lower_bit_mask(call);
  if (family == "flo")
    return lower_find_leading(call);
  if (family == "idiv" || family == "irem")
    return lower_division(call);
  if (family == "fns")
    return xox(call, Op::ox_fns, {call.operand(0), call.operand(1), call.operand(2)});
  return (family == "sext" || family == "zext") && lower_extension(call);
}

} // namespace ox::codegen
