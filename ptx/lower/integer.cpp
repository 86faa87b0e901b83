// Integer and extended-precision arithmetic (PTX ISA 9.0, 9.7.1 and 9.7.2).
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

Type wider(Type type) {
  switch (type) {
  case Type::u16:
    return Type::u32;
  case Type::s16:
    return Type::s32;
  case Type::u32:
    return Type::u64;
  case Type::s32:
    return Type::s64;
  default:
    return Type::b128;
  }
}

// Both operands in twice their width, so that no product is lost.
llvm::Value* product(InstructionLowering& i, llvm::Value* x, llvm::Value* y, Type type) {
  auto* wide = bits_type(i.b.getContext(), 2 * bits_of(type));
  auto extend = [&](llvm::Value* v) { return is_signed(type) ? i.b.CreateSExt(v, wide) : i.b.CreateZExt(v, wide); };
  return i.b.CreateMul(extend(x), extend(y));
}
llvm::Value* upper_half(InstructionLowering& i, llvm::Value* wide) {
  const unsigned bits = wide->getType()->getIntegerBitWidth() / 2;
  return i.b.CreateTrunc(i.b.CreateLShr(wide, bits), bits_type(i.b.getContext(), bits));
}

// mul and mad, .lo .hi .wide; mad.hi.sat.s32
bool lower_multiply(InstructionLowering& i, bool adds) {
  const bool saturate = i.flag(".sat");
  const bool high = i.flag(".hi") || i.source.modifier(".mode") == ".hi";
  const std::string_view mode = i.take(".mode");
  i.ignore({".s32"});
  const Type type = saturate ? Type::s32 : i.type();
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  const Type result_type = mode == ".wide" ? wider(type) : type;
  llvm::Value* result = mode == ".wide" ? product(i, x, y, type)
                        : high          ? upper_half(i, product(i, x, y, type))
                                        : i.b.CreateMul(x, y);
  if (adds) {
    llvm::Value* z = i.read(3, result_type);
    if (!z)
      return false;
    result = saturate ? i.b.CreateBinaryIntrinsic(llvm::Intrinsic::sadd_sat, result, z) : i.b.CreateAdd(result, z);
  }
  return i.write(0, result, result_type);
}

// mul24 and mad24: 24 bits of each, .hi is bits 47 to 16 of the product
bool lower_multiply24(InstructionLowering& i, bool adds) {
  const bool saturate = i.flag(".sat");
  const bool high = i.flag(".hi") || i.source.modifier(".mode") == ".hi";
  i.ignore({".mode", ".s32"});
  const Type type = saturate ? Type::s32 : i.type();
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  auto low24 = [&](llvm::Value* v) {
    v = i.b.CreateShl(v, 8);
    return is_signed(type) ? i.b.CreateAShr(v, 8) : i.b.CreateLShr(v, 8);
  };
  llvm::Value* wide = product(i, low24(x), low24(y), type);
  llvm::Value* result = i.b.CreateTrunc(high ? i.b.CreateLShr(wide, 16) : wide, x->getType());
  if (adds) {
    llvm::Value* z = i.read(3, type);
    if (!z)
      return false;
    result = saturate ? i.b.CreateBinaryIntrinsic(llvm::Intrinsic::sadd_sat, result, z) : i.b.CreateAdd(result, z);
  }
  return i.write(0, result, type);
}

// A constant divisor leaves LLVM's tricks; any other division is OxCore's, which is defined for all operands.
bool lower_division(InstructionLowering& i, bool remainder) {
  const Type type = i.type();
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  auto* divisor = llvm::dyn_cast<llvm::ConstantInt>(y);
  llvm::IRBuilder<>& b = i.b;
  if (divisor && !divisor->isZero() && !(is_signed(type) && divisor->isMinusOne()))
    return i.write(0,
                   is_signed(type) ? (remainder ? b.CreateSRem(x, y) : b.CreateSDiv(x, y))
                                   : (remainder ? b.CreateURem(x, y) : b.CreateUDiv(x, y)),
                   type);
  // 16 bits are a division of 32.
  const Type work = bits_of(type) == 16 ? wider(type) : type;
  auto* work_type = bits_type(b.getContext(), bits_of(work));
  auto extend = [&](llvm::Value* v) {
    return is_signed(type) ? b.CreateSExt(v, work_type) : b.CreateZExt(v, work_type);
  };
  const std::string words = std::string(remainder ? "irem." : "idiv.") + std::string(name_of(work));
  llvm::Value* result = i.call(words, work_type, {extend(x), extend(y)}, Effect::kNone);
  return i.write(0, b.CreateTrunc(result, x->getType()), type);
}

