// Fragments of nvcuda::wmma: the elements that each lane holds, as the PTX manual gives registers to each shape and type
// (9.7.14.5); what needs the tensor engine is named.
// RUN: %cuda-host -Wall -Werror -fsyntax-only %s
// RUN: %cuda-device -std=c++11 -fsyntax-only %s
// RUN: %cuda-device -O2 -S -emit-llvm %s -o - | FileCheck %s
#include <mma.h>
using namespace nvcuda;

#define COUNTS(m, n, k, T, a, b)                                                                                       \
  static_assert(wmma::fragment<wmma::matrix_a, m, n, k, T, wmma::row_major>::num_elements == a, "");                   \
  static_assert(wmma::fragment<wmma::matrix_b, m, n, k, T, wmma::col_major>::num_elements == b, "")
COUNTS(16, 16, 16, half, 16, 16);           // 8 registers of two
COUNTS(32, 8, 16, half, 16, 16);
COUNTS(16, 16, 16, __nv_bfloat16, 8, 8);    // 4 registers of two
COUNTS(32, 8, 16, __nv_bfloat16, 16, 4);    // 8 and 2
COUNTS(8, 32, 16, __nv_bfloat16, 4, 16);
COUNTS(16, 16, 16, signed char, 8, 8);      // 2 registers of four
COUNTS(32, 8, 16, unsigned char, 16, 4);    // 4 and 1
COUNTS(16, 16, 8, wmma::precision::tf32, 4, 4);
COUNTS(8, 8, 4, double, 1, 1);
COUNTS(8, 8, 32, wmma::experimental::precision::s4, 8, 8);
COUNTS(8, 8, 128, wmma::experimental::precision::b1, 32, 32);
static_assert(wmma::fragment<wmma::accumulator, 16, 16, 16, float>::num_elements == 8, "");
static_assert(wmma::fragment<wmma::accumulator, 8, 8, 4, double>::num_elements == 2, "");
static_assert(wmma::fragment<wmma::matrix_a, 8, 8, 128, wmma::experimental::precision::b1,
                             wmma::row_major>::num_storage_elements == 1, "");

// CHECK: c"wmma::load_matrix_sync is not supported yet: Ox has no tensor engine; compute the product with fma\00"
// CHECK-LABEL: define {{.*}} @product(
extern "C" __global__ void product(const half* a, const half* b, float* c) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> left;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::col_major> right;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> sum;
  wmma::fill_fragment(sum, 0.0f);
  // CHECK: call void @__ox_unsupported(
  wmma::load_matrix_sync(left, a, 16);
  wmma::load_matrix_sync(right, b, 16);
  wmma::mma_sync(sum, left, right, sum);
  wmma::load_matrix_sync(sum, c, 16, wmma::mem_col_major);
  wmma::store_matrix_sync(c, sum, 16, wmma::mem_row_major);
}

// CHECK-LABEL: define {{.*}} @elements(
extern "C" __global__ void elements(float* c) {
  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::row_major> tf32;
  wmma::fill_fragment(tf32, 1.5f);
  for (int i = 0; i < tf32.num_elements; ++i)
    // CHECK: "cvt.rna.tf32.f32
    c[i] = wmma::__float_to_tf32(tf32.x[i] + c[i]);
  wmma::fragment<wmma::accumulator, 16, 16, 16, half> halves;
  wmma::fill_fragment(halves, 2.0f);
  // CHECK: store float 2.000000e+00
  c[100] = halves.x[7];
}
