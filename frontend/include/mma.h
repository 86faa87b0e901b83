// nvcuda::wmma: products of matrices by a warp.
//
// Fragments have the elements per lane that the CUDA C++ Programming Guide and the PTX manual give each shape and type,
// so that code that walks over x[] compiles and fills.  What needs the tensor engine makes its kernel unusable, by
// name.
#ifndef OX_MMA_H
#define OX_MMA_H
#define __CUDA_MMA_H__

#if !defined(__cplusplus)
#error "mma.h needs C++"
#endif

#include "cuda_bf16.h"
#include "cuda_fp16.h"

#if defined(OX_CUDA)

namespace nvcuda {
namespace wmma {

struct matrix_a;
struct matrix_b;
struct accumulator;
struct row_major;
struct col_major;
enum layout_t { mem_row_major, mem_col_major };

namespace precision {
struct tf32;
}
namespace experimental {
namespace precision {
struct u4;
struct s4;
struct b1;
} // namespace precision
enum bmmaBitOp { bmmaBitOpXOR = 1, bmmaBitOpAND = 2 };
enum bmmaAccumulateOp { bmmaAccumulateOpPOPC = 1 };
} // namespace experimental

namespace ox {

template <class T, int Count, class Storage = T, int StorageCount = Count> struct Elements {
  enum { num_elements = Count, num_storage_elements = StorageCount };
  typedef T element_type;
  typedef Storage storage_element_type;
  Storage x[StorageCount];
};

// Undefined for shapes and types that there are not.
template <class Use, int m, int n, int k, class T> struct Held;

#define OX_HELD(use, m, n, k, T, ...)                                                                                  \
  template <> struct Held<use, m, n, k, T> : Elements<__VA_ARGS__> {};
#define OX_SHAPE(m, n, k, T, a, b)                                                                                     \
  OX_HELD(matrix_a, m, n, k, T, T, a)                                                                                  \
  OX_HELD(matrix_b, m, n, k, T, T, b)
OX_SHAPE(16, 16, 16, __half, 16, 16)
OX_SHAPE(32, 8, 16, __half, 16, 16)
OX_SHAPE(8, 32, 16, __half, 16, 16)
OX_SHAPE(16, 16, 16, __nv_bfloat16, 8, 8)
OX_SHAPE(32, 8, 16, __nv_bfloat16, 16, 4)
OX_SHAPE(8, 32, 16, __nv_bfloat16, 4, 16)
OX_SHAPE(16, 16, 16, signed char, 8, 8)
OX_SHAPE(32, 8, 16, signed char, 16, 4)
OX_SHAPE(8, 32, 16, signed char, 4, 16)
OX_SHAPE(16, 16, 16, unsigned char, 8, 8)
OX_SHAPE(32, 8, 16, unsigned char, 16, 4)
OX_SHAPE(8, 32, 16, unsigned char, 4, 16)
OX_SHAPE(8, 8, 4, double, 1, 1)
OX_HELD(matrix_a, 16, 16, 8, precision::tf32, float, 4)
OX_HELD(matrix_b, 16, 16, 8, precision::tf32, float, 4)
// 8 elements of 4 bits and 32 of one bit in a word.
OX_HELD(matrix_a, 8, 8, 32, experimental::precision::u4, experimental::precision::u4, 8, unsigned, 1)
OX_HELD(matrix_b, 8, 8, 32, experimental::precision::u4, experimental::precision::u4, 8, unsigned, 1)
OX_HELD(matrix_a, 8, 8, 32, experimental::precision::s4, experimental::precision::s4, 8, int, 1)
OX_HELD(matrix_b, 8, 8, 32, experimental::precision::s4, experimental::precision::s4, 8, int, 1)
OX_HELD(matrix_a, 8, 8, 128, experimental::precision::b1, experimental::precision::b1, 32, unsigned, 1)
OX_HELD(matrix_b, 8, 8, 128, experimental::precision::b1, experimental::precision::b1, 32, unsigned, 1)
#define OX_ACCUMULATOR(m, n, k, T, count) OX_HELD(accumulator, m, n, k, T, T, count)
OX_ACCUMULATOR(16, 16, 16, __half, 8)
OX_ACCUMULATOR(32, 8, 16, __half, 8)
OX_ACCUMULATOR(8, 32, 16, __half, 8)
OX_ACCUMULATOR(16, 16, 16, float, 8)
OX_ACCUMULATOR(32, 8, 16, float, 8)
OX_ACCUMULATOR(8, 32, 16, float, 8)
OX_ACCUMULATOR(16, 16, 16, int, 8)
OX_ACCUMULATOR(32, 8, 16, int, 8)
OX_ACCUMULATOR(8, 32, 16, int, 8)
OX_ACCUMULATOR(16, 16, 8, float, 8)
OX_ACCUMULATOR(8, 8, 4, double, 2)
OX_ACCUMULATOR(8, 8, 32, int, 2)
OX_ACCUMULATOR(8, 8, 128, int, 2)
#undef OX_HELD
#undef OX_SHAPE
#undef OX_ACCUMULATOR

} // namespace ox

template <class Use, int m, int n, int k, class T, class Layout = void>
class fragment : public ox::Held<Use, m, n, k, T> {
public:
  fragment() = default;
};

#define OX_WMMA static __device__ __forceinline__ __attribute__((nodebug))
#define OX_NO_TENSOR_ENGINE(name)                                                                                      \
  __ox_unsupported("wmma::" name " is not supported yet: Ox has no tensor engine; compute the product with fma")

template <class Use, int m, int n, int k, class T, class Layout, class V>
OX_WMMA void fill_fragment(fragment<Use, m, n, k, T, Layout>& f, const V& value) {
  for (auto& element : f.x)
    element = static_cast<typename fragment<Use, m, n, k, T, Layout>::storage_element_type>(value);
}

// Matrices in their layout, elements of 4 bits and one bit in words; accumulators in the layout that is named.
template <class Use, int m, int n, int k, class T, class Layout, class V>
OX_WMMA void load_matrix_sync(fragment<Use, m, n, k, T, Layout>&, const V*, unsigned) {
  OX_NO_TENSOR_ENGINE("load_matrix_sync");
}
template <int m, int n, int k, class T>
OX_WMMA void load_matrix_sync(fragment<accumulator, m, n, k, T>&, const T*, unsigned, layout_t) {
  OX_NO_TENSOR_ENGINE("load_matrix_sync");
}
template <int m, int n, int k, class T>
OX_WMMA void store_matrix_sync(T*, const fragment<accumulator, m, n, k, T>&, unsigned, layout_t) {
  OX_NO_TENSOR_ENGINE("store_matrix_sync");
}
template <int m, int n, int k, class A, class B, class C, class D, class LayoutA, class LayoutB>
OX_WMMA void mma_sync(fragment<accumulator, m, n, k, D>&, const fragment<matrix_a, m, n, k, A, LayoutA>&,
                      const fragment<matrix_b, m, n, k, B, LayoutB>&, const fragment<accumulator, m, n, k, C>&,
                      bool = false) {
  OX_NO_TENSOR_ENGINE("mma_sync");
}
template <class LayoutA, class LayoutB>
OX_WMMA void bmma_sync(fragment<accumulator, 8, 8, 128, int>&,
                       const fragment<matrix_a, 8, 8, 128, experimental::precision::b1, LayoutA>&,
                       const fragment<matrix_b, 8, 8, 128, experimental::precision::b1, LayoutB>&,
                       const fragment<accumulator, 8, 8, 128, int>&,
                       experimental::bmmaBitOp = experimental::bmmaBitOpXOR,
                       experimental::bmmaAccumulateOp = experimental::bmmaAccumulateOpPOPC) {
  OX_NO_TENSOR_ENGINE("bmma_sync");
}
#undef OX_NO_TENSOR_ENGINE

// To the nearest of 11 bits, ties away from zero.
OX_WMMA float __float_to_tf32(float value) {
  float rounded;
  asm("cvt.rna.tf32.f32 %0, %1;" : "=f"(rounded) : "f"(value));
  return rounded;
}
#undef OX_WMMA

// The names of CUDA 10, where these were new.
namespace experimental {
using wmma::bmma_sync;
}

} // namespace wmma
} // namespace nvcuda

#endif

#endif
