// cuGetProcAddress: functions by name and version.
#include "runtime/driver/entry_points.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/bodies.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/table.h"
#include <algorithm>
#include <array>

namespace ox::driver {

namespace {

struct Symbol {
  std::string_view name;
  void* entry;
  void* per_thread_entry; // the same, if stream 0 is no matter to it
};

// Sorted by name.
const auto& symbols() {
#define OX_ENTRY(entry) reinterpret_cast<void*>(table().entry)
#define OX_VARIANT_none(name) OX_ENTRY(name)
#define OX_VARIANT_ptsz(name) OX_ENTRY(name##_ptsz)
#define OX_VARIANT_ptds(name) OX_ENTRY(name##_ptds)
#define OX_API(level, name, variant, parameters, arguments) Symbol{#name, OX_ENTRY(name), OX_VARIANT_##variant(name)},
#define OX_MISSING(name, variant, parameters, arguments) OX_API(process, name, variant, parameters, arguments)
  static const auto& sorted = *new auto([] {
    std::array all = {
#include "runtime/api/driver.def"
    };
    std::ranges::sort(all, {}, &Symbol::name);
    return all;
  }());
  return sorted;
}

struct Version {
  std::string_view name, symbol;
  int since; // of CUDA, 1000 * major + 10 * minor
};

constexpr Version kVersions[] = {
#define OX_VERSION(name, symbol, since) {#name, #symbol, since},
#include "runtime/api/driver_versions.def"
};

} // namespace

EntryPoint find_entry_point(std::string_view name, int cuda_version, bool per_thread) {
  std::string_view symbol = name;
  int newest = 0;
  bool has_versions = false;
  for (const Version& version : kVersions)
    if (version.name == name) {
      has_versions = true;
      if (version.since <= cuda_version && version.since > newest) {
        newest = version.since;
        symbol = version.symbol;
      }
    }
  if (has_versions && newest == 0)
    return {nullptr, CU_GET_PROC_ADDRESS_VERSION_NOT_SUFFICIENT};
  const auto& all = symbols();
  auto it = std::ranges::lower_bound(all, symbol, {}, &Symbol::name);
  if (it == all.end() || it->name != symbol)
    return {nullptr, CU_GET_PROC_ADDRESS_SYMBOL_NOT_FOUND};
  return {per_thread ? it->per_thread_entry : it->entry, CU_GET_PROC_ADDRESS_SUCCESS};
}

namespace body {

Error cuGetProcAddress_v2(const char* name, void** function, int cuda_version, cuuint64_t flags,
                          CUdriverProcAddressQueryResult* status) {
  constexpr cuuint64_t kKnown = CU_GET_PROC_ADDRESS_LEGACY_STREAM | CU_GET_PROC_ADDRESS_PER_THREAD_DEFAULT_STREAM;
  if (!name || !function || (flags & ~kKnown) || flags == kKnown)
    return Error::InvalidValue;
  const bool per_thread = flags == CU_GET_PROC_ADDRESS_DEFAULT ? cudart::default_stream_is_per_thread()
                                                               : flags != CU_GET_PROC_ADDRESS_LEGACY_STREAM;
  const EntryPoint found = find_entry_point(name, cuda_version, per_thread);
  *function = found.function;
  if (status)
    *status = found.status;
  if (found.function)
    return Error::Success;
  return runtime::explain(Error::SymbolNotFound, "the driver API of CUDA %d has no %s", cuda_version, name);
}

Error cuGetProcAddress(const char* name, void** function, int cuda_version, cuuint64_t flags) {
  return body::cuGetProcAddress_v2(name, function, cuda_version, flags, nullptr);
}

Error cuGetExportTable(const void** table, const CUuuid* id) { return cudart::body::cudaGetExportTable(table, id); }

} // namespace body
} // namespace ox::driver
