// The engine computes with the host's floating point, so it needs it as IEEE 754 has it by default.  The program around
// it may have changed that: GCC's -ffast-math, for one, makes every thread flush subnormals.  The directed modes are
// the host's too, for as long as one instruction's lanes take.
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

// One of RISC-V's directed modes while it lives: 1 to zero, 2 down, 3 up.  What is to be rounded so must be in a
// function that isn't inlined: compilers take arithmetic for independent of the mode.
class DirectedRounding {
public:
  DirectedRounding(const DirectedRounding&) = delete;
  DirectedRounding& operator=(const DirectedRounding&) = delete;
#if defined(__x86_64__)
  explicit DirectedRounding(unsigned mode) : saved_(_mm_getcsr()) {
    constexpr unsigned kControl[4] = {0, 3, 1, 2};
    _mm_setcsr(0x1f80 | kControl[mode] << 13);
  }
  ~DirectedRounding() { _mm_setcsr(saved_); }

private:
  unsigned saved_;
#else
  explicit DirectedRounding(unsigned mode) : saved_(std::fegetround()) {
    constexpr int kDirections[4] = {FE_TONEAREST, FE_TOWARDZERO, FE_DOWNWARD, FE_UPWARD};
    std::fesetround(kDirections[mode]);
  }
  ~DirectedRounding() { std::fesetround(saved_); }

private:
  int saved_;
#endif
};

} // namespace ox::sim
