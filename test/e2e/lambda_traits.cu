// The traits that tell extended lambdas from other types, on both sides; without --extended-lambda they are false.
// RUN: %ox-nvcc --extended-lambda -DEXTENDED=true %s -o %t && %t
// RUN: %ox-nvcc -DEXTENDED=false %s -o %t && %t
// RUN: %ox-nvcc -std=c++20 --extended-lambda -DEXTENDED=true -c %s -o %t
#include <cstdio>

#define IS_DEVICE(type) __nv_is_extended_device_lambda_closure_type(type)
#define KEEPS_RETURN_TYPE(type) __nv_is_extended_device_lambda_with_preserved_return_type(type)
#define IS_HOST_DEVICE(type) __nv_is_extended_host_device_lambda_closure_type(type)

template <bool kDevice, bool kReturnType, bool kHostDevice, class T> __host__ __device__ void check(const T&) {
  static_assert(IS_DEVICE(T) == (kDevice && EXTENDED), "device");
  static_assert(KEEPS_RETURN_TYPE(T) == (kReturnType && EXTENDED), "return type");
  static_assert(IS_HOST_DEVICE(T) == (kHostDevice && EXTENDED), "host and device");
}

// Overloads and specialisations go by them.
template <class T, bool = IS_DEVICE(T)> struct Describe {
  static const char* name() { return "other"; }
};
template <class T> struct Describe<T, true> {
  static const char* name() { return "device lambda"; }
};

struct Functor {
  __device__ int operator()(int x) const { return x; }
};

template <class F> __global__ void apply(F f, int* result) { *result = f(*result); }

__global__ void inside_a_kernel() {
  auto local = [] __device__(int x) { return x; };
  check<false, false, false>(local);
}

template <class T> void in_a_template(T addend) {
  auto generic = [=] __device__(T x) { return x + addend; };
  check<true, false, false>(generic);
}

int main() {
  int addend = 5, *result;
  auto plain = [](int x) { return x; };
  auto on_device = [=] __device__(int x) { return x + addend; };
  auto typed = [=] __device__(int x) -> double { return x + addend; };
  auto without_parameters = [] __device__ { return 1; };
  auto on_both = [=] __host__ __device__(int x) { return x + addend; };
  check<false, false, false>(plain);
  check<true, false, false>(on_device);
  check<true, true, false>(typed);
  check<true, false, false>(without_parameters);
  check<false, false, true>(on_both);
  check<false, false, false>(Functor());
  check<false, false, false>(3);
  static_assert(!IS_DEVICE(void) && !IS_DEVICE(int[]) && !IS_DEVICE(int (*)(int)), "types that are no class");
  in_a_template(2.0f);

  cudaMallocManaged(&result, sizeof(int));
  *result = 1;
  apply<<<1, 1>>>(on_device, result);
  apply<<<1, 1>>>(on_both, result);
  inside_a_kernel<<<1, 1>>>();
  cudaDeviceSynchronize();
  printf("%s, %s: %d\n", Describe<decltype(on_device)>::name(), Describe<Functor>::name(), *result);
  return *result != 11;
}
