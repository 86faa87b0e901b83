// Every function of the table under the versions of CUDA 11 and 12: jumps, as in cudart/exports.cpp.  Weak, so that
// what differs (releases.h) takes its place.
#include "runtime/cudart/releases/releases.h"
#include "runtime/cudart/table.h"

#define OX_BOTH(name, entry)                                                                                           \
  asm(".symver " #entry "," #name "@" OX_RELEASE_11);                                                                  \
  asm(".symver " #entry "," #name "@" OX_RELEASE_12);
#define OX_OLDER extern "C" [[gnu::visibility("default"), gnu::used, gnu::weak]]

#define OX_JUMP(result, name, parameters, arguments)                                                                   \
  OX_BOTH(name, ox_older_##name)                                                                                       \
  OX_OLDER result ox_older_##name parameters;                                                                          \
  result ox_older_##name parameters { [[clang::musttail]] return ox::cudart::serving().name arguments; }
#define OX_REFUSAL(entry, name, parameters)                                                                            \
  OX_BOTH(entry, ox_older_##entry)                                                                                     \
  OX_OLDER cudaError_t ox_older_##entry parameters;                                                                    \
  cudaError_t ox_older_##entry parameters { return ox::cudart::serving().refuse(#entry, #name); }

#define OX_EMITTED(result, name, parameters, arguments) OX_JUMP(result, name, parameters, arguments)
#define OX_VARIANT_none(name, parameters, arguments)
#define OX_VARIANT_ptsz(name, parameters, arguments) OX_JUMP(cudaError_t, name##_ptsz, parameters, arguments)
#define OX_VARIANT_ptds(name, parameters, arguments) OX_JUMP(cudaError_t, name##_ptds, parameters, arguments)
#define OX_API(level, name, variant, parameters, arguments)                                                            \
  OX_JUMP(cudaError_t, name, parameters, arguments)                                                                    \
  OX_VARIANT_##variant(name, parameters, arguments)

#define OX_MISSING_VARIANT_none(name, parameters)
#define OX_MISSING_VARIANT_ptsz(name, parameters) OX_REFUSAL(name##_ptsz, name, parameters)
#define OX_MISSING_VARIANT_ptds(name, parameters) OX_REFUSAL(name##_ptds, name, parameters)
#define OX_MISSING(name, variant, parameters)                                                                          \
  OX_REFUSAL(name, name, parameters)                                                                                   \
  OX_MISSING_VARIANT_##variant(name, parameters)

#include "runtime/api/cudart.def"
#include "runtime/api/emitted.def"

// Those that are no rows of the table.
#define OX_PLAIN_JUMP(result, name, parameters, arguments)                                                             \
  OX_BOTH(name, ox_older_##name)                                                                                       \
  OX_OLDER result ox_older_##name parameters;                                                                          \
  result ox_older_##name parameters { return name arguments; }
OX_PLAIN_JUMP(const char*, cudaGetErrorName, (cudaError_t error), (error))
OX_PLAIN_JUMP(const char*, cudaGetErrorString, (cudaError_t error), (error))
OX_PLAIN_JUMP(cudaChannelFormatDesc, cudaCreateChannelDesc, (int x, int y, int z, int w, cudaChannelFormatKind kind),
              (x, y, z, w, kind))

// Undocumented calls of newer compilers, of which only the names are known.  Under CUDA 13's version hidden from the
// linker, because no header declares them.
#define OX_UNKNOWN(name)                                                                                               \
  asm(".symver ox_older_" #name "," #name "@libcudart.so.13");                                                         \
  OX_REFUSAL(name, name, ())
OX_UNKNOWN(__cudaRegisterUnifiedTable)
OX_UNKNOWN(__cudaGetProcAddress)
