// Enumerators and layouts as the CUDA documentation and its binaries have them, in C and in C++.
// RUN: %gcc -std=c11 -fsyntax-only %s
// RUN: %gxx -std=c++11 -x c++ -fsyntax-only %s
// RUN: %cuda-device -fsyntax-only %s
#include <assert.h>
#include <cuda.h>
#include <cuda_runtime_api.h>
#include <stddef.h>

static_assert(CUDART_VERSION == 13000 && CUDA_VERSION == 13000, "");

static_assert(cudaSuccess == 0 && cudaErrorInvalidValue == 1 && cudaErrorMemoryAllocation == 2, "");
static_assert(cudaErrorInvalidConfiguration == 9 && cudaErrorInvalidSymbol == 13, "");
static_assert(cudaErrorInvalidMemcpyDirection == 21 && cudaErrorMissingConfiguration == 52, "");
static_assert(cudaErrorInvalidDeviceFunction == 98 && cudaErrorNoDevice == 100 && cudaErrorInvalidDevice == 101, "");
static_assert(cudaErrorNoKernelImageForDevice == 209 && cudaErrorInvalidResourceHandle == 400, "");
static_assert(cudaErrorNotReady == 600 && cudaErrorIllegalAddress == 700 && cudaErrorAssert == 710, "");
static_assert(cudaErrorLaunchFailure == 719 && cudaErrorNotSupported == 801 && cudaErrorUnknown == 999, "");
static_assert((int)CUDA_ERROR_INVALID_IMAGE == (int)cudaErrorInvalidKernelImage, "");
static_assert((int)CUDA_ERROR_NOT_FOUND == (int)cudaErrorSymbolNotFound, "");

static_assert(cudaMemcpyHostToHost == 0 && cudaMemcpyHostToDevice == 1 && cudaMemcpyDeviceToHost == 2, "");
static_assert(cudaMemcpyDeviceToDevice == 3 && cudaMemcpyDefault == 4, "");
static_assert(cudaMemoryTypeManaged == 3 && cudaLimitMallocHeapSize == 2, "");
static_assert(cudaFuncAttributeMaxDynamicSharedMemorySize == 8, "");
static_assert(cudaDevAttrMaxThreadsPerBlock == 1 && cudaDevAttrWarpSize == 10, "");
static_assert(cudaDevAttrMultiProcessorCount == 16 && cudaDevAttrComputeCapabilityMajor == 75, "");
static_assert(cudaDevAttrCooperativeLaunch == 95 && cudaDevAttrMaxSharedMemoryPerBlockOptin == 97, "");
static_assert((int)CU_DEVICE_ATTRIBUTE_CLUSTER_LAUNCH == (int)cudaDevAttrClusterLaunch, "");

static_assert(sizeof(dim3) == 12 && sizeof(uchar4) == 4 && sizeof(float3) == 12 && sizeof(double3) == 24, "");
static_assert(sizeof(float4) == 16 && sizeof(longlong4) == 32, "");
#ifdef __cplusplus
static_assert(alignof(float2) == 8 && alignof(float3) == 4 && alignof(float4) == 16, "");
static_assert(alignof(double4) == 16 && alignof(double4_32a) == 32 && alignof(uchar4) == 4 && alignof(short2) == 4, "");
#endif

static_assert(offsetof(struct cudaDeviceProp, uuid) == 256 && offsetof(struct cudaDeviceProp, totalGlobalMem) == 288, "");
static_assert(offsetof(struct cudaDeviceProp, warpSize) == 308, "");
static_assert(sizeof(struct cudaPitchedPtr) == 32 && sizeof(struct cudaExtent) == 24, "");
static_assert(sizeof(struct cudaMemcpy3DParms) == 160, "");
static_assert(sizeof(struct cudaChannelFormatDesc) == 20 && sizeof(struct cudaResourceDesc) == 64, "");
static_assert(sizeof(cudaLaunchAttribute) == 72 && sizeof(cudaLaunchConfig_t) == 56, "");
static_assert(sizeof(cudaIpcMemHandle_t) == 64 && sizeof(cudaUUID_t) == 16, "");
static_assert(sizeof(CUdeviceptr) == 8 && sizeof(struct cudaGraphNodeParams) == 256, "");
