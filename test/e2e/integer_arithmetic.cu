// 8 to 128-bit integer arithmetic, division by zero apart, and the integer intrinsics, against the host.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: error 0, wrong 0 of {{[1-9][0-9]+}}
#include <cstdio>
#include <cstring>

typedef unsigned long long u64;
typedef long long s64;

// Each lane mixes many operations into one word, so that one wrong bit shows.
__host__ __device__ inline u64 mix(u64 hash, u64 value) { return (hash ^ value) * 0x9E3779B97F4A7C15ull + (hash >> 29); }

template <typename T> __host__ __device__ u64 operations(u64 hash, T a, T b, unsigned shift) {
  shift %= sizeof(T) * 8;
  // Unsigned, because a signed result that overflows would be the compiler's to choose.
  hash = mix(hash, u64(T(u64(a) + u64(b))));
  hash = mix(hash, u64(T(u64(a) - u64(b))));
  hash = mix(hash, u64(T(u64(a) * u64(b))));
  if (b != 0 && b != T(-1)) {
    hash = mix(hash, u64(T(a / b)));
    hash = mix(hash, u64(T(a % b)));
  }
  hash = mix(hash, u64(T(a >> shift)));
  hash = mix(hash, u64(T(T(a) << shift)));
  hash = mix(hash, u64(a < b) * 2 + u64(a <= b));
  return mix(hash, u64(T(a & b) ^ T(a | ~b)));
}

__host__ __device__ u64 everything(u64 x, u64 y) {
  u64 hash = 1;
  unsigned shift = unsigned(x >> 7);
  hash = operations<signed char>(hash, (signed char)x, (signed char)y, shift);
  hash = operations<unsigned char>(hash, (unsigned char)x, (unsigned char)y, shift);
  hash = operations<short>(hash, short(x), short(y), shift);
  hash = operations<unsigned short>(hash, (unsigned short)x, (unsigned short)y, shift);
  hash = operations<int>(hash, int(unsigned(x) >> 1), int(unsigned(y) >> 9), shift % 31);
  hash = operations<unsigned>(hash, unsigned(x), unsigned(y), shift);
  hash = operations<u64>(hash, x, y, shift);
  hash = operations<u64>(hash, x, y >> (y & 63), shift);
  unsigned __int128 wide = (unsigned __int128)x * y;
  hash = mix(hash, u64(wide >> 64));
  if (y) {
    wide += x;
    hash = mix(hash, u64(wide / (y >> 20 | 1)));
    hash = mix(hash, u64(wide % (y >> 20 | 1)));
  }
#ifdef __CUDA_ARCH__
  hash = mix(hash, __popc(unsigned(x)) + 100 * __popcll(x) + 10000 * __clz(int(x)) + 1000000 * __clzll(s64(x)));
  hash = mix(hash, __ffs(int(y)) + 100 * __ffsll(s64(y)));
  hash = mix(hash, __brev(unsigned(x)));
  hash = mix(hash, __brevll(x));
  hash = mix(hash, __umulhi(unsigned(x), unsigned(y)));
  hash = mix(hash, __umul64hi(x, y));
  hash = mix(hash, __byte_perm(unsigned(x), unsigned(y), 0x6152));
  hash = mix(hash, __funnelshift_l(unsigned(x), unsigned(y), shift));
  hash = mix(hash, __sad(int(unsigned(x) >> 2), int(unsigned(y) >> 2), 5u));
#else
  unsigned lo = unsigned(x), hi = unsigned(y), reversed = 0;
  u64 reversed64 = 0;
  for (int bit = 0; bit < 64; ++bit) {
    if (bit < 32)
      reversed |= (lo >> bit & 1) << (31 - bit);
    reversed64 |= (x >> bit & 1) << (63 - bit);
  }
  hash = mix(hash, __builtin_popcount(lo) + 100 * __builtin_popcountll(x) + 10000 * (lo ? __builtin_clz(lo) : 32) +
                       1000000 * (x ? __builtin_clzll(x) : 64));
  hash = mix(hash, __builtin_ffs(int(y)) + 100 * __builtin_ffsll(s64(y)));
  hash = mix(hash, reversed);
  hash = mix(hash, reversed64);
  hash = mix(hash, unsigned(u64(lo) * hi >> 32));
  hash = mix(hash, u64((unsigned __int128)x * y >> 64));
  // Selector 0x6152: bytes 2, 5, 1, 6 of hi:lo, from the lowest.
  u64 both = u64(hi) << 32 | lo;
  hash = mix(hash, unsigned((both >> 16 & 255) | (both >> 40 & 255) << 8 | (both >> 8 & 255) << 16 | (both >> 48 & 255) << 24));
  hash = mix(hash, unsigned((both << (shift & 31)) >> 32));
  int p = int(lo >> 2), q = int(hi >> 2);
  hash = mix(hash, unsigned(p > q ? p - q : q - p) + 5u);
#endif
  return hash;
}

__host__ __device__ u64 input(unsigned i, unsigned k) {
  u64 z = (i * 2ull + k + 1) * 0x9E3779B97F4A7C15ull;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
  z ^= z >> 27;
  return i % 5 == 0 ? z & 0xff : i % 7 == 0 ? ~z >> (i & 31) << 40 : z;
}

__global__ void run(u64* out) {
  unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  out[i] = everything(input(i, 0), input(i, 1));
}

int main() {
  const int n = 4096;
  u64* device;
  static u64 host[n];
  cudaMalloc(&device, sizeof host);
  run<<<n / 256, 256>>>(device);
  int error = cudaMemcpy(host, device, sizeof host, cudaMemcpyDeviceToHost), wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += host[i] != everything(input(i, 0), input(i, 1));
  std::printf("error %d, wrong %d of %d\n", error, wrong, n);
}
