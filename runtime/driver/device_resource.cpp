// Splitting a device.  Multiprocessors come in groups of eight, so that a cluster of the size that every device takes
// fits a part however large its blocks are; a program that doesn't need that may have them in pairs.
#include "runtime/driver/device_resource.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/driver/bodies.h"
#include <algorithm>
#include <atomic>
#include <cstring>
#include <set>

namespace ox::driver {

using runtime::Error;
using runtime::explain;
using runtime::fail;
using runtime::Platform;

namespace {

constexpr uint32_t kPair = 2;

// What the reserved bytes hold.
struct Content {
  static constexpr uint32_t kMagic = 0x6f78636f;
  uint32_t magic;
  int32_t ordinal;
  uint64_t split;
  uint8_t mask[72]; // a bit for each core
};
static_assert(sizeof(Content) <= sizeof(CUdevResource::reserved));
constexpr uint32_t kMostCores = 8 * sizeof(Content::mask);

uint32_t group_of(const ox::DeviceProperties& device) { return std::min(device.portable_cluster_blocks, device.cores); }

} // namespace

runtime::Result<CoreSet> all_cores(int ordinal) {
  auto device = Platform::instance().properties(ordinal);
  if (!device)
    return fail(device.error());
  CoreSet set{.ordinal = ordinal, .split = 0, .cores = {}};
  for (uint32_t core = 0; core < (*device)->cores; ++core)
    set.cores.push_back(core);
  return set;
}

runtime::Result<CoreSet> read_resource(const CUdevResource& resource) {
  if (resource.type != CU_DEV_RESOURCE_TYPE_SM)
    return fail(explain(Error::InvalidResourceType, "a resource of type %d is no set of multiprocessors",
                        static_cast<int>(resource.type)));
  Content content;
  std::memcpy(&content, resource.reserved, sizeof content);
  auto device = Platform::instance().properties(content.ordinal);
  if (content.magic != Content::kMagic || !device)
    return fail(explain(Error::InvalidValue, "the resource was not made by the driver API"));
  CoreSet set{.ordinal = content.ordinal, .split = content.split, .cores = {}};
  for (uint32_t core = 0; core < kMostCores; ++core)
    if (content.mask[core / 8] >> core % 8 & 1)
      set.cores.push_back(core);
  if (set.cores.empty() || set.cores.back() >= (*device)->cores || set.cores.size() != resource.sm.smCount)
    return fail(explain(Error::InvalidValue, "the resource was changed after the driver API had made it"));
  return set;
}

Error write_resource(CUdevResource& resource, const CoreSet& set) {
  resource = {};
  if (set.cores.empty())
    return Error::Success;
  if (set.cores.back() >= kMostCores)
    return explain(Error::NotSupported, "a device of more than %u multiprocessors can't be split", kMostCores);
  auto device = Platform::instance().properties(set.ordinal);
  if (!device)
    return device.error();
  Content content{.magic = Content::kMagic, .ordinal = set.ordinal, .split = set.split, .mask = {}};
  for (uint32_t core : set.cores)
    content.mask[core / 8] |= static_cast<uint8_t>(1 << core % 8);
  std::memcpy(resource.reserved, &content, sizeof content);
  resource.type = CU_DEV_RESOURCE_TYPE_SM;
  resource.sm.smCount = static_cast<unsigned>(set.cores.size());
  resource.sm.minSmPartitionSize = resource.sm.smCoscheduledAlignment = group_of(**device);
  return Error::Success;
}

runtime::HandleTable<CoreSet>& resource_descriptors() {
  static auto& table = *new runtime::HandleTable<CoreSet>;
  return table;
}

namespace body {

namespace {

uint32_t size_of_part(const ox::DeviceProperties& device, unsigned flags, unsigned least) {
  const uint32_t group = flags & CU_DEV_SM_RESOURCE_SPLIT_MAX_POTENTIAL_CLUSTER_SIZE
                             ? std::min(device.max_cluster_blocks, device.cores)
                         : flags & CU_DEV_SM_RESOURCE_SPLIT_IGNORE_SM_COSCHEDULING ? std::min(kPair, device.cores)
                                                                                   : group_of(device);
  return (std::max(least, group) + group - 1) / group * group;
}

} // namespace

Error cuDeviceGetDevResource(CUdevice device, CUdevResource* resource, CUdevResourceType type) {
  if (!resource)
    return Error::InvalidValue;
  auto all = all_cores(device);
  if (!all)
    return all.error();
  if (type != CU_DEV_RESOURCE_TYPE_SM)
    return explain(Error::InvalidResourceType, "a device has no resource of type %d", static_cast<int>(type));
  return write_resource(*resource, *all);
}

// Without `result`: how many parts there would be.
Error cuDevSmResourceSplitByCount(CUdevResource* result, unsigned* count, const CUdevResource* input,
                                  CUdevResource* rest, unsigned flags, unsigned least) {
  constexpr unsigned kKnown =
      CU_DEV_SM_RESOURCE_SPLIT_IGNORE_SM_COSCHEDULING | CU_DEV_SM_RESOURCE_SPLIT_MAX_POTENTIAL_CLUSTER_SIZE;
  if (!count || !input || (flags & ~kKnown) || (result && *count == 0))
    return Error::InvalidValue;
  auto set = read_resource(*input);
  if (!set)
    return set.error();
  auto device = Platform::instance().properties(set->ordinal);
  if (!device)
    return device.error();
  const uint32_t size = size_of_part(**device, flags, least);
  const auto parts = static_cast<uint32_t>(set->cores.size() / size);
  if (parts == 0)
    return explain(Error::InvalidResourceConfiguration,
                   "parts of at least %u multiprocessors have %u here, and there are %zu", least, size,
                   set->cores.size());
  if (!result) {
    *count = parts;
    return Error::Success;
  }
  static std::atomic<uint64_t> splits{0};
  const uint64_t split = ++splits;
  *count = std::min(*count, parts);
  auto next = set->cores.begin();
  for (unsigned i = 0; i < *count; ++i, next += size)
    if (Error error =
            write_resource(result[i], {.ordinal = set->ordinal, .split = split, .cores = {next, next + size}});
        error != Error::Success)
      return error;
  return rest ? write_resource(*rest, {.ordinal = set->ordinal, .split = split, .cores = {next, set->cores.end()}})
              : Error::Success;
}

Error cuDevResourceGenerateDesc(CUdevResourceDesc* descriptor, CUdevResource* resources, unsigned count) {
  if (!descriptor || !resources || count == 0)
    return Error::InvalidValue;
  auto all = std::make_shared<CoreSet>();
  std::set<uint32_t> cores;
  for (unsigned i = 0; i < count; ++i) {
    auto set = read_resource(resources[i]);
    if (!set)
      return set.error();
    if (i > 0 && (set->ordinal != all->ordinal || set->split != all->split))
      return explain(Error::InvalidResourceConfiguration, "the resources come from different splits");
    all->ordinal = set->ordinal;
    all->split = set->split;
    cores.insert(set->cores.begin(), set->cores.end());
  }
  all->cores.assign(cores.begin(), cores.end());
  *descriptor = reinterpret_cast<CUdevResourceDesc>(resource_descriptors().add(std::move(all)));
  return Error::Success;
}

} // namespace body
} // namespace ox::driver
