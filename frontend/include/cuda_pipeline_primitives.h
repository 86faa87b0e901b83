// Asynchronous copies from global to shared memory: the functions of C.  Before sm_80 they are plain copies.
#ifndef OX_CUDA_PIPELINE_PRIMITIVES_H
#define OX_CUDA_PIPELINE_PRIMITIVES_H
#define _CUDA_PIPELINE_PRIMITIVES_H_

#include "cuda_awbarrier_primitives.h"
#include "cuda_runtime.h"
#if !defined(__CUDACC_RTC__)
#include <stddef.h>
#endif

#if defined(OX_CUDA)
#define OX_PIPELINE static __device__ __forceinline__

#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800
#define OX_PIPELINE_COPY(bytes)                                                                                        \
  asm volatile("cp.async.ca.shared.global [%0], [%1], " #bytes                                                         \
               ", %2;" ::"r"((unsigned)__cvta_generic_to_shared(dst_shared)),                                          \
               "l"(__cvta_generic_to_global(src_global)), "r"((unsigned)(bytes - zfill))                               \
               : "memory")
OX_PIPELINE void __pipeline_memcpy_async(void* __restrict__ dst_shared, const void* __restrict__ src_global,
                                         size_t size_and_align, size_t zfill = 0) {
  if (size_and_align == 16)
    OX_PIPELINE_COPY(16);
  else if (size_and_align == 8)
    OX_PIPELINE_COPY(8);
  else if (size_and_align == 4)
    OX_PIPELINE_COPY(4);
  else
    __trap(); // there are no others
}
#undef OX_PIPELINE_COPY
OX_PIPELINE void __pipeline_commit() { asm volatile("cp.async.commit_group;" ::: "memory"); }
// All but the last N groups.
OX_PIPELINE void __pipeline_wait_prior(size_t N) {
#define OX_PIPELINE_WAIT(n)                                                                                            \
  case n:                                                                                                              \
    asm volatile("cp.async.wait_group " #n ";" ::: "memory");                                                          \
    break;
  switch (N) {
    OX_PIPELINE_WAIT(1)
    OX_PIPELINE_WAIT(2)
    OX_PIPELINE_WAIT(3)
    OX_PIPELINE_WAIT(4)
    OX_PIPELINE_WAIT(5)
    OX_PIPELINE_WAIT(6)
    OX_PIPELINE_WAIT(7)
  default: // more than are named: waiting for all is right too
    OX_PIPELINE_WAIT(0)
  }
#undef OX_PIPELINE_WAIT
}
// The barrier expects one arrival more, which comes when the thread's copies are done.
OX_PIPELINE void __pipeline_arrive_on(__mbarrier_t* barrier) {
  asm volatile("cp.async.mbarrier.arrive.shared.b64 [%0];" ::"r"((unsigned)__cvta_generic_to_shared(barrier))
               : "memory");
}
#else
OX_PIPELINE void __pipeline_memcpy_async(void* __restrict__ dst_shared, const void* __restrict__ src_global,
                                         size_t size_and_align, size_t zfill = 0) {
  for (size_t i = 0; i < size_and_align; ++i)
    ((char*)dst_shared)[i] = i < size_and_align - zfill ? ((const char*)src_global)[i] : 0;
}
OX_PIPELINE void __pipeline_commit() {}
OX_PIPELINE void __pipeline_wait_prior(size_t) {}
#endif
#undef OX_PIPELINE
#endif

#endif
