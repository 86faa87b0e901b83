// Floating-point arithmetic of PTX: rounding, .ftz and .sat are words of the intrinsic's name.
#include "codegen/lower/float_arith.h"
#include "codegen/lower/intrinsic_call.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Intrinsics.h"

namespace ox::codegen {

namespace {

using isa::Op;

bool finish(IntrinsicCall& call, llvm::Value* value) {
  return call.replace(call.has("sat") ? emit_saturate(call.builder, value) : value);
}

// The single-precision special functions: one row with and one without flush.  Half goes through single.
bool lower_special(IntrinsicCall& call, Op plain, Op flushing) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* value = call.operand(0);
  bool is_half = value->getType()->isHalfTy();
  if (!is_half && !value->getType()->isFloatTy())
    return false;
  if (is_half)
    value = builder.CreateFPExt(value, builder.getFloatTy());
  Op op = call.has("ftz") && !is_half ? flushing : plain;
  value = emit_xox(builder, op, builder.getFloatTy(), {value}, Effect::kNone);
  return call.replace(is_half ? builder.CreateFPTrunc(value, call.type()) : value);
}

// add, sub, mul, div, fma, sqrt, rcp with a rounding
bool lower_arithmetic(IntrinsicCall& call, FloatOp op) {
  llvm::SmallVector<llvm::Value*, 3> operands(call.call->args());
  if (call.words[0] == "rcp")
    operands = {llvm::ConstantFP::get(call.type(), 1.0), operands[0]};
  Rounding rounding = rounding_of(call.words);
  bool flush = call.has("ftz");
  if (rounding != Rounding::kNearest && !call.type()->isFloatTy() && !call.type()->isDoubleTy())
    return false;
  llvm::Value* value = emit_float(call.builder, op, operands, rounding, flush);
  if (call.has("relu")) // negative becomes 0, NaN stays
    value =
        call.builder.CreateBinaryIntrinsic(llvm::Intrinsic::maximum, value, llvm::ConstantFP::get(call.type(), 0.0));
  return finish(call, value);
}

// bfloat16 has conversions only: its arithmetic is single precision's, rounded once more.
llvm::Type* arithmetic_type(llvm::Type* type) {
  return type->getScalarType()->isBFloatTy() ? type->getWithNewType(llvm::Type::getFloatTy(type->getContext())) : type;
}

llvm::Value* convert(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type) {
  return value->getType() == type ? value : builder.CreateFPCast(value, type);
}

llvm::Value* flush_result(llvm::IRBuilder<>& builder, llvm::Value* value, bool flush) {
  return flush ? emit_flush(builder, value) : value;
}

// A number of the arithmetic type with the sign of a * b.  It is taken before a bfloat16 is converted, which does away
// with the sign of NaN.
llvm::Value* sign_of_product(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Type* type) {
  auto integer = [&](llvm::Type* of) { return of->getWithNewType(builder.getIntNTy(of->getScalarSizeInBits())); };
  llvm::Type* narrow = integer(a->getType());
  llvm::Value* bits = builder.CreateXor(builder.CreateBitCast(a, narrow), builder.CreateBitCast(b, narrow));
  if (a->getType() != type)
    bits = builder.CreateShl(builder.CreateZExt(bits, integer(type)), 16);
  return builder.CreateBitCast(bits, type);
}

// fmin|fmax[.ftz][.nan][.xorsign.abs].type
bool lower_extremum(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Type* type = arithmetic_type(call.type());
  llvm::Value *a = convert(builder, call.operand(0), type), *b = convert(builder, call.operand(1), type);
  llvm::Value* sign = nullptr;
  bool flush = call.has("ftz");
  if (call.has("xorsign")) { // extremum of the magnitudes, with the product's sign
    sign = sign_of_product(builder, call.operand(0), call.operand(1), type);
    a = builder.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, a);
    b = builder.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, b);
  }
  bool is_min = call.words[0] == "fmin";
  auto id = call.has("nan") ? (is_min ? llvm::Intrinsic::minimum : llvm::Intrinsic::maximum)
                            : (is_min ? llvm::Intrinsic::minimumnum : llvm::Intrinsic::maximumnum);
  llvm::Value* value = builder.CreateBinaryIntrinsic(id, a, b);
  if (sign)
    value = builder.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, value, sign);
  return call.replace(flush_result(builder, convert(builder, value, call.type()), flush));
}

// floor, ceil, round (to even), trunc, fabs, saturate: the flushing forms flush their input, or for those that keep
// magnitude it comes to the same
bool lower_unary(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* value = call.operand(0);
  if (call.has("ftz"))
    value = emit_flush(builder, value);
  if (call.words[0] == "saturate")
    return call.replace(emit_saturate(builder, value));
  if (call.words[0] == "neg")
    return call.replace(builder.CreateFNeg(value));
  auto id = llvm::StringSwitch<llvm::Intrinsic::ID>(call.words[0])
                .Case("floor", llvm::Intrinsic::floor)
                .Case("ceil", llvm::Intrinsic::ceil)
                .Case("round", llvm::Intrinsic::roundeven)
                .Case("trunc", llvm::Intrinsic::trunc)
                .Default(llvm::Intrinsic::fabs);
  return call.replace(builder.CreateUnaryIntrinsic(id, value));
}

