// Memory that the program allocates goes through kernels of its own, of a static library, of a shared library and of a
// module: all of them have to mean the same device.
#include "blur.h"
#include "histogram.h"
#include "ramp.h"
#include <cstdio>
#include <cuda_runtime.h>
#include <dlfcn.h>

namespace {

int check(bool good, const char* what) {
  if (!good)
    std::printf("wrong: %s\n", what);
  return !good;
}

int check_blur() {
  const std::vector<float> blurred = blur({1, 2, 3, 4}, {0.25f, 0.5f, 0.25f});
  return check(blurred == std::vector<float>{1, 2, 3, 2.75f}, "blur");
}

int check_histogram() {
  constexpr int kCount = 100;
  unsigned char* bytes;
  cudaMalloc(reinterpret_cast<void**>(&bytes), kCount);
  ramp(bytes, kCount);
  unsigned bins[kBins];
  count_bytes(bytes, kCount, bins);
  cudaFree(bytes);
  // 100 = 6 * 16 + 4: the first four bins have one more.
  return check(bins[0] == 7 && bins[3] == 7 && bins[4] == 6 && bins[15] == 6, "histogram") +
         check(largest_bin(bins) == 0, "largest bin");
}

int check_plugin(const char* path) {
  void* module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!module) {
    std::printf("%s\n", dlerror());
    return 1;
  }
  auto triple = reinterpret_cast<int (*)(int*, int)>(dlsym(module, "triple"));
  constexpr int kCount = 8;
  int *values, result[kCount];
  cudaMalloc(reinterpret_cast<void**>(&values), sizeof(result));
  ramp(values, kCount);
  int wrong = check(triple && triple(values, kCount) == cudaSuccess, "call of the module");
  cudaMemcpy(result, values, sizeof(result), cudaMemcpyDeviceToHost);
  cudaFree(values);
  for (int i = 0; i < kCount; ++i)
    wrong += check(result[i] == 3 * i, "value from the module");
  return wrong;
}

} // namespace

int main(int argc, char** argv) {
  int wrong = check_blur() + check_histogram() + (argc > 1 ? check_plugin(argv[1]) : 0);
  wrong += check(cudaGetLastError() == cudaSuccess, "last error");
  std::printf("%d wrong\n", wrong);
  return wrong != 0;
}
