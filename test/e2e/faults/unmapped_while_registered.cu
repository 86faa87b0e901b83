// Host memory that the program unmaps, protects or cuts off while it is registered: a kernel's access is a fault like any
// other, before and during a launch, in instructions and in printf; signals of the program's own stay its own.
// RUN: %ox-nvcc -g %s -o %t && %t 2>&1 | FileCheck %s
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

constexpr size_t kBytes = 1 << 16;

__global__ void read_all(const int* from, int* sum) { atomicAdd(sum, from[blockIdx.x * blockDim.x + threadIdx.x]); }
__global__ void write_all(int* to) { to[blockIdx.x * blockDim.x + threadIdx.x] = 1; }
__global__ void print_text(const char* text) { printf("%s\n", text); }
// Says that it runs, and then reads until it must not.
__global__ void keep_reading(const volatile int* from, volatile int* running) {
  int sum = 0;
  for (int i = 0; sum >= 0; i = (i + 1024) % (1 << 14)) {
    sum += from[i] - sum;
    *running = 1;
  }
  *running = sum;
}

int* map_and_register() {
  void* p = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  std::memset(p, 1, kBytes);
  cudaHostRegister(p, kBytes, cudaHostRegisterDefault);
  return static_cast<int*>(p);
}

void report(const char* what) {
  std::printf("%s: %d\n", what, int(cudaDeviceSynchronize()));
  cudaDeviceReset();
}

sigjmp_buf jump;
void own_handler(int) { siglongjmp(jump, 1); }

int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  int *p, *sum;
  // CHECK: mapped: 0
  p = map_and_register();
  cudaMalloc(&sum, 4);
  read_all<<<4, 128>>>(p, sum);
  report("mapped");

  // CHECK: read of 4 bytes at 0x{{[0-9a-f]+}}, {{[0-9]+}} bytes into the 65,536-byte registered host range made at {{.*}}unmapped_while_registered.cu:30 (cudaHostRegister), where the program has no memory, or protects it: it was unmapped while it was registered
  // CHECK-NEXT: in kernel read_all(int const*, int*), block ({{[0-9]+}},0,0), thread (0,0,0), at {{.*}}unmapped_while_registered.cu:14
  // CHECK-NEXT: unmapped: 700
  p = map_and_register();
  cudaMalloc(&sum, 4);
  munmap(p + 1024, kBytes - 4096);
  read_all<<<128, 128>>>(p, sum);
  report("unmapped");

  // CHECK: write of 4 bytes at 0x{{[0-9a-f]+}}, {{at the beginning of|[0-9]+ bytes into}} the 65,536-byte registered host range
  // CHECK-NEXT: in kernel write_all(int*)
  // CHECK-NEXT: protected: 700
  p = map_and_register();
  mprotect(p, kBytes, PROT_READ);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before); // as threads of pools do
  write_all<<<128, 128>>>(p);
  report("protected");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);

  // CHECK: read of 4 bytes at 0x{{[0-9a-f]+}}, {{at the beginning of|[0-9]+ bytes into}} the 65,536-byte registered host range
  // CHECK: cut off: 700
  int file = fileno(std::tmpfile());
  if (ftruncate(file, kBytes) != 0)
    return 1;
  p = static_cast<int*>(mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
  cudaHostRegister(p, kBytes, cudaHostRegisterDefault);
  cudaMalloc(&sum, 4);
  if (ftruncate(file, 4096) != 0)
    return 1;
  read_all<<<128, 128>>>(p, sum);
  report("cut off");

  // CHECK: printf reads the string of %s at 0x{{[0-9a-f]+}}, at the beginning of the 65,536-byte registered host range
  // CHECK: printed: 700
  p = map_and_register();
  munmap(p, kBytes);
  print_text<<<1, 1>>>(reinterpret_cast<char*>(p));
  report("printed");

  // While the kernel runs.
  // CHECK: read of 4 bytes at 0x{{[0-9a-f]+}}, {{at the beginning of|[0-9]+ bytes into}} the 65,536-byte registered host range
  // CHECK: meanwhile: 700
  p = map_and_register();
  volatile int* running;
  cudaMallocHost((void**)&running, 4);
  keep_reading<<<1, 32>>>(p, running);
  std::thread([&] {
    while (*running == 0)
      std::this_thread::yield();
    munmap(p, kBytes);
  }).detach();
  report("meanwhile");

  // A copy of the host's.
  // CHECK: ox: a queued copy failed: {{.*}}, in host memory that was unmapped while it was registered
  // CHECK: copy: 700
  p = map_and_register();
  munmap(p, kBytes);
  cudaMalloc(&sum, 4096);
  std::printf("copy: %d\n", int(cudaMemcpy(sum, p, 4096, cudaMemcpyDeviceToDevice)));
  cudaDeviceReset();

  // The program's handler gets its own signals, set before or after ours.
  // CHECK: own: caught
  // CHECK: again: 700
  // CHECK: own: caught
  for (int i = 0; i < 2; ++i) {
    if (i == 0)
      std::signal(SIGSEGV, own_handler);
    p = map_and_register();
    munmap(p, kBytes);
    if (sigsetjmp(jump, 1) == 0)
      *static_cast<volatile int*>(p) = 1;
    else
      std::printf("own: caught\n");
    if (i == 0) {
      write_all<<<1, 1>>>(p);
      report("again");
    }
  }
  return 0;
}