// rsqrt.approx.f64 is as good as CUDA's rsqrt, within 1 ulp: two correct roundings are too many for that, so a Newton
// step corrects them.  The .ftz form is another function, of the upper 32 bits.
bool lower_reciprocal_root(IntrinsicCall& call) {
  llvm::IRBuilder<>& b = call.builder;
  llvm::Value *x = call.operand(0), *one = llvm::ConstantFP::get(call.type(), 1.0);
  auto fma = [&](llvm::Value* p, llvm::Value* q, llvm::Value* r) {
    return emit_float(b, FloatOp::kFma, {p, q, r}, Rounding::kNearest, false);
  };
  llvm::Value* y = b.CreateFDiv(one, b.CreateUnaryIntrinsic(llvm::Intrinsic::sqrt, x));
  llvm::Value* high = b.CreateFMul(x, y);
  llvm::Value* low = fma(x, y, b.CreateFNeg(high)); // x y = high + low, exactly
  llvm::Value* error = fma(b.CreateFNeg(low), y, fma(b.CreateFNeg(high), y, one));
  llvm::Value* better = fma(b.CreateFMul(y, llvm::ConstantFP::get(call.type(), 0.5)), error, y);
  // Of zeros, infinities, NaNs and negative numbers the error is no number.
  return call.replace(b.CreateSelect(b.CreateFCmpORD(error, error), better, y));
}

// .approx and .full forms.  Division and square root are exact in one instruction here, which PTX's bounds allow.
bool lower_approximation(IntrinsicCall& call) {
  llvm::StringRef family = call.words[0];
  bool is_double = call.type()->isDoubleTy();
  if (family == "div")
    return call.replace(emit_float(call.builder, FloatOp::kDiv, {call.operand(0), call.operand(1)}, Rounding::kNearest,
                                   call.has("ftz")));
  if (family == "sqrt")
    return call.replace(
        emit_float(call.builder, FloatOp::kSqrt, {call.operand(0)}, Rounding::kNearest, call.has("ftz")));
  if (is_double && family == "rsqrt" && !call.has("ftz"))
    return lower_reciprocal_root(call);
  if (is_double && (family == "rcp" || family == "rsqrt"))
    return call.replace(emit_xox(call.builder, family == "rcp" ? Op::ox_rcp_d : Op::ox_rsqrt_d, call.type(),
                                 {call.operand(0)}, Effect::kNone));
  if (family == "rcp")
    return lower_special(call, Op::ox_rcp_s, Op::ox_rcp_s_ftz);
  if (family == "rsqrt")
    return lower_special(call, Op::ox_rsqrt_s, Op::ox_rsqrt_s_ftz);
  if (family == "ex2")
    return lower_special(call, Op::ox_ex2_s, Op::ox_ex2_s_ftz);
  if (family == "lg2")
    return lower_special(call, Op::ox_lg2_s, Op::ox_lg2_s_ftz);
  if (family == "sin")
    return lower_special(call, Op::ox_sin_s, Op::ox_sin_s_ftz);
  if (family == "cos")
    return lower_special(call, Op::ox_cos_s, Op::ox_cos_s_ftz);
  return family == "tanh" && lower_special(call, Op::ox_tanh_s, Op::ox_tanh_s_ftz);
}

// The sign of a half or bfloat16 on a wider number: LLVM drops the conversion between, and has no instruction then.
bool lower_sign_of_half(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* sign = call.operand(1);
  while (llvm::isa<llvm::FPExtInst, llvm::FPTruncInst>(sign))
    sign = llvm::cast<llvm::Instruction>(sign)->getOperand(0);
  llvm::Type* type = call.type();
  if (!sign->getType()->is16bitFPTy() || sign->getType() == type)
    return false;
  unsigned width = type->getPrimitiveSizeInBits();
  llvm::Value* bits = builder.CreateZExt(builder.CreateBitCast(sign, builder.getInt16Ty()), builder.getIntNTy(width));
  bits = builder.CreateShl(bits, width - 16);
  return call.replace(
      builder.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, call.operand(0), builder.CreateBitCast(bits, type)));
}

} // namespace

bool is_approximate_tanh(const llvm::CallInst& call) {
  return call.getIntrinsicID() == llvm::Intrinsic::tanh && call.getType()->isFloatTy() && call.hasApproxFunc();
}

bool lower_generic_float(IntrinsicCall& call) {
  if (call.words[0] == "copysign")
    return lower_sign_of_half(call);
  return is_approximate_tanh(*call.call) && lower_approximation(call);
}

bool lower_float(IntrinsicCall& call) {
  if (call.has("approx") || call.has("full"))
    return lower_approximation(call);
  if (call.words[0] == "fmin" || call.words[0] == "fmax")
    return lower_extremum(call);
  if (llvm::is_contained({"floor", "ceil", "round", "trunc", "saturate", "fabs", "neg"}, call.words[0]))
    return lower_unary(call);
  if (call.words[0] == "rsqrt")
    return false;
  return lower_arithmetic(call, llvm::StringSwitch<FloatOp>(call.words[0])
                                    .Case("add", FloatOp::kAdd)
                                    .Case("sub", FloatOp::kSub)
                                    .Case("mul", FloatOp::kMul)
                                    .Case("fma", FloatOp::kFma)
                                    .Case("sqrt", FloatOp::kSqrt)
                                    .Default(FloatOp::kDiv));
}

} // namespace ox::codegen
