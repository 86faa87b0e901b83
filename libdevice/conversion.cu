// Conversions between number formats, with the rounding mode in the name, and reinterpretations of bits.
//
// To integers as PTX's cvt does: out of range saturates; NaN gives 0 where both sides are at most 32 bits wide, and
// otherwise only the top bit of the result.  The sources are compiled with -fno-strict-float-cast-overflow, so a cast
// saturates and takes NaN to 0.
#include "libdevice/device_math.h"

namespace ox::math {

OX_INLINE int __nv_float2int_rn(float x) { return static_cast<int>(__builtin_roundevenf(x)); }
OX_INLINE int __nv_float2int_rz(float x) { return static_cast<int>(x); }
OX_INLINE int __nv_float2int_rd(float x) { return static_cast<int>(__builtin_floorf(x)); }
OX_INLINE int __nv_float2int_ru(float x) { return static_cast<int>(__builtin_ceilf(x)); }
OX_INLINE unsigned __nv_float2uint_rn(float x) { return static_cast<unsigned>(__builtin_roundevenf(x)); }
OX_INLINE unsigned __nv_float2uint_rz(float x) { return static_cast<unsigned>(x); }
OX_INLINE unsigned __nv_float2uint_rd(float x) { return static_cast<unsigned>(__builtin_floorf(x)); }
OX_INLINE unsigned __nv_float2uint_ru(float x) { return static_cast<unsigned>(__builtin_ceilf(x)); }
OX_INLINE long long __nv_float2ll_rn(float x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(__builtin_roundevenf(x));
}
OX_INLINE long long __nv_float2ll_rz(float x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(x);
}
OX_INLINE long long __nv_float2ll_rd(float x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(__builtin_floorf(x));
}
OX_INLINE long long __nv_float2ll_ru(float x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(__builtin_ceilf(x));
}
OX_INLINE unsigned long long __nv_float2ull_rn(float x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(__builtin_roundevenf(x));
}
OX_INLINE unsigned long long __nv_float2ull_rz(float x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(x);
}
OX_INLINE unsigned long long __nv_float2ull_rd(float x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(__builtin_floorf(x));
}
OX_INLINE unsigned long long __nv_float2ull_ru(float x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(__builtin_ceilf(x));
}
OX_INLINE int __nv_double2int_rn(double x) {
  return is_nan(x) ? static_cast<int>(0x80000000u) : static_cast<int>(__builtin_roundeven(x));
}
OX_INLINE int __nv_double2int_rz(double x) { return is_nan(x) ? static_cast<int>(0x80000000u) : static_cast<int>(x); }
OX_INLINE int __nv_double2int_rd(double x) {
  return is_nan(x) ? static_cast<int>(0x80000000u) : static_cast<int>(__builtin_floor(x));
}
OX_INLINE int __nv_double2int_ru(double x) {
  return is_nan(x) ? static_cast<int>(0x80000000u) : static_cast<int>(__builtin_ceil(x));
}
OX_INLINE unsigned __nv_double2uint_rn(double x) {
  return is_nan(x) ? 0x80000000u : static_cast<unsigned>(__builtin_roundeven(x));
}
OX_INLINE unsigned __nv_double2uint_rz(double x) { return is_nan(x) ? 0x80000000u : static_cast<unsigned>(x); }
OX_INLINE unsigned __nv_double2uint_rd(double x) {
  return is_nan(x) ? 0x80000000u : static_cast<unsigned>(__builtin_floor(x));
}
OX_INLINE unsigned __nv_double2uint_ru(double x) {
  return is_nan(x) ? 0x80000000u : static_cast<unsigned>(__builtin_ceil(x));
}
OX_INLINE long long __nv_double2ll_rn(double x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(__builtin_roundeven(x));
}
OX_INLINE long long __nv_double2ll_rz(double x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(x);
}
OX_INLINE long long __nv_double2ll_rd(double x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(__builtin_floor(x));
}
OX_INLINE long long __nv_double2ll_ru(double x) {
  return is_nan(x) ? static_cast<long long>(0x8000000000000000ull) : static_cast<long long>(__builtin_ceil(x));
}
OX_INLINE unsigned long long __nv_double2ull_rn(double x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(__builtin_roundeven(x));
}
OX_INLINE unsigned long long __nv_double2ull_rz(double x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(x);
}
OX_INLINE unsigned long long __nv_double2ull_rd(double x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(__builtin_floor(x));
}
OX_INLINE unsigned long long __nv_double2ull_ru(double x) {
  return is_nan(x) ? 0x8000000000000000ull : static_cast<unsigned long long>(__builtin_ceil(x));
}

OX_INLINE float __nv_int2float_rn(int x) { return static_cast<float>(x); }
OX_INLINE float __nv_int2float_rz(int x) { return __nvvm_i2f_rz(x); }
OX_INLINE float __nv_int2float_rd(int x) { return __nvvm_i2f_rm(x); }
OX_INLINE float __nv_int2float_ru(int x) { return __nvvm_i2f_rp(x); }
OX_INLINE float __nv_uint2float_rn(unsigned x) { return static_cast<float>(x); }
OX_INLINE float __nv_uint2float_rz(unsigned x) { return __nvvm_ui2f_rz(x); }
OX_INLINE float __nv_uint2float_rd(unsigned x) { return __nvvm_ui2f_rm(x); }
OX_INLINE float __nv_uint2float_ru(unsigned x) { return __nvvm_ui2f_rp(x); }
OX_INLINE float __nv_ll2float_rn(long long x) { return static_cast<float>(x); }
OX_INLINE float __nv_ll2float_rz(long long x) { return __nvvm_ll2f_rz(x); }
OX_INLINE float __nv_ll2float_rd(long long x) { return __nvvm_ll2f_rm(x); }
OX_INLINE float __nv_ll2float_ru(long long x) { return __nvvm_ll2f_rp(x); }
OX_INLINE float __nv_ull2float_rn(unsigned long long x) { return static_cast<float>(x); }
OX_INLINE float __nv_ull2float_rz(unsigned long long x) { return __nvvm_ull2f_rz(x); }
OX_INLINE float __nv_ull2float_rd(unsigned long long x) { return __nvvm_ull2f_rm(x); }
OX_INLINE float __nv_ull2float_ru(unsigned long long x) { return __nvvm_ull2f_rp(x); }

// Every 32-bit integer is a double.
OX_INLINE double __nv_int2double_rn(int x) { return static_cast<double>(x); }
OX_INLINE double __nv_uint2double_rn(unsigned x) { return static_cast<double>(x); }
OX_INLINE double __nv_ll2double_rn(long long x) { return static_cast<double>(x); }
OX_INLINE double __nv_ll2double_rz(long long x) { return __nvvm_ll2d_rz(x); }
OX_INLINE double __nv_ll2double_rd(long long x) { return __nvvm_ll2d_rm(x); }
OX_INLINE double __nv_ll2double_ru(long long x) { return __nvvm_ll2d_rp(x); }
OX_INLINE double __nv_ull2double_rn(unsigned long long x) { return static_cast<double>(x); }
OX_INLINE double __nv_ull2double_rz(unsigned long long x) { return __nvvm_ull2d_rz(x); }
OX_INLINE double __nv_ull2double_rd(unsigned long long x) { return __nvvm_ull2d_rm(x); }
OX_INLINE double __nv_ull2double_ru(unsigned long long x) { return __nvvm_ull2d_rp(x); }

OX_INLINE float __nv_double2float_rn(double x) { return static_cast<float>(x); }
OX_INLINE float __nv_double2float_rz(double x) { return OX_BY_MODE(__nvvm_d2f_rz, , x); }
OX_INLINE float __nv_double2float_rd(double x) { return OX_BY_MODE(__nvvm_d2f_rm, , x); }
OX_INLINE float __nv_double2float_ru(double x) { return OX_BY_MODE(__nvvm_d2f_rp, , x); }

OX_INLINE unsigned short __nv_float2half_rn(float x) {
  return __builtin_bit_cast(unsigned short, static_cast<_Float16>(x));
}
OX_INLINE float __nv_half2float(unsigned short h) { return static_cast<float>(__builtin_bit_cast(_Float16, h)); }

OX_INLINE int __nv_float_as_int(float x) { return static_cast<s32>(bits_of(x)); }
OX_INLINE unsigned __nv_float_as_uint(float x) { return bits_of(x); }
OX_INLINE float __nv_int_as_float(int x) { return float_of(static_cast<u32>(x)); }
OX_INLINE float __nv_uint_as_float(unsigned x) { return float_of(x); }
OX_INLINE unsigned long long __nv_double_as_longlong(double x) { return bits_of(x); }
OX_INLINE double __nv_longlong_as_double(long long x) { return double_of(static_cast<u64>(x)); }
OX_INLINE int __nv_double2hiint(double x) { return static_cast<s32>(bits_of(x) >> 32); }
OX_INLINE int __nv_double2loint(double x) { return static_cast<s32>(static_cast<u32>(bits_of(x))); }
OX_INLINE double __nv_hiloint2double(int hi, int lo) {
  return double_of(static_cast<u64>(static_cast<u32>(hi)) << 32 | static_cast<u32>(lo));
}

} // namespace ox::math
