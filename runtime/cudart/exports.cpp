// The exported functions, from the table.
#include "cuda_gl_interop.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"

#define OX_EXPORT extern "C" __attribute__((visibility("default")))
#define OX_REST(...) __VA_OPT__(, ) __VA_ARGS__

// The second entry point: the same with stream 0 as the calling thread's own.
#define OX_VARIANT_none(name, parameters, arguments)
#define OX_VARIANT_ptsz(name, parameters, arguments) OX_VARIANT(name##_ptsz, name, parameters, arguments)
#define OX_VARIANT_ptds(name, parameters, arguments) OX_VARIANT(name##_ptds, name, parameters, arguments)
#define OX_VARIANT(variant, name, parameters, arguments)                                                               \
  extern "C" cudaError_t variant parameters; /* headers have no prototype, only a macro */                             \
  OX_EXPORT cudaError_t variant parameters {                                                                           \
    ox::cudart::PerThreadDefaultStream scope;                                                                          \
    return name arguments;                                                                                             \
  }

#define OX_API(level, name, variant, parameters, arguments)                                                            \
  OX_EXPORT cudaError_t name parameters {                                                                              \
    return ox::cudart::call<ox::cudart::Level::level>(                                                                 \
        #name, __builtin_return_address(0), __builtin_frame_address(0), #arguments,                                    \
        [&] { return ox::cudart::body::name arguments; } OX_REST arguments);                                           \
  }                                                                                                                    \
  OX_VARIANT_##variant(name, parameters, arguments)

#define OX_MISSING_VARIANT_none(name, parameters)
#define OX_MISSING_VARIANT_ptsz(name, parameters) OX_MISSING_VARIANT(name##_ptsz, name, parameters)
#define OX_MISSING_VARIANT_ptds(name, parameters) OX_MISSING_VARIANT(name##_ptds, name, parameters)
#define OX_MISSING_VARIANT(entry, name, parameters)                                                                    \
  extern "C" cudaError_t entry parameters;                                                                             \
  OX_MISSING_ENTRY(entry, name, parameters)
#define OX_MISSING_ENTRY(entry, name, parameters)                                                                      \
  OX_EXPORT cudaError_t entry parameters {                                                                             \
    return ox::cudart::call<ox::cudart::Level::process>(#entry, __builtin_return_address(0),                           \
                                                        __builtin_frame_address(0), "",                                \
                                                        [] { return ox::cudart::refuse(#name); });                     \
  }
#define OX_MISSING(name, variant, parameters)                                                                          \
  OX_MISSING_ENTRY(name, name, parameters)                                                                             \
  OX_MISSING_VARIANT_##variant(name, parameters)

#include "runtime/api/cudart.def"
