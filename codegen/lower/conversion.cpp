// Conversions between numbers, with PTX's rounding.
#include "codegen/lower/float_arith.h"
#include "codegen/lower/float_to_integer.h"
#include "codegen/lower/intrinsic_call.h"
#include "codegen/lower/tiny_floats.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Intrinsics.h"

namespace ox::codegen {

namespace {

const char* float_suffix(llvm::Type* type) { return type->isDoubleTy() ? "d" : type->isHalfTy() ? "h" : "s"; }

// "w", "wu", "l", "lu"
std::string integer_suffix(bool is_wide, bool is_signed) {
  return std::string(is_wide ? "l" : "w") + (is_signed ? "" : "u");
}

// f2i.rn[.ftz] and kin
bool lower_to_integer(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* value = call.operand(0);
  if (call.has("ftz"))
    value = emit_flush(builder, value);
  bool is_signed = call.words[0].drop_front(2).front() != 'u';
  return call.replace(emit_float_to_integer(builder, value, call.type(), is_signed, rounding_of(call.words)));
}

// i2f.rn and kin
bool lower_from_integer(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* value = call.operand(0);
  bool is_signed = call.words[0].front() != 'u', is_wide = value->getType()->isIntegerTy(64);
  Rounding rounding = rounding_of(call.words);
  bool is_exact = call.type()->isDoubleTy() && !is_wide;
  if (is_exact || rounding == Rounding::kNearest)
    return call.replace(is_signed ? builder.CreateSIToFP(value, call.type())
                                  : builder.CreateUIToFP(value, call.type()));
  std::string text = std::string("fcvt.") + float_suffix(call.type()) + "." + integer_suffix(is_wide, is_signed) +
                     " $0, $1, " + assembler_rounding(rounding).str();
  return call.replace(emit_asm(builder, text, "=f,r", call.type(), {value}, Effect::kNone));
}

// d2f.rn[.ftz] and kin
bool lower_double_to_float(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* value = call.operand(0);
  Rounding rounding = rounding_of(call.words);
  bool flush = call.has("ftz");
  if (flush && (rounding == Rounding::kNearest || rounding == Rounding::kZero))
    return call.replace(emit_flushing_truncation(builder, value, rounding));
  if (rounding == Rounding::kNearest)
    return call.replace(builder.CreateFPTrunc(value, call.type()));
  llvm::Value* result = emit_asm(builder, "fcvt.s.d $0, $1, " + assembler_rounding(rounding).str(), "=f,f", call.type(),
                                 {value}, Effect::kNone);
  return call.replace(flush ? emit_flush(builder, result) : result);
}

// .relu: negative becomes 0, NaN stays; rounding keeps the sign.
llvm::Value* relu(IntrinsicCall& call, llvm::Value* value) {
  if (!call.has("relu"))
    return value;
  llvm::Value* zero = llvm::ConstantFP::get(value->getType(), 0.0);
  return call.builder.CreateBinaryIntrinsic(llvm::Intrinsic::maximum, value, zero);
}

// .satfinite: beyond the largest number of the format, and infinity, that number; NaN stays.
llvm::Value* saturate_to(IntrinsicCall& call, llvm::Value* value, const llvm::fltSemantics& format) {
  if (!call.has("satfinite"))
    return value;
  llvm::APFloat largest = llvm::APFloat::getLargest(format);
  bool exact;
  largest.convert(llvm::APFloat::IEEEsingle(), llvm::APFloat::rmNearestTiesToEven, &exact);
  auto limit = [&](const llvm::APFloat& bound) { return llvm::ConstantFP::get(value->getType(), bound); };
  value = call.builder.CreateBinaryIntrinsic(llvm::Intrinsic::minimum, value, limit(largest));
  return call.builder.CreateBinaryIntrinsic(llvm::Intrinsic::maximum, value, limit(-largest));
}

// One instruction rounds as the name says.  What RISC-V's assembler calls a bfloat16 is, in LLVM's, a half.
llvm::Value* emit_narrowing(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type, Rounding rounding) {
  if (rounding == Rounding::kNearest)
    return builder.CreateFPTrunc(value, type);
  std::string text = std::string("fcvt.") + (type->isBFloatTy() ? "bf16" : "h") + "." + float_suffix(value->getType()) +
                     " $0, $1, " + assembler_rounding(rounding).str();
  return builder.CreateBitCast(emit_asm(builder, text, "=f,f", builder.getHalfTy(), {value}, Effect::kNone), type);
}

llvm::Value* narrow(IntrinsicCall& call, llvm::Value* value, llvm::Type* type) {
  value = saturate_to(call, relu(call, value), type->getFltSemantics());
  return emit_narrowing(call.builder, value, type, rounding_of(call.words));
}

// f2bf16, f2f16, d2h (scalar) and ff2bf16x2, ff2f16x2 (the first operand is the upper half)
bool lower_narrowing(IntrinsicCall& call) {
  if (call.has("rs")) // with random bits: not up to sm_90
    return false;
  llvm::IRBuilder<>& builder = call.builder;
  auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(call.type());
  if (!vector)
    return call.replace(narrow(call, call.operand(0), call.type()));
  llvm::Value* result = llvm::PoisonValue::get(vector);
  for (unsigned i = 0; i < 2; ++i)
    result = builder.CreateInsertElement(result, narrow(call, call.operand(1 - i), vector->getElementType()), i);
  return call.replace(result);
}

// ff.to.e2m1x2|e2m3x2|e3m2x2.rn.satfinite (upper, lower): two numbers in 8 or 16 bits
bool lower_to_tiny(IntrinsicCall& call, const TinyFormat& format) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* upper = emit_to_tiny(builder, relu(call, call.operand(0)), format);
  llvm::Value* lower = emit_to_tiny(builder, relu(call, call.operand(1)), format);
  upper = builder.CreateShl(upper, format.field_bits);
  return call.replace(builder.CreateZExtOrTrunc(builder.CreateOr(upper, lower), call.type()));
}

// e2m1x2|e2m3x2|e3m2x2.to.f16x2.rn (8 or 16 bits)
bool lower_from_tiny(IntrinsicCall& call, const TinyFormat& format) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* pair = builder.CreateZExt(call.operand(0), builder.getInt32Ty());
  llvm::Value* result = llvm::PoisonValue::get(call.type());
  for (unsigned i = 0; i < 2; ++i) {
    llvm::Value* element = emit_from_tiny(builder, builder.CreateLShr(pair, i * format.field_bits), format);
    result = builder.CreateInsertElement(result, relu(call, element), i);
  }
  return call.replace(result);
}

