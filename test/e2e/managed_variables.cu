// Managed variables: one variable for host and device, usable by the host before the first CUDA call.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -O3 -cudart static %s -o %t && %t | FileCheck %s
// RUN: not %ox-nvcc -DCONSTANT -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=CONSTANT
#include <cstdio>

struct Particle {
  double position[3];
  int charge;
  Particle* next;
};

__managed__ int number = 41;
__device__ __managed__ float values[8] = {1.5f, 2.5f};
__managed__ Particle particle = {{1, 2, 3}, -1, nullptr};
static __managed__ long long counter;
__managed__ __align__(16) char text[32] = "from the initialiser";

namespace physics {
__managed__ double scale = 0.5;
namespace {
__managed__ unsigned hidden = 7;
}
} // namespace physics

struct Statistics {
  static __managed__ int launches;
  static inline __managed__ int waits = 100;
};
__managed__ int Statistics::launches = 10;

template <class T> struct Slot {
  static __managed__ T value;
};
template <class T> __managed__ T Slot<T>::value = 3;

extern "C" {
__managed__ int c_name = 5;
}

__managed__ int* elsewhere;

__device__ int read_through(const int& reference) { return reference; }

__global__ void change() {
  if (threadIdx.x == 0) {
    number += 1;
    particle.position[1] *= 10;
    particle.charge = read_through(number) * 2;
    particle.next = &particle;
    physics::scale *= 3;
    physics::hidden += 1;
    Statistics::launches++;
    Statistics::waits--;
    Slot<int>::value *= Slot<int>::value;
    Slot<float>::value += 0.25f;
    c_name = -c_name;
    text[0] = 'F';
    if (elsewhere)
      *elsewhere = 1234;
  }
  values[threadIdx.x % 8] += static_cast<float>(threadIdx.x);
  atomicAdd(reinterpret_cast<unsigned long long*>(&counter), 2ull);
}

// Constructors run after the program has registered its images.
__managed__ int in_constructor = 20;
struct Early {
  int value;
  Early() : value(in_constructor) { in_constructor++; }
} early;

#ifdef CONSTANT
// CONSTANT: error: the address of the __managed__ variable 'number' is not a constant; assign it to 'pointer' when
int* pointer = &number;
unsigned long bytes = sizeof(number);
int value = number;
// CONSTANT-NOT: error:
#endif

void show(const char* when) {
  printf("%s: %d %g %g %g %lld %g %u\n", when, number, values[0], values[1], values[7], counter, physics::scale,
         physics::hidden);
  printf("  particle %g %g %g %d %d, statics %d %d %d %g %d, text %s\n", particle.position[0], particle.position[1],
         particle.position[2], particle.charge, particle.next == &particle, Statistics::launches, Statistics::waits,
         Slot<int>::value, Slot<float>::value, c_name, text);
}

int main() {
  // CHECK: initial: 41 1.5 2.5 0 0 0.5 7
  // CHECK-NEXT: particle 1 2 3 -1 0, statics 10 100 3 3 5, text from the initialiser
  show("initial");
  // CHECK-NEXT: early 20 21
  printf("early %d %d\n", early.value, in_constructor);
  number = 99;
  values[7] = -7;
  particle.position[2] = 30;
  change<<<1, 8>>>();
  cudaDeviceSynchronize();
  // CHECK: once: 100 1.5 3.5 0 16 1.5 8
  // CHECK-NEXT: particle 1 20 30 200 1, statics 11 99 9 3.25 -5, text From the initialiser
  show("once");

  elsewhere = &number; // an address of the host is one of the device
  counter = 1000;
  change<<<2, 32>>>();
  cudaDeviceSynchronize();
  // CHECK: elsewhere 1234 13.5 1128
  printf("elsewhere %d %g %lld\n", *elsewhere, physics::scale, counter);

  // The variable's name is a symbol too.
  int copied = 0, written = 77;
  cudaMemcpyFromSymbol(&copied, number, sizeof copied);
  cudaMemcpyToSymbol(c_name, &written, sizeof written);
  int* address = nullptr;
  cudaGetSymbolAddress(reinterpret_cast<void**>(&address), number);
  cudaPointerAttributes attributes{};
  cudaPointerGetAttributes(&attributes, &number);
  // CHECK: symbols 1234 77 1 managed 1, freed: invalid argument
  printf("symbols %d %d %d managed %d, freed: %s\n", copied, c_name, address == &number,
         attributes.type == cudaMemoryTypeManaged, cudaGetErrorString(cudaFree(&number)));
}
