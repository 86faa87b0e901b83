// The runtime API inside kernels (dynamic parallelism): launches, and what may be queued between them.  A kernel can't
// wait for what it launches: cudaDeviceSynchronize is the host's alone, as in CUDA since 12.
#pragma once
#include "cuda_runtime_api.h"
#include "ox/device_runtime_calls.h"

// A system call: the machine hands it to the runtime.
extern "C" __device__ unsigned long long __cudadevrt_call(unsigned long long call, unsigned long long thread,
                                                          unsigned long long a, unsigned long long b,
                                                          unsigned long long c);

namespace __ox_device_runtime {

static __device__ __forceinline__ unsigned long long call(oxDeviceRuntimeCall number, unsigned long long a = 0,
                                                          unsigned long long b = 0, unsigned long long c = 0) {
  const unsigned long long block =
      blockIdx.x + gridDim.x * (blockIdx.y + static_cast<unsigned long long>(gridDim.y) * blockIdx.z);
  const unsigned thread = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
  return __cudadevrt_call(number, block * 1024 + thread, a, b, c);
}

static __device__ __forceinline__ cudaError_t error_of(unsigned long long result) {
  return static_cast<cudaError_t>(result >> 32);
}

static __device__ __forceinline__ unsigned long long address(const volatile void* pointer) {
  return reinterpret_cast<unsigned long long>(pointer);
}

template <typename T> static __device__ __forceinline__ cudaError_t store(T* to, unsigned long long result) {
  if (to && !error_of(result))
    *to = static_cast<T>(static_cast<unsigned>(result));
  return to ? error_of(result) : cudaErrorInvalidValue;
}

// An object of the runtime, or an error that the runtime has set.
template <typename T> static __device__ __forceinline__ cudaError_t store_handle(T* to, unsigned long long handle) {
  if (!handle)
    return error_of(call(oxCallPeekAtLastError));
  *to = reinterpret_cast<T>(handle);
  return cudaSuccess;
}

static __device__ __forceinline__ cudaError_t set_error(cudaError_t error) {
  if (error != cudaSuccess)
    call(oxCallSetError, error);
  return error;
}

static __device__ __forceinline__ cudaError_t copy(const oxDeviceCopy& request) {
  return error_of(call(oxCallCopy, address(&request)));
}

static __device__ __forceinline__ cudaError_t fill(const oxDeviceFill& request) {
  return error_of(call(oxCallFill, address(&request)));
}

} // namespace __ox_device_runtime

extern "C" {

static __device__ __forceinline__ void cudaGraphSetConditional(cudaGraphConditionalHandle handle, unsigned value) {
  __ox_device_runtime::call(oxCallSetCondition, handle, value);
}

// The compiler writes calls of these two for <<<>>>.
static __device__ inline void* cudaGetParameterBuffer(size_t alignment, size_t size) {
  return reinterpret_cast<void*>(__ox_device_runtime::call(oxCallParameterBuffer, alignment, size));
}

static __device__ inline cudaError_t cudaLaunchDevice(void* func, void* parameterBuffer, dim3 gridDimension,
                                                      dim3 blockDimension, unsigned int sharedMemSize,
                                                      cudaStream_t stream) {
  using namespace __ox_device_runtime;
  const oxDeviceLaunch request{address(func),
                               address(parameterBuffer),
                               address(stream),
                               {gridDimension.x, gridDimension.y, gridDimension.z},
                               {blockDimension.x, blockDimension.y, blockDimension.z},
                               sharedMemSize};
  return error_of(call(oxCallLaunch, address(&request)));
}

static __device__ inline cudaError_t cudaGetLastError(void) {
  return __ox_device_runtime::error_of(__ox_device_runtime::call(oxCallGetLastError));
}
static __device__ inline cudaError_t cudaPeekAtLastError(void) {
  return __ox_device_runtime::error_of(__ox_device_runtime::call(oxCallPeekAtLastError));
}
static __device__ inline const char* cudaGetErrorName(cudaError_t error) {
  return reinterpret_cast<const char*>(__ox_device_runtime::call(oxCallErrorName, error));
}
static __device__ inline const char* cudaGetErrorString(cudaError_t error) {
  return reinterpret_cast<const char*>(__ox_device_runtime::call(oxCallErrorString, error));
}

static __device__ inline cudaError_t cudaGetDevice(int* device) {
  return __ox_device_runtime::store(device, __ox_device_runtime::call(oxCallDevice));
}
static __device__ inline cudaError_t cudaGetDeviceCount(int* count) {
  return __ox_device_runtime::store(count, __ox_device_runtime::call(oxCallDeviceCount));
}
static __device__ inline cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attr, int device) {
  return __ox_device_runtime::store(value, __ox_device_runtime::call(oxCallDeviceAttribute, attr, device));
}
static __device__ inline cudaError_t cudaDeviceGetLimit(size_t* pValue, cudaLimit limit) {
  return __ox_device_runtime::store(pValue, __ox_device_runtime::call(oxCallDeviceLimit, limit));
}
static __device__ inline cudaError_t cudaRuntimeGetVersion(int* runtimeVersion) {
  return __ox_device_runtime::store(runtimeVersion, CUDART_VERSION);
}

