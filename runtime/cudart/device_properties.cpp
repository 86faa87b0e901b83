// cudaDeviceProp and the attributes that follow from it.
//
// Sizes and counts are the machine's.  What the machine has none of (ECC, PCI) is zero: a program
// that asks must not believe in it.
#include "runtime/cudart/device_properties.h"
#include "isa/kernel_abi.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/occupancy.h"
#include "runtime/core/platform.h"
#include "runtime/core/texture_limits.h"
#include "runtime/core/visible_devices.h"
#include "runtime/cudart/bodies.h"
#include <algorithm>
#include <cstring>
#include <limits>

namespace ox::cudart {

namespace {

constexpr int kMaxPitch = std::numeric_limits<int>::max();

void put_dim(int (&to)[3], const ox::Dim3& from) {
  to[0] = static_cast<int>(from.x);
  to[1] = static_cast<int>(from.y);
  to[2] = static_cast<int>(from.z);
}

// One to three numbers of a limit, as many as the property has.
void put(int& to, const runtime::ExtentLimit& from) { to = static_cast<int>(from.width); }
void put(int (&to)[2], const runtime::ExtentLimit& from) {
  to[0] = static_cast<int>(from.width);
  to[1] = static_cast<int>(from.height);
}
void put(int (&to)[3], const runtime::ExtentLimit& from) {
  to[0] = static_cast<int>(from.width);
  to[1] = static_cast<int>(from.height);
  to[2] = static_cast<int>(from.depth);
}
void put_layered(int (&to)[2], const runtime::ExtentLimit& from) { // of one size and layers
  to[0] = static_cast<int>(from.width);
  to[1] = static_cast<int>(from.depth);
}

void put_texture_limits(cudaDeviceProp& prop) {
  const runtime::TextureLimits& limits = runtime::kTextureLimits;
  prop.textureAlignment = prop.surfaceAlignment = runtime::kTextureAlignment;
  prop.texturePitchAlignment = runtime::kTexturePitchAlignment;
  put(prop.maxTexture1D, limits.texture_1d);
  put(prop.maxTexture1DMipmap, limits.mipmap_1d);
  prop.maxTexture1DLinear = static_cast<int>(limits.linear_1d_elements);
  put(prop.maxTexture2D, limits.texture_2d);
  put(prop.maxTexture2DMipmap, limits.mipmap_2d);
  put(prop.maxTexture2DLinear, {limits.linear_2d_width, limits.linear_2d_height, limits.linear_2d_pitch_bytes});
  put(prop.maxTexture2DGather, limits.gather_2d);
  put(prop.maxTexture3D, limits.texture_3d);
  put(prop.maxTexture3DAlt, limits.texture_3d_alternate);
  put(prop.maxTextureCubemap, limits.texture_cubemap);
  put_layered(prop.maxTexture1DLayered, limits.texture_1d_layered);
  put(prop.maxTexture2DLayered, limits.texture_2d_layered);
  put_layered(prop.maxTextureCubemapLayered, limits.texture_cubemap_layered);
  put(prop.maxSurface1D, limits.surface_1d);
  put(prop.maxSurface2D, limits.surface_2d);
  put(prop.maxSurface3D, limits.surface_3d);
  put_layered(prop.maxSurface1DLayered, limits.surface_1d_layered);
  put(prop.maxSurface2DLayered, limits.surface_2d_layered);
  put(prop.maxSurfaceCubemap, limits.surface_cubemap);
  put_layered(prop.maxSurfaceCubemapLayered, limits.surface_cubemap_layered);
}

} // namespace

cudaDeviceProp describe_device(const ox::DeviceProperties& device, int ordinal) {
  cudaDeviceProp prop;
  std::memset(&prop, 0, sizeof prop);
  device.name.copy(prop.name, sizeof prop.name - 1);
  const int place = runtime::Platform::instance().place_of(ordinal);
  const auto uuid = runtime::device_uuid(place);
  std::memcpy(prop.uuid.bytes, uuid.data(), uuid.size());

  prop.totalGlobalMem = device.memory_bytes;
  prop.sharedMemPerBlock = device.shared_per_block;
  prop.sharedMemPerBlockOptin = device.shared_per_block_optin;
  prop.sharedMemPerMultiprocessor = device.shared_per_core;
  prop.reservedSharedMemPerBlock = runtime::kReservedSharedPerBlock;
  prop.totalConstMem = device.constant_bytes;
  prop.l2CacheSize = static_cast<int>(device.l2_bytes);
  prop.memPitch = kMaxPitch;
  prop.memoryBusWidth = static_cast<int>(device.memory_bus_bits);
  prop.memoryClockRate = static_cast<int>(device.memory_clock_khz);

  prop.multiProcessorCount = static_cast<int>(device.cores);
  prop.clockRate = static_cast<int>(device.clock_khz);
  prop.major = device.compute_major;
  prop.minor = device.compute_minor;
  prop.warpSize = isa::kWarpLanes;
  prop.regsPerBlock = prop.regsPerMultiprocessor = static_cast<int>(device.registers_per_core);
  prop.maxThreadsPerBlock = static_cast<int>(device.max_threads_per_block);
  prop.maxThreadsPerMultiProcessor = static_cast<int>(device.warps_per_core * isa::kWarpLanes);
  prop.maxBlocksPerMultiProcessor = static_cast<int>(device.blocks_per_core);
  put_dim(prop.maxThreadsDim, device.max_block);
  put_dim(prop.maxGridSize, device.max_grid);
  prop.singleToDoublePrecisionPerfRatio = 2;
  prop.globalL1CacheSupported = prop.localL1CacheSupported = 1;

  prop.concurrentKernels = 1;
  prop.asyncEngineCount = 2; // copies in both directions overlap kernels
  prop.deviceOverlap = 1;
  prop.streamPrioritiesSupported = 1;
  prop.cooperativeLaunch = 1;
  prop.clusterLaunch = 1;
  prop.memoryPoolsSupported = 1;
  prop.memoryPoolSupportedHandleTypes = cudaMemHandleTypePosixFileDescriptor;
  prop.ipcEventSupported = 1;
  prop.computeMode = cudaComputeModeDefault;

  // One address space, shared with the host.
  prop.integrated = 0;
  prop.unifiedAddressing = 1;
  prop.canMapHostMemory = prop.hostRegisterSupported = prop.hostRegisterReadOnlySupported = device.host_coherent;
  prop.canUseHostPointerForRegisteredMem = prop.hostNativeAtomicSupported = device.host_coherent;
  prop.managedMemory = prop.concurrentManagedAccess = prop.directManagedMemAccessFromHost = device.host_coherent;

  put_texture_limits(prop);
  prop.pciBusID = place;
  prop.deviceNumaId = prop.hostNumaId = -1;
  return prop;
}

namespace body {

using runtime::Platform;

Error cudaGetDeviceProperties(cudaDeviceProp* prop, int device) {
  if (!prop)
    return Error::InvalidValue;
  auto properties = Platform::instance().properties(device);
  if (!properties)
    return properties.error();
  *prop = describe_device(**properties, device);
  return Error::Success;
}

Error cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  if (!value)
    return Error::InvalidValue;
  auto properties = Platform::instance().properties(device);
  if (!properties)
    return properties.error();
  cudaDeviceProp prop = describe_device(**properties, device);
  switch (attribute) {
#define OX_ATTRIBUTE(name, expression)                                                                                 \
  case name:                                                                                                           \
    *value = static_cast<int>(expression);                                                                             \
    return Error::Success;
#include "runtime/api/device_attributes.def"
  default:
    return runtime::explain(Error::InvalidValue, "device attribute %d is not known", static_cast<int>(attribute));
  }
}

// The device that matches best: here all are alike, so the first that has what is asked for, else the first.
Error cudaChooseDevice(int* device, const cudaDeviceProp* wanted) {
  if (!device || !wanted)
    return Error::InvalidValue;
  Platform& platform = Platform::instance();
  if (platform.device_count() == 0)
    return Error::NoDevice;
  *device = 0;
  for (int ordinal = 0; ordinal < platform.device_count(); ++ordinal) {
    auto properties = platform.properties(ordinal);
    if (!properties)
      return properties.error();
    const ox::DeviceProperties& has = **properties;
    bool capable = std::pair(has.compute_major, has.compute_minor) >= std::pair(wanted->major, wanted->minor);
    if (capable && has.memory_bytes >= wanted->totalGlobalMem) {
      *device = ordinal;
      break;
    }
  }
  return Error::Success;
}

} // namespace body

} // namespace ox::cudart
