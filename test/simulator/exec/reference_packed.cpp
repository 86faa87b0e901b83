// See reference.h: two halves or four bytes in a word, element by element, as the pseudo-code of PTX's vadd2 ... vset4
// and the sentences of CUDA's SIMD intrinsics have it.
#include "test/simulator/exec/reference.h"
#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace ox::test {

namespace {
struct Elements {
  unsigned bits;
  bool is_signed;

  int lowest() const { return is_signed ? -(1 << (bits - 1)) : 0; }
  int highest() const { return is_signed ? (1 << (bits - 1)) - 1 : (1 << bits) - 1; }
  unsigned count() const { return 32 / bits; }
  int get(uint64_t word, unsigned index) const {
    int value = int(word >> (bits * index)) & ((1 << bits) - 1);
    return is_signed && value > highest() ? value - (1 << bits) : value;
  }
  int clamp(int value) const { return std::clamp(value, lowest(), highest()); }
};

int operate(std::string_view name, const Elements& e, int a, int b) {
  if (name == "add")
    return a + b;
  if (name == "sub")
    return a - b;
  if (name == "addsat")
    return e.clamp(a + b);
  if (name == "subsat")
    return e.clamp(a - b);
  if (name == "avg")
    return a + b >= 0 ? (a + b + 1) / 2 : -((1 - (a + b)) / 2);
  if (name == "avgdown")
    return (a + b) / 2;
  if (name == "absdiff")
    return std::abs(a - b);
  if (name == "min")
    return std::min(a, b);
  if (name == "max")
    return std::max(a, b);
  if (name == "abs")
    return std::abs(a);
  if (name == "abssat")
    return e.clamp(std::abs(a));
  const bool holds = name == "eq" ? a == b : name == "ne" ? a != b : name == "lt" ? a < b : a <= b;
  return holds ? -1 : 0;
}
} // namespace

std::optional<uint64_t> expected_packed(const isa::Instruction& in, const Operands& o) {
  std::string_view name = isa::mnemonic(in.op);
  if (!name.starts_with("ox.simd"))
    return std::nullopt;
  Elements e{name[7] == '2' ? 16u : 8u, false};
  name.remove_prefix(9);
  e.is_signed = name.ends_with(".s") || name.starts_with("abs") != name.starts_with("absdiff");
  name = name.substr(0, name.find('.'));
  uint64_t sum = o.rs3, word = 0;
  for (unsigned i = 0; i < e.count(); ++i) {
    const int a = e.get(o.rs1, i), b = e.get(o.rs2, i);
    sum += uint64_t(std::abs(a - b));
    if (name != "sad")
      word |= uint64_t(operate(name, e, a, b) & ((1 << e.bits) - 1)) << (e.bits * i);
  }
  return uint64_t(int64_t(int32_t(uint32_t(name == "sad" ? sum : word))));
}

} // namespace ox::test
