// A kernel that is compiled while the program runs, with NVRTC, and run with the driver API.
#include <cstdio>
#include <cuda.h>
#include <nvrtc.h>
#include <string>

int main() {
  const char* source = "extern \"C\" __global__ void square(int* v) { v[threadIdx.x] *= v[threadIdx.x] + OFFSET; }";
  const char* options[] = {"--gpu-architecture=compute_75", "-DOFFSET=1"};
  nvrtcProgram program;
  size_t bytes = 0;
  if (nvrtcCreateProgram(&program, source, "square.cu", 0, nullptr, nullptr) != NVRTC_SUCCESS ||
      nvrtcCompileProgram(program, 2, options) != NVRTC_SUCCESS || nvrtcGetPTXSize(program, &bytes) != NVRTC_SUCCESS)
    return 1;
  std::string ptx(bytes, 0);
  nvrtcGetPTX(program, ptx.data());
  nvrtcDestroyProgram(&program);

  CUdevice device;
  CUcontext context;
  CUmodule module;
  CUfunction function;
  CUdeviceptr memory;
  int values[3] = {2, 3, 4};
  if (cuInit(0) || cuDeviceGet(&device, 0) || cuDevicePrimaryCtxRetain(&context, device) || cuCtxSetCurrent(context) ||
      cuModuleLoadData(&module, ptx.c_str()) || cuModuleGetFunction(&function, module, "square") ||
      cuMemAlloc(&memory, sizeof(values)) || cuMemcpyHtoD(memory, values, sizeof(values)))
    return 2;
  void* arguments[] = {&memory};
  if (cuLaunchKernel(function, 1, 1, 1, 3, 1, 1, 0, nullptr, arguments, nullptr) ||
      cuMemcpyDtoH(values, memory, sizeof(values)))
    return 3;
  std::printf("%d %d %d\n", values[0], values[1], values[2]);
  return values[0] != 6 || values[1] != 12 || values[2] != 20;
}
