// Barriers, fences, votes, warp reductions and matches, clocks.
#pragma once

// __syncthreads() itself is a builtin of clang.
OX_DEVICE int __syncthreads_count(int predicate) { return __nvvm_bar0_popc(predicate); }
OX_DEVICE int __syncthreads_and(int predicate) { return __nvvm_bar0_and(predicate); }
OX_DEVICE int __syncthreads_or(int predicate) { return __nvvm_bar0_or(predicate); }
OX_DEVICE void __syncwarp(unsigned mask = 0xffffffffu) { __nvvm_bar_warp_sync(mask); }
OX_DEVICE void __barrier_sync(unsigned id) { __nvvm_barrier_sync(id); }
OX_DEVICE void __barrier_sync_count(unsigned id, unsigned count) { __nvvm_barrier_sync_cnt(id, count); }

OX_DEVICE void __threadfence() { __nvvm_membar_gl(); }
OX_DEVICE void __threadfence_block() { __nvvm_membar_cta(); }
OX_DEVICE void __threadfence_system() { __nvvm_membar_sys(); }

OX_DEVICE unsigned __activemask() { return __nvvm_activemask(); }
OX_DEVICE int __all_sync(unsigned mask, int predicate) { return __nvvm_vote_all_sync(mask, predicate); }
OX_DEVICE int __any_sync(unsigned mask, int predicate) { return __nvvm_vote_any_sync(mask, predicate); }
OX_DEVICE int __uni_sync(unsigned mask, int predicate) { return __nvvm_vote_uni_sync(mask, predicate); }
OX_DEVICE unsigned __ballot_sync(unsigned mask, int predicate) { return __nvvm_vote_ballot_sync(mask, predicate); }

// The forms without a mask, which CUDA 9 deprecated: they speak for the lanes that happen to execute together.
OX_DEVICE int __all(int predicate) { return __nvvm_vote_all_sync(__nvvm_activemask(), predicate); }
OX_DEVICE int __any(int predicate) { return __nvvm_vote_any_sync(__nvvm_activemask(), predicate); }
OX_DEVICE unsigned __ballot(int predicate) { return __nvvm_vote_ballot_sync(__nvvm_activemask(), predicate); }

// Bit n of the mask counting from base, up (offset > 0) or down (offset < 0); all ones if there is none.
OX_DEVICE unsigned __fns(unsigned mask, unsigned base, int offset) { return __nvvm_fns(mask, base, offset); }

OX_DEVICE unsigned __reduce_add_sync(unsigned mask, unsigned v) { return __nvvm_redux_sync_add(v, mask); }
OX_DEVICE unsigned __reduce_min_sync(unsigned mask, unsigned v) { return __nvvm_redux_sync_umin(v, mask); }
OX_DEVICE unsigned __reduce_max_sync(unsigned mask, unsigned v) { return __nvvm_redux_sync_umax(v, mask); }
OX_DEVICE int __reduce_add_sync(unsigned mask, int v) { return __nvvm_redux_sync_add(v, mask); }
OX_DEVICE int __reduce_min_sync(unsigned mask, int v) { return __nvvm_redux_sync_min(v, mask); }
OX_DEVICE int __reduce_max_sync(unsigned mask, int v) { return __nvvm_redux_sync_max(v, mask); }
OX_DEVICE unsigned __reduce_and_sync(unsigned mask, unsigned v) { return __nvvm_redux_sync_and(v, mask); }
OX_DEVICE unsigned __reduce_or_sync(unsigned mask, unsigned v) { return __nvvm_redux_sync_or(v, mask); }
OX_DEVICE unsigned __reduce_xor_sync(unsigned mask, unsigned v) { return __nvvm_redux_sync_xor(v, mask); }

#define OX_MATCH(T, bits, cast)                                                                                        \
  OX_DEVICE unsigned __match_any_sync(unsigned mask, T v) {                                                            \
    return __nvvm_match_any_sync_i##bits(mask, __builtin_bit_cast(cast, v));                                           \
  }                                                                                                                    \
  OX_DEVICE unsigned __match_all_sync(unsigned mask, T v, int* all) {                                                  \
    return __nvvm_match_all_sync_i##bits##p(mask, __builtin_bit_cast(cast, v), all);                                   \
  }
OX_MATCH(int, 32, unsigned)
OX_MATCH(unsigned, 32, unsigned)
OX_MATCH(float, 32, unsigned)
OX_MATCH(long, 64, unsigned long long)
OX_MATCH(unsigned long, 64, unsigned long long)
OX_MATCH(long long, 64, unsigned long long)
OX_MATCH(unsigned long long, 64, unsigned long long)
OX_MATCH(double, 64, unsigned long long)
#undef OX_MATCH

OX_DEVICE clock_t clock() { return (clock_t)(int)__nvvm_read_ptx_sreg_clock(); }
OX_DEVICE long long clock64() { return (long long)__nvvm_read_ptx_sreg_clock64(); }
OX_DEVICE void __nanosleep(unsigned ns) { __nvvm_nanosleep(ns); }

OX_DEVICE __attribute__((noreturn)) void __trap() { __builtin_trap(); }
OX_DEVICE void __brkpt() { __builtin_trap(); }
// Counters for a profiler that doesn't exist here.
#define __prof_trigger(counter) ((void)(counter))
