// Settings of core dumps.  No dumps are written (a fault's report says where and why), so what would switch them on is
// refused; the settings can be read, and those that only say how a dump would look are kept.
#include "runtime/core/context.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/wrapper.h"
#include "runtime/driver/bodies.h"
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>

namespace ox::driver::body {

using runtime::explain;

namespace {

constexpr size_t kLongestName = 1023;
constexpr uint64_t kGlobal = 0; // no context has that id

struct Kept {
  std::mutex mutex;
  std::map<std::pair<uint64_t, CUcoredumpSettings>, std::string> values; // bytes, by the context's id
};
Kept& kept() {
  static Kept& result = *new Kept;
  return result;
}

bool is_switch(CUcoredumpSettings setting) {
  return setting >= CU_COREDUMP_ENABLE_ON_EXCEPTION && setting <= CU_COREDUMP_ENABLE_USER_TRIGGER;
}

std::string default_of(CUcoredumpSettings setting) {
  if (setting == CU_COREDUMP_TRIGGER_HOST) // a dump of the host too: CUDA's default
    return std::string(sizeof(bool), '\1');
  if (is_switch(setting))
    return std::string(sizeof(bool), '\0');
  if (setting == CU_COREDUMP_GENERATION_FLAGS)
    return std::string(sizeof(unsigned), '\0');
  char host[256] = "";
  (void)gethostname(host, sizeof host - 1);
  const std::string place = std::string(host) + "." + std::to_string(getpid());
  const std::string name = setting == CU_COREDUMP_FILE ? "core.cuda." + place : "corepipe.cuda." + place;
  return name + '\0';
}

Error get(uint64_t context, CUcoredumpSettings setting, void* value, size_t* size) {
  if (setting < CU_COREDUMP_ENABLE_ON_EXCEPTION || setting >= CU_COREDUMP_MAX || !size)
    return Error::InvalidValue;
  std::string bytes = default_of(setting);
  {
    std::lock_guard lock(kept().mutex);
    for (uint64_t owner : {kGlobal, context}) // a context's own comes last
      if (auto it = kept().values.find({owner, setting}); it != kept().values.end())
        bytes = it->second;
  }
  if (value && *size < bytes.size())
    return explain(Error::InvalidValue, "the setting takes %zu bytes, there is room for %zu", bytes.size(), *size);
  if (value)
    std::memcpy(value, bytes.data(), bytes.size());
  *size = bytes.size();
  return Error::Success;
}

Error set(uint64_t context, CUcoredumpSettings setting, const void* value, const size_t* size) {
  if (setting < CU_COREDUMP_ENABLE_ON_EXCEPTION || setting >= CU_COREDUMP_MAX || !value || !size)
    return Error::InvalidValue;
  const bool is_name = setting == CU_COREDUMP_FILE || setting == CU_COREDUMP_PIPE;
  if (is_name ? *size == 0 || *size > kLongestName + 1 : *size != default_of(setting).size())
    return explain(Error::InvalidValue, "a setting of %zu bytes", *size);
  std::string bytes(static_cast<const char*>(value), *size);
  if (is_name)
    bytes = std::string(bytes.c_str()) + '\0';
  if ((setting == CU_COREDUMP_ENABLE_ON_EXCEPTION || setting == CU_COREDUMP_ENABLE_USER_TRIGGER) && bytes[0] != 0)
    return explain(Error::NotSupported, "core dumps of kernels are not written; a fault's report on stderr says "
                                        "kernel, block, thread and line");
  std::lock_guard lock(kept().mutex);
  kept().values[{context, setting}] = std::move(bytes);
  return Error::Success;
}

} // namespace

Error cuCoredumpGetAttribute(CUcoredumpSettings setting, void* value, size_t* size) {
  return get(cudart::current_context().id, setting, value, size);
}
Error cuCoredumpSetAttribute(CUcoredumpSettings setting, void* value, size_t* size) {
  return set(cudart::current_context().id, setting, value, size);
}
Error cuCoredumpGetAttributeGlobal(CUcoredumpSettings setting, void* value, size_t* size) {
  return get(kGlobal, setting, value, size);
}
Error cuCoredumpSetAttributeGlobal(CUcoredumpSettings setting, void* value, size_t* size) {
  return set(kGlobal, setting, value, size);
}

} // namespace ox::driver::body
