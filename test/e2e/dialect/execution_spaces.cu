// A function has one execution space: the union of what its declarations say.  Each function here is called on both
// sides, and none says __host__ __device__ on all of its declarations.
// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// CHECK: device 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
// CHECK: host 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18

// Free functions: on the first declaration only, on the definition only, one side each, after the definition.
__host__ __device__ int first_only(int x);
int first_only(int x) { return x + 1; }
int definition_only(int x);
__host__ __device__ int definition_only(int x) { return x + 2; }
__device__ int device_then_both(int x);
__host__ __device__ int device_then_both(int x) { return x + 3; }
__host__ __device__ int both_then_device(int x);
__device__ int both_then_device(int x) { return x + 4; }
__device__ int device_then_plain(int x);
int device_then_plain(int x) { return x + 5; }
int plain_then_device(int x);
__device__ int plain_then_device(int x) { return x + 6; }
int after_the_definition(int x) { return x + 7; }
__host__ __device__ int after_the_definition(int x);

// Members outside their class, and of a class template.
struct Members {
  __host__ __device__ int in_class(int x) const;
  int outside(int x) const;
  __device__ static int shared_by_all(int x);
};
int Members::in_class(int x) const { return x + 8; }
__host__ __device__ int Members::outside(int x) const { return x + 9; }
int Members::shared_by_all(int x) { return x + 10; }
template <typename T> struct Box {
  __host__ __device__ T get(T x) const;
};
template <typename T> T Box<T>::get(T x) const { return x + 11; }

// Friends: without the space, and before the function has one.
struct Befriended;
__host__ __device__ int named_before(const Befriended& b);
struct Befriended {
  friend int named_before(const Befriended& b);
  friend int named_later(const Befriended& b);

private:
  int value = 12;
};
int named_before(const Befriended& b) { return b.value; }
__host__ __device__ int named_later(const Befriended& b) { return b.value + 1; }

// Templates: declared, specialised and instantiated without it.
template <typename T> __host__ __device__ T declared(T x);
template <typename T> T declared(T x) { return x + 14; }
template <typename T> __host__ __device__ T specialised(T x) { return x; }
template <> int specialised<int>(int x) { return x + 15; }
namespace inner {
template <typename T> __host__ __device__ T instantiated(T x) { return x + 16; }
} // namespace inner
template int inner::instantiated<int>(int x);

// A function that is defaulted in its class is of the sides of what it calls, whatever it says.
struct Defaulted {
  __device__ Defaulted() = default;
  __host__ Defaulted(const Defaulted&) = default;
  __host__ Defaulted& operator=(const Defaulted&) = default;
  int value = 17;
};

struct Results {
  int values[18];
};

__host__ __device__ void call_all(Results& r) {
  int n = 0;
  r.values[n++] = first_only(0), r.values[n++] = definition_only(0), r.values[n++] = device_then_both(0);
  r.values[n++] = both_then_device(0), r.values[n++] = device_then_plain(0), r.values[n++] = plain_then_device(0);
  r.values[n++] = after_the_definition(0);
  r.values[n++] = Members().in_class(0), r.values[n++] = Members().outside(0), r.values[n++] = Members::shared_by_all(0);
  r.values[n++] = Box<int>().get(0);
  r.values[n++] = named_before(Befriended()), r.values[n++] = named_later(Befriended());
  r.values[n++] = declared(0), r.values[n++] = specialised(0), r.values[n++] = inner::instantiated(0);
  Defaulted made, copied(made), assigned;
  r.values[n++] = copied.value;
  made.value = 18, assigned = made, r.values[n++] = assigned.value;
}

// An explicit specialisation of a kernel is a kernel, said or not.
template <typename T> __global__ void run(T* out) {}
template <> void run<Results>(Results* out) { call_all(*out); }

void print(const char* side, const Results& r) {
  printf("%s", side);
  for (int value : r.values)
    printf(" %d", value);
  printf("\n");
}

int main() {
  Results *device, results;
  cudaMalloc(&device, sizeof results);
  run<<<1, 1>>>(device);
  cudaMemcpy(&results, device, sizeof results, cudaMemcpyDeviceToHost);
  print("device", results);
  results = {};
  call_all(results);
  print("host", results);
}
