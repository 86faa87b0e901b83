// The driver API and the runtime API in one program: a kernel of a file of device code on memory of the runtime.
#include <cstdio>
#include <cuda.h>
#include <cuda_runtime.h>

namespace {

bool succeeded(CUresult result, const char* what) {
  const char* name = "";
  cuGetErrorName(result, &name);
  if (result != CUDA_SUCCESS)
    std::printf("%s: %s\n", what, name);
  return result == CUDA_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
  CUdevice device;
  CUcontext context, current = nullptr;
  CUmodule module;
  CUfunction function;
  if (argc < 2 || !succeeded(cuInit(0), "cuInit") || !succeeded(cuDeviceGet(&device, 0), "cuDeviceGet") ||
      !succeeded(cuDevicePrimaryCtxRetain(&context, device), "cuDevicePrimaryCtxRetain") ||
      !succeeded(cuCtxSetCurrent(context), "cuCtxSetCurrent") ||
      !succeeded(cuModuleLoad(&module, argv[1]), "cuModuleLoad") ||
      !succeeded(cuModuleGetFunction(&function, module, "increment"), "cuModuleGetFunction"))
    return 1;

  int values[4] = {10, 20, 30, 40}, *memory;
  cudaMalloc(reinterpret_cast<void**>(&memory), sizeof(values));
  cudaMemcpy(memory, values, sizeof(values), cudaMemcpyHostToDevice);
  void* arguments[] = {&memory};
  if (!succeeded(cuLaunchKernel(function, 1, 1, 1, 4, 1, 1, 0, nullptr, arguments, nullptr), "cuLaunchKernel"))
    return 1;
  cudaMemcpy(values, memory, sizeof(values), cudaMemcpyDeviceToHost);
  cuCtxGetCurrent(&current);
  std::printf("%d %d %d %d, %s context\n", values[0], values[1], values[2], values[3],
              current == context ? "one" : "another");
  return values[0] != 11 || values[3] != 41 || current != context;
}
