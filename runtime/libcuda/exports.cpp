// The functions that libcuda.so.1 exports, from the table.  Each is a jump, so that the core sees the caller's frame.
#include "runtime/libcuda/find_core.h"

#define OX_EXPORT extern "C" __attribute__((visibility("default")))

#define OX_FORWARD(entry, parameters, arguments)                                                                       \
  OX_EXPORT CUresult entry parameters {                                                                                \
    const ox::driver::Table* table = ox::libcuda::core();                                                              \
    if (!table)                                                                                                        \
      return CUDA_ERROR_NOT_INITIALIZED;                                                                               \
    [[clang::musttail]] return table->entry arguments;                                                                 \
  }
#define OX_VARIANT_none(name, parameters, arguments)
#define OX_VARIANT_ptsz(name, parameters, arguments) OX_VARIANT(name##_ptsz, parameters, arguments)
#define OX_VARIANT_ptds(name, parameters, arguments) OX_VARIANT(name##_ptds, parameters, arguments)
#define OX_VARIANT(entry, parameters, arguments)                                                                       \
  extern "C" CUresult entry parameters; /* the header has no prototype, only a macro */                                \
  OX_FORWARD(entry, parameters, arguments)
#define OX_API(level, name, variant, parameters, arguments)                                                            \
  OX_FORWARD(name, parameters, arguments)                                                                              \
  OX_VARIANT_##variant(name, parameters, arguments)

#define OX_MISSING(name, variant, parameters, arguments) OX_API(process, name, variant, parameters, arguments)
#include "runtime/api/driver.def"
