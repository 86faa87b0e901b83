// The attributes of a launch.  What has a meaning here is honoured; advice is looked at, so that a wrong value is an
// error as everywhere, and taken: a launch without it does the same.
//
// Events that a kernel triggers before its end, or at the start of its last block, are recorded at its end.  CUDA
// leaves that to the machine: whoever waits for one may see it as late as that.
#include "runtime/core/diagnostics.h"
#include "runtime/core/event.h"
#include "runtime/cudart/cluster.h"
#include "runtime/cudart/handles.h"
#include "runtime/cudart/launch.h"

namespace ox::cudart {

using runtime::explain;

namespace {

bool is_within(int value, int least, int most) { return value >= least && value <= most; }

Error add_event(cudaEvent_t handle, int flags, runtime::LaunchRequest& request) {
  auto event = find_event(handle);
  if (!event)
    return event.error();
  if ((*event)->timed)
    return explain(Error::InvalidValue, "an event that a launch triggers is made with cudaEventDisableTiming");
  if (flags != cudaEventRecordDefault && flags != cudaEventRecordExternal)
    return Error::InvalidValue;
  request.events_behind.push_back(std::move(*event));
  return Error::Success;
}

// Blocks of larger clusters than the launch's, where the machine has room; here it is never needed.
Error check_preferred_cluster(const cudaLaunchConfig_t& config, const ox::Dim3& preferred) {
  const ox::Dim3 least = requested_cluster(config).value_or(ox::Dim3{1, 1, 1});
  if (preferred.count() == 0 || least.count() == 0)
    return Error::InvalidValue;
  if (preferred.x % least.x || preferred.y % least.y || preferred.z % least.z)
    return explain(Error::InvalidValue, "the preferred cluster of %ux%ux%u is no multiple of the cluster", preferred.x,
                   preferred.y, preferred.z);
  return Error::Success;
}

Error read(const cudaLaunchConfig_t& config, const cudaLaunchAttribute& attribute, runtime::LaunchRequest& request) {
  const cudaLaunchAttributeValue& value = attribute.val;
  bool is_sound = true;
  switch (attribute.id) {
  case cudaLaunchAttributeCooperative:
    request.cooperative = value.cooperative != 0;
    break;
  case cudaLaunchAttributePriority:
    request.priority = value.priority;
    break;
  case cudaLaunchAttributeClusterDimension: // requested_cluster
    break;
  case cudaLaunchAttributeProgrammaticEvent:
    return add_event(value.programmaticEvent.event, value.programmaticEvent.flags, request);
  case cudaLaunchAttributeLaunchCompletionEvent:
    return add_event(value.launchCompletionEvent.event, value.launchCompletionEvent.flags, request);
  case cudaLaunchAttributeDeviceUpdatableKernelNode:
    if (value.deviceUpdatableKernelNode.deviceUpdatable)
      return explain(Error::NotSupported, "nodes of graphs can't be changed by kernels");
    break;
  case cudaLaunchAttributePreferredClusterDimension: {
    const auto& dim = value.preferredClusterDim;
    return check_preferred_cluster(config, {dim.x, dim.y, dim.z});
  }

  // Advice.
  case cudaLaunchAttributeIgnore:
  case cudaLaunchAttributeProgrammaticStreamSerialization: // the kernel may start before the one before it ends
  case cudaLaunchAttributeMemSyncDomainMap:
    break;
  case cudaLaunchAttributeAccessPolicyWindow:
    is_sound = value.accessPolicyWindow.hitRatio >= 0 && value.accessPolicyWindow.hitRatio <= 1;
    break;
  case cudaLaunchAttributeSynchronizationPolicy:
    is_sound = is_within(value.syncPolicy, cudaSyncPolicyAuto, cudaSyncPolicyBlockingSync);
    break;
  case cudaLaunchAttributeClusterSchedulingPolicyPreference:
    is_sound = is_within(value.clusterSchedulingPolicyPreference, cudaClusterSchedulingPolicyDefault,
                         cudaClusterSchedulingPolicyLoadBalancing);
    break;
  case cudaLaunchAttributeMemSyncDomain:
    is_sound = is_within(value.memSyncDomain, cudaLaunchMemSyncDomainDefault, cudaLaunchMemSyncDomainRemote);
    break;
  case cudaLaunchAttributePreferredSharedMemoryCarveout:
    is_sound = is_within(static_cast<int>(value.sharedMemCarveout), -1, 100);
    break;
  case cudaLaunchAttributeNvlinkUtilCentricScheduling:
    is_sound = value.nvlinkUtilCentricScheduling <= 1;
    break;
  default:
    return explain(Error::InvalidValue, "there is no launch attribute %d", static_cast<int>(attribute.id));
  }
  return is_sound ? Error::Success
                  : explain(Error::InvalidValue, "the value of launch attribute %d", static_cast<int>(attribute.id));
}

} // namespace

Error read_attributes(const cudaLaunchConfig_t& config, runtime::LaunchRequest& request) {
  if (config.numAttrs && !config.attrs)
    return Error::InvalidValue;
  for (unsigned i = 0; i < config.numAttrs; ++i)
    if (Error error = read(config, config.attrs[i], request); error != Error::Success)
      return error;
  request.cluster = requested_cluster(config);
  return Error::Success;
}

} // namespace ox::cudart
