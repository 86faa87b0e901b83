// References for the SIMD video functions: lanes as elements of an array of the right integer type.
#pragma once
#include "exact_references.h"

namespace ox::reference {

template <typename Lane, typename Operation> int lane_by_lane(int a, int b, Operation operation) {
  constexpr size_t kLanes = 4 / sizeof(Lane);
  Lane x[kLanes], y[kLanes];
  std::memcpy(x, &a, 4);
  std::memcpy(y, &b, 4);
  for (size_t i = 0; i < kLanes; ++i)
    x[i] = static_cast<Lane>(operation(static_cast<long>(x[i]), static_cast<long>(y[i])));
  int result;
  std::memcpy(&result, x, 4);
  return result;
}
template <typename Lane, typename Operation> int lane_sum(int a, int b, Operation operation) {
  constexpr size_t kLanes = 4 / sizeof(Lane);
  Lane x[kLanes], y[kLanes];
  std::memcpy(x, &a, 4);
  std::memcpy(y, &b, 4);
  long sum = 0;
  for (size_t i = 0; i < kLanes; ++i)
    sum += operation(static_cast<long>(x[i]), static_cast<long>(y[i]));
  return static_cast<int>(sum);
}
template <typename Lane> long saturated(long value) {
  using L = std::numeric_limits<Lane>;
  return std::min<long>(std::max<long>(value, L::min()), L::max());
}

#define OX_LANES(name, Lane, parameters, walk, second, expression)                                                     \
  struct name {                                                                                                        \
    static int value parameters {                                                                                      \
      using L = Lane;                                                                                                  \
      return walk<L>(a, second, [](long x, [[maybe_unused]] long y) -> long { return expression; });                   \
    }                                                                                                                  \
    static constexpr Interval domain[] = {{-2147483648.0, 2147483647.0}, {-2147483648.0, 2147483647.0}};               \
  };
#define OX_SIGNED_UNARY(stem, expression)                                                                              \
  OX_LANES(stem##2, int16_t, (int a), lane_by_lane, 0, expression)                                                     \
  OX_LANES(stem##4, int8_t, (int a), lane_by_lane, 0, expression)
#define OX_SIGNED(stem, expression)                                                                                    \
  OX_LANES(stem##2, int16_t, (int a, int b), lane_by_lane, b, expression)                                              \
  OX_LANES(stem##4, int8_t, (int a, int b), lane_by_lane, b, expression)
#define OX_UNSIGNED(stem, expression)                                                                                  \
  OX_LANES(stem##2, uint16_t, (int a, int b), lane_by_lane, b, expression)                                             \
  OX_LANES(stem##4, uint8_t, (int a, int b), lane_by_lane, b, expression)
#define OX_COMPARE(suffix, family, condition)                                                                          \
  family(vcmp##suffix, (condition) ? -1 : 0) family(vset##suffix, (condition) ? 1 : 0)

OX_SIGNED_UNARY(vabs, std::labs(x))
OX_SIGNED_UNARY(vabsss, saturated<L>(std::labs(x)))
OX_SIGNED_UNARY(vneg, -x)
OX_SIGNED_UNARY(vnegss, saturated<L>(-x))
OX_SIGNED(vadd, x + y)
OX_SIGNED(vaddss, saturated<L>(x + y))
OX_UNSIGNED(vaddus, saturated<L>(x + y))
OX_SIGNED(vsub, x - y)
OX_SIGNED(vsubss, saturated<L>(x - y))
OX_UNSIGNED(vsubus, saturated<L>(x - y))
OX_SIGNED(vabsdiffs, std::labs(x - y))
OX_UNSIGNED(vabsdiffu, std::labs(x - y))
OX_SIGNED(vavgs, x + y >= 0 ? (x + y + 1) / 2 : -((-(x + y) + 1) / 2)) // half away from zero
OX_UNSIGNED(vavgu, (x + y + 1) / 2)
OX_UNSIGNED(vhaddu, (x + y) / 2)
OX_SIGNED(vmaxs, std::max(x, y))
OX_UNSIGNED(vmaxu, std::max(x, y))
OX_SIGNED(vmins, std::min(x, y))
OX_UNSIGNED(vminu, std::min(x, y))
OX_LANES(vsads2, int16_t, (int a, int b), lane_sum, b, std::labs(x - y))
OX_LANES(vsads4, int8_t, (int a, int b), lane_sum, b, std::labs(x - y))
OX_LANES(vsadu2, uint16_t, (int a, int b), lane_sum, b, std::labs(x - y))
OX_LANES(vsadu4, uint8_t, (int a, int b), lane_sum, b, std::labs(x - y))
OX_COMPARE(eq, OX_UNSIGNED, x == y)
OX_COMPARE(ne, OX_UNSIGNED, x != y)
OX_COMPARE(ges, OX_SIGNED, x >= y)
OX_COMPARE(geu, OX_UNSIGNED, x >= y)
OX_COMPARE(gts, OX_SIGNED, x > y)
OX_COMPARE(gtu, OX_UNSIGNED, x > y)
OX_COMPARE(les, OX_SIGNED, x <= y)
OX_COMPARE(leu, OX_UNSIGNED, x <= y)
OX_COMPARE(lts, OX_SIGNED, x < y)
OX_COMPARE(ltu, OX_UNSIGNED, x < y)

} // namespace ox::reference
