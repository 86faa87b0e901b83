// libdevice/api/fp8.def, fp6.def and fp4.def on the simulator (api_rows.h), and narrowing of every float.
#include "api_rows.h"
#include "small_float_references.h"

namespace ox::api_rows {

template <> inline constexpr uint64_t kValues<__nv_saturation_t> = 2;
template <> inline constexpr uint64_t kValues<__nv_fp8_interpretation_t> = 2;
template <> inline constexpr uint64_t kValues<__nv_fp6_interpretation_t> = 2;
template <> inline constexpr uint64_t kValues<__nv_fp4_interpretation_t> = 1;
template <> inline constexpr uint64_t kValues<cudaRoundMode> = 4;

// The formats' numbers, the middles between them, and the neighbours of both; of scales, powers of two and theirs.
template <typename T> std::vector<T> values_around_codes() {
  using namespace ::reference;
  std::vector<T> all;
  for (const Format* f : {&e4m3, &e5m2, &e2m3, &e3m2, &e2m1})
    for (double value : interesting(*f))
      all.push_back(static_cast<T>(value));
  for (int exponent = -130; exponent <= 130; ++exponent) {
    const T power = static_cast<T>(std::ldexp(1.0, exponent));
    for (T value : {power, std::nextafter(power, T(0)), std::nextafter(power, std::numeric_limits<T>::infinity())}) {
      all.push_back(value);
      all.push_back(-value);
    }
  }
  return all;
}

// Conversions of types don't say which NaN; functions of raw bits do.
template <> inline bool is_nan<__half>(const __half& value) {
  return std::isnan(reference::half_value(static_cast<__half_raw>(value).x));
}
template <> inline bool is_nan<__nv_bfloat16>(const __nv_bfloat16& value) {
  return (static_cast<__nv_bfloat16_raw>(value).x & 0x7fff) > 0x7f80;
}

template <> struct MoreValues<float> {
  static std::vector<float> make() { return values_around_codes<float>(); }
};
template <> struct MoreValues<double> {
  static std::vector<double> make() { return values_around_codes<double>(); }
};

} // namespace ox::api_rows

#define OX_MODULE fp8
#define OX_TABLE "libdevice/api/fp8.def"
#include "api_module.inc"

#define OX_MODULE fp6
#define OX_TABLE "libdevice/api/fp6.def"
#include "api_module.inc"

#define OX_MODULE fp4
#define OX_TABLE "libdevice/api/fp4.def"
#include "api_module.inc"

