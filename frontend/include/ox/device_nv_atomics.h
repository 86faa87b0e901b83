// nvcc's built-in atomic functions, __nv_atomic_... (CUDA C++ Programming Guide, "Built-in Atomic Functions"): atomics
// of any order and scope, on any type of 1, 2, 4, 8 or 16 bytes.  Libraries use them where
// __CUDACC_DEVICE_ATOMIC_BUILTINS__ is defined.
#pragma once

enum { // of C++
  __NV_ATOMIC_RELAXED = 0,
  __NV_ATOMIC_CONSUME = 1,
  __NV_ATOMIC_ACQUIRE = 2,
  __NV_ATOMIC_RELEASE = 3,
  __NV_ATOMIC_ACQ_REL = 4,
  __NV_ATOMIC_SEQ_CST = 5
};

enum {
  __NV_THREAD_SCOPE_THREAD = 0,
  __NV_THREAD_SCOPE_BLOCK = 1,
  __NV_THREAD_SCOPE_CLUSTER = 2,
  __NV_THREAD_SCOPE_DEVICE = 3,
  __NV_THREAD_SCOPE_SYSTEM = 4
};

// Orders and scopes are constants at every call, and after inlining at every builtin below; the orders' numbers are
// those of clang.
OX_DEVICE constexpr int ox_memory_scope(int scope) {
  return scope == __NV_THREAD_SCOPE_THREAD    ? __MEMORY_SCOPE_SINGLE
         : scope == __NV_THREAD_SCOPE_BLOCK   ? __MEMORY_SCOPE_WRKGRP
         : scope == __NV_THREAD_SCOPE_CLUSTER ? __MEMORY_SCOPE_CLUSTR
         : scope == __NV_THREAD_SCOPE_DEVICE  ? __MEMORY_SCOPE_DEVICE
                                              : __MEMORY_SCOPE_SYSTEM;
}

// The operand converts to the type of the object.
template <typename T> struct ox_same {
  typedef T type;
};

#define OX_NV_SCOPE int scope = __NV_THREAD_SCOPE_SYSTEM

template <typename T> OX_DEVICE void __nv_atomic_load(T* p, T* result, int order, OX_NV_SCOPE) {
  __scoped_atomic_load(p, result, order, ox_memory_scope(scope));
}
template <typename T> OX_DEVICE void __nv_atomic_store(T* p, T* value, int order, OX_NV_SCOPE) {
  __scoped_atomic_store(p, value, order, ox_memory_scope(scope));
}
template <typename T> OX_DEVICE void __nv_atomic_exchange(T* p, T* value, T* result, int order, OX_NV_SCOPE) {
  __scoped_atomic_exchange(p, value, result, order, ox_memory_scope(scope));
}
template <typename T>
OX_DEVICE bool __nv_atomic_compare_exchange(T* p, T* expected, T* desired, bool weak, int success, int failure,
                                            OX_NV_SCOPE) {
  return __scoped_atomic_compare_exchange(p, expected, desired, weak, success, failure, ox_memory_scope(scope));
}

// By value: of any scalar type, where clang's are of integers and pointers.
template <typename T> OX_DEVICE T __nv_atomic_load_n(T* p, int order, OX_NV_SCOPE) {
  T result;
  __nv_atomic_load(p, &result, order, scope);
  return result;
}
template <typename T>
OX_DEVICE void __nv_atomic_store_n(T* p, typename ox_same<T>::type value, int order, OX_NV_SCOPE) {
  __nv_atomic_store(p, &value, order, scope);
}
template <typename T>
OX_DEVICE T __nv_atomic_exchange_n(T* p, typename ox_same<T>::type value, int order, OX_NV_SCOPE) {
  T result;
  __nv_atomic_exchange(p, &value, &result, order, scope);
  return result;
}
template <typename T>
OX_DEVICE bool __nv_atomic_compare_exchange_n(T* p, T* expected, typename ox_same<T>::type desired, bool weak,
                                              int success, int failure, OX_NV_SCOPE) {
  return __nv_atomic_compare_exchange(p, expected, &desired, weak, success, failure, scope);
}

#define OX_NV_FETCH(op)                                                                                                \
  template <typename T>                                                                                                \
  OX_DEVICE T __nv_atomic_fetch_##op(T* p, typename ox_same<T>::type value, int order, OX_NV_SCOPE) {                  \
    return __scoped_atomic_fetch_##op(p, value, order, ox_memory_scope(scope));                                        \
  }                                                                                                                    \
  template <typename T>                                                                                                \
  OX_DEVICE void __nv_atomic_##op(T* p, typename ox_same<T>::type value, int order, OX_NV_SCOPE) {                     \
    __scoped_atomic_fetch_##op(p, value, order, ox_memory_scope(scope));                                               \
  }
OX_NV_FETCH(add)
OX_NV_FETCH(sub)
OX_NV_FETCH(and)
OX_NV_FETCH(or)
OX_NV_FETCH(xor)
OX_NV_FETCH(min)
OX_NV_FETCH(max)
#undef OX_NV_FETCH
#undef OX_NV_SCOPE

OX_DEVICE void __nv_atomic_thread_fence(int order, int scope = __NV_THREAD_SCOPE_SYSTEM) {
  __scoped_atomic_thread_fence(order, ox_memory_scope(scope));
}
