// References for the functions of api/single.def and api/double.def that are the headers' own.
#pragma once
#include "exact_references.h"
#include <cuda_runtime.h>

namespace ox::api_reference {

using libdevice_test::Interval;

#define OX_VALUES(name, Result, parameters_f, parameters_d, expression, ...)                                           \
  struct name {                                                                                                        \
    static Result value parameters_f { return expression; }                                                            \
    static Result value parameters_d { return expression; }                                                            \
    static constexpr Interval domain[] = {__VA_ARGS__};                                                                \
  };
#define OX_VALUES_PAIR(name, Result_f, Result_d, parameters_f, parameters_d, expression, ...)                          \
  OX_VALUE(name##f, Result_f, parameters_f, expression, __VA_ARGS__)                                                   \
  OX_VALUE(name, Result_d, parameters_d, expression, __VA_ARGS__)

struct fdividef : reference::fdiv_rn {};
struct fdivide : reference::ddiv_rn {};
OX_VALUES_PAIR(lrint, long, long, (float x), (double x), (reference::to_integer<long>(x, reference::Mode::kNearest)),
               {-100, 100})
OX_VALUES_PAIR(lround, long, long, (float x), (double x),
               (reference::to_integer<long>(std::round(x), reference::Mode::kZero)), {-100, 100})
OX_VALUES_PAIR(scalbln, float, double, (float x, long n), (double x, long n), std::scalbln(x, n), {-4, 4},
               {-2200, 2200})
OX_VALUES(isfinite, bool, (float x), (double x), std::isfinite(x), {-4, 4})
OX_VALUES(isinf, bool, (float x), (double x), std::isinf(x), {-4, 4})
OX_VALUES(isnan, bool, (float x), (double x), std::isnan(x), {-4, 4})
OX_VALUES(signbit, bool, (float x), (double x), std::signbit(x), {-4, 4})
#undef OX_VALUES_PAIR
#undef OX_VALUES

// On both halves what the reference for one says.
#define OX_PACKED(name, one)                                                                                           \
  struct name {                                                                                                        \
    template <typename... Pair> static float2 value(Pair... pairs) {                                                   \
      return {reference::one::value(pairs.x...), reference::one::value(pairs.y...)};                                   \
    }                                                                                                                  \
  };
#define OX_PACKED_MODES(name, one)                                                                                     \
  OX_PACKED(name##_rn, one##_rn)                                                                                       \
  OX_PACKED(name##_rz, one##_rz)                                                                                       \
  OX_PACKED(name##_ru, one##_ru)                                                                                       \
  OX_PACKED(name##_rd, one##_rd)
OX_PACKED_MODES(__fadd2, fadd)
OX_PACKED_MODES(__fmul2, fmul)
OX_PACKED_MODES(__ffma2, fmaf)
#undef OX_PACKED_MODES
#undef OX_PACKED

} // namespace ox::api_reference
