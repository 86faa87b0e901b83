// Every function of libdevice/api/quad.def as a kernel calls it, bit for bit like the same sources compiled for the
// host, which quad_test judges.
//
// OX_MEASURE_COST=1 makes the program run each function over its usual range only, and beside it a kernel that does the
// same without the call: the difference of their lane_instructions (OX_STATS, docs/counters.md) is the cost.
#include "quad_references.h"
#include <crt/device_fp128_functions.h>

// The host's functions: overloads of the header's, which are the device's.
#define __float128 ox::quad_test::u128
#define OX_MATH(name, result, parameters, bound, through) extern "C" __host__ result name parameters;
#include "libdevice/api/quad.def"
#undef OX_MATH
#undef __float128

namespace ox::device_rows {

using quad_test::show;
using quad_test::u128;

constexpr int kCount = 4096;

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
  return {bits(f(quad<Q>(s.x), (int)s.y)), 0};
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

#define OX_MATH(name, result, parameters, bound, through)                                                              \
  struct name {                                                                                                        \
    using Reference = quad_reference::name;                                                                            \
    static constexpr const char* kName = #name;                                                                        \
    static __device__ Answer on_device(const Sample& s) {                                                              \
      return call([](auto... a) { return ::name(a...); }, s, (result(*) parameters) nullptr);                          \
    }                                                                                                                  \
    static Answer on_host(const Sample& s);                                                                            \
  };
#include "libdevice/api/quad.def"
#undef OX_MATH

#define __float128 u128
#define OX_MATH(name, result, parameters, bound, through)                                                              \
  Answer name::on_host(const Sample& s) {                                                                              \
    return call([](auto... a) { return ::name(a...); }, s, (result(*) parameters) nullptr);                            \
  }
#include "libdevice/api/quad.def"
#undef OX_MATH
#undef __float128

template <typename Row> struct NoCall {
  static constexpr const char* kName = Row::kName;
  static __device__ Answer on_device(const Sample&) { return {}; }
};

// A sample is read whatever is done with it.
template <typename Row> __global__ void call_each(const volatile Sample* samples, Answer* answers) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  answers[i] = Row::on_device({samples[i].x, samples[i].y, samples[i].z});
}

template <typename Row> std::vector<Answer> run_on_device(const std::vector<Sample>& samples) {
  Sample* given;
  Answer* answers;
  std::vector<Answer> result(kCount);
  EXPECT_EQ(cudaMalloc(&given, kCount * sizeof(Sample)), cudaSuccess);
  EXPECT_EQ(cudaMalloc(&answers, kCount * sizeof(Answer)), cudaSuccess);
  EXPECT_EQ(cudaMemcpy(given, samples.data(), kCount * sizeof(Sample), cudaMemcpyDefault), cudaSuccess);
  call_each<Row><<<kCount / 128, 128>>>(given, answers);
  EXPECT_EQ(cudaMemcpy(result.data(), answers, kCount * sizeof(Answer), cudaMemcpyDefault), cudaSuccess) << Row::kName;
  cudaFree(given);
  cudaFree(answers);
  return result;
}

std::vector<Sample> special_and_random_samples() {
  quad_test::Generator generator(7);
  std::vector<Sample> all;
  const std::vector<u128>& specials = quad_test::special_quads();
  for (size_t i = 0; i < specials.size(); ++i)
    all.push_back({specials[i], specials[(i * 7 + 3) % specials.size()], specials[(i * 11 + 5) % specials.size()]});
  while (all.size() < kCount) {
    quad_test::Exponents exponents{-6, all.size() % 4 ? 6 : 200};
    all.push_back({quad_test::random_quad(generator, exponents), quad_test::random_quad(generator, exponents),
                   quad_test::random_quad(generator, exponents)});
  }
  return all;
}

template <typename Row> void compare_with_host() {
  static const std::vector<Sample> samples = special_and_random_samples();
  const std::vector<Answer> answers = run_on_device<Row>(samples);
  int wrong = 0;
  for (int i = 0; i < kCount && wrong < 3; ++i) {
    Answer expected = Row::on_host(samples[i]);
    bool same = memcmp(&answers[i], &expected, sizeof expected) == 0;
    wrong += !same;
    EXPECT_TRUE(same) << Row::kName << " of " << show(samples[i].x) << " and " << show(samples[i].y) << " gives "
                      << show(answers[i].result) << ", on the host " << show(expected.result);
  }
}

template <typename Row> void measure_cost() {
  quad_test::Generator generator(8);
  quad_test::Interval interval{-10, 10};
  if constexpr (requires { Row::Reference::usual; })
    interval = Row::Reference::usual;
  std::vector<Sample> samples(kCount);
  for (Sample& s : samples)
    s = {quad_test::usual_quad(generator, interval), quad_test::usual_quad(generator, interval),
         quad_test::usual_quad(generator, interval)};
  run_on_device<Row>(samples);
  run_on_device<NoCall<Row>>(samples);
}

#define OX_MATH(name, result, parameters, bound, through)                                                              \
  TEST(QuadOnSimulator, name) { std::getenv("OX_MEASURE_COST") ? measure_cost<name>() : compare_with_host<name>(); }
#include "libdevice/api/quad.def"

} // namespace ox::device_rows
