// Whether kernels of one device use the memory of another.  Every pair of devices can; copies need no permission.
#include "runtime/core/peer_access.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"

namespace ox::cudart::body {

using runtime::explain;
using runtime::Platform;

namespace {

Error check_devices(int first, int second) {
  const int count = Platform::instance().device_count();
  if (first < 0 || first >= count || second < 0 || second >= count)
    return explain(Error::InvalidDevice, "of devices %d and %d, one is not there", first, second);
  return Error::Success;
}

} // namespace

Error cudaDeviceCanAccessPeer(int* can, int device, int peer) {
  if (!can)
    return Error::InvalidValue;
  if (Error error = check_devices(device, peer); error != Error::Success)
    return error;
  *can = device != peer;
  return Error::Success;
}

Error cudaDeviceEnablePeerAccess(int peer, unsigned flags) {
  if (flags != 0)
    return Error::InvalidValue;
  runtime::Context& context = current_context();
  if (Error error = check_devices(context.ordinal, peer); error != Error::Success)
    return error;
  if (peer == context.ordinal)
    return explain(Error::InvalidDevice, "device %d is no peer of itself", peer);
  auto owner = Platform::instance().context(peer);
  return owner ? Platform::instance().peer_access.enable(context, **owner) : owner.error();
}

Error cudaDeviceDisablePeerAccess(int peer) {
  runtime::Context& context = current_context();
  if (Error error = check_devices(context.ordinal, peer); error != Error::Success)
    return error;
  runtime::Context* owner = Platform::instance().existing_context(peer);
  return owner ? Platform::instance().peer_access.disable(context, *owner) : Error::PeerAccessNotEnabled;
}

// One memory of the host stands behind all devices: none is further away, and its atomics are everybody's.
Error cudaDeviceGetP2PAttribute(int* value, cudaDeviceP2PAttr attribute, int source, int target) {
  if (!value || attribute < cudaDevP2PAttrPerformanceRank || attribute > cudaDevP2PAttrCudaArrayAccessSupported)
    return Error::InvalidValue;
  if (Error error = check_devices(source, target); error != Error::Success)
    return error;
  if (source == target)
    return explain(Error::InvalidDevice, "device %d is no peer of itself", source);
  *value = attribute == cudaDevP2PAttrAccessSupported || attribute == cudaDevP2PAttrNativeAtomicSupported ||
           attribute == cudaDevP2PAttrCudaArrayAccessSupported;
  return Error::Success;
}

} // namespace ox::cudart::body
