// Single and double precision (PTX ISA 9.0, 9.7.3).
//
// To nearest even without flushing is plain LLVM; every other rounding, and .ftz, are words of a call, as in NVVM's
// intrinsics.  add, sub and mul that name no rounding may be contracted into fma, those that do may not.
#include "ptx/lower/instruction_lowering.h"
#include <algorithm>

namespace ox::ptx {

namespace {
using Effect = InstructionLowering::Effect;

std::string suffix(Type type) { return type == Type::f64 ? ".d" : ".f"; }

// Into [0, 1], NaN becomes 0.
llvm::Value* saturate(InstructionLowering& i, llvm::Value* value, Type type, bool flush) {
  return i.call("saturate" + std::string(flush ? ".ftz" : "") + suffix(type), value->getType(), {value}, Effect::kNone);
}

// The type of a form that fixes it, or has it as a class.
Type float_type(InstructionLowering& i) {
  for (std::string_view slot : {".f32", ".f64", ".type"})
    if (i.source.has(slot))
      return i.type(slot);
  return Type::kNone;
}

bool read_all(InstructionLowering& i, Type type, std::vector<llvm::Value*>& values) {
  for (size_t number = 1; number < i.count(); ++number) {
    llvm::Value* value = i.read(number, type);
    if (!value)
      return false;
    values.push_back(value);
  }
  return true;
}

// add sub mul mad fma div
bool lower_arithmetic(InstructionLowering& i, std::string_view name) {
  const std::string_view rounding = i.take(".rnd");
  const bool flush = i.flag(".ftz"), saturates = i.flag(".sat");
  const Type type = float_type(i);
  if (i.source.has(".atype") || i.source.has(".abtype") || type == Type::kNone)
    return i.fail("mixed precision needs sm_100");
  std::vector<llvm::Value*> v;
  if (!read_all(i, type, v))
    return false;
  llvm::IRBuilder<>& b = i.b;
  llvm::Value* result = nullptr;
  const bool plain = (rounding.empty() || rounding == ".rn") && !flush;
  if (name == "mad")
    name = "fma";
  if (plain && name == "fma") {
    result = b.CreateIntrinsic(llvm::Intrinsic::fma, {v[0]->getType()}, v);
  } else if (plain) {
    llvm::IRBuilder<>::FastMathFlagGuard guard(b);
    llvm::FastMathFlags flags;
    flags.setAllowContract(rounding.empty() && name != "div" && !saturates);
    b.setFastMathFlags(flags);
    result = name == "add"   ? b.CreateFAdd(v[0], v[1])
             : name == "sub" ? b.CreateFSub(v[0], v[1])
             : name == "mul" ? b.CreateFMul(v[0], v[1])
                             : b.CreateFDiv(v[0], v[1]);
  } else {
    if (name == "sub") { // NVVM has no sub: a - b is a + (-b), exactly
      v[1] = b.CreateFNeg(v[1]);
      name = "add";
    }
    const std::string words =
        std::string(name) + std::string(rounding.empty() ? ".rn" : rounding) + (flush ? ".ftz" : "");
    result = i.call(words + suffix(type), v[0]->getType(), v, Effect::kNone);
  }
  return i.write(0, saturates ? saturate(i, result, type, flush) : result, type);
}

// rcp sqrt with a rounding; everything .approx and .full; PTX before 1.4 says none of these
bool lower_function(InstructionLowering& i, std::string_view name) {
  const Type type = float_type(i);
  std::string words(name);
  if (i.flag(".approx"))
    words += ".approx";
  else if (i.flag(".full"))
    words += ".full";
  else if (const std::string_view rounding = i.take(".rnd"); !rounding.empty())
    words += rounding;
  else
    words += type == Type::f64 && name != "rsqrt" ? ".rn" : ".approx";
  if (i.flag(".ftz"))
    words += ".ftz";
  std::vector<llvm::Value*> values;
  if (!read_all(i, type, values))
    return false;
  return i.write(0, i.call(words + suffix(type), values[0]->getType(), values, Effect::kNone), type);
}

bool lower_extremum(InstructionLowering& i, std::string_view name) {
  std::string words = name == "min" ? "fmin" : "fmax";
  if (i.flag(".ftz"))
    words += ".ftz";
  if (i.flag(".NaN"))
    words += ".nan";
  if (i.flag(".xorsign.abs"))
    words += ".xorsign.abs";
  const Type type = float_type(i);
  std::vector<llvm::Value*> values;
  if (!read_all(i, type, values))
    return false;
  if (values.size() != 2)
    return i.fail("the form with three inputs needs sm_100");
  return i.write(0, i.call(words + suffix(type), values[0]->getType(), values, Effect::kNone), type);
}

// testp: finite, infinite, number, notanumber, normal, subnormal.  Zeros are normal numbers here.
bool lower_test(InstructionLowering& i) {
  const std::string_view op = i.take(".op");
  const Type type = i.type();
  llvm::Value* x = i.read(1, type);
  if (!x)
    return false;
  const llvm::FPClassTest test = op == ".finite"       ? llvm::fcFinite
                                 : op == ".infinite"   ? llvm::fcInf
                                 : op == ".number"     ? ~llvm::fcNan & llvm::fcAllFlags
                                 : op == ".notanumber" ? llvm::fcNan
                                 : op == ".normal"     ? llvm::fcNormal | llvm::fcZero
                                                       : llvm::fcSubnormal;
  return i.write(0, i.b.createIsFPClass(x, test), Type::pred);
}
} // namespace

bool lower_kFloat(InstructionLowering& i) {
  const std::string_view name = i.source.name();
  if (name == "min" || name == "max")
    return lower_extremum(i, name);
  if (name == "testp")
    return lower_test(i);
  const bool approximates = i.source.has(".approx") || i.source.has(".full");
  constexpr std::string_view kFunctions[] = {"rcp", "sqrt", "rsqrt", "sin", "cos", "lg2", "ex2"};
  if (approximates || std::ranges::find(kFunctions, name) != std::end(kFunctions))
    return lower_function(i, name);
  if (name != "abs" && name != "neg" && name != "copysign")
    return lower_arithmetic(i, name);
  const bool flush = i.flag(".ftz");
  const Type type = float_type(i);
  llvm::Value* x = i.read(1, type);
  if (!x)
    return false;
  if (flush)
    x = i.flush(x);
  if (name == "copysign") { // the sign of a, the magnitude of b
    llvm::Value* y = i.read(2, type);
    return y && i.write(0, i.b.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, y, x), type);
  }
  return i.write(0, name == "abs" ? i.b.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x) : i.b.CreateFNeg(x), type);
}

} // namespace ox::ptx
