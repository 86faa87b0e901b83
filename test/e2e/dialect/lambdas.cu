// Extended lambdas as arguments of kernels: what they capture and how, where they are written, and lambdas of device
// code itself.  Their traits are in lambda_traits.cu.
// RUN: %ox-nvcc --extended-lambda %s -o %t && %t | FileCheck %s
// CHECK: 3 3 3 4 4 7 2 1 9 5 5 12 3 6
template <typename F> __global__ void run(F f, int* out) { f(out); }
template <typename F> __global__ void store(F f, int* out) { *out = f(); }

int* out;
int result() {
  int value;
  cudaMemcpy(&value, out, sizeof value, cudaMemcpyDeviceToHost);
  printf("%d ", value);
  return value;
}

template <typename T> void in_template(T t) {
  run<<<1, 1>>>([=] __device__(int* p) { *p = t; }, out), result();
}
template <int N> void in_constexpr_if() {
  int c = 4;
  if constexpr (N > 1)
    run<<<1, 1>>>([=] __device__(int* p) { *p = c; }, out), result();
}
struct Object {
  int x;
  void by_copy() {
    run<<<1, 1>>>([*this] __device__(int* p) { *p = x; }, out), result();
  }
};

__global__ void of_device_code(int* p) {
  int y = 2;
  auto by_reference = [&](int x) { return x + y; };
  auto generic = [=](auto... x) { return (x + ... + y); };
  auto pointer = +[](int x) { return x; };
  *p = by_reference(1) + generic(1, 1) + pointer(5);
}

int main() {
  cudaMalloc(&out, sizeof *out);
  int c = 3;
  run<<<1, 1>>>([=] __device__(int* p) { *p = c; }, out), result();
  run<<<1, 1>>>([=] __host__ __device__(int* p) { *p = c; }, out), result();
  auto changing = [=] __device__ __host__(int* p) mutable { *p = c++; };
  run<<<1, 1>>>(changing, out), result();
  run<<<1, 1>>>([x = c + 1] __device__(int* p) { *p = x; }, out), result();
  in_constexpr_if<2>(), in_constexpr_if<1>();
  in_template(7);
  int array[] = {1, 2, 3};
  run<<<1, 1>>>([=] __device__(int* p) { *p = array[1]; }, out), result();
  auto nested = [] { store<<<1, 1>>>([] __device__ { return 1; }, out), result(); };
  nested();
  auto generic = [=] __device__(auto p) -> int { return *p = c * 3; };
  run<<<1, 1>>>(generic, out), result();
  Object{5}.by_copy();
  auto no_parentheses = [] __device__ { return 5; };
  store<<<1, 1>>>(no_parentheses, out), result();
  of_device_code<<<1, 1>>>(out), result();
  auto host_only = [](int x) { return x; };
  printf("%d ", host_only(3));
  auto both = [] __host__ __device__() { return 6; };
  printf("%d\n", both());
}
