// References for the functions of api/simd.def that are the headers' own: sums, minima and maxima of three, clamped at
// 0 where the name ends in relu, of words and of halfwords; with a predicate for each that the first operand won or
// tied.
#pragma once
#include "video_references.h"

namespace ox::api_reference {

// Element is what a word holds one or two of; the operation is on wide integers, and its result wraps around.
template <typename Element, typename Word, typename Operation>
Word by_element(Word a, Word b, Word c, Operation operation) {
  constexpr size_t kCount = sizeof(Word) / sizeof(Element);
  Element x[kCount], y[kCount], z[kCount];
  std::memcpy(x, &a, sizeof a);
  std::memcpy(y, &b, sizeof b);
  std::memcpy(z, &c, sizeof c);
  for (size_t i = 0; i < kCount; ++i)
    x[i] = static_cast<Element>(operation(static_cast<long>(x[i]), static_cast<long>(y[i]), static_cast<long>(z[i])));
  Word result;
  std::memcpy(&result, x, sizeof result);
  return result;
}

#define OX_OF_THREE(name, Element, Word, expression)                                                                   \
  struct name {                                                                                                        \
    static Word value(Word a, Word b, Word c) {                                                                        \
      using E = Element;                                                                                               \
      return by_element<E>(a, b, c, [](long x, long y, long z) -> long { return expression; });                        \
    }                                                                                                                  \
  };
#define OX_OF_TWO(name, Element, Word, expression)                                                                     \
  struct name {                                                                                                        \
    static Word value(Word a, Word b) {                                                                                \
      return by_element<Element>(a, b, b, [](long x, long y, long) -> long { return expression; });                    \
    }                                                                                                                  \
  };
#define OX_ALL_OF_THREE(suffix, Element, Word)                                                                         \
  OX_OF_THREE(__vimax3_##suffix, Element, Word, std::max({x, y, z}))                                                   \
  OX_OF_THREE(__vimin3_##suffix, Element, Word, std::min({x, y, z}))                                                   \
  OX_OF_THREE(__viaddmax_##suffix, Element, Word, std::max<long>(static_cast<E>(x + y), z))                            \
  OX_OF_THREE(__viaddmin_##suffix, Element, Word, std::min<long>(static_cast<E>(x + y), z))
#define OX_CLAMPED(suffix, Element, Word)                                                                              \
  OX_OF_THREE(__vimax3_##suffix##_relu, Element, Word, std::max({x, y, z, 0l}))                                        \
  OX_OF_THREE(__vimin3_##suffix##_relu, Element, Word, std::max(std::min({x, y, z}), 0l))                              \
  OX_OF_THREE(__viaddmax_##suffix##_relu, Element, Word, std::max<long>({static_cast<E>(x + y), z, 0}))                \
  OX_OF_THREE(__viaddmin_##suffix##_relu, Element, Word, std::max<long>(std::min<long>(static_cast<E>(x + y), z), 0))  \
  OX_OF_TWO(__vimax_##suffix##_relu, Element, Word, std::max({x, y, 0l}))                                              \
  OX_OF_TWO(__vimin_##suffix##_relu, Element, Word, std::max(std::min(x, y), 0l))
OX_ALL_OF_THREE(s32, int, int)
OX_ALL_OF_THREE(u32, unsigned, unsigned)
OX_ALL_OF_THREE(s16x2, int16_t, unsigned)
OX_ALL_OF_THREE(u16x2, uint16_t, unsigned)
OX_CLAMPED(s32, int, int)
OX_CLAMPED(s16x2, int16_t, unsigned)
#undef OX_CLAMPED
#undef OX_ALL_OF_THREE

// The predicates: of a word, or of the upper halfword, then the lower.
#define OX_WITH_PREDICATES(name, Element, Word, op)                                                                    \
  struct name {                                                                                                        \
    static Word value(Word a, Word b, bool* predicate) {                                                               \
      *predicate = a op b;                                                                                             \
      return *predicate ? a : b;                                                                                       \
    }                                                                                                                  \
    static Word value(Word a, Word b, bool* upper, bool* lower) {                                                      \
      *upper = static_cast<Element>(a >> 16) op static_cast<Element>(b >> 16);                                         \
      *lower = static_cast<Element>(a) op static_cast<Element>(b);                                                     \
      return (*upper ? a : b) >> 16 << 16 | ((*lower ? a : b) & 0xffff);                                               \
    }                                                                                                                  \
  };
OX_WITH_PREDICATES(__vibmax_s32, int16_t, int, >=)
OX_WITH_PREDICATES(__vibmin_s32, int16_t, int, <=)
OX_WITH_PREDICATES(__vibmax_u32, int16_t, unsigned, >=)
OX_WITH_PREDICATES(__vibmin_u32, int16_t, unsigned, <=)
OX_WITH_PREDICATES(__vibmax_s16x2, int16_t, unsigned, >=)
OX_WITH_PREDICATES(__vibmin_s16x2, int16_t, unsigned, <=)
OX_WITH_PREDICATES(__vibmax_u16x2, uint16_t, unsigned, >=)
OX_WITH_PREDICATES(__vibmin_u16x2, uint16_t, unsigned, <=)
#undef OX_WITH_PREDICATES
#undef OX_OF_THREE
#undef OX_OF_TWO

} // namespace ox::api_reference
