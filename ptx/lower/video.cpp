// Video instructions, scalar and SIMD (PTX ISA 9.0, 9.7.18).  All of them are arithmetic on selected parts, in 64 bits,
// where nothing overflows before it is saturated; LLVM finds OxCore's packed instructions where there are any.
#include "ptx/lower/instruction_lowering.h"
#include "llvm/ADT/StringSwitch.h"

namespace ox::ptx {

namespace {

// Bits [position, position + bits) of a 32-bit value, extended to 64.
llvm::Value* part(InstructionLowering& i, llvm::Value* value, unsigned position, unsigned bits, bool has_sign) {
  llvm::Value* field = i.b.CreateTrunc(i.b.CreateLShr(value, position), i.b.getIntNTy(bits));
  return has_sign ? i.b.CreateSExt(field, i.b.getInt64Ty()) : i.b.CreateZExt(field, i.b.getInt64Ty());
}

struct Selection {
  unsigned position = 0, bits = 32;
};
Selection selection(std::string_view selector) { // .b2, .h1; nothing is the whole
  if (selector.empty())
    return {};
  const unsigned number = unsigned(selector[2] - '0');
  return selector[1] == 'b' ? Selection{number * 8, 8} : Selection{number * 16, 16};
}

// Saturated to so many bits, signed or not.
llvm::Value* saturate(InstructionLowering& i, llvm::Value* value, unsigned bits, bool has_sign) {
  const int64_t low = has_sign ? -(int64_t{1} << (bits - 1)) : 0;
  const int64_t high = has_sign ? (int64_t{1} << (bits - 1)) - 1 : (int64_t{1} << bits) - 1;
  value = i.b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, value, i.b.getInt64(uint64_t(low)));
  return i.b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, value, i.b.getInt64(uint64_t(high)));
}

llvm::Value* compare(InstructionLowering& i, std::string_view op, llvm::Value* x, llvm::Value* y) {
  using Predicate = llvm::CmpInst::Predicate;
  const auto predicate = llvm::StringSwitch<Predicate>(op)
                             .Case(".eq", Predicate::ICMP_EQ)
                             .Case(".ne", Predicate::ICMP_NE)
                             .Case(".lt", Predicate::ICMP_SLT)
                             .Case(".le", Predicate::ICMP_SLE)
                             .Case(".gt", Predicate::ICMP_SGT)
                             .Default(Predicate::ICMP_SGE);
  return i.b.CreateZExt(i.b.CreateICmp(predicate, x, y), i.b.getInt64Ty());
}

// operation: "add", "sub", "avrg", "absdiff", "min", "max", "set", without the v and the number of lanes
llvm::Value* compute(InstructionLowering& i, std::string_view operation, std::string_view cmp, llvm::Value* x,
                     llvm::Value* y) {
  llvm::IRBuilder<>& b = i.b;
  if (operation == "add")
    return b.CreateAdd(x, y);
  if (operation == "sub")
    return b.CreateSub(x, y);
  if (operation == "absdiff")
    return b.CreateBinaryIntrinsic(llvm::Intrinsic::abs, b.CreateSub(x, y), b.getFalse());
  if (operation == "min" || operation == "max")
    return b.CreateBinaryIntrinsic(operation == "min" ? llvm::Intrinsic::smin : llvm::Intrinsic::smax, x, y);
  if (operation == "set")
    return compare(i, cmp, x, y);
  llvm::Value* sum = b.CreateAdd(x, y); // avrg: halves away from zero
  llvm::Value* one = b.CreateZExt(b.CreateICmpSGE(sum, b.getInt64(0)), b.getInt64Ty());
  return b.CreateAShr(b.CreateAdd(sum, one), 1);
}

// What an operand's register holds, without its selector.
llvm::Value* whole(InstructionLowering& i, size_t number) {
  Operand operand = i.operand(number);
  operand.member = {};
  operand.minus = false;
  return i.read(operand, Type::b32);
}
bool write_whole(InstructionLowering& i, llvm::Value* value) {
  Operand to = i.operand(0);
  to.member = {};
  return i.write(to, i.b.CreateTrunc(value, i.b.getInt32Ty()), Type::b32);
}

