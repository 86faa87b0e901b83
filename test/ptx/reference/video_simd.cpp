// SIMD video instructions (PTX ISA 9.0, 9.7.18.2): two halves or four bytes, each selected from any of those of both
// sources; the results of the lanes in the mask go to their places, next to c's others, or are added to c.  The
// selectors of sources go round while the other modifiers are combined.
#include "test/ptx/reference/chapters.h"
#include <algorithm>
#include <cstdlib>

namespace ox::test::reference {

namespace {
using Operation = int64_t (*)(int64_t a, int64_t b);
struct Named {
  const char* name;
  Operation operation;
};
constexpr Named kOperations[] = {{"vadd", [](int64_t a, int64_t b) { return a + b; }},
                                 {"vsub", [](int64_t a, int64_t b) { return a - b; }},
                                 {"vavrg", [](int64_t a, int64_t b) { return (a + b + (a + b >= 0)) >> 1; }},
                                 {"vabsdiff", [](int64_t a, int64_t b) { return std::abs(a - b); }},
                                 {"vmin", [](int64_t a, int64_t b) { return std::min(a, b); }},
                                 {"vmax", [](int64_t a, int64_t b) { return std::max(a, b); }}};
constexpr Named kComparisons[] = {{".eq", [](int64_t a, int64_t b) { return int64_t(a == b); }},
                                  {".ne", [](int64_t a, int64_t b) { return int64_t(a != b); }},
                                  {".lt", [](int64_t a, int64_t b) { return int64_t(a < b); }},
                                  {".le", [](int64_t a, int64_t b) { return int64_t(a <= b); }},
                                  {".gt", [](int64_t a, int64_t b) { return int64_t(a > b); }},
                                  {".ge", [](int64_t a, int64_t b) { return int64_t(a >= b); }}};

// The numbers of the parts that the lanes take, lane 0 first; as text the highest lane is first.
struct Selector {
  std::string name;
  unsigned parts[4];
};

Selector selector(unsigned lanes, std::initializer_list<unsigned> lowest_first) {
  Selector made{lanes == 2 ? ".h" : ".b", {}};
  std::ranges::copy(lowest_first, made.parts);
  for (unsigned lane = lanes; lane-- > 0;)
    made.name += char('0' + made.parts[lane]);
  return made;
}

// What is taken without a selector, and all of them for halves, some of them for bytes, one after the other.  One for
// each row of the table, so that none is missed in it.
class Selectors {
public:
  explicit Selectors(unsigned lanes) : lanes_(lanes) {}
  std::pair<Selector, Selector> next() {
    const unsigned number = number_++;
    return {one(number % 17, 0), one(number / 17 + number, lanes_)};
  }

private:
  Selector one(unsigned number, unsigned first) const {
    number %= 17;
    if (number == 16)
      return {"", {first, first + 1, first + 2, first + 3}};
    if (lanes_ == 2)
      return selector(2, {number % 4, number / 4});
    return selector(4, {number % 8, number * 3 % 8, number * 5 / 2 % 8, (number + 3) % 8});
  }
  unsigned lanes_, number_ = 0;
};

struct Form {
  unsigned lanes = 2;
  bool d_signed = false, a_signed = false, b_signed = false, saturates = false, accumulates = false;
  unsigned mask = 0; // 0: none in the text, which is all lanes
  unsigned bits() const { return 32 / lanes; }
  bool has(unsigned lane) const { return mask == 0 || mask >> lane & 1; }
  std::string mask_name() const {
    std::string name = mask == 0 ? "" : lanes == 2 ? ".h" : ".b";
    for (unsigned lane = lanes; lane-- > 0;)
      if (mask >> lane & 1)
        name += char('0' + lane);
    return name;
  }
};

int64_t part(uint32_t a, uint32_t b, unsigned number, unsigned bits, bool is_signed) {
  const uint64_t value = (uint64_t(b) << 32 | a) >> number * bits & ((1u << bits) - 1);
  return is_signed && value >> (bits - 1) ? int64_t(value) - (int64_t{1} << bits) : int64_t(value);
}
int64_t clamped(int64_t value, unsigned bits, bool is_signed) {
  const int64_t least = is_signed ? -(int64_t{1} << (bits - 1)) : 0;
  return std::clamp(value, least, least + (int64_t{1} << bits) - 1);
}

void add_case(Cases& cases, const std::string& opcode, const Form& form, Selectors& selectors, Operation operation) {
  const auto [asel, bsel] = selectors.next();
  cases
      .add(opcode + " %d" + form.mask_name() + ", %a" + asel.name + ", %b" + bsel.name + ", %c;",
           [=](uint32_t a, uint32_t b, uint32_t c) {
             uint32_t d = c;
             for (unsigned lane = 0; lane < form.lanes; ++lane) {
               if (!form.has(lane))
                 continue;
               int64_t t = operation(part(a, b, asel.parts[lane], form.bits(), form.a_signed),
                                     part(a, b, bsel.parts[lane], form.bits(), form.b_signed));
               if (form.saturates)
                 t = clamped(t, form.bits(), form.d_signed);
               const uint32_t field = ((1u << form.bits()) - 1) << lane * form.bits();
               d = form.accumulates ? d + uint32_t(t) : (d & ~field) | (uint32_t(t) << lane * form.bits() & field);
             }
             return d;
           })
      .sampled();
}

const char* type_name(bool is_signed) { return is_signed ? ".s32" : ".u32"; }

void add_operations(Cases& cases, unsigned lanes) {
  Selectors merging(lanes), accumulating(lanes);
  for (const Named& named : kOperations)
    for (unsigned signs = 0; signs < 8; ++signs)
      for (unsigned tail = 0; tail < 3; ++tail)
        for (unsigned mask = 0; mask < 1u << lanes; ++mask) {
          const Form form{lanes, bool(signs & 4), bool(signs & 2), bool(signs & 1), tail == 1, tail == 2, mask};
          add_case(cases,
                   named.name + std::to_string(lanes) + type_name(form.d_signed) + type_name(form.a_signed) +
                       type_name(form.b_signed) +
                       (form.saturates     ? ".sat"
                        : form.accumulates ? ".add"
                                           : ""),
                   form, form.accumulates ? accumulating : merging, named.operation);
        }
}

void add_comparisons(Cases& cases, unsigned lanes) {
  Selectors merging(lanes), accumulating(lanes);
  for (const Named& named : kComparisons)
    for (unsigned signs = 0; signs < 4; ++signs)
      for (bool accumulates : {false, true})
        for (unsigned mask = 0; mask < 1u << lanes; ++mask) {
          const Form form{lanes, false, bool(signs & 2), bool(signs & 1), false, accumulates, mask};
          add_case(cases,
                   "vset" + std::to_string(lanes) + type_name(form.a_signed) + type_name(form.b_signed) + named.name +
                       (accumulates ? ".add" : ""),
                   form, form.accumulates ? accumulating : merging, named.operation);
        }
}
} // namespace

void add_simd_video_cases(Cases& cases) {
  for (unsigned lanes : {2u, 4u}) {
    add_operations(cases, lanes);
    add_comparisons(cases, lanes);
  }
}

} // namespace ox::test::reference
