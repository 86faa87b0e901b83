// Every device overload that clang's header declares has a definition, in the global namespace and in std.
// RUN: sed -nE 's/^__DEVICE__ (.*[ *])([a-z0-9]+)\(([^()]*)\);.*/USE(\1, \2, (\3))/p' \
// RUN:   %clang-include/__clang_cuda_math_forward_declares.h | grep -v 'long double' > %t.inc
// RUN: test $(grep -c USE %t.inc) -gt 140
// RUN: %cuda-device -DOVERLOADS='"%t.inc"' -S -emit-llvm %s -o %t.ll
// RUN: FileCheck %s --implicit-check-not='declare {{.*}}@_ZL' < %t.ll
// CHECK: define {{.*}} @_ZL3fmafff

__device__ void use(void*);

__global__ void kernel() {
#define USE(result, name, parameters)                                                                                  \
  {                                                                                                                    \
    result(*global) parameters = ::name;                                                                               \
    result(*standard) parameters = std::name;                                                                          \
    use((void*)global);                                                                                                \
    use((void*)standard);                                                                                              \
  }
#include OVERLOADS
}
