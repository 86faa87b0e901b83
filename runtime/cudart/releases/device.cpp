// Devices and versions in CUDA 11 and 12.
#include "runtime/cudart/releases/releases.h"
#include <cstddef>

namespace {

struct Properties11 {
#define OX_FIELD(type, name, dimensions) type name dimensions;
#include "runtime/cudart/releases/device_properties.def"
};
static_assert(sizeof(Properties11) == 728);
static_assert(offsetof(Properties11, clockRate) == 348 && offsetof(Properties11, maxTexture1D) == 408);

struct Properties12 {
  Properties11 first;
#define OX_LATER(type, name, dimensions) type name dimensions;
#include "runtime/cudart/releases/device_properties.def"
  int reserved[63];
};
static_assert(sizeof(Properties12) == 1032);

template <typename To, typename From> void copy_field(To& to, const From& from) {
  static_assert(sizeof to == sizeof from);
  std::memcpy(&to, &from, sizeof to);
}

void convert(const cudaDeviceProp& from, Properties11& to) {
#define OX_FIELD(type, name, dimensions) copy_field(to.name, from.name);
#include "runtime/cudart/releases/device_properties.def"
}

void convert(const cudaDeviceProp& from, Properties12& to) {
  std::memset(&to, 0, sizeof to);
  convert(from, to.first);
#define OX_LATER(type, name, dimensions) copy_field(to.name, from.name);
#include "runtime/cudart/releases/device_properties.def"
}

template <typename Older> cudaError_t get_properties(Older* older, int device) {
  if (!older)
    return cudaGetDeviceProperties(nullptr, device);
  cudaDeviceProp newest;
  const cudaError_t error = cudaGetDeviceProperties(&newest, device);
  if (error == cudaSuccess)
    convert(newest, *older);
  return error;
}

cudaError_t give_version(int* version, int number) {
  const cudaError_t error = cudaRuntimeGetVersion(version); // checks
  if (error == cudaSuccess)
    *version = number;
  return error;
}

} // namespace

// CUDA 12's header names the longer structure's function _v2 and leaves this one to older objects.
OX_OF_RELEASES_11_AND_12(cudaGetDeviceProperties, ox_get_device_properties_11, Properties11* properties, int device) {
  return get_properties(properties, device);
}
OX_OF_RELEASE(12, cudaGetDeviceProperties_v2, ox_get_device_properties_12, Properties12* properties, int device) {
  return get_properties(properties, device);
}

// CUDA 12's structure begins as CUDA 11's does.
OX_OF_RELEASES_11_AND_12(cudaChooseDevice, ox_choose_device_11, int* device, const Properties11* older) {
  if (!older)
    return cudaChooseDevice(device, nullptr);
  cudaDeviceProp wanted;
  std::memset(&wanted, 0, sizeof wanted);
#define OX_FIELD(type, name, dimensions) copy_field(wanted.name, older->name);
#include "runtime/cudart/releases/device_properties.def"
  return cudaChooseDevice(device, &wanted);
}

// A program compares it with the version of the header that it was built with: the release's last.
OX_OF_RELEASE(11, cudaRuntimeGetVersion, ox_runtime_get_version_11, int* version) {
  return give_version(version, 11080);
}
OX_OF_RELEASE(12, cudaRuntimeGetVersion, ox_runtime_get_version_12, int* version) {
  return give_version(version, 12090);
}