// d = op2(result, c), or the result in a part of c
bool finish_scalar(InstructionLowering& i, llvm::Value* result, Type type, bool saturates, std::string_view op2) {
  llvm::IRBuilder<>& b = i.b;
  const std::string_view into = i.operand(0).member;
  const Selection to = selection(into);
  if (saturates)
    result = saturate(i, result, to.bits, is_signed(type));
  if (op2.empty() && into.empty())
    return write_whole(i, result);
  llvm::Value* c = whole(i, 3);
  if (!c)
    return false;
  c = part(i, c, 0, 32, is_signed(type));
  if (!into.empty()) {
    const uint64_t field = ((uint64_t{1} << to.bits) - 1) << to.position;
    return write_whole(i, b.CreateOr(b.CreateAnd(c, ~field), b.CreateAnd(b.CreateShl(result, to.position), field)));
  }
  if (op2 == ".add")
    return write_whole(i, b.CreateAdd(result, c));
  result = part(i, b.CreateTrunc(result, b.getInt32Ty()), 0, 32, is_signed(type));
  return write_whole(i,
                     b.CreateBinaryIntrinsic(op2 == ".min" ? llvm::Intrinsic::smin : llvm::Intrinsic::smax, result, c));
}

bool read_selected(InstructionLowering& i, Type a, Type c, llvm::Value*& x, llvm::Value*& y) {
  x = whole(i, 1);
  y = whole(i, 2);
  if (!x || !y)
    return false;
  const Selection from_x = selection(i.operand(1).member), from_y = selection(i.operand(2).member);
  x = part(i, x, from_x.position, from_x.bits, is_signed(a));
  y = part(i, y, from_y.position, from_y.bits, is_signed(c));
  return true;
}

// vadd vsub vabsdiff vmin vmax vset vshl vshr
bool lower_scalar(InstructionLowering& i, std::string_view operation) {
  const bool shifts = operation == "shl" || operation == "shr";
  const bool saturates = i.flag(".sat"), clamps = i.take(".mode") == ".clamp";
  const std::string_view op2 = i.take(".op2"), cmp = i.take(".cmp");
  Type type = i.type(".dtype");
  const Type a = i.type(".atype"), c = shifts ? i.type(".u32") : i.type(".btype");
  if (type == Type::kNone) // vset: of unsigned results
    type = Type::u32;
  llvm::Value *x = nullptr, *y = nullptr;
  if (!read_selected(i, a, c, x, y))
    return false;
  if (!shifts)
    return finish_scalar(i, compute(i, operation, cmp, x, y), type, saturates, op2);
  y = clamps ? i.b.CreateBinaryIntrinsic(llvm::Intrinsic::umin, y, i.b.getInt64(32)) : i.b.CreateAnd(y, 31);
  llvm::Value* result = operation == "shl" ? i.b.CreateShl(x, y) : i.b.CreateAShr(x, y);
  if (operation == "shl" && saturates && !is_signed(a)) // may use all 64 bits, and is not negative then
    result = i.b.CreateBinaryIntrinsic(llvm::Intrinsic::umin, result, i.b.getInt64(INT64_MAX));
  return finish_scalar(i, result, type, saturates, op2);
}

