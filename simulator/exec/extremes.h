// fmin and fmax of any format, for instructions and atomics; and the macro that such operations on words are made with.
#pragma once
#include "simulator/exec/formats.h"

#define OX_WORDS(op, ...)                                                                                              \
  struct op {                                                                                                          \
    template <class L> static OX_INLINE typename L::Word of(typename L::Word a, typename L::Word b) { __VA_ARGS__ }    \
  };

namespace ox::sim::OX_LEVEL {

// Of equal operands only zeros differ, in the sign: -0 is the smaller.
OX_WORDS(Minimum, auto p = L::value(a); auto q = L::value(b); auto r = p < q   ? a
                                                                       : q < p ? b
                                                                               : a | b;
         r = p != p   ? b
             : q != q ? a
                      : r;
         return p != p && q != q ? L::kNan : r;)
OX_WORDS(Maximum, auto p = L::value(a); auto q = L::value(b); auto r = p > q   ? a
                                                                       : q > p ? b
                                                                               : a & b;
         r = p != p   ? b
             : q != q ? a
                      : r;
         return p != p && q != q ? L::kNan : r;)

} // namespace ox::sim::OX_LEVEL