// min and max; of packed 16-bit integers each half for itself; .relu makes negative results zero
bool lower_extremum(InstructionLowering& i, bool is_min) {
  const bool relu = i.flag(".relu");
  Type type = i.type(".atype");
  if (type == Type::kNone)
    type = i.type(".btype");
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  const bool packed = type == Type::s16x2 || type == Type::u16x2;
  const bool has_sign = is_signed(type) || type == Type::s16x2;
  if (packed) {
    auto* halves = llvm::FixedVectorType::get(i.b.getInt16Ty(), 2);
    x = i.b.CreateBitCast(x, halves);
    y = i.b.CreateBitCast(y, halves);
  }
  const auto id = has_sign ? (is_min ? llvm::Intrinsic::smin : llvm::Intrinsic::smax)
                           : (is_min ? llvm::Intrinsic::umin : llvm::Intrinsic::umax);
  llvm::Value* result = i.b.CreateBinaryIntrinsic(id, x, y);
  if (relu)
    result = i.b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, result, llvm::Constant::getNullValue(x->getType()));
  return i.write(0, packed ? i.b.CreateBitCast(result, i.type_of(type)) : result, type);
}

// add.cc, addc, sub.cc, subc, mad.cc, madc: CC.CF is the carry out of the sum, or the borrow out of the difference.
bool lower_extended(InstructionLowering& i, bool subtracts, bool multiplies, bool takes_carry) {
  const bool sets_carry = i.flag(".cc");
  const bool high = i.take(".hilo") == ".hi";
  const Type type = i.type();
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  if (multiplies) {
    x = high ? upper_half(i, product(i, x, y, type)) : i.b.CreateMul(x, y);
    if (!(y = i.read(3, type)))
      return false;
  }
  llvm::IRBuilder<>& b = i.b;
  llvm::AllocaInst* carry = i.function.carry_flag();
  auto* wide = bits_type(b.getContext(), bits_of(type) + 1); // the carry is the bit on top, of borrows too
  auto extend = [&](llvm::Value* v) { return b.CreateZExt(v, wide); };
  llvm::Value* sum = subtracts ? b.CreateSub(extend(x), extend(y)) : b.CreateAdd(extend(x), extend(y));
  if (takes_carry) {
    llvm::Value* old = extend(b.CreateLoad(b.getInt1Ty(), carry));
    sum = subtracts ? b.CreateSub(sum, old) : b.CreateAdd(sum, old);
  }
  if (sets_carry)
    b.CreateStore(b.CreateTrunc(b.CreateLShr(sum, bits_of(type)), b.getInt1Ty()), carry);
  return i.write(0, b.CreateTrunc(sum, x->getType()), type);
}

// Halves of a pair of 16-bit integers wrap for themselves.
bool lower_packed_add(InstructionLowering& i, Type type) {
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  auto* halves = llvm::FixedVectorType::get(i.b.getInt16Ty(), 2);
  llvm::Value* sum = i.b.CreateAdd(i.b.CreateBitCast(x, halves), i.b.CreateBitCast(y, halves));
  return i.write(0, i.b.CreateBitCast(sum, i.type_of(type)), type);
}

bool lower_add(InstructionLowering& i, bool subtracts) {
  const bool saturate = i.flag(".sat");
  Type type = i.type();
  if (i.flag(".s32"))
    type = Type::s32;
  if (type == Type::u16x2 || type == Type::s16x2)
    return lower_packed_add(i, type);
  llvm::Value *x = i.read(1, type), *y = i.read(2, type);
  if (!x || !y)
    return false;
  if (saturate)
    return i.write(
        0, i.b.CreateBinaryIntrinsic(subtracts ? llvm::Intrinsic::ssub_sat : llvm::Intrinsic::sadd_sat, x, y), type);
  return i.write(0, subtracts ? i.b.CreateSub(x, y) : i.b.CreateAdd(x, y), type);
}

// bfe and bfi, with 8 bits of position and length (32-bit forms) or all 32 (64-bit forms)
bool lower_field(InstructionLowering& i, bool inserts) {
  const Type type = i.type();
  const std::string width = bits_of(type) == 64 ? "d" : "w";
  llvm::Type* value_type = i.type_of(type);
  if (inserts) {
    llvm::Value *field = i.read(1, type), *into = i.read(2, type), *position = i.read(3, Type::u32),
                *length = i.read(4, Type::u32);
    if (!field || !into || !position || !length)
      return false;
    llvm::Type* word = i.b.getInt64Ty(); // (length << 32) | position
    llvm::Value* place = i.b.CreateOr(i.b.CreateShl(i.b.CreateZExt(length, word), 32), i.b.CreateZExt(position, word));
    return i.write(0, i.instruction("bfi." + width, value_type, {field, into, place}), type);
  }
  llvm::Value *value = i.read(1, type), *position = i.read(2, Type::u32), *length = i.read(3, Type::u32);
  if (!value || !position || !length)
    return false;
  const std::string words = std::string("bfe.") + (is_signed(type) ? "s." : "u.") + width;
  return i.write(0, i.instruction(words, value_type, {value, position, length}), type);
}

