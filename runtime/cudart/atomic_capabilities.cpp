// Which atomic operations kernels can do on memory of the host and of other devices: all of them, as on their own,
// because it is one memory.
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/bodies.h"

namespace ox::cudart::body {

using runtime::Platform;

namespace {

constexpr unsigned kWords = cudaAtomicCapabilityScalar32 | cudaAtomicCapabilityScalar64;

unsigned capabilities_of(cudaAtomicOperation operation) {
  constexpr unsigned kBothSigns = cudaAtomicCapabilitySigned | cudaAtomicCapabilityUnsigned;
  switch (operation) {
  case cudaAtomicOperationIntegerAdd:
  case cudaAtomicOperationIntegerMin:
  case cudaAtomicOperationIntegerMax:
    return kBothSigns | cudaAtomicCapabilityReduction | kWords;
  case cudaAtomicOperationIntegerIncrement:
  case cudaAtomicOperationIntegerDecrement:
    return cudaAtomicCapabilityUnsigned | cudaAtomicCapabilityReduction | cudaAtomicCapabilityScalar32;
  case cudaAtomicOperationAnd:
  case cudaAtomicOperationOr:
  case cudaAtomicOperationXOR:
    return kBothSigns | cudaAtomicCapabilityReduction | kWords;
  case cudaAtomicOperationExchange:
  case cudaAtomicOperationCAS:
    return kBothSigns | kWords | cudaAtomicCapabilityScalar128;
  case cudaAtomicOperationFloatAdd:
    return cudaAtomicCapabilitySigned | cudaAtomicCapabilityReduction | kWords;
  default: // minima and maxima of floats: none on one float
    return 0;
  }
}

Error describe(unsigned* capabilities, const cudaAtomicOperation* operations, unsigned count, bool reachable) {
  if (!capabilities || !operations || count == 0)
    return Error::InvalidValue;
  for (unsigned i = 0; i < count; ++i) {
    if (operations[i] < cudaAtomicOperationIntegerAdd || operations[i] > cudaAtomicOperationFloatMax)
      return runtime::explain(Error::InvalidValue, "%d is no atomic operation", static_cast<int>(operations[i]));
    capabilities[i] = reachable ? capabilities_of(operations[i]) : 0;
  }
  return Error::Success;
}

} // namespace

Error cudaDeviceGetHostAtomicCapabilities(unsigned* capabilities, const cudaAtomicOperation* operations, unsigned count,
                                          int device) {
  auto properties = Platform::instance().properties(device);
  return properties ? describe(capabilities, operations, count, (*properties)->host_coherent) : properties.error();
}

Error cudaDeviceGetP2PAtomicCapabilities(unsigned* capabilities, const cudaAtomicOperation* operations, unsigned count,
                                         int source, int target) {
  int can = 0;
  if (source == target)
    return Error::InvalidDevice;
  if (Error error = body::cudaDeviceCanAccessPeer(&can, source, target); error != Error::Success)
    return error;
  return describe(capabilities, operations, count, can != 0);
}

} // namespace ox::cudart::body