static __device__ inline cudaError_t cudaMalloc(void** devPtr, size_t size) {
  using namespace __ox_device_runtime;
  if (!devPtr)
    return set_error(cudaErrorInvalidValue);
  *devPtr = size ? ::malloc(size) : nullptr;
  return set_error(*devPtr || !size ? cudaSuccess : cudaErrorMemoryAllocation);
}
static __device__ inline cudaError_t cudaFree(void* devPtr) {
  ::free(devPtr);
  return cudaSuccess;
}

static __device__ inline cudaError_t cudaStreamCreateWithFlags(cudaStream_t* pStream, unsigned int flags) {
  return __ox_device_runtime::store_handle(pStream, __ox_device_runtime::call(oxCallStreamCreate, flags));
}
static __device__ inline cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  using namespace __ox_device_runtime;
  return error_of(call(oxCallStreamDestroy, address(stream)));
}
static __device__ inline cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int = 0) {
  using namespace __ox_device_runtime;
  return error_of(call(oxCallStreamWaitEvent, address(stream), address(event)));
}
static __device__ inline cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned int flags) {
  return __ox_device_runtime::store_handle(event, __ox_device_runtime::call(oxCallEventCreate, flags));
}
static __device__ inline cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream = 0) {
  using namespace __ox_device_runtime;
  return error_of(call(oxCallEventRecord, address(event), address(stream)));
}
static __device__ inline cudaError_t cudaEventDestroy(cudaEvent_t event) {
  using namespace __ox_device_runtime;
  return error_of(call(oxCallEventDestroy, address(event)));
}

static __device__ inline cudaError_t cudaMemcpyAsync(void* dst, const void* src, size_t count, cudaMemcpyKind kind,
                                                     cudaStream_t stream = 0) {
  using namespace __ox_device_runtime;
  return copy({address(dst), count, address(src), count, count, 1, address(stream), kind});
}
static __device__ inline cudaError_t cudaMemcpy2DAsync(void* dst, size_t dpitch, const void* src, size_t spitch,
                                                       size_t width, size_t height, cudaMemcpyKind kind,
                                                       cudaStream_t stream = 0) {
  using namespace __ox_device_runtime;
  return copy({address(dst), dpitch, address(src), spitch, width, height, address(stream), kind});
}
static __device__ inline cudaError_t cudaMemsetAsync(void* devPtr, int value, size_t count, cudaStream_t stream = 0) {
  using namespace __ox_device_runtime;
  return fill({address(devPtr), count, count, 1, address(stream), value});
}
static __device__ inline cudaError_t cudaMemset2DAsync(void* devPtr, size_t pitch, int value, size_t width,
                                                       size_t height, cudaStream_t stream = 0) {
  using namespace __ox_device_runtime;
  return fill({address(devPtr), pitch, width, height, address(stream), value});
}

static __device__ inline cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attr, const void* func) {
  using namespace __ox_device_runtime;
  if (!attr)
    return set_error(cudaErrorInvalidValue);
  *attr = {};
  auto ask = [&](oxFunctionAttribute which) { return call(oxCallFunctionAttribute, address(func), which); };
  cudaError_t error = store(&attr->sharedSizeBytes, ask(oxFunctionSharedBytes));
  if (error != cudaSuccess)
    return error;
  store(&attr->localSizeBytes, ask(oxFunctionLocalBytes));
  store(&attr->numRegs, ask(oxFunctionRegisters));
  store(&attr->maxThreadsPerBlock, ask(oxFunctionMaxThreads));
  store(&attr->ptxVersion, ask(oxFunctionVersion));
  attr->binaryVersion = attr->ptxVersion;
  return store(&attr->maxDynamicSharedSizeBytes, ask(oxFunctionMaxDynamicShared));
}

static __device__ inline cudaError_t
cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* numBlocks, const void* func, int blockSize,
                                                       size_t dynamicSmemSize, unsigned int) {
  using namespace __ox_device_runtime;
  return store(numBlocks, call(oxCallActiveBlocks, address(func), blockSize, dynamicSmemSize));
}
static __device__ inline cudaError_t
cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* numBlocks, const void* func, int blockSize, size_t dynamicSmemSize) {
  return cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(numBlocks, func, blockSize, dynamicSmemSize, 0);
}

} // extern "C"

template <class T> static __device__ inline cudaError_t cudaMalloc(T** devPtr, size_t size) {
  return ::cudaMalloc(reinterpret_cast<void**>(devPtr), size);
}
template <class T> static __device__ inline cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attr, T* func) {
  return ::cudaFuncGetAttributes(attr, reinterpret_cast<const void*>(func));
}
template <class T>
static __device__ inline cudaError_t
cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* numBlocks, T func, int blockSize, size_t dynamicSmemSize) {
  return ::cudaOccupancyMaxActiveBlocksPerMultiprocessor(numBlocks, reinterpret_cast<const void*>(func), blockSize,
                                                         dynamicSmemSize);
}
