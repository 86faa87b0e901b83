// The nvvm builtins that the sources use, with exact host meanings, for the tests.  Directed rounding sets the host's
// rounding mode around one operation; the approximations are the correctly rounded functions, so that a test of a fast
// function judges its formula, and the machine's own tests judge the special-function unit.
//
// Host compilations use -frounding-math for this header's operations, so that no operation moves out of its mode.
#pragma once
#include <cfenv>
#include <cmath>

namespace ox::host_shim {

class ScopedRounding {
public:
  explicit ScopedRounding(int mode) : previous_(std::fegetround()) { std::fesetround(mode); }
  ~ScopedRounding() { std::fesetround(previous_); }

private:
  int previous_;
};

// Keeps the compiler from evaluating or moving what depends on the rounding mode.
template <typename T> inline T opaque(T value) {
  volatile T copy = value;
  return copy;
}

// From signed halves, hidden from the compiler: the host's sequence for an unsigned integer subtracts, which gives -0
// for 0 when it rounds down.
inline long double exact_value(unsigned long long x) {
  return static_cast<long double>(opaque(static_cast<long long>(x >> 32))) * 0x1p32L +
         static_cast<long double>(opaque(static_cast<long long>(x & 0xffffffffu)));
}

} // namespace ox::host_shim

#define OX_ROUNDED(name, type, parameters, expression, mode)                                                           \
  inline type name parameters {                                                                                        \
    ox::host_shim::ScopedRounding rounding(mode);                                                                      \
    return ox::host_shim::opaque<type>(expression);                                                                    \
  }
#define OX_ROUNDED_MODES(stem, suffix, type, parameters, expression)                                                   \
  OX_ROUNDED(stem##_rz##suffix, type, parameters, expression, FE_TOWARDZERO)                                           \
  OX_ROUNDED(stem##_rm##suffix, type, parameters, expression, FE_DOWNWARD)                                             \
  OX_ROUNDED(stem##_rp##suffix, type, parameters, expression, FE_UPWARD)

#define OX_OPAQUE(x) ox::host_shim::opaque(x)
OX_ROUNDED_MODES(__nvvm_add, _f, float, (float a, float b), OX_OPAQUE(a) + OX_OPAQUE(b))
OX_ROUNDED_MODES(__nvvm_add, _d, double, (double a, double b), OX_OPAQUE(a) + OX_OPAQUE(b))
OX_ROUNDED_MODES(__nvvm_mul, _f, float, (float a, float b), OX_OPAQUE(a) * OX_OPAQUE(b))
OX_ROUNDED_MODES(__nvvm_mul, _d, double, (double a, double b), OX_OPAQUE(a) * OX_OPAQUE(b))
OX_ROUNDED_MODES(__nvvm_div, _f, float, (float a, float b), OX_OPAQUE(a) / OX_OPAQUE(b))
OX_ROUNDED_MODES(__nvvm_div, _d, double, (double a, double b), OX_OPAQUE(a) / OX_OPAQUE(b))
OX_ROUNDED_MODES(__nvvm_fma, _f, float, (float a, float b, float c), std::fma(OX_OPAQUE(a), OX_OPAQUE(b), OX_OPAQUE(c)))
OX_ROUNDED_MODES(__nvvm_fma, _d, double, (double a, double b, double c),
                 std::fma(OX_OPAQUE(a), OX_OPAQUE(b), OX_OPAQUE(c)))
OX_ROUNDED_MODES(__nvvm_sqrt, _f, float, (float a), std::sqrt(OX_OPAQUE(a)))
OX_ROUNDED_MODES(__nvvm_sqrt, _d, double, (double a), std::sqrt(OX_OPAQUE(a)))
OX_ROUNDED_MODES(__nvvm_d2f, , float, (double a), static_cast<float>(OX_OPAQUE(a)))
OX_ROUNDED_MODES(__nvvm_i2f, , float, (int a), static_cast<float>(OX_OPAQUE(a)))
OX_ROUNDED_MODES(__nvvm_ui2f, , float, (unsigned a), static_cast<float>(static_cast<long long>(OX_OPAQUE(a))))
OX_ROUNDED_MODES(__nvvm_ll2f, , float, (long long a), static_cast<float>(OX_OPAQUE(a)))
OX_ROUNDED_MODES(__nvvm_ull2f, , float, (unsigned long long a),
                 static_cast<float>(ox::host_shim::exact_value(OX_OPAQUE(a))))
OX_ROUNDED_MODES(__nvvm_ll2d, , double, (long long a), static_cast<double>(OX_OPAQUE(a)))
OX_ROUNDED_MODES(__nvvm_ull2d, , double, (unsigned long long a),
                 static_cast<double>(ox::host_shim::exact_value(OX_OPAQUE(a))))
#undef OX_OPAQUE
#undef OX_ROUNDED_MODES
#undef OX_ROUNDED

inline float __nvvm_ex2_approx_f(float x) { return static_cast<float>(std::exp2(static_cast<double>(x))); }
inline float __nvvm_lg2_approx_f(float x) { return static_cast<float>(std::log2(static_cast<double>(x))); }
inline float __nvvm_sin_approx_f(float x) { return static_cast<float>(std::sin(static_cast<double>(x))); }
inline float __nvvm_cos_approx_f(float x) { return static_cast<float>(std::cos(static_cast<double>(x))); }
inline float __nvvm_fabs_f(float x) { return std::fabs(x); }

// The forms that flush.
inline float flushed(float x) { return std::fabs(x) < 0x1p-126f ? std::copysign(0.0f, x) : x; }
inline float __nvvm_sin_approx_ftz_f(float x) { return flushed(__nvvm_sin_approx_f(flushed(x))); }
inline float __nvvm_cos_approx_ftz_f(float x) { return flushed(__nvvm_cos_approx_f(flushed(x))); }
inline float __nvvm_rcp_approx_ftz_f(float x) { return flushed(1.0f / flushed(x)); }
inline float __nvvm_mul_rn_ftz_f(float a, float b) { return flushed(flushed(a) * flushed(b)); }
inline double __nvvm_rcp_approx_ftz_d(double x) { return 1.0 / x; }

// PTX prmt.b32, default mode: nibble i of the selector picks a byte of b:a, and its top bit replicates that byte's
// sign.
inline unsigned __nvvm_prmt(unsigned a, unsigned b, unsigned selector) {
  unsigned long long bytes = static_cast<unsigned long long>(b) << 32 | a;
  unsigned result = 0;
  for (int i = 0; i < 4; ++i) {
    unsigned nibble = selector >> (4 * i) & 15;
    unsigned byte = static_cast<unsigned>(bytes >> (8 * (nibble & 7))) & 255;
    if (nibble & 8)
      byte = byte & 128 ? 255 : 0;
    result |= byte << (8 * i);
  }
  return result;
}
