__global__ void triple_kernel(int* values) { values[threadIdx.x] *= 3; }

// `values` is in device memory.
extern "C" __attribute__((visibility("default"))) int triple(int* values, int count) {
  triple_kernel<<<1, count>>>(values);
  cudaError_t error = cudaPeekAtLastError();
  return error != cudaSuccess ? error : cudaDeviceSynchronize();
}
