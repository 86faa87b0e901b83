// nvcc's options about floating-point arithmetic.  -use_fast_math is a set of defaults for the others: one that is
// given by itself holds, before -use_fast_math or behind it.
#pragma once
#include <optional>

namespace ox::frontend {

struct FloatOptions {
  std::optional<bool> ftz, prec_div, prec_sqrt, fmad; // as given
  bool use_fast_math = false;

  // Single precision: subnormal operands and results are zeros of their sign.
  bool flush_denormals() const { return ftz.value_or(use_fast_math); }
  // What __nvvm_reflect answers.  Division and square root are correctly rounded in one instruction of OxCore, which
  // both values allow, so nothing else depends on these.
  bool precise_division() const { return prec_div.value_or(!use_fast_math); }
  bool precise_square_root() const { return prec_sqrt.value_or(!use_fast_math); }
  // a*b+c may be one rounding.
  bool contract() const { return fmad.value_or(true); }
  // sinf(x) is __sinf(x), and so for the others of CUDA's list.
  bool approximate_functions() const { return use_fast_math; }
};

} // namespace ox::frontend
