// The heat equation on a plate: explicit five-point stencil, two buffers, a tile with halo in shared memory.  Draws the
// final temperature into heat.png (or the file named as argument).
#include "../common/check.h"
#include "../common/png.h"
#include <vector>

constexpr int kSize = 512, kTile = 16, kSteps = 400;

__global__ void step(const float* from, float* to, float rate) {
  __shared__ float tile[kTile + 2][kTile + 2];
  int x = blockIdx.x * kTile + threadIdx.x, y = blockIdx.y * kTile + threadIdx.y, i = y * kSize + x;
  int tx = threadIdx.x + 1, ty = threadIdx.y + 1;
  tile[ty][tx] = from[i];
  if (threadIdx.x == 0)
    tile[ty][0] = x > 0 ? from[i - 1] : 0;
  if (threadIdx.x == kTile - 1)
    tile[ty][kTile + 1] = x < kSize - 1 ? from[i + 1] : 0;
  if (threadIdx.y == 0)
    tile[0][tx] = y > 0 ? from[i - kSize] : 0;
  if (threadIdx.y == kTile - 1)
    tile[kTile + 1][tx] = y < kSize - 1 ? from[i + kSize] : 0;
  __syncthreads();
  if (x == 0 || y == 0 || x == kSize - 1 || y == kSize - 1)
    to[i] = tile[ty][tx]; // the border keeps its temperature
  else
    to[i] = tile[ty][tx] +
            rate * (tile[ty][tx - 1] + tile[ty][tx + 1] + tile[ty - 1][tx] + tile[ty + 1][tx] - 4 * tile[ty][tx]);
}

void step_on_cpu(const std::vector<float>& from, std::vector<float>& to, float rate) {
  to = from;
  for (int y = 1; y < kSize - 1; ++y)
    for (int x = 1; x < kSize - 1; ++x) {
      const float* p = &from[y * kSize + x];
      to[y * kSize + x] = *p + rate * (p[-1] + p[1] + p[-kSize] + p[kSize] - 4 * *p);
    }
}

int main(int argc, char** argv) {
  const char* path = argc > 1 ? argv[1] : "heat.png";
  std::vector<float> plate(kSize * kSize, 0.0f);
  for (int i = 0; i < kSize; ++i)
    plate[i] = 1.0f;              // a hot edge
  for (int y = 0; y < kSize; ++y) // and a hot ring
    for (int x = 0; x < kSize; ++x) {
      float r = std::hypot(x - 256.0f, y - 280.0f);
      if (r > 90 && r < 110)
        plate[y * kSize + x] = 1.0f;
    }

  float *from, *to;
  const size_t bytes = plate.size() * sizeof(float);
  CHECK(cudaMalloc(&from, bytes));
  CHECK(cudaMalloc(&to, bytes));
  CHECK(cudaMemcpy(from, plate.data(), bytes, cudaMemcpyHostToDevice));
  std::vector<float> want = plate, scratch;
  for (int i = 0; i < kSteps; ++i) {
    step<<<dim3(kSize / kTile, kSize / kTile), dim3(kTile, kTile)>>>(from, to, 0.2f);
    std::swap(from, to);
    step_on_cpu(want, scratch, 0.2f); // while the device works
    want.swap(scratch);
    if (i % 40 == 39) {
      CHECK_LAUNCH();
      progress("heat", i + 1, kSteps);
    }
  }
  CHECK_LAUNCH();
  CHECK(cudaMemcpy(plate.data(), from, bytes, cudaMemcpyDeviceToHost));
  CHECK(cudaFree(from));
  CHECK(cudaFree(to));

  bool right = true;
  std::vector<unsigned char> rgb(plate.size() * 3);
  for (int i = 0; i < kSize * kSize; ++i) {
    right = right && near(plate[i], want[i], 1e-5, "plate", i);
    float t = plate[i];
    rgb[3 * i] = static_cast<unsigned char>(255 * std::fmin(1.0f, 2.4f * t));
    rgb[3 * i + 1] = static_cast<unsigned char>(255 * std::fmax(0.0f, std::fmin(1.0f, 2.4f * t - 0.7f)));
    rgb[3 * i + 2] = static_cast<unsigned char>(255 * std::fmax(0.0f, std::fmin(1.0f, 3.0f * t - 2.0f)) + 40 * (1 - t));
  }
  if (!png::write(path, rgb, kSize, kSize)) {
    std::fprintf(stderr, "cannot write %s\n", path);
    return 1;
  }
  std::printf("%d steps on %d x %d cells, wrote %s\n", kSteps, kSize, kSize, path);
  return verdict("heat", right);
}
