// Operations on the lanes of a mask, for values of any size.
#pragma once

namespace cooperative_groups {

enum class thread_scope { thread, warp, block, cluster, grid, system };

namespace details {

#define OX_CG static __device__ __forceinline__

OX_CG unsigned lane() { return __nvvm_read_ptx_sreg_laneid(); }
OX_CG unsigned lanes_below(unsigned l) { return (1u << l) - 1u; }

OX_CG unsigned thread_rank_in_block() { return (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x; }
OX_CG unsigned threads_in_block() { return blockDim.x * blockDim.y * blockDim.z; }

// The n-th (from 0) set bit of a mask.
OX_CG unsigned nth_lane(unsigned mask, unsigned n) {
  if (mask == 0xffffffffu)
    return n;
  for (; n > 0; --n)
    mask &= mask - 1u;
  return (unsigned)__ffs((int)mask) - 1u;
}

// A value is moved as 32-bit words, each one shuffle.
template <class T> struct Words {
  static constexpr int count = (sizeof(T) + 3) / 4;
  unsigned words[count];
};

template <class T, class Move> OX_CG T move_words(const T& value, Move move) {
  Words<T> w = {};
  __builtin_memcpy(w.words, &value, sizeof(T));
#pragma unroll
  for (int i = 0; i < Words<T>::count; ++i)
    w.words[i] = move(w.words[i]);
  union Result {
    T value;
    char bytes[sizeof(T)];
    __device__ Result() {}
    __device__ ~Result() {}
  } result;
  __builtin_memcpy(result.bytes, w.words, sizeof(T));
  return result.value;
}

template <class T> OX_CG T shuffle(unsigned mask, const T& value, int lane, int width) {
  return move_words(value, [=](unsigned w) { return __shfl_sync(mask, w, lane, width); });
}
template <class T> OX_CG T shuffle_up(unsigned mask, const T& value, unsigned delta, int width) {
  return move_words(value, [=](unsigned w) { return __shfl_up_sync(mask, w, delta, width); });
}
template <class T> OX_CG T shuffle_down(unsigned mask, const T& value, unsigned delta, int width) {
  return move_words(value, [=](unsigned w) { return __shfl_down_sync(mask, w, delta, width); });
}
template <class T> OX_CG T shuffle_xor(unsigned mask, const T& value, int lanes, int width) {
  return move_words(value, [=](unsigned w) { return __shfl_xor_sync(mask, w, lanes, width); });
}

} // namespace details
} // namespace cooperative_groups
