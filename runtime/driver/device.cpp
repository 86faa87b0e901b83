// Start, versions, errors, devices.
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/wrapper.h"
#include <algorithm>
#include <cstring>

namespace ox::driver::body {

namespace runtime_api = cudart::body;
using runtime::Platform;

Error cuInit(unsigned flags) {
  if (flags != 0)
    return Error::InvalidValue;
  if (Error error = runtime::check_alive(); error != Error::Success)
    return error;
  if (Platform::instance().device_count() == 0)
    return Error::NoDevice;
  set_initialized();
  return Error::Success;
}

Error cuDriverGetVersion(int* version) {
  if (!version)
    return Error::InvalidValue;
  *version = CUDA_VERSION;
  return Error::Success;
}

Error cuGetErrorName(CUresult error, const char** text) {
  if (!text)
    return Error::InvalidValue;
  *text = error_name(error);
  return *text ? Error::Success : Error::InvalidValue;
}

Error cuGetErrorString(CUresult error, const char** text) {
  if (!text)
    return Error::InvalidValue;
  *text = error_text(error);
  return *text ? Error::Success : Error::InvalidValue;
}

// Devices.
Error cuDeviceGetCount(int* count) {
  if (!count)
    return Error::InvalidValue;
  *count = Platform::instance().device_count();
  return Error::Success;
}

Error cuDeviceGet(CUdevice* device, int ordinal) {
  if (!device)
    return Error::InvalidValue;
  if (ordinal < 0 || ordinal >= Platform::instance().device_count())
    return Error::InvalidDevice;
  *device = ordinal;
  return Error::Success;
}

Error cuDeviceGetName(char* name, int length, CUdevice device) {
  if (!name || length <= 0)
    return Error::InvalidValue;
  auto properties = Platform::instance().properties(device);
  if (!properties)
    return properties.error();
  const std::string& full = (*properties)->name;
  const size_t kept = std::min(full.size(), static_cast<size_t>(length) - 1);
  std::memcpy(name, full.data(), kept);
  name[kept] = 0;
  return Error::Success;
}

Error cuDeviceGetUuid_v2(CUuuid* uuid, CUdevice device) {
  if (!uuid)
    return Error::InvalidValue;
  cudaDeviceProp properties;
  if (Error error = runtime_api::cudaGetDeviceProperties(&properties, device); error != Error::Success)
    return error;
  *uuid = properties.uuid;
  return Error::Success;
}

Error cuDeviceGetUuid(CUuuid* uuid, CUdevice device) { return body::cuDeviceGetUuid_v2(uuid, device); }

Error cuDeviceTotalMem_v2(size_t* bytes, CUdevice device) {
  if (!bytes)
    return Error::InvalidValue;
  auto properties = Platform::instance().properties(device);
  if (!properties)
    return properties.error();
  *bytes = (*properties)->memory_bytes;
  return Error::Success;
}

// Attributes have the same numbers in both APIs; a few the runtime API keeps to itself.
Error cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice device) {
  if (!value)
    return Error::InvalidValue;
  switch (attribute) {
  case CU_DEVICE_ATTRIBUTE_CAN_USE_64_BIT_STREAM_MEM_OPS:
  case CU_DEVICE_ATTRIBUTE_CAN_USE_STREAM_WAIT_VALUE_NOR:
  case CU_DEVICE_ATTRIBUTE_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_HOST_NUMA_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_HOST_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED:
    if (device < 0 || device >= Platform::instance().device_count())
      return Error::InvalidDevice;
    *value = 1;
    return Error::Success;
  case CU_DEVICE_ATTRIBUTE_CAN_TEX2D_GATHER:
  case CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_WIN32_HANDLE_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_WIN32_KMT_HANDLE_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_GENERIC_COMPRESSION_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_GPU_DIRECT_RDMA_WITH_CUDA_VMM_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_TENSOR_MAP_ACCESS_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_FABRIC_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_MULTICAST_SUPPORTED:
  case CU_DEVICE_ATTRIBUTE_HOST_ALLOC_DMA_BUF_SUPPORTED:
    if (device < 0 || device >= Platform::instance().device_count())
      return Error::InvalidDevice;
    *value = 0;
    return Error::Success;
  default:
    return runtime_api::cudaDeviceGetAttribute(value, static_cast<cudaDeviceAttr>(attribute), device);
  }
}

