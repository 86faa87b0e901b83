// A program of CUDA 12 with declarations of its own, so that clang needs no toolkit: a kernel, a variable of the device,
// a launch by <<<>>>.  Compiled by clang alone; it prints what it computed and, with MAPS, whether LLVM was loaded.
typedef __SIZE_TYPE__ size_t;
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __constant__ __attribute__((constant))

struct uint3 {
  unsigned x, y, z;
};
struct dim3 {
  unsigned x, y, z;
#ifdef __cplusplus
  constexpr __attribute__((host)) __attribute__((device)) dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1)
      : x(x), y(y), z(z) {}
#endif
};
typedef int cudaError_t;
typedef struct CUstream_st* cudaStream_t;
extern "C" {
cudaError_t cudaMalloc(void**, size_t);
cudaError_t cudaFree(void*);
cudaError_t cudaMemcpy(void*, const void*, size_t, int);
cudaError_t cudaMemcpyToSymbol(const void*, const void*, size_t, size_t, int);
cudaError_t cudaDeviceSynchronize();
cudaError_t cudaGetLastError();
const char* cudaGetErrorName(cudaError_t);
cudaError_t cudaRuntimeGetVersion(int*);
unsigned __cudaPushCallConfiguration(dim3, dim3, size_t = 0, cudaStream_t = 0);
cudaError_t cudaLaunchKernel(const void*, dim3, dim3, void**, size_t, cudaStream_t);
int printf(const char*, ...);
struct File;
File* fopen(const char*, const char*);
char* fgets(char*, int, File*);
char* strstr(const char*, const char*);
}

__constant__ float offset;

__global__ void saxpy(int n, float a, const float* x, float* y) {
  const int i = __nvvm_read_ptx_sreg_ctaid_x() * __nvvm_read_ptx_sreg_ntid_x() + __nvvm_read_ptx_sreg_tid_x();
  if (i < n)
    y[i] = a * x[i] + y[i] + offset;
}

static bool is_mapped(const char* library) {
  char line[4096];
  File* maps = fopen("/proc/self/maps", "r");
  while (fgets(line, sizeof line, maps))
    if (strstr(line, library))
      return true;
  return false;
}

int main() {
  const int n = 1000;
  float x[n], y[n];
  for (int i = 0; i < n; ++i)
    x[i] = i, y[i] = 1;
  float *on_device_x, *on_device_y;
  const float one_half = 0.5f;
  cudaMalloc((void**)&on_device_x, sizeof x);
  cudaMalloc((void**)&on_device_y, sizeof y);
  cudaMemcpy(on_device_x, x, sizeof x, 1);
  cudaMemcpy(on_device_y, y, sizeof y, 1);
  cudaMemcpyToSymbol(&offset, &one_half, sizeof one_half, 0, 1);
  saxpy<<<dim3(4), dim3(256)>>>(n, 2, on_device_x, on_device_y);
  if (cudaError_t error = cudaGetLastError()) {
    printf("launch: %s\n", cudaGetErrorName(error));
    return 1;
  }
  cudaMemcpy(y, on_device_y, sizeof y, 2);
  int wrong = 0, version = 0;
  for (int i = 0; i < n; ++i)
    wrong += y[i] != 2 * i + 1.5f;
  cudaRuntimeGetVersion(&version);
  printf("CUDA %d: %d wrong, LLVM %s\n", version / 1000, wrong, is_mapped("libLLVM") ? "loaded" : "not loaded");
  return wrong != 0 || cudaFree(on_device_x) || cudaFree(on_device_y);
}