bool lower_dot_product(InstructionLowering& i, bool four) {
  const bool high = i.take(".mode") == ".hi";
  const Type a = i.type(".atype"), c = i.type(".btype");
  llvm::Value *x = i.read(1, Type::b32), *y = i.read(2, Type::b32), *z = i.read(3, Type::b32);
  if (!x || !y || !z)
    return false;
  const std::string words =
      std::string(four ? "idp4a" : "idp2a") + (is_signed(a) ? ".s" : ".u") + (is_signed(c) ? ".s" : ".u");
  std::vector<llvm::Value*> operands = {x, y};
  if (!four)
    operands.push_back(i.b.getInt1(high));
  operands.push_back(z);
  return i.write(0, i.call(words, i.b.getInt32Ty(), operands, Effect::kNone), Type::b32);
}

// Results of counts are 32 bits, whatever is counted.
bool lower_count(InstructionLowering& i, std::string_view name) {
  const bool as_shift = i.flag(".shiftamt");
  const Type type = i.type();
  llvm::Value* x = i.read(1, type);
  if (!x)
    return false;
  llvm::IRBuilder<>& b = i.b;
  if (name == "bfind")
    return i.write(0,
                   i.call(std::string(is_signed(type) ? "flo.s." : "flo.u.") + std::string(name_of(type)),
                          b.getInt32Ty(), {x, b.getInt1(as_shift)}, Effect::kNone),
                   Type::u32);
  llvm::Value* count = name == "popc" ? b.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop, x)
                                      : b.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, x, b.getFalse());
  return i.write(0, b.CreateZExtOrTrunc(count, b.getInt32Ty()), Type::u32);
}

// Calls of 32-bit operands that have PTX's own words: szext, bmsk, fns.
bool lower_bits(InstructionLowering& i, std::string_view name) {
  const std::string mode(i.take(".mode"));
  std::string words(name);
  if (name == "fns")
    i.ignore({".b32"});
  else if (name == "szext")
    words = (is_signed(i.type()) ? "sext" : "zext") + mode;
  else
    words += (i.ignore({".b32"}), mode);
  std::vector<llvm::Value*> operands;
  for (size_t number = 1; number < i.count(); ++number)
    if (llvm::Value* value = i.read(number, Type::b32))
      operands.push_back(value);
    else
      return false;
  return i.write(0, i.call(words, i.b.getInt32Ty(), operands, Effect::kNone), Type::b32);
}
} // namespace

bool lower_kInteger(InstructionLowering& i) {
  llvm::IRBuilder<>& b = i.b;
  const std::string_view name = i.source.name();
  const bool has_carry = i.source.has(".cc");
  if (name == "addc" || name == "subc" || name == "madc" || has_carry)
    return lower_extended(i, name.starts_with("sub"), name.starts_with("mad"), name.ends_with("c"));
  if (name == "add" || name == "sub")
    return lower_add(i, name == "sub");
  if (name == "mul" || name == "mad")
    return lower_multiply(i, name == "mad");
  if (name == "mul24" || name == "mad24")
    return lower_multiply24(i, name == "mad24");
  if (name == "div" || name == "rem")
    return lower_division(i, name == "rem");
  if (name == "min" || name == "max")
    return lower_extremum(i, name == "min");
  if (name == "bfe" || name == "bfi")
    return lower_field(i, name == "bfi");
  if (name == "dp4a" || name == "dp2a")
    return lower_dot_product(i, name == "dp4a");
  if (name == "popc" || name == "clz" || name == "bfind")
    return lower_count(i, name);
  if (name == "szext" || name == "bmsk" || name == "fns")
    return lower_bits(i, name);
  const Type type = i.type();
  llvm::Value* x = i.read(1, type);
  if (!x)
    return false;
  if (name == "abs")
    return i.write(0, b.CreateBinaryIntrinsic(llvm::Intrinsic::abs, x, b.getFalse()), type);
  if (name == "neg")
    return i.write(0, b.CreateNeg(x), type);
  if (name == "brev")
    return i.write(0, b.CreateUnaryIntrinsic(llvm::Intrinsic::bitreverse, x), type);
  if (name != "sad")
    return false;
  llvm::Value *y = i.read(2, type), *z = i.read(3, type);
  if (!y || !z)
    return false;
  llvm::Value* less = is_signed(type) ? b.CreateICmpSLT(x, y) : b.CreateICmpULT(x, y);
  return i.write(0, b.CreateAdd(b.CreateSelect(less, b.CreateSub(y, x), b.CreateSub(x, y)), z), type);
}

} // namespace ox::ptx