// vmad: (a * b + c [+ 1]) >> scale, in 128 bits.  The result has a sign if a, b or a negation has: the type of the
// destination changes nothing.
bool lower_multiply_add(InstructionLowering& i) {
  llvm::IRBuilder<>& b = i.b;
  const bool saturates = i.flag(".sat"), plus_one = i.flag(".po");
  const std::string_view scale = i.take(".scale");
  i.ignore({".dtype"});
  const Type a = i.type(".atype"), c = i.type(".btype");
  const bool negates_product = i.operand(1).minus != i.operand(2).minus, negates_c = i.operand(3).minus;
  const bool has_sign = is_signed(a) || is_signed(c) || negates_product || negates_c;
  llvm::Value *x = nullptr, *y = nullptr, *z = whole(i, 3);
  if (!z || !read_selected(i, a, c, x, y))
    return false;
  auto* wide = b.getInt128Ty();
  llvm::Value* product = b.CreateMul(b.CreateSExt(x, wide), b.CreateSExt(y, wide));
  z = b.CreateSExt(part(i, z, 0, 32, has_sign), wide);
  if (negates_product)
    product = b.CreateNeg(product);
  if (negates_c)
    z = b.CreateNeg(z);
  llvm::Value* sum = b.CreateAdd(product, z);
  if (plus_one)
    sum = b.CreateAdd(sum, llvm::ConstantInt::get(wide, 1));
  sum = b.CreateAShr(sum, scale == ".shr7" ? 7 : scale == ".shr15" ? 15 : 0);
  if (saturates) {
    auto limit = [&](int64_t value) { return llvm::ConstantInt::getSigned(wide, value); };
    sum = b.CreateBinaryIntrinsic(llvm::Intrinsic::smax, sum, limit(has_sign ? INT32_MIN : 0));
    sum = b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, sum, limit(has_sign ? INT32_MAX : int64_t{UINT32_MAX}));
  }
  return write_whole(i, sum);
}

// Lane `lane` of a selector such as .h32 or .b7654 (its digits are lanes from the highest down): parts of {b, a}.
unsigned source_of(std::string_view selector, unsigned lanes, unsigned lane, unsigned first) {
  return selector.empty() ? first + lane : unsigned(selector[1 + lanes - lane] - '0');
}
bool is_masked_in(std::string_view mask, unsigned lane) { // .h10, .b3210
  return mask.empty() || mask.substr(2).find(char('0' + lane)) != std::string_view::npos;
}

// Two halves or four bytes: each lane of the mask is the result, the others are c's; or c plus all results
bool lower_packed(InstructionLowering& i, std::string_view operation, unsigned lanes) {
  llvm::IRBuilder<>& b = i.b;
  const bool saturates = i.flag(".sat"), accumulates = i.flag(".add");
  const std::string_view cmp = i.take(".cmp");
  const Type type = i.type(".dtype"), a = i.type(".atype"), c = i.type(".btype");
  llvm::Value *x = whole(i, 1), *y = whole(i, 2), *z = whole(i, 3);
  if (!x || !y || !z)
    return false;
  const unsigned bits = 32 / lanes;
  const std::string_view mask = i.operand(0).member;
  auto take = [&](std::string_view selector, unsigned lane, unsigned first, Type of) {
    const unsigned number = source_of(selector, lanes, lane, first);
    return part(i, number < lanes ? x : y, number % lanes * bits, bits, is_signed(of));
  };
  llvm::Value* result = part(i, z, 0, 32, false);
  for (unsigned lane = 0; lane < lanes; ++lane) {
    if (!is_masked_in(mask, lane))
      continue;
    llvm::Value* value =
        compute(i, operation, cmp, take(i.operand(1).member, lane, 0, a), take(i.operand(2).member, lane, lanes, c));
    if (accumulates) {
      result = b.CreateAdd(result, value);
      continue;
    }
    if (saturates)
      value = saturate(i, value, bits, is_signed(type));
    const uint64_t field = ((uint64_t{1} << bits) - 1) << lane * bits;
    result = b.CreateOr(b.CreateAnd(result, ~field), b.CreateAnd(b.CreateShl(value, lane * bits), field));
  }
  return write_whole(i, result);
}
} // namespace

bool lower_kVideo(InstructionLowering& i) {
  std::string_view name = i.source.opcode.substr(1, i.source.opcode.find('.') - 1);
  if (name == "mad")
    return lower_multiply_add(i);
  if (!name.ends_with('2') && !name.ends_with('4'))
    return lower_scalar(i, name);
  return lower_packed(i, name.substr(0, name.size() - 1), unsigned(name.back() - '0'));
}

} // namespace ox::ptx
