// RUN: %ox-nvcc %s -o %t && %t | FileCheck %s
// RUN: %ox-nvcc -ptx %s -o - | FileCheck --check-prefix=PTX %s
// nvcc takes special registers with one percent sign, in statements with operands too.
#include <cstdio>

__global__ void read(unsigned* out) {
  unsigned lane, block, both;
  asm volatile("mov.u32 %0, %laneid; // 100 %% of %lanes" : "=r"(lane));
  asm("{ .reg .u32 x;\n\t"
      "mov.u32 x, %ctaid.x;\n\t" // a comment between
      "mov.u32 %[to], x; }"
      : [to] "=r"(block));
  asm("mov.u32 %0, %%laneid;\n\tadd.u32 %0, %0, %1;" : "=&r"(both) : "r"(block));
  if (lane == 5)
    out[block] = 100 * lane + both;
}
// PTX: mov.u32 %r{{[0-9]+}}, %laneid; // 100 % of %lanes
// PTX: mov.u32 x, %ctaid.x;

int main() {
  unsigned* out;
  cudaMallocManaged(&out, 2 * sizeof *out);
  read<<<2, 32>>>(out);
  cudaDeviceSynchronize();
  int host = 1;
  asm("xorl %%eax, %%eax; addl $4, %0" : "+r"(host) : : "eax", "cc");
  asm("nop # %eax"); // without operands, a percent sign is one on the host
  // CHECK: 505 506 5
  printf("%u %u %d\n", out[0], out[1], host);
}