// Every float.  A conversion is a step function, and the reference says where its steps are: the kernel counts the
// floats of a step that it converts to another code.  OX_TEST_LONG=1 takes all 2^32, else the ends of the steps with
// their neighbours, and every 997th between.
namespace ox::api_rows {
namespace {

template <typename Conversion>
__global__ void count_others(Conversion convert, uint32_t first, uint32_t last, uint32_t stride, unsigned expected,
                             unsigned* count) {
  const uint64_t n = uint64_t(blockIdx.x) * blockDim.x + threadIdx.x, bits = first + n * stride;
  if (bits <= last && convert(__uint_as_float(static_cast<uint32_t>(bits))) != expected)
    atomicAdd(count, 1u);
}

template <typename Conversion> class Sweep {
public:
  Sweep(Conversion convert, std::string name) : convert_(convert), name_(std::move(name)) {
    device_rows::check(cudaMallocManaged(&count_, sizeof *count_), "cudaMallocManaged");
  }
  ~Sweep() { cudaFree(count_); }

  // reference: from a float to the right code.
  template <typename Reference> void run(Reference reference) {
    constexpr uint32_t kInfinity = 0x7f800000, kSign = 0x80000000;
    for (uint32_t sign : {0u, kSign}) {
      for (uint32_t first = 0; first <= kInfinity;) {
        const unsigned code = reference(std::bit_cast<float>(sign | first));
        uint32_t last = first, beyond = kInfinity + 1; // the step's last is found by bisection
        while (beyond - last > 1) {
          const uint32_t middle = last + (beyond - last) / 2;
          (reference(std::bit_cast<float>(sign | middle)) == code ? last : beyond) = middle;
        }
        step(sign | first, sign | last, code);
        first = last + 1;
      }
      step(sign | (kInfinity + 1), sign | 0x7fffffff, reference(NAN));
    }
  }

private:
  void step(uint32_t first, uint32_t last, unsigned code) {
    if (long_run())
      return part(first, last, 1, code);
    constexpr uint32_t kEnd = 255;
    part(first, first + std::min(kEnd, last - first), 1, code);
    part(last - std::min(kEnd, last - first), last, 1, code);
    part(first, last, 997, code);
  }
  void part(uint32_t first, uint32_t last, uint32_t stride, unsigned code) {
    const uint32_t blocks = (last - first) / stride / 256 + 1;
    *count_ = 0;
    count_others<<<blocks, 256>>>(convert_, first, last, stride, code, count_);
    device_rows::check(cudaDeviceSynchronize(), name_.c_str());
    EXPECT_EQ(*count_, 0u) << name_ << " of the floats 0x" << std::hex << first << " to 0x" << last << " by steps of "
                           << std::dec << stride << " is not always 0x" << std::hex << code;
  }
  Conversion convert_;
  std::string name_;
  unsigned* count_ = nullptr;
};

template <typename Conversion> void sweep(Conversion convert, std::string name) {
  Sweep<Conversion>(convert, std::move(name)).run([=](float x) { return convert.reference(x); });
}

struct ToFp8 {
  __nv_fp8_interpretation_t kind;
  __nv_saturation_t saturation;
  __device__ unsigned operator()(float x) const { return __nv_cvt_float_to_fp8(x, saturation, kind); }
  unsigned reference(float x) const { return api_reference::code_of(kind, x, saturation); }
};
struct ToFp6 {
  __nv_fp6_interpretation_t kind;
  cudaRoundMode mode;
  __device__ unsigned operator()(float x) const { return __nv_cvt_float_to_fp6(x, kind, mode); }
  unsigned reference(float x) const { return api_reference::code_of(kind, x, mode); }
};
struct ToFp4 {
  cudaRoundMode mode;
  __device__ unsigned operator()(float x) const { return __nv_cvt_float_to_fp4(x, __NV_E2M1, mode); }
  unsigned reference(float x) const { return api_reference::code_of(__NV_E2M1, x, mode); }
};
struct ToScale {
  __nv_saturation_t saturation;
  cudaRoundMode mode;
  __device__ unsigned operator()(float x) const { return __nv_cvt_float_to_e8m0(x, saturation, mode); }
  unsigned reference(float x) const { return api_reference::scale_of(x, saturation, mode); }
};

constexpr __nv_saturation_t kSaturations[] = {__NV_NOSAT, __NV_SATFINITE};
constexpr cudaRoundMode kModes[] = {cudaRoundNearest, cudaRoundZero, cudaRoundPosInf, cudaRoundMinInf};

TEST(EveryFloat, fp8) {
  for (__nv_saturation_t saturation : kSaturations)
    for (__nv_fp8_interpretation_t kind : {__NV_E4M3, __NV_E5M2})
      sweep(ToFp8{kind, saturation}, "fp8 " + std::to_string(kind) + " saturation " + std::to_string(saturation));
}
TEST(EveryFloat, e8m0) {
  for (__nv_saturation_t saturation : kSaturations)
    for (cudaRoundMode mode : {cudaRoundZero, cudaRoundPosInf})
      sweep(ToScale{saturation, mode}, "e8m0 mode " + std::to_string(mode));
}
TEST(EveryFloat, fp6) {
  for (cudaRoundMode mode : kModes)
    for (__nv_fp6_interpretation_t kind : {__NV_E2M3, __NV_E3M2})
      sweep(ToFp6{kind, mode}, "fp6 " + std::to_string(kind) + " mode " + std::to_string(mode));
}
TEST(EveryFloat, fp4) {
  for (cudaRoundMode mode : kModes)
    sweep(ToFp4{mode}, "fp4 mode " + std::to_string(mode));
}

} // namespace
} // namespace ox::api_rows
