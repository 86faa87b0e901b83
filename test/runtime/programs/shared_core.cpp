// Memory of the runtime API, filled by the driver API: that works only if both have one core.  Built with the static
// and with the shared runtime; libcuda is linked, or loaded at run time.
#include <cuda.h>
#include <cuda_runtime_api.h>
#include <dlfcn.h>
#include <stdio.h>

#define STRING_OF(symbol) #symbol
#define STRING(symbol) STRING_OF(symbol)

#ifdef LINKED
#define FIND(name) (&name)
#else
static void* library;
#define FIND(name) ((decltype(&name))dlsym(library, STRING(name)))
#endif

int main() {
  void* memory = nullptr;
  unsigned word = 0;
  if (cudaMalloc(&memory, 4) != cudaSuccess)
    return 1;
#ifndef LINKED
  library = dlopen("libcuda.so.1", RTLD_NOW);
  if (!library) {
    fprintf(stderr, "%s\n", dlerror());
    return 2;
  }
#endif
  CUcontext context = nullptr;
  if (FIND(cuInit)(0) || FIND(cuCtxGetCurrent)(&context) || !context)
    return 3;
  if (FIND(cuMemsetD32)((CUdeviceptr)memory, 0xfeedbeef, 1))
    return 4;
  if (cudaMemcpy(&word, memory, 4, cudaMemcpyDeviceToHost) != cudaSuccess || word != 0xfeedbeef)
    return 5;
  return cudaFree(memory) == cudaSuccess ? 0 : 6;
}
