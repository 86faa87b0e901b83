// Draws the Mandelbrot set into mandelbrot.png (or the file named as argument): divergent loops, one pixel a thread.
#include "../common/check.h"
#include "../common/png.h"
#include <vector>

constexpr int kWidth = 960, kHeight = 640, kLimit = 512;

// Both sides compute this with the same operations in the same order: no fused multiply-add, so that they agree.
__host__ __device__ inline int escape_time(float cx, float cy) {
#ifdef __CUDA_ARCH__
#define MULTIPLY(a, b) __fmul_rn(a, b)
#else
#define MULTIPLY(a, b) ((a) * (b))
#endif
  float x = 0, y = 0;
  int iterations = 0;
  while (iterations < kLimit) {
    float xx = MULTIPLY(x, x), yy = MULTIPLY(y, y);
    if (xx + yy > 4.0f)
      break;
    y = MULTIPLY(x + x, y) + cy;
    x = xx - yy + cx;
    ++iterations;
  }
  return iterations;
}

__host__ __device__ inline float real(int column) { return fmaf(column, 3.2f / kWidth, -2.2f); }
__host__ __device__ inline float imaginary(int row) { return fmaf(row, 2.1334f / kHeight, -1.0667f); }

__global__ void draw(int* iterations) {
  int column = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y * blockDim.y + threadIdx.y;
  if (column < kWidth && row < kHeight)
    iterations[row * kWidth + column] = escape_time(real(column), imaginary(row));
}

unsigned char channel(float t, float phase) {
  return static_cast<unsigned char>(127.5f - 127.5f * std::cos(6.2831853f * (t + phase)));
}

int main(int argc, char** argv) {
  const char* path = argc > 1 ? argv[1] : "mandelbrot.png";
  std::vector<int> iterations(kWidth * kHeight);
  int* device_iterations;
  CHECK(cudaMalloc(&device_iterations, iterations.size() * sizeof(int)));
  dim3 block(16, 16), grid((kWidth + 15) / 16, (kHeight + 15) / 16);

  cudaEvent_t begin, end;
  CHECK(cudaEventCreate(&begin));
  CHECK(cudaEventCreate(&end));
  CHECK(cudaEventRecord(begin));
  draw<<<grid, block>>>(device_iterations);
  CHECK(cudaEventRecord(end));
  CHECK_LAUNCH();
  float milliseconds = 0;
  CHECK(cudaEventElapsedTime(&milliseconds, begin, end));
  CHECK(cudaMemcpy(iterations.data(), device_iterations, iterations.size() * sizeof(int), cudaMemcpyDeviceToHost));
  CHECK(cudaFree(device_iterations));

  bool right = true;
  double total = 0;
  std::vector<unsigned char> rgb(iterations.size() * 3);
  for (int i = 0; i < kWidth * kHeight; ++i) {
    total += iterations[i];
    right = right && near(iterations[i], escape_time(real(i % kWidth), imaginary(i / kWidth)), 0, "iterations", i);
    if (iterations[i] < kLimit) {
      float t = std::sqrt(iterations[i] / 96.0f);
      rgb[3 * i] = channel(t, 0.05f), rgb[3 * i + 1] = channel(t, 0.0f), rgb[3 * i + 2] = channel(t, -0.12f);
    }
  }
  std::printf("%d x %d pixels, %.0f iterations in %.1f ms on the device\n", kWidth, kHeight, total, milliseconds);
  if (!png::write(path, rgb, kWidth, kHeight)) {
    std::fprintf(stderr, "cannot write %s\n", path);
    return 1;
  }
  std::printf("wrote %s\n", path);
  return verdict("mandelbrot", right);
}