// ff.to.e4m3x2|e5m2x2 (upper, lower) and f16x2.to.e4m3x2|e5m2x2 (pair): two 8-bit numbers in 16 bits
bool lower_to_bytes(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  if (const TinyFormat* format = tiny_format(call.words[2]))
    return call.words[0] == "ff" && lower_to_tiny(call, *format);
  if (!call.has("e4m3x2") && !call.has("e5m2x2")) // ue8m0x2
    return false;
  isa::Op op = call.has("e4m3x2") ? isa::Op::ox_cvt_e4m3_s : isa::Op::ox_cvt_e5m2_s;
  auto byte = [&](llvm::Value* value) {
    if (!value->getType()->isFloatTy())
      value = builder.CreateFPExt(value, builder.getFloatTy());
    return emit_xox(builder, op, builder.getInt32Ty(), {relu(call, value)}, Effect::kNone);
  };
  bool is_pair = call.words[0] == "f16x2";
  llvm::Value* upper = is_pair ? builder.CreateExtractElement(call.operand(0), 1) : call.operand(0);
  llvm::Value* lower = is_pair ? builder.CreateExtractElement(call.operand(0), uint64_t{0}) : call.operand(1);
  llvm::Value* bytes = builder.CreateOr(builder.CreateShl(byte(upper), 8), byte(lower));
  return call.replace(builder.CreateTrunc(bytes, call.type()));
}

