// Scalar video instructions (PTX ISA 9.0, 9.7.18.1): a part of each source is extended, one operation is done on them,
// its result is saturated, and a second operation or the rest of c makes the result.  There are more combinations of
// modifiers than a test can have cases: the selectors of sources go round while the other modifiers are combined.
#include "test/ptx/reference/chapters.h"
#include <algorithm>
#include <array>
#include <cstdlib>

namespace ox::test::reference {

namespace {
struct Part {
  const char* name;
  unsigned position, bits;
};
constexpr Part kWhole = {"", 0, 32};
constexpr Part kParts[] = {kWhole,         {".b0", 0, 8},  {".b1", 8, 8},  {".b2", 16, 8},
                           {".b3", 24, 8}, {".h0", 0, 16}, {".h1", 16, 16}};

int64_t extended(uint64_t value, unsigned bits, bool is_signed) {
  value &= (uint64_t{1} << bits) - 1;
  return is_signed && value >> (bits - 1) ? int64_t(value) - (int64_t{1} << bits) : int64_t(value);
}
int64_t selected(uint32_t value, const Part& part, bool is_signed) {
  return extended(value >> part.position, part.bits, is_signed);
}
__int128 clamped(__int128 value, unsigned bits, bool is_signed) {
  const __int128 least = is_signed ? -(int64_t{1} << (bits - 1)) : 0;
  return std::clamp(value, least, least + (int64_t{1} << bits) - 1);
}

const char* type_name(bool is_signed) { return is_signed ? ".s32" : ".u32"; }

// What follows the first operation: nothing, a second one with c, or a merge into a part of c.
struct Tail {
  char second = 0; // '+', '<' for the minimum, '>' for the maximum
  Part into = kWhole;
  bool merges() const { return into.bits != 32; }
  bool takes_c() const { return second != 0 || merges(); }
  const char* word() const { return second == '+' ? ".add" : second == '<' ? ".min" : second == '>' ? ".max" : ""; }
};
std::vector<Tail> tails() {
  std::vector<Tail> all = {{}, {'+'}, {'<'}, {'>'}};
  for (const Part& part : kParts)
    if (part.bits != 32)
      all.push_back({0, part});
  return all;
}

// The minimum and maximum of an intermediate result that does not fit the type are read in more than one way: of 33
// bits, or of 32 with the type's sign.
std::optional<uint32_t> finished(__int128 value, const Tail& tail, bool saturates, bool is_signed, uint32_t c) {
  if (saturates)
    value = clamped(value, tail.into.bits, is_signed);
  const __int128 wide_c = extended(c, 32, is_signed);
  if (tail.merges()) {
    const uint32_t field = ((1u << tail.into.bits) - 1) << tail.into.position;
    return (c & ~field) | (uint32_t(value) << tail.into.position & field);
  }
  if (tail.second == '+')
    return uint32_t(value + wide_c);
  if (tail.second != 0 && value != clamped(value, 32, is_signed))
    return std::nullopt;
  return uint32_t(tail.second == '<' ? std::min(value, wide_c) : tail.second == '>' ? std::max(value, wide_c) : value);
}

// Goes round all pairs of selectors.
struct Selectors {
  size_t number = 0;
  std::pair<Part, Part> next() {
    const size_t i = number++;
    return {kParts[i % 7], kParts[i / 7 % 7]};
  }
};

using Operation = __int128 (*)(int64_t a, int64_t b);
struct Signs {
  bool d, a, b;
};

// opcode without the tail's word, and what it does
template <typename F>
void add_case(Cases& cases, const std::string& opcode, const Tail& tail, const Part& asel, const Part& bsel,
              bool saturates, const Signs& is_signed, F operation) {
  const std::string text = opcode + tail.word() + " %d" + tail.into.name + ", %a" + asel.name + ", %b" + bsel.name;
  auto reference = [=](uint32_t a, uint32_t b, uint32_t c) {
    const __int128 value = operation(selected(a, asel, is_signed.a), selected(b, bsel, is_signed.b));
    return finished(value, tail, saturates, is_signed.d, c);
  };
  if (tail.takes_c())
    cases.add(text + ", %c;", reference).sampled();
  else
    cases.add(text + ";", [=](uint32_t a, uint32_t b) { return reference(a, b, 0); }).sampled();
}

void add_arithmetic(Cases& cases, Selectors& selectors) {
  struct Named {
    const char* name;
    Operation operation;
  };
  constexpr Named kOperations[] = {{"vadd", [](int64_t a, int64_t b) { return __int128(a + b); }},
                                   {"vsub", [](int64_t a, int64_t b) { return __int128(a - b); }},
                                   {"vabsdiff", [](int64_t a, int64_t b) { return __int128(std::abs(a - b)); }},
                                   {"vmin", [](int64_t a, int64_t b) { return __int128(std::min(a, b)); }},
                                   {"vmax", [](int64_t a, int64_t b) { return __int128(std::max(a, b)); }}};
  for (const Named& named : kOperations)
    for (unsigned signs = 0; signs < 8; ++signs)
      for (bool saturates : {false, true})
        for (const Tail& tail : tails()) {
          const Signs is_signed = {bool(signs & 4), bool(signs & 2), bool(signs & 1)};
          const auto [asel, bsel] = selectors.next();
          add_case(cases,
                   std::string(named.name) + type_name(is_signed.d) + type_name(is_signed.a) + type_name(is_signed.b) +
                       (saturates ? ".sat" : ""),
                   tail, asel, bsel, saturates, is_signed, named.operation);
        }
}

// Amounts are unsigned; above 32 they count as 32, or as their lowest five bits.
void add_shifts(Cases& cases, Selectors& selectors) {
  for (bool left : {true, false})
    for (unsigned signs = 0; signs < 4; ++signs)
      for (bool saturates : {false, true})
        for (bool clamps : {true, false})
          for (const Tail& tail : tails()) {
            const Signs is_signed = {bool(signs & 2), bool(signs & 1), false};
            const auto [asel, bsel] = selectors.next();
            auto shift = [=](int64_t a, int64_t b) {
              const int64_t n = clamps ? std::min<int64_t>(b, 32) : b & 31;
              return left ? __int128(a) * (int64_t{1} << n) : __int128(a >> n);
            };
            add_case(cases,
                     std::string(left ? "vshl" : "vshr") + type_name(is_signed.d) + type_name(is_signed.a) + ".u32" +
                         (saturates ? ".sat" : "") + (clamps ? ".clamp" : ".wrap"),
                     tail, asel, bsel, saturates, is_signed, shift);
          }
}

// 1 or 0, without a sign.
void add_comparisons(Cases& cases, Selectors& selectors) {
  struct Named {
    const char* name;
    Operation operation;
  };
  constexpr Named kComparisons[] = {{".eq", [](int64_t a, int64_t b) { return __int128(a == b); }},
                                    {".ne", [](int64_t a, int64_t b) { return __int128(a != b); }},
                                    {".lt", [](int64_t a, int64_t b) { return __int128(a < b); }},
                                    {".le", [](int64_t a, int64_t b) { return __int128(a <= b); }},
                                    {".gt", [](int64_t a, int64_t b) { return __int128(a > b); }},
                                    {".ge", [](int64_t a, int64_t b) { return __int128(a >= b); }}};
  for (const Named& named : kComparisons)
    for (unsigned signs = 0; signs < 4; ++signs)
      for (const Tail& tail : tails()) {
        const Signs is_signed = {false, bool(signs & 2), bool(signs & 1)};
        const auto [asel, bsel] = selectors.next();
        add_case(cases, std::string("vset") + type_name(is_signed.a) + type_name(is_signed.b) + named.name, tail, asel,
                 bsel, false, is_signed, named.operation);
      }
}

// vmad: a * b + c in 128 bits; the product or c may be negated, or one added.
struct MultiplyAdd {
  bool negates_a = false, negates_b = false, negates_c = false, plus_one = false;
  bool negates_product() const { return negates_a != negates_b; }
};

// Signed if anything in it is: the type of the destination has no say.  Nothing where the product of two unsigned
// numbers, negated, is beyond the 64 bits that the manual keeps.
std::optional<uint32_t> multiply_add(const MultiplyAdd& kind, bool is_signed, unsigned shift, bool saturates, int64_t a,
                                     int64_t b, uint32_t c) {
  __int128 product = __int128(a) * b, addend = extended(c, 32, is_signed);
  __int128 sum = (kind.negates_product() ? -product : product) + (kind.negates_c ? -addend : addend) + kind.plus_one;
  sum >>= shift;
  if (is_signed && sum != int64_t(sum))
    return std::nullopt;
  if (saturates) {
    const __int128 least = is_signed ? INT32_MIN : 0, most = is_signed ? INT32_MAX : UINT32_MAX;
    sum = std::clamp(sum, least, most);
  }
  return uint32_t(sum);
}

void add_multiply_adds(Cases& cases, Selectors& selectors) {
  constexpr MultiplyAdd kKinds[] = {{},
                                    {.negates_a = true},
                                    {.negates_b = true},
                                    {.negates_a = true, .negates_b = true},
                                    {.negates_c = true},
                                    {.plus_one = true}};
  for (const MultiplyAdd& kind : kKinds)
    for (unsigned signs = 0; signs < 8; ++signs)
      for (bool saturates : {false, true})
        for (unsigned shift : {0u, 7u, 15u}) {
          const Signs of = {bool(signs & 4), bool(signs & 2), bool(signs & 1)};
          const bool is_signed = of.a || of.b || kind.negates_product() || kind.negates_c;
          const auto [asel, bsel] = selectors.next();
          const std::string opcode = std::string("vmad") + type_name(of.d) + type_name(of.a) + type_name(of.b) +
                                     (kind.plus_one ? ".po" : "") + (saturates ? ".sat" : "") +
                                     (shift == 7    ? ".shr7"
                                      : shift == 15 ? ".shr15"
                                                    : "");
          cases.add(opcode + " %d, " + (kind.negates_a ? "-" : "") + "%a" + asel.name + ", " +
                        (kind.negates_b ? "-" : "") + "%b" + bsel.name + ", " + (kind.negates_c ? "-" : "") + "%c;",
                    [=](uint32_t a, uint32_t b, uint32_t c) {
                      return multiply_add(kind, is_signed, shift, saturates, selected(a, asel, of.a),
                                          selected(b, bsel, of.b), c);
                    });
        }
}
} // namespace

void add_video_cases(Cases& cases) {
  Selectors selectors;
  add_arithmetic(cases, selectors);
  add_shifts(cases, selectors);
  add_comparisons(cases, selectors);
  add_multiply_adds(cases, selectors);
  add_simd_video_cases(cases);
}

} // namespace ox::test::reference
