// Barriers in shared memory (mbarrier): the functions of C.  Needs sm_80.
#ifndef OX_CUDA_AWBARRIER_PRIMITIVES_H
#define OX_CUDA_AWBARRIER_PRIMITIVES_H
#define _CUDA_AWBARRIER_PRIMITIVES_H_

#include "cuda_runtime.h"
#if defined(__CUDACC_RTC__)
typedef __UINT32_TYPE__ uint32_t;
typedef __UINT64_TYPE__ uint64_t;
#else
#include <stdint.h>
#endif

typedef uint64_t __mbarrier_t;
typedef uint64_t __mbarrier_token_t;

#if defined(OX_CUDA) && (!defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800)
#define OX_MBARRIER static __device__ __forceinline__

OX_MBARRIER uint32_t ox_shared_address(const void* p) { return (uint32_t)__cvta_generic_to_shared(p); }

OX_MBARRIER uint32_t __mbarrier_maximum_count() { return (1u << 20) - 1u; }
OX_MBARRIER void __mbarrier_init(__mbarrier_t* barrier, uint32_t expected_count) {
  asm volatile("mbarrier.init.shared.b64 [%0], %1;" ::"r"(ox_shared_address(barrier)), "r"(expected_count) : "memory");
}
OX_MBARRIER void __mbarrier_inval(__mbarrier_t* barrier) {
  asm volatile("mbarrier.inval.shared.b64 [%0];" ::"r"(ox_shared_address(barrier)) : "memory");
}
OX_MBARRIER __mbarrier_token_t __mbarrier_arrive(__mbarrier_t* barrier) {
  __mbarrier_token_t token;
  asm volatile("mbarrier.arrive.shared.b64 %0, [%1];" : "=l"(token) : "r"(ox_shared_address(barrier)) : "memory");
  return token;
}
OX_MBARRIER __mbarrier_token_t __mbarrier_arrive_and_drop(__mbarrier_t* barrier) {
  __mbarrier_token_t token;
  asm volatile("mbarrier.arrive_drop.shared.b64 %0, [%1];" : "=l"(token) : "r"(ox_shared_address(barrier)) : "memory");
  return token;
}
OX_MBARRIER uint32_t __mbarrier_token_pending_count(__mbarrier_token_t token) {
  uint32_t count;
  asm("mbarrier.pending_count.b64 %0, %1;" : "=r"(count) : "l"(token));
  return count;
}
// state: the token's phase, or the parity of one.
#define OX_MBARRIER_TEST(instruction, constraint, state)                                                               \
  uint32_t is_over;                                                                                                    \
  asm volatile("{ .reg .pred over; mbarrier." instruction " over, [%1], %2; selp.u32 %0, 1, 0, over; }"                \
               : "=r"(is_over)                                                                                         \
               : "r"(ox_shared_address(barrier)), constraint(state)                                                    \
               : "memory");                                                                                            \
  return is_over != 0
#define OX_MBARRIER_TIMED(instruction, constraint, state)                                                              \
  uint32_t is_over;                                                                                                    \
  asm volatile("{ .reg .pred over; mbarrier." instruction " over, [%1], %2, %3; selp.u32 %0, 1, 0, over; }"            \
               : "=r"(is_over)                                                                                         \
               : "r"(ox_shared_address(barrier)), constraint(state), "r"(max_sleep_nanosec)                            \
               : "memory");                                                                                            \
  return is_over != 0
OX_MBARRIER bool __mbarrier_test_wait(__mbarrier_t* barrier, __mbarrier_token_t token) {
  OX_MBARRIER_TEST("test_wait.shared.b64", "l", token);
}
OX_MBARRIER bool __mbarrier_test_wait_parity(__mbarrier_t* barrier, bool phase_parity) {
  OX_MBARRIER_TEST("test_wait.parity.shared.b64", "r", (uint32_t)phase_parity);
}
#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 900
OX_MBARRIER bool __mbarrier_try_wait(__mbarrier_t* barrier, __mbarrier_token_t token, uint32_t max_sleep_nanosec) {
  OX_MBARRIER_TIMED("try_wait.shared.b64", "l", token);
}
OX_MBARRIER bool __mbarrier_try_wait_parity(__mbarrier_t* barrier, bool phase_parity, uint32_t max_sleep_nanosec) {
  OX_MBARRIER_TIMED("try_wait.parity.shared.b64", "r", (uint32_t)phase_parity);
}
#else
// Nobody is woken before sm_90: sleep, and look once more.
OX_MBARRIER bool __mbarrier_try_wait(__mbarrier_t* barrier, __mbarrier_token_t token, uint32_t max_sleep_nanosec) {
  if (__mbarrier_test_wait(barrier, token))
    return true;
  __nanosleep(max_sleep_nanosec);
  return __mbarrier_test_wait(barrier, token);
}
OX_MBARRIER bool __mbarrier_try_wait_parity(__mbarrier_t* barrier, bool phase_parity, uint32_t max_sleep_nanosec) {
  if (__mbarrier_test_wait_parity(barrier, phase_parity))
    return true;
  __nanosleep(max_sleep_nanosec);
  return __mbarrier_test_wait_parity(barrier, phase_parity);
}
#endif
#undef OX_MBARRIER_TEST
#undef OX_MBARRIER_TIMED
#undef OX_MBARRIER
#endif

#endif
