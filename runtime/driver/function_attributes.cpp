#include "runtime/driver/function_attributes.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/function_attributes.h"

namespace ox::driver {

runtime::Error get_attribute(int* value, CUfunction_attribute attribute, const runtime::Kernel& kernel) {
  const cudaFuncAttributes all = cudart::attributes_of(kernel);
  switch (attribute) {
#define OX_FUNCTION_ATTRIBUTE(name, expression)                                                                        \
  case CU_FUNC_ATTRIBUTE_##name:                                                                                       \
    *value = static_cast<int>(expression);                                                                             \
    return runtime::Error::Success;
    OX_FUNCTION_ATTRIBUTE(MAX_THREADS_PER_BLOCK, all.maxThreadsPerBlock)
    OX_FUNCTION_ATTRIBUTE(SHARED_SIZE_BYTES, all.sharedSizeBytes)
    OX_FUNCTION_ATTRIBUTE(CONST_SIZE_BYTES, all.constSizeBytes)
    OX_FUNCTION_ATTRIBUTE(LOCAL_SIZE_BYTES, all.localSizeBytes)
    OX_FUNCTION_ATTRIBUTE(NUM_REGS, all.numRegs)
    OX_FUNCTION_ATTRIBUTE(PTX_VERSION, all.ptxVersion)
    OX_FUNCTION_ATTRIBUTE(BINARY_VERSION, all.binaryVersion)
    OX_FUNCTION_ATTRIBUTE(CACHE_MODE_CA, all.cacheModeCA)
    OX_FUNCTION_ATTRIBUTE(MAX_DYNAMIC_SHARED_SIZE_BYTES, all.maxDynamicSharedSizeBytes)
    OX_FUNCTION_ATTRIBUTE(PREFERRED_SHARED_MEMORY_CARVEOUT, all.preferredShmemCarveout)
    OX_FUNCTION_ATTRIBUTE(CLUSTER_SIZE_MUST_BE_SET, all.clusterDimMustBeSet)
    OX_FUNCTION_ATTRIBUTE(REQUIRED_CLUSTER_WIDTH, all.requiredClusterWidth)
    OX_FUNCTION_ATTRIBUTE(REQUIRED_CLUSTER_HEIGHT, all.requiredClusterHeight)
    OX_FUNCTION_ATTRIBUTE(REQUIRED_CLUSTER_DEPTH, all.requiredClusterDepth)
    OX_FUNCTION_ATTRIBUTE(NON_PORTABLE_CLUSTER_SIZE_ALLOWED, all.nonPortableClusterSizeAllowed)
    OX_FUNCTION_ATTRIBUTE(CLUSTER_SCHEDULING_POLICY_PREFERENCE, all.clusterSchedulingPolicyPreference)
#undef OX_FUNCTION_ATTRIBUTE
  default:
    return runtime::explain(runtime::Error::InvalidValue, "kernel %s: function attribute %d is not known",
                            kernel.info->name.c_str(), static_cast<int>(attribute));
  }
}

} // namespace ox::driver
