// References for api/fp8.def, api/fp6.def and api/fp4.def: the OCP formats by their values (small_float_reference.h),
// and what CUDA adds to them: which code is NaN, what too large becomes, where the elements of a vector are.
#pragma once
#include "exact_references.h"
#include "test/headers/Inputs/small_float_reference.h"
#include <cuda_fp4.h>
#include <cuda_fp6.h>
#include <cuda_fp8.h>

namespace ox::api_reference {

namespace formats = ::reference;

// The values of what is converted from.  A long double holds every one of them.
inline long double real_value(__half_raw h) { return reference::half_value(h.x); }
inline long double real_value(__nv_bfloat16_raw b) { return std::bit_cast<float>(uint32_t{b.x} << 16); }
inline long double real_value(__half h) { return real_value(static_cast<__half_raw>(h)); }
inline long double real_value(__nv_bfloat16 b) { return real_value(static_cast<__nv_bfloat16_raw>(b)); }
template <typename T>
  requires std::is_arithmetic_v<T>
long double real_value(T x) {
  return static_cast<long double>(x);
}

// The elements of a vector type, each still of its own type.
template <typename Pair> auto elements_of(Pair v) { return std::array{v.x, v.y}; }
inline auto elements_of(__half2_raw v) { return std::array{__half_raw{v.x}, __half_raw{v.y}}; }
inline auto elements_of(__nv_bfloat162_raw v) { return std::array{__nv_bfloat16_raw{v.x}, __nv_bfloat16_raw{v.y}}; }
template <typename Four>
  requires requires(Four v) { v.w; }
auto elements_of(Four v) {
  return std::array{v.x, v.y, v.z, v.w};
}

// The codes.  NaN has no sign; where the format has none it is the largest number.
inline unsigned signed_code(const formats::Format& f, double x, unsigned magnitude) {
  return std::signbit(x) ? formats::sign_of(f) | magnitude : magnitude;
}
inline unsigned code_of(__nv_fp8_interpretation_t kind, double x, __nv_saturation_t saturation) {
  const formats::Format& f = kind == __NV_E4M3 ? formats::e4m3 : formats::e5m2;
  if (std::isnan(x))
    return 0x7f;
  return signed_code(f, x, std::min(formats::nearest(f, x), saturation == __NV_SATFINITE ? f.largest : f.largest + 1));
}
inline unsigned rounded_code(const formats::Format& f, double x, cudaRoundMode mode) {
  if (std::isnan(x))
    return f.largest;
  const bool away = mode == cudaRoundPosInf ? !std::signbit(x) : mode == cudaRoundMinInf && std::signbit(x);
  const unsigned magnitude = mode == cudaRoundNearest ? formats::nearest(f, x) : formats::directed(f, x, away);
  return signed_code(f, x, std::min(magnitude, f.largest));
}
inline unsigned code_of(__nv_fp6_interpretation_t kind, double x, cudaRoundMode mode) {
  return rounded_code(kind == __NV_E2M3 ? formats::e2m3 : formats::e3m2, x, mode);
}
inline unsigned code_of(__nv_fp4_interpretation_t, double x, cudaRoundMode mode) {
  return rounded_code(formats::e2m1, x, mode);
}
// A scale: the power of two that |x| is or lies above, or upwards the one that it is or lies below.
inline unsigned scale_of(long double x, __nv_saturation_t saturation, cudaRoundMode mode) {
  if (std::isnan(x))
    return 0xff;
  int exponent;
  const bool is_power = std::frexp(std::fabs(x), &exponent) == 0.5L; // of a number in [0.5, 1) times 2^exponent
  if (x == 0)
    return 0;
  const int code = std::isinf(x) ? 255 : exponent - 1 + 127 + (mode == cudaRoundPosInf && !is_power);
  if (code >= 255)
    return saturation == __NV_SATFINITE ? 254 : 255;
  return static_cast<unsigned>(std::max(code, 0));
}

// The values of the codes.
inline double value_of(__nv_fp8_interpretation_t kind, unsigned code) {
  const formats::Format& f = kind == __NV_E4M3 ? formats::e4m3 : formats::e5m2;
  const unsigned magnitude = code & 0x7f;
  if (magnitude > f.largest)
    return kind == __NV_E5M2 && magnitude == f.largest + 1 ? std::copysign(INFINITY, code & 0x80 ? -1.0 : 1.0) : NAN;
  return formats::value(f, code);
}
inline double value_of(__nv_fp6_interpretation_t kind, unsigned code) {
  return formats::value(kind == __NV_E2M3 ? formats::e2m3 : formats::e3m2, code & 0x3f);
}
inline double value_of(__nv_fp4_interpretation_t, unsigned code) { return formats::value(formats::e2m1, code & 0xf); }
inline double value_of_scale(unsigned code) {
  return code == 255 ? NAN : std::ldexp(1.0, static_cast<int>(code) - 127);
}

inline __half_raw half_of(double x) {
  return {std::isnan(x) ? static_cast<unsigned short>(0x7fff) : reference::float2half_rn::value(static_cast<float>(x))};
}
inline __nv_bfloat16_raw bfloat16_of(double x) { // of a value that it holds
  const uint32_t bits = std::bit_cast<uint32_t>(static_cast<float>(x));
  return {static_cast<unsigned short>(std::isnan(x) ? 0x7fff : bits >> 16)};
}

// The functions: of one value, of two, and back.
template <unsigned bits, typename Storage, typename Pair, typename Code> Storage pack(Pair values, Code code) {
  Storage packed = 0;
  unsigned at = 0;
  for (auto element : elements_of(values)) {
    packed = static_cast<Storage>(packed | static_cast<Storage>(code(real_value(element))) << at);
    at += bits;
  }
  return packed;
}

struct NarrowFp8 {
  template <typename T> static __nv_fp8_storage_t value(T x, __nv_saturation_t s, __nv_fp8_interpretation_t kind) {
    return static_cast<__nv_fp8_storage_t>(code_of(kind, static_cast<double>(real_value(x)), s));
  }
};
struct NarrowFp8Pair {
  template <typename T> static __nv_fp8x2_storage_t value(T x, __nv_saturation_t s, __nv_fp8_interpretation_t kind) {
    return pack<8, __nv_fp8x2_storage_t>(x, [=](long double v) { return code_of(kind, static_cast<double>(v), s); });
  }
};
struct NarrowScale {
  template <typename T> static __nv_fp8_storage_t value(T x, __nv_saturation_t s, cudaRoundMode mode) {
    return static_cast<__nv_fp8_storage_t>(scale_of(real_value(x), s, mode));
  }
  template <typename T> static bool accepts(T, __nv_saturation_t, cudaRoundMode mode) { return is_scale_mode(mode); }
  static bool is_scale_mode(cudaRoundMode mode) { return mode == cudaRoundZero || mode == cudaRoundPosInf; }
};
struct NarrowScalePair {
  template <typename T> static __nv_fp8x2_storage_t value(T x, __nv_saturation_t s, cudaRoundMode mode) {
    return pack<8, __nv_fp8x2_storage_t>(x, [=](long double v) { return scale_of(v, s, mode); });
  }
  template <typename T> static bool accepts(T, __nv_saturation_t, cudaRoundMode mode) {
    return NarrowScale::is_scale_mode(mode);
  }
};
// 6 and 4 bits.
struct Narrow {
  template <typename T, typename Kind> static unsigned char value(T x, Kind kind, cudaRoundMode mode) {
    return static_cast<unsigned char>(code_of(kind, static_cast<double>(real_value(x)), mode));
  }
};
template <unsigned bits, typename Storage> struct NarrowPair {
  template <typename T, typename Kind> static Storage value(T x, Kind kind, cudaRoundMode mode) {
    return pack<bits, Storage>(x, [=](long double v) { return code_of(kind, static_cast<double>(v), mode); });
  }
};
struct Widen {
  template <typename Storage, typename Kind> static __half_raw value(Storage x, Kind kind) {
    return half_of(value_of(kind, x));
  }
};
template <unsigned bits> struct WidenPair {
  template <typename Storage, typename Kind> static __half2_raw value(Storage x, Kind kind) {
    const unsigned mask = (1u << bits) - 1;
    return {half_of(value_of(kind, x & mask)).x, half_of(value_of(kind, x >> bits & mask)).x};
  }
};

#define OX_SOURCES(format, One, ...)                                                                                   \
  struct __nv_cvt_float_to_##format : One {};                                                                          \
  struct __nv_cvt_double_to_##format : One {};                                                                         \
  struct __nv_cvt_bfloat16raw_to_##format : One {};                                                                    \
  struct __nv_cvt_float2_to_##format##x2 : __VA_ARGS__ {};                                                             \
  struct __nv_cvt_double2_to_##format##x2 : __VA_ARGS__ {};
#define OX_FORMAT(format, bits, One, ...)                                                                              \
  OX_SOURCES(format, One, __VA_ARGS__)                                                                                 \
  struct __nv_cvt_halfraw_to_##format : One {};                                                                        \
  struct __nv_cvt_halfraw2_to_##format##x2 : __VA_ARGS__ {};                                                           \
  struct __nv_cvt_bfloat16raw2_to_##format##x2 : __VA_ARGS__ {};                                                       \
  struct __nv_cvt_##format##_to_halfraw : Widen {};                                                                    \
  struct __nv_cvt_##format##x2_to_halfraw2 : WidenPair<bits> {};
OX_FORMAT(fp8, 8, NarrowFp8, NarrowFp8Pair)
OX_FORMAT(fp6, 8, Narrow, NarrowPair<8, __nv_fp6x2_storage_t>)
OX_FORMAT(fp4, 4, Narrow, NarrowPair<4, __nv_fp4x2_storage_t>)
OX_SOURCES(e8m0, NarrowScale, NarrowScalePair)
struct __nv_cvt_bfloat162raw_to_e8m0x2 : NarrowScalePair {};
struct __nv_cvt_e8m0_to_bf16raw {
  static __nv_bfloat16_raw value(__nv_fp8_storage_t x) { return bfloat16_of(value_of_scale(x)); }
};
struct __nv_cvt_e8m0x2_to_bf162raw {
  static __nv_bfloat162_raw value(__nv_fp8x2_storage_t x) {
    return {bfloat16_of(value_of_scale(x & 255)).x, bfloat16_of(value_of_scale(x >> 8)).x};
  }
};
#undef OX_FORMAT
#undef OX_SOURCES

// The types: what a format makes of a value and of a code, by default to the nearest and saturating, scales upwards.
template <auto kKind, auto kSaturationOrMode> struct Coded {
  static unsigned code(long double x) { return code_of(kKind, static_cast<double>(x), kSaturationOrMode); }
  static double value(unsigned code) { return value_of(kKind, code); }
};
using E4m3 = Coded<__NV_E4M3, __NV_SATFINITE>;
using E5m2 = Coded<__NV_E5M2, __NV_SATFINITE>;
struct E8m0 {
  static unsigned code(long double x) { return scale_of(x, __NV_SATFINITE, cudaRoundPosInf); }
  static double value(unsigned code) { return value_of_scale(code); }
};
using E2m3 = Coded<__NV_E2M3, cudaRoundNearest>;
using E3m2 = Coded<__NV_E3M2, cudaRoundNearest>;
using E2m1 = Coded<__NV_E2M1, cudaRoundNearest>;

// A conversion truncates; the range saturates, and NaN gives 0, or the top bit where the integer has 64.
template <typename To> To converted(double x) {
  using L = std::numeric_limits<To>;
  if constexpr (std::is_same_v<To, bool>)
    return x != 0;
  else if constexpr (std::is_floating_point_v<To>)
    return static_cast<To>(x);
  else if constexpr (std::is_same_v<To, ::__half>)
    return ::__half(half_of(x));
  else if constexpr (std::is_same_v<To, ::__nv_bfloat16>)
    return ::__nv_bfloat16(bfloat16_of(x));
  else if (std::isnan(x))
    return sizeof(To) == 8 ? static_cast<To>(uint64_t{1} << 63) : To(0);
  else
    return static_cast<To>(std::clamp<long double>(std::trunc(x), L::min(), L::max()));
}

// Type has `count` codes of `bits` each.
template <typename Type, typename Format, unsigned count, unsigned bits> struct SmallType {
  template <typename... Parts> static Type value(Parts... parts) {
    Type result;
    result.__x = 0;
    unsigned at = 0;
    auto add = [&](auto part) {
      using Storage = decltype(result.__x);
      result.__x = static_cast<Storage>(result.__x | static_cast<Storage>(Format::code(real_value(part))) << at);
      at += bits;
    };
    auto add_all = [&](auto part) {
      if constexpr (requires {
                      part.x;
                      part.y;
                    })
        for (auto element : elements_of(part))
          add(element);
      else
        add(part);
    };
    (add_all(parts), ...);
    return result;
  }
  static double part(Type v, unsigned n) { return Format::value(v.__x >> (n * bits) & ((1u << bits) - 1)); }
  template <typename To> static To convert(Type v) {
    if constexpr (count == 1)
      return converted<To>(part(v, 0));
    else if constexpr (std::is_same_v<To, float4>)
      return {converted<float>(part(v, 0)), converted<float>(part(v, 1)), converted<float>(part(v, 2)),
              converted<float>(part(v, 3))};
    else {
      To result;
      result.x = converted<decltype(result.x)>(part(v, 0));
      result.y = converted<decltype(result.y)>(part(v, 1));
      return result;
    }
  }
};
#define OX_SMALL_TYPES(format, word, Format, bits)                                                                     \
  struct __nv_##format##_##word : SmallType<::__nv_##format##_##word, Format, 1, 8> {};                                \
  struct __nv_##format##x2_##word : SmallType<::__nv_##format##x2_##word, Format, 2, bits> {};                         \
  struct __nv_##format##x4_##word : SmallType<::__nv_##format##x4_##word, Format, 4, bits> {};
OX_SMALL_TYPES(fp8, e4m3, E4m3, 8)
OX_SMALL_TYPES(fp8, e5m2, E5m2, 8)
OX_SMALL_TYPES(fp8, e8m0, E8m0, 8)
OX_SMALL_TYPES(fp6, e2m3, E2m3, 8)
OX_SMALL_TYPES(fp6, e3m2, E3m2, 8)
OX_SMALL_TYPES(fp4, e2m1, E2m1, 4)
#undef OX_SMALL_TYPES

} // namespace ox::api_reference
