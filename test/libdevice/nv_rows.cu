// Every row of libdevice/functions.def on the simulator: the same bits as the sources compiled for the host, which the
// other test judges by MPFR.  So what MPFR says of the sources holds for the device, code generation included.  Not so
// for approximations: the host has no special-function unit, and the machine's own tests judge that.
//
// With OX_FLUSHES, compiled with -ftz=true: subnormal floats among the arguments count as zeros, those among the
// results become zeros, and nothing else changes.
#include "device_rows.h"
#include "output_references.h"
#include "video_references.h"

// The same names for both sides: these are overloads in CUDA.
extern "C" {
#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound) __device__ result __nv_##name parameters;
#include "libdevice/functions.def"
}

namespace ox::device_rows {

enum class Source { own, instruction, approximation };

#ifdef OX_FLUSHES
// These look at bits, or say in their names that they keep subnormals.
constexpr std::string_view kKeepSubnormals[] = {
    "copysignf", "nextafterf", "nanf",     "float_as_int", "float_as_uint", "int_as_float", "uint_as_float", "isnanf",
    "isinff",    "finitef",    "signbitf", "fmaf_ieee_rn", "fmaf_ieee_rz",  "fmaf_ieee_rd", "fmaf_ieee_ru"};
template <typename T> T flushed(T value) { return value; }
float flushed(float value) { return std::fabs(value) < 0x1p-126f ? std::copysign(0.0f, value) : value; }
const float* flushed(const float* values) {
  static thread_local float copy[kArrayLength];
  std::transform(values, values + kArrayLength, copy, [](float value) { return flushed(value); });
  return copy;
}
template <typename T> void flush_output(T) {}
void flush_output(float* output) { *output = flushed(*output); }

template <typename Result, typename... A>
Result call_on_host(const char* name, Result (*function)(A...), A... arguments) {
  if (std::ranges::find(kKeepSubnormals, name) != std::end(kKeepSubnormals))
    return function(arguments...);
  if constexpr (std::is_void_v<Result>) {
    function(flushed(arguments)...);
    (flush_output(arguments), ...);
  } else {
    const Result result = function(flushed(arguments)...);
    (flush_output(arguments), ...);
    return flushed(result);
  }
}
#else
template <typename Result, typename... A> Result call_on_host(const char*, Result (*function)(A...), A... arguments) {
  return function(arguments...);
}
#endif

#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound)                                                    \
  struct name {                                                                                                        \
    using Signature = result parameters;                                                                               \
    using Reference = reference::name;                                                                                 \
    static constexpr bool kSameOnHost = Source::source != Source::approximation;                                       \
    static constexpr const char* kName = #name;                                                                        \
    template <typename... A> static __device__ result call(A... arguments) { return __nv_##name(arguments...); }       \
  };                                                                                                                   \
  struct name##_on_host {                                                                                              \
    template <typename... A> static result call(A... arguments) {                                                      \
      return call_on_host<result, A...>(#name, &__nv_##name, arguments...);                                            \
    }                                                                                                                  \
  };
#include "libdevice/functions.def"

#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound)                                                    \
  TEST(NvRows, name) { compare_sides<name, name##_on_host>(); }
#include "libdevice/functions.def"

} // namespace ox::device_rows
