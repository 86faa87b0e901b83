// What a program of NVRTC has without an include, where nvcc's programs have the host's C and C++ library: types,
// NULL, va_list, assert, placement new, std::move, std::forward and std::initializer_list (NVRTC's manual, "Language").
//
// Nothing of the host is read, so its functions are declared here for code that is for the host and is parsed and not
// compiled.  Declarations are the C library's: a program that names the host's folders with -I may include that, too.
// int32_t and the like are not there, as in NVRTC: programs define them, not always as the same types.
#ifndef OX_RUN_TIME_COMPILATION_H
#define OX_RUN_TIME_COMPILATION_H

typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef long clock_t;
typedef __builtin_va_list va_list;

#ifndef NULL
#define NULL __null
#endif
#define va_start(list, last) __builtin_va_start(list, last)
#define va_end(list) __builtin_va_end(list)
#define va_arg(list, type) __builtin_va_arg(list, type)
#define va_copy(to, from) __builtin_va_copy(to, from)

// The C library's numbers of the classes of floating-point values.
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4

#if __cplusplus >= 201103L
#define OX_NOEXCEPT noexcept
#else
#define OX_NOEXCEPT throw()
#endif

extern "C" {
__device__ void* malloc(size_t) __attribute__((nothrow)) __attribute__((malloc));
__device__ void free(void*) __attribute__((nothrow));
__host__ void* malloc(size_t) OX_NOEXCEPT;
__host__ void free(void*) OX_NOEXCEPT;
__host__ int printf(const char*, ...);
__host__ void* memcpy(void*, const void*, size_t) OX_NOEXCEPT;
__host__ void* memmove(void*, const void*, size_t) OX_NOEXCEPT;
__host__ void* memset(void*, int, size_t) OX_NOEXCEPT;
__host__ clock_t clock() OX_NOEXCEPT;
__host__ int abs(int) OX_NOEXCEPT;
__host__ long labs(long) OX_NOEXCEPT;
__host__ long long llabs(long long) OX_NOEXCEPT;
#define OX_C_MATH(name)                                                                                                \
  __host__ double name(double) OX_NOEXCEPT;                                                                            \
  __host__ float name##f(float) OX_NOEXCEPT;
#define OX_C_MATH_2(name)                                                                                              \
  __host__ double name(double, double) OX_NOEXCEPT;                                                                    \
  __host__ float name##f(float, float) OX_NOEXCEPT;
#define OX_C_MATH_TO(type, name)                                                                                       \
  __host__ type name(double) OX_NOEXCEPT;                                                                              \
  __host__ type name##f(float) OX_NOEXCEPT;
// clang-format off
OX_C_MATH(acos) OX_C_MATH(acosh) OX_C_MATH(asin) OX_C_MATH(asinh) OX_C_MATH(atan) OX_C_MATH(atanh) OX_C_MATH(cbrt)
OX_C_MATH(ceil) OX_C_MATH(cos) OX_C_MATH(cosh) OX_C_MATH(erf) OX_C_MATH(erfc) OX_C_MATH(exp) OX_C_MATH(exp2)
OX_C_MATH(expm1) OX_C_MATH(fabs) OX_C_MATH(floor) OX_C_MATH(j0) OX_C_MATH(j1) OX_C_MATH(lgamma) OX_C_MATH(log)
OX_C_MATH(log10) OX_C_MATH(log1p) OX_C_MATH(log2) OX_C_MATH(logb) OX_C_MATH(nearbyint) OX_C_MATH(rint) OX_C_MATH(round)
OX_C_MATH(sin) OX_C_MATH(sinh) OX_C_MATH(sqrt) OX_C_MATH(tan) OX_C_MATH(tanh) OX_C_MATH(tgamma) OX_C_MATH(trunc)
OX_C_MATH(y0) OX_C_MATH(y1)
OX_C_MATH_2(atan2) OX_C_MATH_2(copysign) OX_C_MATH_2(fdim) OX_C_MATH_2(fmax) OX_C_MATH_2(fmin) OX_C_MATH_2(fmod)
OX_C_MATH_2(hypot) OX_C_MATH_2(nextafter) OX_C_MATH_2(pow) OX_C_MATH_2(remainder)
OX_C_MATH_TO(int, ilogb) OX_C_MATH_TO(long, lrint) OX_C_MATH_TO(long, lround)
OX_C_MATH_TO(long long, llrint) OX_C_MATH_TO(long long, llround)
// clang-format on
#undef OX_C_MATH
#undef OX_C_MATH_2
#undef OX_C_MATH_TO
__host__ double fma(double, double, double) OX_NOEXCEPT;
__host__ float fmaf(float, float, float) OX_NOEXCEPT;
__host__ double frexp(double, int*) OX_NOEXCEPT;
__host__ float frexpf(float, int*) OX_NOEXCEPT;
__host__ double ldexp(double, int) OX_NOEXCEPT;
__host__ float ldexpf(float, int) OX_NOEXCEPT;
__host__ double modf(double, double*) OX_NOEXCEPT;
__host__ float modff(float, float*) OX_NOEXCEPT;
__host__ double scalbn(double, int) OX_NOEXCEPT;
__host__ float scalbnf(float, int) OX_NOEXCEPT;
__host__ double scalbln(double, long) OX_NOEXCEPT;
__host__ float scalblnf(float, long) OX_NOEXCEPT;
__host__ double nan(const char*) OX_NOEXCEPT;
__host__ float nanf(const char*) OX_NOEXCEPT;
}

