// A __host__ __device__ function may call a host function: that is a warning, and the kernel that gets there stops.
// Templates may call either; a program that calls a device function on the host is aborted.
// RUN: %ox-nvcc %s -o %t 2>&1 | FileCheck --check-prefix=WARN %s
// RUN: %t host_part | FileCheck --check-prefix=HOST %s
// RUN: %t untaken | FileCheck --check-prefix=UNTAKEN %s
// RUN: %t taken 2>&1 | FileCheck --check-prefix=TAKEN %s
// RUN: %exits 134 %t on_host 2>&1 | FileCheck --check-prefix=ABORTED %s
// WARN-DAG: warning: the __host__ function 'host_only' can't be called from the __host__ __device__ function in device code; a kernel that gets here stops with an error
// WARN-DAG: note: declare 'host_only' as __host__ __device__ to have it on both sides, or keep the call out of device code with '#ifndef __CUDA_ARCH__'
// WARN-DAG: warning: the __device__ function 'OnDevice::operator()' can't be called from the __host__ __device__ function in host code; a program that gets here is aborted
// WARN-NOT: error
// HOST: 43 17
// UNTAKEN: 5 no error
// TAKEN-DAG: calls_across_sides.cu:19: host_only(int): block: [0,0,0], thread: [0,0,0] Assertion `device code does not call this __host__ function` failed.
// TAKEN-DAG: 0 device-side assert triggered
// ABORTED: calls_across_sides.cu:34: OnDevice::operator()() const: host code does not call this __device__ function
#include <cstring>

int host_only(int x) { return x + 1; }

__host__ __device__ int checked(int x) { return x > 10 ? host_only(x) : x; }

#pragma nv_exec_check_disable
template <typename F> __host__ __device__ int call(const F& f) { return f(); }
#pragma hd_warning_disable
template <typename F> __host__ __device__ int call_again(const F& f) { return call(f); }

struct OnHost {
  int operator()() const { return 17; }
};
struct OnDevice {
  __device__ int operator()() const;
};
__device__ int OnDevice::operator()() const { return 5; }

__global__ void kernel(int* out, int x) { *out = checked(x) * call_again(OnDevice()) / 5; }

int main(int argc, char** argv) {
  if (!strcmp(argv[1], "host_part")) {
    printf("%d %d\n", checked(42), call_again(OnHost()));
  } else if (!strcmp(argv[1], "on_host")) {
    return call_again(OnDevice());
  } else {
    int *out, result = 0;
    cudaMalloc(&out, sizeof *out);
    kernel<<<1, 1>>>(out, strcmp(argv[1], "taken") ? 5 : 50);
    cudaError_t error = cudaDeviceSynchronize();
    cudaMemcpy(&result, out, sizeof result, cudaMemcpyDeviceToHost);
    printf("%d %s\n", result, cudaGetErrorString(error));
  }
}
