// The engine computes with the host's floating point, so it needs it as IEEE 754 has it by default.  The program around
// it may have changed that: GCC's -ffast-math, for one, makes every thread flush subnormals.
#pragma once
#if defined(__x86_64__)
#include <xmmintrin.h>
#else
#include <cfenv>
#endif

namespace ox::sim {

// Default rounding, subnormals and masks while it lives; then as before.
class DefaultRounding {
public:
  DefaultRounding(const DefaultRounding&) = delete;
  DefaultRounding& operator=(const DefaultRounding&) = delete;
#if defined(__x86_64__)
  DefaultRounding() : saved_(_mm_getcsr()) { _mm_setcsr(0x1f80); }
  ~DefaultRounding() { _mm_setcsr(saved_); }

private:
  unsigned saved_;
#else
  DefaultRounding() {
    std::fegetenv(&saved_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~DefaultRounding() { std::fesetenv(&saved_); }

private:
  std::fenv_t saved_;
#endif
};

} // namespace ox::sim
