// The operators that reduce and scan take.
#pragma once

namespace cooperative_groups {
template <class T = void> struct plus {
  __device__ T operator()(T a, T b) const { return a + b; }
};
template <class T = void> struct less {
  __device__ T operator()(T a, T b) const { return b < a ? b : a; }
};
template <class T = void> struct greater {
  __device__ T operator()(T a, T b) const { return a < b ? b : a; }
};
template <class T = void> struct bit_and {
  __device__ T operator()(T a, T b) const { return a & b; }
};
template <class T = void> struct bit_xor {
  __device__ T operator()(T a, T b) const { return a ^ b; }
};
template <class T = void> struct bit_or {
  __device__ T operator()(T a, T b) const { return a | b; }
};
#define OX_CG_OPERATOR(name)                                                                                           \
  template <> struct name<void> {                                                                                      \
    template <class T> __device__ T operator()(T a, T b) const { return name<T>()(a, b); }                             \
  };
OX_CG_OPERATOR(plus)
OX_CG_OPERATOR(less)
OX_CG_OPERATOR(greater)
OX_CG_OPERATOR(bit_and)
OX_CG_OPERATOR(bit_xor)
OX_CG_OPERATOR(bit_or)
#undef OX_CG_OPERATOR

namespace details {
template <class T> struct Bare {
  typedef T type;
};
template <class T> struct Bare<T&> : Bare<T> {};
template <class T> struct Bare<T&&> : Bare<T> {};
template <class T> struct Bare<const T> : Bare<T> {};
// Combines a value into a cuda::atomic, and gives what was there before.
template <class Atomic, class T, class Op> OX_CG T update_atomic(Atomic& to, const T& value, Op& op) {
  T old = to.load();
  while (!to.compare_exchange_weak(old, op(old, value))) {
  }
  return old;
}
} // namespace details
} // namespace cooperative_groups
