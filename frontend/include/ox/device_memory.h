// Loads and stores with cache hints, and questions about address spaces.
//
// OxCore's caches take no hints from a load, so a hinted access is a plain one; only __ldcv and __stwt, which promise
// to fetch again and to write through, are volatile.
#pragma once

template <typename T> struct ox_as_given {
  typedef T type;
};

#define OX_HINTED_LOAD(name)                                                                                           \
  template <typename T> OX_DEVICE T name(const T* p) { return *p; }
OX_HINTED_LOAD(__ldg)
OX_HINTED_LOAD(__ldca)
OX_HINTED_LOAD(__ldcg)
OX_HINTED_LOAD(__ldcs)
OX_HINTED_LOAD(__ldlu)
#undef OX_HINTED_LOAD

// A value of class type is copied by its largest words, because a volatile struct has no copy constructor.
template <int Bytes> struct ox_word {
  typedef unsigned char type;
};
template <> struct ox_word<2> {
  typedef unsigned short type;
};
template <> struct ox_word<4> {
  typedef unsigned type;
};
template <> struct ox_word<8> {
  typedef unsigned long long type;
};
template <> struct ox_word<16> {
  typedef unsigned long long type;
};

template <typename T> OX_DEVICE T __ldcv(const T* p) {
  typedef typename ox_word<alignof(T)>::type Word;
  union {
    T value;
    Word words[sizeof(T) / sizeof(Word)];
  } u;
  for (unsigned i = 0; i < sizeof(T) / sizeof(Word); ++i)
    u.words[i] = ((const volatile Word*)p)[i];
  return u.value;
}

#define OX_HINTED_STORE(name)                                                                                          \
  template <typename T> OX_DEVICE void name(T* p, typename ox_as_given<T>::type value) { *p = value; }
OX_HINTED_STORE(__stwb)
OX_HINTED_STORE(__stcg)
OX_HINTED_STORE(__stcs)
#undef OX_HINTED_STORE

template <typename T> OX_DEVICE void __stwt(T* p, typename ox_as_given<T>::type value) {
  typedef typename ox_word<alignof(T)>::type Word;
  union {
    T value;
    Word words[sizeof(T) / sizeof(Word)];
  } u = {value};
  for (unsigned i = 0; i < sizeof(T) / sizeof(Word); ++i)
    ((volatile Word*)p)[i] = u.words[i];
}

OX_DEVICE unsigned __isGlobal(const void* p) { return __nvvm_isspacep_global(p); }
OX_DEVICE unsigned __isShared(const void* p) { return __nvvm_isspacep_shared(p); }
OX_DEVICE unsigned __isConstant(const void* p) { return __nvvm_isspacep_const(p); }
OX_DEVICE unsigned __isLocal(const void* p) { return __nvvm_isspacep_local(p); }
OX_DEVICE unsigned __isGridConstant(const void* p) {
  unsigned result;
  asm("{ .reg .pred is; isspacep.param is, %1; selp.u32 %0, 1, 0, is; }" : "=r"(result) : "l"(p));
  return result;
}

#define OX_SPACE(n) __attribute__((address_space(n)))
OX_DEVICE size_t __cvta_generic_to_global(const void* p) { return (size_t)(OX_SPACE(1) const void*)p; }
OX_DEVICE size_t __cvta_generic_to_shared(const void* p) { return (size_t)(OX_SPACE(3) const void*)p; }
OX_DEVICE size_t __cvta_generic_to_constant(const void* p) { return (size_t)(OX_SPACE(4) const void*)p; }
OX_DEVICE size_t __cvta_generic_to_local(const void* p) { return (size_t)(OX_SPACE(5) const void*)p; }
OX_DEVICE void* __cvta_global_to_generic(size_t p) { return (void*)(OX_SPACE(1) void*)p; }
OX_DEVICE void* __cvta_shared_to_generic(size_t p) { return (void*)(OX_SPACE(3) void*)p; }
OX_DEVICE void* __cvta_constant_to_generic(size_t p) { return (void*)(OX_SPACE(4) void*)p; }
OX_DEVICE void* __cvta_local_to_generic(size_t p) { return (void*)(OX_SPACE(5) void*)p; }
#undef OX_SPACE