// e4m3x2|e5m2x2.to.f16x2 (16 bits)
bool lower_from_bytes(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  isa::Op op = call.words[0] == "e4m3x2" ? isa::Op::ox_cvt_h_e4m3 : isa::Op::ox_cvt_h_e5m2;
  llvm::Value *bytes = call.zext64(call.operand(0)), *result = llvm::PoisonValue::get(call.type());
  for (unsigned i = 0; i < 2; ++i) {
    llvm::Value* element =
        emit_xox(builder, op, builder.getHalfTy(), {builder.CreateLShr(bytes, 8 * i)}, Effect::kNone);
    result = builder.CreateInsertElement(result, relu(call, element), i);
  }
  return call.replace(result);
}

// f2tf32.rn|rna|rz[.relu][.satfinite]: single precision with 10 bits of fraction, in the upper bits of 32
bool lower_to_tf32(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  llvm::Value* value = saturate_to(call, relu(call, call.operand(0)), llvm::APFloat::FloatTF32());
  llvm::Value* bits = builder.CreateBitCast(value, builder.getInt32Ty());
  constexpr unsigned kDropped = 13;
  llvm::Value* rounded = bits;
  if (call.has("rna")) { // halves away from zero
    rounded = builder.CreateAdd(bits, builder.getInt32(1u << (kDropped - 1)));
  } else if (call.has("rn")) {
    llvm::Value* is_odd = builder.CreateAnd(builder.CreateLShr(bits, kDropped), 1);
    rounded = builder.CreateAdd(builder.CreateAdd(bits, builder.getInt32((1u << (kDropped - 1)) - 1)), is_odd);
  }
  rounded = builder.CreateAnd(rounded, ~((1u << kDropped) - 1));
  llvm::Value* infinity = llvm::ConstantFP::getInfinity(value->getType());
  llvm::Value* is_infinite =
      builder.CreateFCmpOEQ(builder.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, value), infinity);
  rounded = builder.CreateSelect(is_infinite, bits, rounded);
  return call.replace(builder.CreateSelect(builder.CreateFCmpUNO(value, value), builder.getInt32(0x7fffffff), rounded));
}

// d2i.lo, d2i.hi, lohi.i2d: halves of a double
bool lower_double_halves(IntrinsicCall& call) {
  llvm::IRBuilder<>& builder = call.builder;
  if (call.words[0] == "lohi")
    return call.replace(builder.CreateBitCast(call.pack(call.operand(1), call.operand(0)), call.type()));
  llvm::Value* bits = builder.CreateBitCast(call.operand(0), builder.getInt64Ty());
  if (call.has("hi"))
    bits = builder.CreateLShr(bits, 32);
  return call.replace(builder.CreateTrunc(bits, call.type()));
}

} // namespace

bool lower_conversion(IntrinsicCall& call) {
  llvm::StringRef family = call.words[0];
  if (family == "lohi" || call.has("lo") || call.has("hi"))
    return lower_double_halves(call);
  if (family == "bitcast")
    return call.replace(call.builder.CreateBitCast(call.operand(0), call.type()));
  if (family == "d2f")
    return lower_double_to_float(call);
  if (family == "f2h") {
    llvm::Value* value = call.has("ftz") ? emit_flush(call.builder, call.operand(0)) : call.operand(0);
    return call.replace(
        call.builder.CreateBitCast(call.builder.CreateFPTrunc(value, call.builder.getHalfTy()), call.type()));
  }
  if (family == "f2tf32")
    return lower_to_tf32(call);
  if (family == "ff" || family == "f16x2")
    return lower_to_bytes(call);
  if (family == "e4m3x2" || family == "e5m2x2")
    return lower_from_bytes(call);
  if (const TinyFormat* format = tiny_format(family))
    return lower_from_tiny(call, *format);
  if (family == "bf2h") { // bfloat16 to half: exact in single precision, then rounded once
    llvm::Value* value = call.builder.CreateFPExt(call.operand(0), call.builder.getFloatTy());
    if (call.has("ftz"))
      value = emit_flush(call.builder, value);
    return call.replace(
        call.builder.CreateBitCast(call.builder.CreateFPTrunc(value, call.builder.getHalfTy()), call.type()));
  }
  if (family.starts_with("f2bf") || family.starts_with("f2f") || family.starts_with("ff2") || family == "d2h")
    return lower_narrowing(call);
  return call.type()->isIntegerTy() ? lower_to_integer(call) : lower_from_integer(call);
}

} // namespace ox::codegen
