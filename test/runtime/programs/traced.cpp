// A program of which test/runtime/check_trace.py reads the trace.  The argument says how it ends.
#include "cuda.h"
#include "cuda_runtime_api.h"
#include "nvrtc.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#define CHECK(call)                                                                                                    \
  if (int error = (int)(call)) {                                                                                       \
    std::fprintf(stderr, "%s:%d: %s gives %d\n", __FILE__, __LINE__, #call, error);                                    \
    std::_Exit(1);                                                                                                     \
  }

static std::string compile() {
  const char* source = "extern \"C\" __global__ void add(int* p, int n) { __shared__ int s[16];\n"
                       "  s[threadIdx.x % 16] = n; __syncthreads(); atomicAdd(p, s[threadIdx.x % 16]); }\n"
                       "extern \"C\" __global__ void stray(int* p) { *p = 1; }";
  nvrtcProgram program;
  CHECK(nvrtcCreateProgram(&program, source, "a \"quoted\" name.cu", 0, nullptr, nullptr));
  CHECK(nvrtcCompileProgram(program, 0, nullptr));
  size_t bytes = 0;
  CHECK(nvrtcGetPTXSize(program, &bytes));
  std::string ptx(bytes, 0);
  CHECK(nvrtcGetPTX(program, ptx.data()));
  CHECK(nvrtcDestroyProgram(&program));
  return ptx;
}

static void call_at_exit() { cudaGetLastError(); }

struct CallsLate {
  ~CallsLate() { cudaFree(nullptr); }
};

static void run_streams(CUfunction add) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([=] {
      cudaStream_t stream;
      cudaEvent_t event;
      int *memory, *host, n = 1;
      CHECK(cudaStreamCreate(&stream));
      CHECK(cudaEventCreate(&event));
      CHECK(cudaMallocHost((void**)&host, 4096));
      CHECK(cudaMalloc((void**)&memory, 4096));
      CHECK(cudaMemsetAsync(memory, 0, 4096, stream));
      void* arguments[] = {&memory, &n};
      for (int launch = 0; launch < 5; ++launch)
        CHECK(cuLaunchKernel(add, 2, 1, 1, 32, 1, 1, 64, stream, arguments, nullptr));
      CHECK(cudaMemcpyAsync(host, memory, 4096, cudaMemcpyDeviceToHost, stream));
      CHECK(cudaLaunchHostFunc(stream, [](void*) {}, nullptr));
      CHECK(cudaEventRecord(event, stream));
      CHECK(cudaStreamSynchronize(stream));
      if (host[0] != 5 * 64)
        std::_Exit(2);
      CHECK(cudaFree(memory));
      CHECK(cudaFreeHost(host));
      CHECK(cudaEventDestroy(event));
      CHECK(cudaStreamDestroy(stream));
    });
  for (std::thread& thread : threads)
    thread.join();
}

int main(int, char** arguments) {
  static CallsLate late;
  const std::string how = arguments[1];
  const std::string ptx = compile();
  CUmodule module;
  CUfunction add, stray;
  CHECK(cudaFree(nullptr));
  CHECK(cuModuleLoadData(&module, ptx.c_str()));
  CHECK(cuModuleGetFunction(&add, module, "add"));
  CHECK(cuModuleGetFunction(&stray, module, "stray"));
  std::atexit(call_at_exit);
  run_streams(add);
  if (cudaSetDevice(42) != cudaErrorInvalidDevice)
    return 3;
  if (how == "fault") {
    int* nowhere = nullptr;
    void* none[] = {&nowhere};
    CHECK(cuLaunchKernel(stray, 1, 1, 1, 1, 1, 1, 0, nullptr, none, nullptr));
    if (cudaDeviceSynchronize() == cudaSuccess)
      return 4;
  }
  if (how == "children") { // of which the second is a program of its own that traces at the same time
    if (fork() == 0) {
      cudaGetLastError();
      std::_Exit(0);
    }
    if (fork() == 0)
      execl("/proc/self/exe", "traced", "return", nullptr);
    for (int status = 0; wait(&status) > 0;)
      if (status != 0)
        return 5;
  }
  if (how == "abort")
    std::abort();
  if (how == "_exit")
    _exit(0);
  if (how == "exit")
    std::exit(0);
  return 0;
}
