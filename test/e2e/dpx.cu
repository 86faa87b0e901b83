// The DPX functions on device and host, against the CUDA Math API's definitions in wide integers.
// RUN: %ox-nvcc -arch=sm_75 %s -o %t && %t | FileCheck %s
// CHECK: wrong 0
#include <cstdio>

#define FUNCTIONS3(F)                                                                                                  \
  F(__viaddmax_s32) F(__viaddmax_s32_relu) F(__viaddmin_s32) F(__viaddmin_s32_relu) F(__vimax3_s32)                    \
  F(__vimax3_s32_relu) F(__vimin3_s32) F(__vimin3_s32_relu) F(__viaddmax_u32) F(__viaddmin_u32) F(__vimax3_u32)        \
  F(__vimin3_u32) F(__viaddmax_s16x2) F(__viaddmax_s16x2_relu) F(__viaddmin_s16x2) F(__viaddmin_s16x2_relu)            \
  F(__vimax3_s16x2) F(__vimax3_s16x2_relu) F(__vimin3_s16x2) F(__vimin3_s16x2_relu) F(__viaddmax_u16x2)                \
  F(__viaddmin_u16x2) F(__vimax3_u16x2) F(__vimin3_u16x2)
#define FUNCTIONS2(F)                                                                                                  \
  F(__vimax_s32_relu) F(__vimin_s32_relu) F(__vimax_s16x2_relu) F(__vimin_s16x2_relu)

struct Results {
  unsigned of[28], with_predicates[6], predicates;
};

__host__ __device__ void compute(unsigned a, unsigned b, unsigned c, Results& r) {
  int n = 0;
#define CALL(name) r.of[n++] = (unsigned)name(a, b, c);
  FUNCTIONS3(CALL)
#undef CALL
#define CALL(name) r.of[n++] = (unsigned)name(a, b);
  FUNCTIONS2(CALL)
#undef CALL
  bool p[10];
  r.with_predicates[0] = (unsigned)__vibmax_s32((int)a, (int)b, &p[0]);
  r.with_predicates[1] = __vibmin_u32(a, b, &p[1]);
  r.with_predicates[2] = __vibmax_s16x2(a, b, &p[2], &p[3]);
  r.with_predicates[3] = __vibmin_s16x2(a, b, &p[4], &p[5]);
  r.with_predicates[4] = __vibmax_u16x2(a, b, &p[6], &p[7]);
  r.with_predicates[5] = __vibmin_u16x2(a, b, &p[8], &p[9]);
  r.predicates = 0;
  for (int i = 0; i < 10; ++i)
    r.predicates |= (unsigned)p[i] << i;
}

__global__ void kernel(const unsigned* in, Results* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    compute(in[i], in[(i * 7 + 3) % n], in[(i * 13 + 5) % n], out[i]);
}

// What a name says, element by element: signedness and width from its type, sum, extreme, clamp.
static unsigned define(const char* name, unsigned a, unsigned b, unsigned c, bool has_three) {
  auto contains = [&](const char* word) { return __builtin_strstr(name, word) != nullptr; };
  const bool is_signed = contains("_s"), is_pair = contains("16x2");
  unsigned result = 0;
  for (int i = 0; i < (is_pair ? 2 : 1); ++i) {
    auto part = [&](long long word) -> long long {
      if (is_pair)
        return is_signed ? (long long)(short)(word >> 16 * i) : (long long)(unsigned short)(word >> 16 * i);
      return is_signed ? (long long)(int)word : (long long)(unsigned)word;
    };
    auto wrap = [&](long long v) -> long long {
      if (is_pair)
        return is_signed ? (long long)(short)v : (long long)(unsigned short)v;
      return is_signed ? (long long)(int)v : (long long)(unsigned)v;
    };
    auto extreme = [&](long long x, long long y) { return contains("max") == (x > y) ? x : y; };
    const long long x = part(a), y = part(b), z = part(c);
    long long v = contains("add") ? extreme(wrap(x + y), z) : has_three ? extreme(extreme(x, y), z) : extreme(x, y);
    if (contains("relu") && v < 0)
      v = 0;
    result |= is_pair ? (unsigned)(unsigned short)v << 16 * i : (unsigned)v;
  }
  return result;
}

static int check(unsigned a, unsigned b, unsigned c, const Results& r) {
  int n = 0, wrong = 0;
#define CHECK_ONE(name) wrong += r.of[n++] != define(#name, a, b, c, true);
  FUNCTIONS3(CHECK_ONE)
#undef CHECK_ONE
#define CHECK_ONE(name) wrong += r.of[n++] != define(#name, a, b, 0, false);
  FUNCTIONS2(CHECK_ONE)
#undef CHECK_ONE
  const char* names[] = {"max_s32", "min_u32", "max_s16x2", "min_s16x2", "max_u16x2", "min_u16x2"};
  for (int i = 0; i < 6; ++i)
    wrong += r.with_predicates[i] != define(names[i], a, b, 0, false);
  const short al = (short)a, ah = (short)(a >> 16), bl = (short)b, bh = (short)(b >> 16);
  const bool p[] = {(int)a >= (int)b, a <= b, ah >= bh, al >= bl, ah <= bh, al <= bl, (unsigned short)ah >= (unsigned short)bh,
                    (unsigned short)al >= (unsigned short)bl, (unsigned short)ah <= (unsigned short)bh,
                    (unsigned short)al <= (unsigned short)bl};
  for (int i = 0; i < 10; ++i)
    wrong += (r.predicates >> i & 1) != p[i];
  return wrong;
}

int main() {
  const int n = 1024;
  unsigned* in;
  Results* out;
  cudaMallocManaged(&in, sizeof *in * n);
  cudaMallocManaged(&out, sizeof *out * n);
  const unsigned special[] = {0, 1, ~0u, 0x7fffffff, 0x80000000, 0x8000, 0x7fff7fff, 0x80008000, 0x00010001, 0xffff0000};
  for (int i = 0; i < n; ++i)
    in[i] = i % 3 == 0 ? special[i / 3 % 10] : (unsigned)i * 2654435761u;
  kernel<<<n / 128, 128>>>(in, out, n);
  int wrong = cudaDeviceSynchronize() != cudaSuccess;
  for (int i = 0; i < n; ++i) {
    const unsigned a = in[i], b = in[(i * 7 + 3) % n], c = in[(i * 13 + 5) % n];
    Results host;
    compute(a, b, c, host);
    wrong += check(a, b, c, out[i]) + check(a, b, c, host);
  }
  std::printf("wrong %d\n", wrong);
}
