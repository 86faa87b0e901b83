// What the objects of an older release are linked with: names and versions, no code.  They can't be linked with
// libcudart.so itself, whose plain names mean CUDA 13's functions; at run time they find it as libcudart.so.12 or
// .11.0.
//
// OX_STUB_RELEASE: 11 or 12.
#define OX_NAME(name)                                                                                                  \
  extern "C" [[gnu::visibility("default")]] void name();                                                               \
  void name() {}

#define OX_VARIANT_none(name)
#define OX_VARIANT_ptsz(name) OX_NAME(name##_ptsz)
#define OX_VARIANT_ptds(name) OX_NAME(name##_ptds)
#define OX_API(level, name, variant, parameters, arguments) OX_NAME(name) OX_VARIANT_##variant(name)
#define OX_MISSING(name, variant, parameters) OX_NAME(name) OX_VARIANT_##variant(name)
#define OX_EMITTED(result, name, parameters, arguments) OX_NAME(name)
#include "runtime/api/cudart.def"
#include "runtime/api/emitted.def"

OX_NAME(cudaGetErrorName)
OX_NAME(cudaGetErrorString)
OX_NAME(cudaCreateChannelDesc)
OX_NAME(__cudaRegisterUnifiedTable)
OX_NAME(__cudaGetProcAddress)

// Names that only older releases have (runtime/cudart/releases/*.cpp).
OX_NAME(cudaSignalExternalSemaphoresAsync_v2)
OX_NAME(cudaSignalExternalSemaphoresAsync_v2_ptsz)
OX_NAME(cudaWaitExternalSemaphoresAsync_v2)
OX_NAME(cudaWaitExternalSemaphoresAsync_v2_ptsz)
#if OX_STUB_RELEASE == 11
OX_NAME(cudaProfilerInitialize)
OX_NAME(cudaCreateTextureObject_v2)
OX_NAME(cudaGetTextureObjectTextureDesc_v2)
#else
OX_NAME(cudaGetDeviceProperties_v2)
#endif
