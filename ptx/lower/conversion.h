// What a cvt says, once its modifiers are read (conversion.cpp), and the parts that lower it.
#pragma once
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

struct Conversion {
  Type to{}, from{};
  std::string_view rounding; // ".rn", ".rzi"; empty if none
  bool flush = false;        // .ftz
  bool saturate = false;     // .sat: to the range of an integer, or to [0, 1]
  bool relu = false;         // negative becomes 0
  bool finite = false;       // .satfinite: to the largest number at most

  bool rounds_to_integer() const { return rounding.size() == 4 && rounding.ends_with("i"); }
  // The words of a call: ".rn.relu.satfinite"
  std::string words() const {
    return std::string(rounding) + (flush ? ".ftz" : "") + (relu ? ".relu" : "") + (finite ? ".satfinite" : "");
  }
};

bool is_integer(Type type);

bool lower_integer_conversion(InstructionLowering& i, const Conversion& c); // to or from an integer
bool lower_float_conversion(InstructionLowering& i, const Conversion& c);   // f16 bf16 f32 f64, and pairs from singles
bool lower_small_conversion(InstructionLowering& i, const Conversion& c);   // tf32 and formats of 8, 6 and 4 bits
bool lower_pack(InstructionLowering& i);                                    // cvt.pack

} // namespace ox::ptx
