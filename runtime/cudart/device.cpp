// Devices: which there are, which is current, their flags and limits.  Peers are in peer_access.cpp.
#include "runtime/core/capture.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"
#include <cstdio>

namespace ox::cudart::body {

using runtime::explain;
using runtime::Platform;

namespace {

Error check_device(int device) {
  return device >= 0 && device < Platform::instance().device_count() ? Error::Success : Error::InvalidDevice;
}

} // namespace

Error cudaGetDeviceCount(int* count) {
  if (!count)
    return Error::InvalidValue;
  *count = Platform::instance().device_count();
  return *count ? Error::Success : Error::NoDevice;
}

Error cudaGetDevice(int* device) {
  if (!device)
    return Error::InvalidValue;
  if (Platform::instance().device_count() == 0)
    return Error::NoDevice;
  *device = Platform::instance().current_device();
  return Error::Success;
}

// Makes the context, as since CUDA 12.
Error cudaSetDevice(int device) {
  if (Error error = Platform::instance().set_current_device(device); error != Error::Success)
    return error;
  auto context = Platform::instance().context(device);
  return context ? Error::Success : context.error();
}

Error cudaInitDevice(int device, unsigned device_flags, unsigned flags) {
  auto context = Platform::instance().context(device);
  if (!context)
    return context.error();
  if (flags & cudaInitDeviceFlagsAreValid)
    Platform::instance().device_flags(device) = device_flags;
  return Error::Success;
}

Error cudaSetValidDevices(int* devices, int count) {
  if (count < 0 || (count > 0 && !devices))
    return Error::InvalidValue;
  for (int i = 0; i < count; ++i)
    if (check_device(devices[i]) != Error::Success)
      return Error::InvalidDevice;
  return count > 0 ? Platform::instance().set_current_device(devices[0]) : Error::Success;
}

// How a thread waits is not a choice here; the flags are kept for the program to read.
Error cudaSetDeviceFlags(unsigned flags) {
  unsigned schedule = flags & cudaDeviceScheduleMask;
  bool one_policy = (schedule & (schedule - 1)) == 0;
  if ((flags & ~unsigned{cudaDeviceMask}) || !one_policy)
    return Error::InvalidValue;
  if (Platform::instance().device_count() == 0)
    return Error::NoDevice;
  Platform::instance().device_flags(Platform::instance().current_device()) = flags;
  return Error::Success;
}

Error cudaGetDeviceFlags(unsigned* flags) {
  if (!flags)
    return Error::InvalidValue;
  if (Platform::instance().device_count() == 0)
    return Error::NoDevice;
  *flags = Platform::instance().device_flags(Platform::instance().current_device()) | cudaDeviceMapHost;
  return Error::Success;
}

Error cudaDeviceSynchronize() {
  Error error = runtime::check_wait(current_context());
  return error == Error::Success ? current_context().synchronize() : error;
}
Error cudaThreadSynchronize() { return body::cudaDeviceSynchronize(); }

Error cudaDeviceReset() {
  if (Platform::instance().device_count() == 0)
    return Error::NoDevice;
  Error error = Platform::instance().reset(Platform::instance().current_device());
  runtime::set_last_error(Error::Success);
  return error;
}
Error cudaThreadExit() { return body::cudaDeviceReset(); }

Error cudaDriverGetVersion(int* version) {
  if (!version)
    return Error::InvalidValue;
  *version = CUDART_VERSION;
  return Error::Success;
}

Error cudaRuntimeGetVersion(int* version) { return cudaDriverGetVersion(version); }

// Devices sit on a bus of their own: domain 0, bus = place in the machine, device 0.
Error cudaDeviceGetPCIBusId(char* text, int length, int device) {
  if (!text || length <= 0)
    return Error::InvalidValue;
  if (check_device(device) != Error::Success)
    return Error::InvalidDevice;
  std::snprintf(text, static_cast<size_t>(length), "%08x:%02x:%02x.0", 0, Platform::instance().place_of(device), 0);
  return Error::Success;
}

Error cudaDeviceGetByPCIBusId(int* device, const char* text) {
  unsigned domain = 0, bus = 0, slot = 0;
  if (!device || !text)
    return Error::InvalidValue;
  if (std::sscanf(text, "%x:%x:%x", &domain, &bus, &slot) != 3) {
    domain = 0;
    if (std::sscanf(text, "%x:%x", &bus, &slot) != 2)
      return Error::InvalidValue;
  }
  Platform& platform = Platform::instance();
  for (int ordinal = 0; ordinal < platform.device_count(); ++ordinal)
    if (domain == 0 && slot == 0 && static_cast<unsigned>(platform.place_of(ordinal)) == bus) {
      *device = ordinal;
      return Error::Success;
    }
  return Error::InvalidDevice;
}

Error cudaDeviceSetLimit(cudaLimit limit, size_t value) {
  runtime::Context& context = current_context();
  constexpr size_t kLargestStack = 512 << 10;
  switch (limit) {
  case cudaLimitStackSize:
    if (value > kLargestStack)
      return explain(Error::InvalidValue, "a stack of %zu bytes a thread; at most %zu", value, kLargestStack);
    context.stack_bytes = (value + 15) / 16 * 16;
    return Error::Success;
  case cudaLimitPrintfFifoSize:
    context.print_sink().set_limit_bytes(value);
    return Error::Success;
  case cudaLimitMallocHeapSize:
    if (auto done = context.device().set_heap_bytes(value); !done)
      return explain(Error::InvalidValue, "cudaLimitMallocHeapSize = %zu: %s", value, done.error().c_str());
    return Error::Success;
  case cudaLimitPersistingL2CacheSize:
  case cudaLimitMaxL2FetchGranularity:
    return Error::Success; // caches are not modelled
  case cudaLimitDevRuntimePendingLaunchCount:
    context.pending_child_limit = value;
    return Error::Success;
  case cudaLimitDevRuntimeSyncDepth:
    return explain(Error::UnsupportedLimit, "a kernel can't wait for the kernels that it launches");
  }
  return Error::InvalidValue;
}

Error cudaDeviceGetLimit(size_t* value, cudaLimit limit) {
  if (!value)
    return Error::InvalidValue;
  runtime::Context& context = current_context();
  switch (limit) {
  case cudaLimitStackSize:
    *value = context.stack_bytes;
    return Error::Success;
  case cudaLimitPrintfFifoSize:
    *value = context.print_sink().limit_bytes();
    return Error::Success;
  case cudaLimitMallocHeapSize:
    *value = context.device().heap_bytes();
    return Error::Success;
  case cudaLimitPersistingL2CacheSize:
    *value = 0;
    return Error::Success;
  case cudaLimitMaxL2FetchGranularity:
    *value = 64;
    return Error::Success;
  case cudaLimitDevRuntimePendingLaunchCount:
    *value = context.pending_child_limit;
    return Error::Success;
  case cudaLimitDevRuntimeSyncDepth:
    return Error::UnsupportedLimit;
  }
  return Error::InvalidValue;
}

Error cudaThreadSetLimit(cudaLimit limit, size_t value) { return body::cudaDeviceSetLimit(limit, value); }
Error cudaThreadGetLimit(size_t* value, cudaLimit limit) { return body::cudaDeviceGetLimit(value, limit); }

Error cudaDeviceSetCacheConfig(cudaFuncCache preference) {
  if (preference < cudaFuncCachePreferNone || preference > cudaFuncCachePreferEqual)
    return Error::InvalidValue;
  current_context().cache_preference = preference;
  return Error::Success;
}

Error cudaDeviceGetCacheConfig(cudaFuncCache* preference) {
  if (!preference)
    return Error::InvalidValue;
  *preference = static_cast<cudaFuncCache>(current_context().cache_preference.load());
  return Error::Success;
}

Error cudaThreadSetCacheConfig(cudaFuncCache preference) { return body::cudaDeviceSetCacheConfig(preference); }
Error cudaThreadGetCacheConfig(cudaFuncCache* preference) { return body::cudaDeviceGetCacheConfig(preference); }

Error cudaDeviceSetSharedMemConfig(cudaSharedMemConfig config) {
  if (config < cudaSharedMemBankSizeDefault || config > cudaSharedMemBankSizeEightByte)
    return Error::InvalidValue;
  return Error::Success; // as on every GPU since compute capability 5.0: banks are 4 bytes wide
}

Error cudaDeviceGetSharedMemConfig(cudaSharedMemConfig* config) {
  if (!config)
    return Error::InvalidValue;
  *config = cudaSharedMemBankSizeFourByte;
  return Error::Success;
}

// The attribute cudaDevAttrGPUDirectRDMAFlushWritesOptions says that this can't be asked for.
Error cudaDeviceFlushGPUDirectRDMAWrites(cudaFlushGPUDirectRDMAWritesTarget target,
                                         cudaFlushGPUDirectRDMAWritesScope scope) {
  if (target != cudaFlushGPUDirectRDMAWritesTargetCurrentDevice ||
      (scope != cudaFlushGPUDirectRDMAWritesToOwner && scope != cudaFlushGPUDirectRDMAWritesToAllDevices))
    return Error::InvalidValue;
  return explain(Error::NotSupported, "no other device on the bus writes to this one's memory");
}

Error cudaProfilerStart() { return Error::Success; } // no profiler is attached, and that is no error
Error cudaProfilerStop() { return Error::Success; }

} // namespace ox::cudart::body