#if defined(NDEBUG)
#define assert(condition) ((void)0)
#else
#define assert(...)                                                                                                    \
  (static_cast<bool>(__VA_ARGS__) ? (void)0                                                                            \
                                  : __assertfail(#__VA_ARGS__, __FILE__, __LINE__, __PRETTY_FUNCTION__, sizeof(char)))
#endif

// The attribute makes these overloads of what a library defines, and the better ones.
#define OX_BUILTIN __attribute__((enable_if(true, "")))
__device__ inline void* operator new(size_t size) { return ::malloc(size ? size : 1); }
__device__ inline void* operator new[](size_t size) { return ::operator new(size); }
__device__ inline void operator delete(void* memory) OX_NOEXCEPT { ::free(memory); }
__device__ inline void operator delete[](void* memory) OX_NOEXCEPT { ::free(memory); }
#if __cplusplus >= 201402L
__device__ inline void operator delete(void* memory, size_t) OX_NOEXCEPT { ::free(memory); }
__device__ inline void operator delete[](void* memory, size_t) OX_NOEXCEPT { ::free(memory); }
#endif
__device__ inline void* operator new(size_t, void* place) OX_NOEXCEPT OX_BUILTIN { return place; }
__device__ inline void* operator new[](size_t, void* place) OX_NOEXCEPT OX_BUILTIN { return place; }

#if __cplusplus >= 201103L
namespace std {
#if !defined(OX_NO_MOVE_FORWARD) // --builtin-move-forward=false
#if __cplusplus >= 201402L
#define OX_CONSTEXPR constexpr
#else
#define OX_CONSTEXPR
#endif
template <typename T>
__host__ __device__ OX_CONSTEXPR __remove_reference_t(T) && move(T&& value) noexcept OX_BUILTIN {
  return static_cast<__remove_reference_t(T)&&>(value);
}
template <typename T>
__host__ __device__ OX_CONSTEXPR T&& forward(__remove_reference_t(T) & value) noexcept OX_BUILTIN {
  return static_cast<T&&>(value);
}
template <typename T>
__host__ __device__ OX_CONSTEXPR T&& forward(__remove_reference_t(T) && value) noexcept OX_BUILTIN {
  static_assert(!__is_lvalue_reference(T), "std::forward would make an lvalue of an rvalue");
  return static_cast<T&&>(value);
}
#undef OX_CONSTEXPR
#endif

#if !defined(OX_NO_INITIALIZER_LIST) // --builtin-initializer-list=false
#define _INITIALIZER_LIST            // libstdc++'s own would be a second definition
template <typename T> class initializer_list {
public:
  typedef T value_type;
  typedef const T& reference;
  typedef const T& const_reference;
  typedef size_t size_type;
  typedef const T* iterator;
  typedef const T* const_iterator;
  __host__ __device__ constexpr initializer_list() noexcept : begin_(nullptr), size_(0) {}
  __host__ __device__ constexpr size_t size() const noexcept { return size_; }
  __host__ __device__ constexpr const T* begin() const noexcept { return begin_; }
  __host__ __device__ constexpr const T* end() const noexcept { return begin_ + size_; }

private:
  const T* begin_;
  size_t size_;
};
template <typename T> __host__ __device__ constexpr const T* begin(initializer_list<T> list) noexcept {
  return list.begin();
}
template <typename T> __host__ __device__ constexpr const T* end(initializer_list<T> list) noexcept {
  return list.end();
}
#endif
} // namespace std
#endif
#undef OX_BUILTIN

#endif
