/* A program in C with the driver API alone: libcuda brings the core along, and the core the compiler of PTX. */
#include <cuda.h>
#include <stdio.h>

static const char kPtx[] = ".version 7.0\n.target sm_75\n.address_size 64\n"
                           ".visible .entry write(.param .u64 p) { .reg .u64 %p; .reg .u32 %t;\n"
                           "ld.param.u64 %p, [p]; mov.u32 %t, %ntid.x; st.global.u32 [%p], %t; ret; }\n";

#define CHECK(call)                                                                                                    \
  do {                                                                                                                 \
    CUresult error = (call);                                                                                           \
    const char* name = "?";                                                                                            \
    if (error != CUDA_SUCCESS) {                                                                                       \
      cuGetErrorName(error, &name);                                                                                    \
      fprintf(stderr, "%s: %s\n", #call, name);                                                                        \
      return 1;                                                                                                        \
    }                                                                                                                  \
  } while (0)

int main(void) {
  CUcontext context;
  CUmodule module;
  CUfunction function;
  CUdeviceptr memory;
  unsigned value = 0;
  void* arguments[] = {&memory};
  CHECK(cuInit(0));
  CHECK(cuCtxCreate(&context, 0, 0, 0));
  CHECK(cuModuleLoadData(&module, kPtx));
  CHECK(cuModuleGetFunction(&function, module, "write"));
  CHECK(cuMemAlloc(&memory, sizeof value));
  CHECK(cuLaunchKernel(function, 1, 1, 1, 77, 1, 1, 0, 0, arguments, 0));
  CHECK(cuMemcpyDtoH(&value, memory, sizeof value));
  CHECK(cuCtxDestroy(context));
  return value == 77 ? 0 : 2;
}
