// Every row of libdevice/functions.def on the simulator: the same bits as the sources compiled for the host, which the
// other test judges by MPFR.  So what MPFR says of the sources holds for the device, code generation included.  Not so
// for approximations: the host has no special-function unit, and the machine's own tests judge that.
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

#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound)                                                    \
  struct name {                                                                                                        \
    using Signature = result parameters;                                                                               \
    using Reference = reference::name;                                                                                 \
    static constexpr bool kSameOnHost = Source::source != Source::approximation;                                       \
    static constexpr const char* kName = #name;                                                                        \
    template <typename... A> static __device__ result call(A... arguments) { return __nv_##name(arguments...); }       \
  };                                                                                                                   \
  struct name##_on_host {                                                                                              \
    template <typename... A> static result call(A... arguments) { return __nv_##name(arguments...); }                  \
  };
#include "libdevice/functions.def"

#define OX_LIBDEVICE(name, result, parameters, source, cuda, bound)                                                    \
  TEST(NvRows, name) { compare_sides<name, name##_on_host>(); }
#include "libdevice/functions.def"

} // namespace ox::device_rows
