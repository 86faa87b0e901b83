// Programs that load the driver API's functions have types for pointers to them, by the CUDA version of a signature; the
// name of a function is not overloaded where that would leave its type open.
// RUN: %cuda-host -fsyntax-only %s
// RUN: %clangxx -std=c++17 -x c++ -fsyntax-only %s
#include <cudaTypedefs.h>
#include <type_traits>

template <class A, class B> constexpr bool kSame = std::is_same<A, B>::value;

static_assert(kSame<PFN_cuMemAlloc, CUresult (*)(CUdeviceptr*, size_t)>, "");
static_assert(kSame<PFN_cuMemAlloc_v3020, PFN_cuMemAlloc>, "");
static_assert(kSame<PFN_cuMemcpyHtoD_v7000_ptds, CUresult (*)(CUdeviceptr, const void*, size_t)>, "");
static_assert(kSame<PFN_cuGetProcAddress_v11030, CUresult (*)(const char*, void**, int, cuuint64_t)>, "");
static_assert(kSame<PFN_cuGetProcAddress_v12000, decltype(cuGetProcAddress)*>, "");
static_assert(kSame<PFN_cuCtxCreate_v3020, CUresult (*)(CUcontext*, unsigned, CUdevice)>, "");
static_assert(kSame<PFN_cuCtxCreate_v12050, CUresult (*)(CUcontext*, CUctxCreateParams*, unsigned, CUdevice)>, "");

PFN_cuTensorMapEncodeTiled_v12000 encode_tiled;
