// Logic and shifts (PTX ISA 9.0, 9.7.8), and prmt (9.7.9.7).
#include "test/ptx/reference/chapters.h"
#include <tuple>

namespace ox::test::reference {

namespace {
template <typename T> void add_operators(Cases& cases, const std::string& type) {
  cases.add("and." + type + " %d, %a, %b;", [](T a, T b) { return T(a & b); });
  cases.add("or." + type + " %d, %a, %b;", [](T a, T b) { return T(a | b); });
  cases.add("xor." + type + " %d, %a, %b;", [](T a, T b) { return T(a ^ b); });
  if constexpr (std::is_same_v<T, bool>) {
    cases.add("not.pred %d, %a;", [](bool a) { return !a; });
  } else {
    cases.add("not." + type + " %d, %a;", [](T a) { return T(~a); });
    cases.add("cnot." + type + " %d, %a;", [](T a) { return T(a == 0 ? 1 : 0); });
  }
}

// Each bit of the result is looked up in the table: a is the index's highest bit, c its lowest.
uint32_t looked_up(uint32_t a, uint32_t b, uint32_t c, uint32_t table) {
  uint32_t d = 0;
  for (unsigned bit = 0; bit < 32; ++bit) {
    const uint32_t index = (a >> bit & 1) << 2 | (b >> bit & 1) << 1 | (c >> bit & 1);
    d |= (table >> index & 1) << bit;
  }
  return d;
}

void add_lop3(Cases& cases) {
  for (uint32_t table = 0; table < 256; ++table) {
    const std::string immediate = std::to_string(table);
    cases
        .add("lop3.b32 %d, %a, %b, %c, " + immediate + ";",
             [=](uint32_t a, uint32_t b, uint32_t c) { return looked_up(a, b, c, table); })
        .sampled();
    for (bool is_or : {true, false})
      cases
          .add(std::string("lop3.") + (is_or ? "or" : "and") + ".b32 %d|%e, %a, %b, %c, " + immediate + ", %x;",
               [=](uint32_t a, uint32_t b, uint32_t c, bool x) {
                 const uint32_t d = looked_up(a, b, c, table);
                 return std::tuple<uint32_t, bool>{d, is_or ? d != 0 || x : d != 0 && x};
               })
          .sampled();
  }
}

// Amounts of shl and shr above the width count as the width.
template <typename T> T shifted_right(T a, uint32_t amount) {
  constexpr unsigned bits = 8 * sizeof(T);
  if (amount >= bits)
    return a < 0 ? T(-1) : T(0);
  return T(a >> amount);
}
template <typename T> T shifted_left(T a, uint32_t amount) {
  return amount >= 8 * sizeof(T) ? T(0) : T(uint64_t(a) << amount);
}

template <typename F> void add_amounts(Cases& cases, const std::string& opcode, F reference) {
  using T = std::tuple_element_t<0, typename Signature<F>::Arguments>;
  cases.add(opcode + " %d, %a, %b;", reference);
  cases.add(opcode + " %d, %a, %b;", reference).only(1, up_to(70));
  for (uint32_t amount : {0u, 1u, 15u, 16u, 31u, 32u, 33u, 63u, 64u, 255u, 0xffffffffu})
    cases.add(opcode + " %d, %a, " + std::to_string(int32_t(amount)) + ";", [=](T a) { return reference(a, amount); });
}

void add_shifts(Cases& cases) {
  for_types<uint16_t, uint32_t, uint64_t>([&]<typename T>() {
    add_amounts(cases, untyped<T>("shl"), &shifted_left<T>);
    add_amounts(cases, untyped<T>("shr"), &shifted_right<T>);
    add_amounts(cases, named<T>("shr"), &shifted_right<T>);
  });
  for_types<int16_t, int32_t, int64_t>([&]<typename T>() { add_amounts(cases, named<T>("shr"), &shifted_right<T>); });
}

// b:a is shifted; .l takes the upper word, .r the lower one.
void add_funnel_shifts(Cases& cases) {
  for (bool left : {true, false})
    for (bool clamps : {true, false}) {
      const auto reference = [=](uint32_t a, uint32_t b, uint32_t c) {
        const uint32_t n = clamps ? std::min(c, 32u) : c & 31;
        const uint64_t both = uint64_t(b) << 32 | a;
        return left ? uint32_t((both << n) >> 32) : uint32_t(both >> n);
      };
      const std::string opcode = std::string("shf.") + (left ? "l" : "r") + (clamps ? ".clamp" : ".wrap") + ".b32";
      cases.add(opcode + " %d, %a, %b, %c;", reference);
      cases.add(opcode + " %d, %a, %b, %c;", reference).only(2, up_to(70));
      for (uint32_t amount : {0u, 1u, 31u, 32u, 33u, 255u})
        cases.add(opcode + " %d, %a, %b, " + std::to_string(amount) + ";",
                  [=](uint32_t a, uint32_t b) { return reference(a, b, amount); });
      // A rotation has both words the same.
      cases.add(opcode + " %d, %a, %a, %b;", [=](uint32_t a, uint32_t b) { return reference(a, a, b); });
    }
}

// The bytes of b:a are numbered 7 to 0.
uint32_t byte_of(uint32_t a, uint32_t b, uint32_t number) {
  return uint32_t((uint64_t(b) << 32 | a) >> (number & 7) * 8) & 0xff;
}

// Bit 3 of a selector takes the sign of the byte, eight times.
uint32_t permuted(uint32_t a, uint32_t b, uint32_t c) {
  uint32_t d = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const uint32_t selector = c >> 4 * i & 15;
    uint32_t byte = byte_of(a, b, selector);
    if (selector & 8)
      byte = byte & 0x80 ? 0xff : 0;
    d |= byte << 8 * i;
  }
  return d;
}

void add_permutations(Cases& cases) {
  std::vector<uint64_t> selectors = up_to(0xffff);
  cases.add("prmt.b32 %d, %a, %b, %c;", permuted)
      .only(0, {0x0102'8384})
      .only(1, {0x9596'1718})
      .only(2, std::move(selectors));
  cases.add("prmt.b32 %d, %a, %b, %c;", permuted);
  for (uint32_t constant : {0x3210u, 0x0123u, 0x7654u, 0x5410u, 0x7632u, 0x4140u, 0x9180u, 0xba98u, 0xfedcu})
    cases.add("prmt.b32 %d, %a, %b, " + std::to_string(constant) + ";",
              [=](uint32_t a, uint32_t b) { return permuted(a, b, constant); });
  // The bytes from the highest to the lowest, for the low two bits of c from 0.
  struct Mode {
    const char* name;
    uint32_t bytes[4];
  };
  for (const Mode& mode :
       {Mode{".f4e", {0x3210, 0x4321, 0x5432, 0x6543}}, Mode{".b4e", {0x5670, 0x6701, 0x7012, 0x0123}},
        Mode{".rc8", {0x0000, 0x1111, 0x2222, 0x3333}}, Mode{".ecl", {0x3210, 0x3211, 0x3222, 0x3333}},
        Mode{".ecr", {0x0000, 0x1110, 0x2210, 0x3210}}, Mode{".rc16", {0x1010, 0x3232, 0x1010, 0x3232}}})
    cases.add(std::string("prmt.b32") + mode.name + " %d, %a, %b, %c;",
              [=](uint32_t a, uint32_t b, uint32_t c) { return permuted(a, b, mode.bytes[c & 3]); });
}
} // namespace

void add_logic_cases(Cases& cases) {
  add_operators<bool>(cases, "pred");
  add_operators<uint16_t>(cases, "b16");
  add_operators<uint32_t>(cases, "b32");
  add_operators<uint64_t>(cases, "b64");
  add_lop3(cases);
  add_shifts(cases);
  add_funnel_shifts(cases);
  add_permutations(cases);
}

} // namespace ox::test::reference