Error cuDeviceGetProperties(CUdevprop* result, CUdevice device) {
  if (!result)
    return Error::InvalidValue;
  cudaDeviceProp properties;
  if (Error error = runtime_api::cudaGetDeviceProperties(&properties, device); error != Error::Success)
    return error;
  *result = {};
  result->maxThreadsPerBlock = properties.maxThreadsPerBlock;
  std::ranges::copy(properties.maxThreadsDim, result->maxThreadsDim);
  std::ranges::copy(properties.maxGridSize, result->maxGridSize);
  result->sharedMemPerBlock = static_cast<int>(properties.sharedMemPerBlock);
  result->totalConstantMemory = static_cast<int>(properties.totalConstMem);
  result->SIMDWidth = properties.warpSize;
  result->memPitch = static_cast<int>(std::min<size_t>(properties.memPitch, 0x7fffffff));
  result->regsPerBlock = properties.regsPerBlock;
  result->clockRate = properties.clockRate;
  result->textureAlign = static_cast<int>(properties.textureAlignment);
  return Error::Success;
}

Error cuDeviceComputeCapability(int* major, int* minor, CUdevice device) {
  if (!major || !minor)
    return Error::InvalidValue;
  auto properties = Platform::instance().properties(device);
  if (!properties)
    return properties.error();
  *major = (*properties)->compute_major;
  *minor = (*properties)->compute_minor;
  return Error::Success;
}

Error cuDeviceGetByPCIBusId(CUdevice* device, const char* text) {
  return runtime_api::cudaDeviceGetByPCIBusId(device, text);
}

Error cuDeviceGetPCIBusId(char* text, int length, CUdevice device) {
  return runtime_api::cudaDeviceGetPCIBusId(text, length, device);
}

Error cuDeviceCanAccessPeer(int* can, CUdevice device, CUdevice peer) {
  return runtime_api::cudaDeviceCanAccessPeer(can, device, peer);
}

Error cuDeviceGetP2PAttribute(int* value, CUdevice_P2PAttribute attribute, CUdevice source, CUdevice target) {
  return runtime_api::cudaDeviceGetP2PAttribute(value, static_cast<cudaDeviceP2PAttr>(attribute), source, target);
}

// Locally unique identifiers are Windows'.
Error cuDeviceGetLuid(char* luid, unsigned* nodes, CUdevice device) {
  if (!luid || !nodes)
    return Error::InvalidValue;
  if (device < 0 || device >= Platform::instance().device_count())
    return Error::InvalidDevice;
  return runtime::explain(Error::NotSupported, "devices have LUIDs on Windows only");
}

Error cuFlushGPUDirectRDMAWrites(CUflushGPUDirectRDMAWritesTarget target, CUflushGPUDirectRDMAWritesScope scope) {
  return runtime_api::cudaDeviceFlushGPUDirectRDMAWrites(static_cast<cudaFlushGPUDirectRDMAWritesTarget>(target),
                                                         static_cast<cudaFlushGPUDirectRDMAWritesScope>(scope));
}

static_assert(sizeof(CUatomicOperation) == sizeof(cudaAtomicOperation)); // with the same numbers
Error cuDeviceGetHostAtomicCapabilities(unsigned* capabilities, const CUatomicOperation* operations, unsigned count,
                                        CUdevice device) {
  return runtime_api::cudaDeviceGetHostAtomicCapabilities(
      capabilities, reinterpret_cast<const cudaAtomicOperation*>(operations), count, device);
}

Error cuDeviceGetP2PAtomicCapabilities(unsigned* capabilities, const CUatomicOperation* operations, unsigned count,
                                       CUdevice source, CUdevice target) {
  return runtime_api::cudaDeviceGetP2PAtomicCapabilities(
      capabilities, reinterpret_cast<const cudaAtomicOperation*>(operations), count, source, target);
}

Error cuDeviceGetExecAffinitySupport(int* supported, CUexecAffinityType type, CUdevice device) {
  if (!supported || type != CU_EXEC_AFFINITY_TYPE_SM_COUNT)
    return Error::InvalidValue;
  if (device < 0 || device >= Platform::instance().device_count())
    return Error::InvalidDevice;
  *supported = 0;
  return Error::Success;
}

Error cuDeviceSetMemPool(CUdevice device, CUmemoryPool pool) { return runtime_api::cudaDeviceSetMemPool(device, pool); }
Error cuDeviceGetMemPool(CUmemoryPool* pool, CUdevice device) {
  return runtime_api::cudaDeviceGetMemPool(pool, device);
}
Error cuDeviceGetDefaultMemPool(CUmemoryPool* pool, CUdevice device) {
  return runtime_api::cudaDeviceGetDefaultMemPool(pool, device);
}

Error cuProfilerStart() { return runtime_api::cudaProfilerStart(); }
Error cuProfilerStop() { return runtime_api::cudaProfilerStop(); }

} // namespace ox::driver::body
