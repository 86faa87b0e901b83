#include "codegen/lower/tiny_floats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Intrinsics.h"
#include <cmath>

namespace ox::codegen {

namespace {
constexpr unsigned kSingleFraction = 23, kSingleBias = 127, kHalfFraction = 10, kHalfBias = 15;

double greatest(const TinyFormat& format) {
  const unsigned exponent = (1u << format.exponent_bits) - 1 - format.bias();
  return std::ldexp(2.0 - std::ldexp(1.0, -int(format.fraction_bits)), int(exponent));
}

// Of a float that is at least the least normal number: the bits above those that go, rounded, with the other bias.
llvm::Value* normal_code(llvm::IRBuilder<>& builder, llvm::Value* magnitude, const TinyFormat& format) {
  const unsigned dropped = kSingleFraction - format.fraction_bits;
  llvm::Value* bits = builder.CreateBitCast(magnitude, builder.getInt32Ty());
  llvm::Value* is_odd = builder.CreateAnd(builder.CreateLShr(bits, dropped), 1);
  llvm::Value* rounded =
      builder.CreateAdd(builder.CreateAdd(bits, is_odd), builder.getInt32((1u << (dropped - 1)) - 1));
  const unsigned bias_difference = (kSingleBias - format.bias()) << format.fraction_bits;
  return builder.CreateSub(builder.CreateLShr(rounded, dropped), builder.getInt32(bias_difference));
}

// Of a smaller one: how many units it is, which addition to a number whose last digit is that unit rounds.
llvm::Value* subnormal_code(llvm::IRBuilder<>& builder, llvm::Value* magnitude, const TinyFormat& format) {
  const int unit = 1 - int(format.bias()) - int(format.fraction_bits);
  llvm::Value* large = llvm::ConstantFP::get(magnitude->getType(), std::ldexp(1.0, unit + int(kSingleFraction)));
  llvm::Type* word = builder.getInt32Ty();
  llvm::Value* sum = builder.CreateBitCast(builder.CreateFAdd(magnitude, large), word);
  return builder.CreateSub(sum, builder.CreateBitCast(large, word));
}
} // namespace

const TinyFormat* tiny_format(llvm::StringRef pair) {
  static constexpr TinyFormat kFormats[] = {{"e2m1x2", 2, 1, 4}, {"e2m3x2", 2, 3, 8}, {"e3m2x2", 3, 2, 8}};
  const TinyFormat* found = llvm::find_if(kFormats, [&](const TinyFormat& format) { return format.pair == pair; });
  return found == std::end(kFormats) ? nullptr : found;
}

llvm::Value* emit_to_tiny(llvm::IRBuilder<>& builder, llvm::Value* value, const TinyFormat& format) {
  auto number = [&](double of) { return llvm::ConstantFP::get(value->getType(), of); };
  llvm::Value* magnitude = builder.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, value);
  magnitude = builder.CreateBinaryIntrinsic(llvm::Intrinsic::minimumnum, magnitude, number(greatest(format)));
  llvm::Value* is_normal = builder.CreateFCmpOGE(magnitude, number(std::ldexp(1.0, 1 - int(format.bias()))));
  llvm::Value* code = builder.CreateSelect(is_normal, normal_code(builder, magnitude, format),
                                           subnormal_code(builder, magnitude, format));
  llvm::Value* sign = builder.CreateLShr(builder.CreateBitCast(value, builder.getInt32Ty()), 31);
  sign = builder.CreateSelect(builder.CreateFCmpUNO(value, value), builder.getInt32(0), sign);
  return builder.CreateOr(code, builder.CreateShl(sign, format.magnitude_bits()));
}

llvm::Value* emit_from_tiny(llvm::IRBuilder<>& builder, llvm::Value* bits, const TinyFormat& format) {
  // The exponent becomes the low bits of half's, whose bias is greater: a product with a power of two is exact.
  llvm::Value* magnitude = builder.CreateAnd(bits, (1u << format.magnitude_bits()) - 1);
  llvm::Value* sign = builder.CreateAnd(builder.CreateLShr(bits, format.magnitude_bits()), 1);
  llvm::Value* half =
      builder.CreateOr(builder.CreateShl(magnitude, kHalfFraction - format.fraction_bits), builder.CreateShl(sign, 15));
  half = builder.CreateBitCast(builder.CreateTrunc(half, builder.getInt16Ty()), builder.getHalfTy());
  const double scale = std::ldexp(1.0, int(kHalfBias) - int(format.bias()));
  return builder.CreateFMul(half, llvm::ConstantFP::get(half->getType(), scale));
}

} // namespace ox::codegen
