// What device code shares with the host's C library: printf, assert, malloc, memcpy.
#pragma once

extern "C" {
__device__ int vprintf(const char*, const char*);
__device__ int printf(const char*, ...); // clang packs the arguments and calls vprintf
__device__ void __assertfail(const char* message, const char* file, unsigned line, const char* function,
                             size_t char_size);

// Makes the kernels that can reach the call unusable, by name and with this text: what is missing; what to do.
__device__ void __ox_unsupported(const char* what) __attribute__((noreturn));

__device__ static inline void __assert_rtn(const char* function, const char* file, int line, const char* message) {
  __assertfail(message, file, (unsigned)line, function, sizeof(char));
}
}

#if !defined(__CLANG_CUDA_RUNTIME_WRAPPER_H__) // which has the same
// The C library's assert macro calls this.  Libraries declare the C library's own for both sides: the condition, which
// always holds, makes this one another function, and the better one in device code.
__device__ static inline void __assert_fail(const char* message, const char* file, unsigned line, const char* function)
    __attribute__((enable_if(true, ""))) {
  __assertfail(message, file, line, function, sizeof(char));
}
#endif

OX_DEVICE void* memcpy(void* to, const void* from, size_t bytes) { return __builtin_memcpy(to, from, bytes); }
OX_DEVICE void* memmove(void* to, const void* from, size_t bytes) { return __builtin_memmove(to, from, bytes); }
OX_DEVICE void* memset(void* to, int value, size_t bytes) { return __builtin_memset(to, value, bytes); }

// <cstring> took the host's into std before these were declared.
namespace std {
using ::memcpy;
using ::memmove;
using ::memset;
} // namespace std
