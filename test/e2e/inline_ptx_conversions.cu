// Conversions to small formats in asm statements, as quantising kernels write them: pairs of 8-bit numbers from singles
// and from halves and back, pairs of halves and bfloat16, tf32, packed integers, and arithmetic on such pairs.  The host
// finds the nearest 8-bit number by looking at all of them; the other expected values are worked out by hand.
// RUN: %ox-nvcc -arch=sm_90 %s -o %t && %t | FileCheck %s
// CHECK: bytes: 0 of 1024 wrong
// CHECK-NEXT: 3f80c000 c0003c00 40490000 7f7fe000 ff800000 7f80007f ffffffd8 0000012c 41203f80 3c004400
#include <cmath>
#include <cstdint>
#include <cstdio>

constexpr int kCount = 1024;

struct Bytes {
  uint16_t packed;
  uint32_t halves;
  uint16_t again; // the halves as bytes
};

__global__ void quantise(const float* in, Bytes* out) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  uint16_t packed, again;
  uint32_t halves;
  asm("cvt.rn.satfinite.e4m3x2.f32 %0, %1, %2;" : "=h"(packed) : "f"(in[2 * i + 1]), "f"(in[2 * i]));
  asm("cvt.rn.f16x2.e4m3x2 %0, %1;" : "=r"(halves) : "h"(packed));
  asm("cvt.rn.satfinite.e4m3x2.f16x2 %0, %1;" : "=h"(again) : "r"(halves));
  out[i] = {packed, halves, again};
}

__global__ void convert(const float* in, uint32_t* out) {
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(out[0]) : "f"(in[0]), "f"(in[1])); // 1 and -2
  asm("cvt.rz.f16x2.f32 %0, %1, %2;" : "=r"(out[1]) : "f"(in[1]), "f"(in[0]));  // -2 and 1
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(out[2]) : "f"(in[2]));                  // pi to 11 digits
  asm("cvt.rna.satfinite.tf32.f32 %0, %1;" : "=r"(out[3]) : "f"(in[3]));        // infinity
  asm("cvt.rn.tf32.f32 %0, %1;" : "=r"(out[4]) : "f"(-in[3]));                  // -infinity
  asm("cvt.pack.sat.u8.s32.b32 %0, %1, %2, %3;" : "=r"(out[5]) : "r"(-5), "r"(int(in[4])), "r"(0x7f80)); // 0 and 127
  asm("cvt.rni.sat.s8.f32 %0, %1;" : "=r"(out[6]) : "f"(-39.5f * in[0]));                                // -40: to even
  asm("cvt.rpi.u16.f32 %0, %1;" : "=r"(out[7]) : "f"(in[5]));                                            // 300
  asm("fma.rn.relu.bf16x2 %0, %1, %2, %3;" // 3 * 3 + 1, 1 * 3 + -2
      : "=r"(out[8])
      : "r"(0x40403f80), "r"(0x40404040), "r"(0x3f80c000));
  asm("ex2.approx.f16x2 %0, %1;" : "=r"(out[9]) : "r"(0x00004000)); // 2^0 and 2^2
}

double number_of(uint8_t bits) { // of e4m3
  const int exponent = bits >> 3 & 15, fraction = bits & 7;
  const double magnitude = exponent == 0 ? std::ldexp(fraction, -9) : std::ldexp(8 + fraction, exponent - 10);
  return bits & 0x80 ? -magnitude : magnitude;
}

bool is_nearest(uint8_t bits, double value) {
  if (std::isnan(value))
    return bits == 0x7f;
  value = std::fmax(-448, std::fmin(448, value));
  for (int other = 0; other < 256; ++other)
    if ((other & 0x7f) != 0x7f && std::fabs(number_of(uint8_t(other)) - value) < std::fabs(number_of(bits) - value))
      return false;
  return true;
}

double number_of_half(uint16_t bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  const double magnitude = exponent == 31  ? NAN
                           : exponent == 0 ? std::ldexp(fraction, -24)
                                           : std::ldexp(1024 + fraction, exponent - 25);
  return bits & 0x8000 ? -magnitude : magnitude;
}

bool is_right(uint8_t byte, uint16_t half, uint8_t again, double value) {
  const bool is_nan = (byte & 0x7f) == 0x7f;
  return is_nearest(byte, value) &&
         (is_nan ? std::isnan(number_of_half(half)) : number_of_half(half) == number_of(byte)) && byte == again;
}

int main() {
  float* in;
  Bytes* bytes;
  uint32_t* out;
  cudaMallocManaged(&in, kCount * sizeof(float));
  cudaMallocManaged(&bytes, kCount / 2 * sizeof(Bytes));
  cudaMallocManaged(&out, 10 * sizeof(uint32_t));
  for (int i = 0; i < kCount; ++i) // from 2^-11 to beyond the greatest, of both signs
    in[i] = std::exp2f(float(i) / 50 - 11) * (i % 3 == 0 ? -1.0f : 1.0f);
  in[0] = NAN;
  in[1] = -INFINITY;
  in[2] = -0.0f;
  quantise<<<kCount / 2 / 64, 64>>>(in, bytes);
  cudaDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < kCount; ++i) {
    const Bytes& pair = bytes[i / 2];
    const int shift = i % 2;
    wrong += !is_right(uint8_t(pair.packed >> 8 * shift), uint16_t(pair.halves >> 16 * shift),
                       uint8_t(pair.again >> 8 * shift), in[i]);
  }
  std::printf("bytes: %d of %d wrong\n", wrong, kCount);

  const float values[] = {1.0f, -2.0f, 3.14159265f, INFINITY, 127.0f, 299.25f};
  for (int i = 0; i < 6; ++i)
    in[i] = values[i];
  convert<<<1, 1>>>(in, out);
  cudaDeviceSynchronize();
  for (int i = 0; i < 10; ++i)
    std::printf("%08x%c", out[i], i == 9 ? '\n' : ' ');
}
