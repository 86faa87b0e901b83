// nvcuda::experimental::pipeline: stages of asynchronous copies from global to shared memory, as a class.
#ifndef OX_CUDA_PIPELINE_H
#define OX_CUDA_PIPELINE_H
#define _CUDA_PIPELINE_H_

#if !defined(__cplusplus)
#error "cuda_pipeline.h needs C++; cuda_pipeline_primitives.h has functions for C"
#endif

#include "cuda_awbarrier.h"
#include "cuda_pipeline_primitives.h"

#if defined(OX_CUDA)
namespace nvcuda {
namespace experimental {

class pipeline {
public:
  __device__ pipeline() : stage_(0) {}
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  // Ends a stage and gives its number.
  __device__ size_t commit() {
    __pipeline_commit();
    return stage_++;
  }
  __device__ void commit_and_wait() { wait(commit()); }
  __device__ void wait(size_t stage) { __pipeline_wait_prior(stage_ > stage ? stage_ - stage - 1 : 0); }
  template <unsigned N> __device__ void wait_prior() { __pipeline_wait_prior(N); }
#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800
  __device__ void arrive_on(awbarrier& barrier) { __pipeline_arrive_on(&barrier.barrier_); }
#endif

private:
  size_t stage_;
};

// Words of the type's alignment, up to 16 bytes; smaller ones than 4 bytes are copied at once.
template <class T> __device__ inline void memcpy_async(T& dst, const T& src, pipeline&) {
  constexpr size_t word = alignof(T) >= 16 ? 16 : alignof(T);
  if (word >= 4 && sizeof(T) % word == 0)
    for (size_t i = 0; i < sizeof(T); i += word)
      __pipeline_memcpy_async((char*)&dst + i, (const char*)&src + i, word < 4 ? 4 : word);
  else
    dst = src;
}
template <class DstT, class SrcT>
__device__ inline void memcpy_async(DstT* dst, const SrcT* src, size_t size, pipeline&) {
  for (size_t i = 0; i < size; ++i)
    ((char*)dst)[i] = ((const char*)src)[i];
}

} // namespace experimental
} // namespace nvcuda
#endif

#endif
