// Every function of libdevice/api/quad.def as a kernel calls it, bit for bit like the same sources compiled for the
// host, which quad_test judges.  One launch a function, so counters (docs/counters.md) tell what each costs.
#include "quad_harness.h"
#include <crt/device_fp128_functions.h>
#include <cstdio>

using ox::quad_test::show;
using ox::quad_test::u128;

// The host's functions: overloads of the header's, which are the device's.
#define __float128 u128
#define OX_MATH(name, result, parameters, bound, through) extern "C" __host__ result name parameters;
#include "libdevice/api/quad.def"
#undef OX_MATH
#undef __float128

namespace {

struct Sample {
  u128 x, y, z;
};
// The result, and what is written through a pointer.
struct Answer {
  u128 result, written;
};

template <typename Q> __host__ __device__ Q quad(u128 bits) { return __builtin_bit_cast(Q, bits); }
template <typename Q> __host__ __device__ u128 bits(Q x) { return __builtin_bit_cast(u128, x); }

// By the type of the function; Q is __float128 on the device and u128 on the host.
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, Q (*)(Q)) {
  return {bits(f(quad<Q>(s.x))), 0};
}
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, Q (*)(Q, Q)) {
  return {bits(f(quad<Q>(s.x), quad<Q>(s.y))), 0};
}
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, Q (*)(Q, Q, Q)) {
  return {bits(f(quad<Q>(s.x), quad<Q>(s.y), quad<Q>(s.z))), 0};
}
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, Q (*)(Q, int)) {
  return {bits(f(quad<Q>(s.x), (int)s.y % 40000)), 0};
}
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, Q (*)(Q, Q*)) {
  Q written;
  Q result = f(quad<Q>(s.x), &written);
  return {bits(result), bits(written)};
}
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, Q (*)(Q, int*)) {
  int written;
  Q result = f(quad<Q>(s.x), &written);
  return {bits(result), (u128)written};
}
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, int (*)(Q)) {
  return {(u128)f(quad<Q>(s.x)), 0};
}
template <typename Q, typename F> __host__ __device__ Answer call(F f, const Sample& s, int (*)(Q, Q)) {
  return {(u128)f(quad<Q>(s.x), quad<Q>(s.y)), 0};
}

// One kernel a function, named on_NAME.
#define OX_MATH(name, result, parameters, bound, through)                                                              \
  __global__ void on##name(const Sample* samples, Answer* answers, int count) {                                        \
    int i = blockIdx.x * blockDim.x + threadIdx.x;                                                                     \
    if (i < count)                                                                                                     \
      answers[i] = call([] __device__(auto... a) { return name(a...); }, samples[i], (result(*) parameters) nullptr);  \
  }
#include "libdevice/api/quad.def"
#undef OX_MATH

using Kernel = void (*)(const Sample*, Answer*, int);
struct Function {
  const char* name;
  Kernel kernel;
  Answer (*on_host)(const Sample&);
};
#define __float128 u128
#define OX_MATH(name, result, parameters, bound, through)                                                              \
  Answer host##name(const Sample& s) {                                                                                 \
    return call([](auto... a) { return name(a...); }, s, (result(*) parameters) nullptr);                              \
  }
#include "libdevice/api/quad.def"
#undef OX_MATH
#undef __float128

const Function kFunctions[] = {
#define OX_MATH(name, result, parameters, bound, through) {#name, on##name, host##name},
#include "libdevice/api/quad.def"
#undef OX_MATH
};

std::vector<Sample> samples() {
  ox::quad_test::Generator generator(7);
  std::vector<Sample> all;
  const std::vector<u128>& specials = ox::quad_test::special_quads();
  for (size_t i = 0; i < specials.size(); ++i)
    all.push_back({specials[i], specials[(i * 7 + 3) % specials.size()], specials[(i * 11 + 5) % specials.size()]});
  while (all.size() < 2048) {
    ox::quad_test::Exponents exponents{-6, all.size() % 4 ? 6 : 200};
    all.push_back({ox::quad_test::random_quad(generator, exponents), ox::quad_test::random_quad(generator, exponents),
                   ox::quad_test::random_quad(generator, exponents)});
  }
  return all;
}

} // namespace

TEST(QuadOnSimulator, IsTheHostsBitForBit) {
  const std::vector<Sample> given = samples();
  const int count = (int)given.size();
  Sample* on_device;
  Answer* answers_on_device;
  ASSERT_EQ(cudaMalloc(&on_device, count * sizeof(Sample)), cudaSuccess);
  ASSERT_EQ(cudaMalloc(&answers_on_device, count * sizeof(Answer)), cudaSuccess);
  ASSERT_EQ(cudaMemcpy(on_device, given.data(), count * sizeof(Sample), cudaMemcpyDefault), cudaSuccess);
  std::vector<Answer> answers(count);
  for (const Function& function : kFunctions) {
    function.kernel<<<(count + 127) / 128, 128>>>(on_device, answers_on_device, count);
    ASSERT_EQ(cudaMemcpy(answers.data(), answers_on_device, count * sizeof(Answer), cudaMemcpyDefault), cudaSuccess)
        << function.name;
    int wrong = 0;
    for (int i = 0; i < count && wrong < 3; ++i) {
      Answer expected = function.on_host(given[i]);
      bool same = memcmp(&answers[i], &expected, sizeof expected) == 0;
      wrong += !same;
      EXPECT_TRUE(same) << function.name << " of " << show(given[i].x) << " and " << show(given[i].y) << " gives "
                        << show(answers[i].result) << ", on the host " << show(expected.result);
    }
  }
}
