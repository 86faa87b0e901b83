// nvcuda::experimental::awbarrier: barriers in shared memory, as a class.  Needs sm_80.
#ifndef OX_CUDA_AWBARRIER_H
#define OX_CUDA_AWBARRIER_H
#define _CUDA_AWBARRIER_H_

#if !defined(__cplusplus)
#error "cuda_awbarrier.h needs C++; cuda_awbarrier_primitives.h has functions for C"
#endif

#include "cuda_awbarrier_primitives.h"

#if defined(OX_CUDA) && (!defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800)
namespace nvcuda {
namespace experimental {

class awbarrier {
public:
  class arrival_token {
  public:
    arrival_token() = default;
    __device__ uint32_t pending_count() const { return __mbarrier_token_pending_count(token_); }

  private:
    __device__ explicit arrival_token(__mbarrier_token_t token) : token_(token) {}
    __mbarrier_token_t token_;
    friend class awbarrier;
  };

  awbarrier() = default;
  awbarrier(const awbarrier&) = delete;
  awbarrier& operator=(const awbarrier&) = delete;

  __device__ arrival_token arrive() { return arrival_token(__mbarrier_arrive(&barrier_)); }
  __device__ arrival_token arrive_and_drop() { return arrival_token(__mbarrier_arrive_and_drop(&barrier_)); }
  __device__ bool timed_wait(arrival_token token, uint32_t hint_in_nanoseconds) {
    return __mbarrier_try_wait(&barrier_, token.token_, hint_in_nanoseconds);
  }
  __device__ bool timed_wait_parity(bool phase, uint32_t hint_in_nanoseconds) {
    return __mbarrier_try_wait_parity(&barrier_, phase, hint_in_nanoseconds);
  }
  __device__ void wait(arrival_token token) {
    while (!__mbarrier_try_wait(&barrier_, token.token_, 1000)) {
    }
  }
  __device__ void arrive_and_wait() { wait(arrive()); }
  __device__ bool try_wait(arrival_token token, uint32_t hint_in_nanoseconds) {
    return timed_wait(token, hint_in_nanoseconds);
  }
  __device__ static constexpr uint32_t max() { return (1u << 20) - 1u; }

private:
  __mbarrier_t barrier_;
  friend __device__ inline void init(awbarrier* barrier, uint32_t expected_count);
  friend __device__ inline void inval(awbarrier* barrier);
  friend class pipeline;
};

__device__ inline void init(awbarrier* barrier, uint32_t expected_count) {
  __mbarrier_init(&barrier->barrier_, expected_count);
}
__device__ inline void inval(awbarrier* barrier) { __mbarrier_inval(&barrier->barrier_); }

} // namespace experimental
} // namespace nvcuda
#endif

#endif
