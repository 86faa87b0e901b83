// Launches as before CUDA 4.0: a kernel's block, shared memory and parameters are set one by one, then the grid is
// launched with what is set by then.
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/launch.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include <cstring>
#include <map>
#include <mutex>

namespace ox::driver::body {

using runtime::explain;
using runtime::Kernel;

namespace {

struct Settings {
  ox::Dim3 block;
  uint64_t shared_bytes = 0;
  std::vector<std::byte> parameters;
  size_t parameter_bytes = 0; // of them that count
};

// By kernel; those of unloaded modules go when another kernel gets its first.
class AllSettings {
public:
  template <typename Action> Error change(const std::shared_ptr<Kernel>& kernel, Action&& action) {
    std::lock_guard lock(mutex_);
    auto it = settings_.find(kernel);
    if (it == settings_.end()) {
      std::erase_if(settings_, [](const auto& entry) { return entry.first.expired(); });
      it = settings_.try_emplace(kernel).first;
    }
    return action(it->second);
  }

private:
  std::mutex mutex_;
  std::map<std::weak_ptr<Kernel>, Settings, std::owner_less<>> settings_;
};

AllSettings& all_settings() {
  static AllSettings& all = *new AllSettings;
  return all;
}

template <typename Action> Error change(CUfunction function, Action&& action) {
  auto kernel = find_function(function);
  return kernel ? all_settings().change(*kernel, action) : kernel.error();
}

Error set_parameter(CUfunction function, int offset, const void* value, size_t bytes) {
  if (offset < 0 || !value)
    return Error::InvalidValue;
  return change(function, [&](Settings& settings) {
    const size_t begin = static_cast<size_t>(offset);
    constexpr size_t kMost = 32764; // bytes of parameters that any kernel can have
    if (begin + bytes > kMost)
      return explain(Error::InvalidValue, "%zu bytes of parameters at %zu", bytes, begin);
    if (settings.parameters.size() < begin + bytes)
      settings.parameters.resize(begin + bytes);
    std::memcpy(settings.parameters.data() + begin, value, bytes);
    return Error::Success;
  });
}

Error launch(CUfunction function, int width, int height, CUstream stream) {
  if (width <= 0 || height <= 0)
    return Error::InvalidValue;
  Settings settings;
  if (Error error = change(function, [&](Settings& set) { return settings = set, Error::Success; });
      error != Error::Success)
    return error;
  auto kernel = find_function(function);
  if (!kernel)
    return kernel.error();
  settings.parameters.resize(settings.parameter_bytes);
  runtime::LaunchRequest request{.grid = {static_cast<uint32_t>(width), static_cast<uint32_t>(height), 1},
                                 .block = settings.block,
                                 .dynamic_shared_bytes = settings.shared_bytes};
  request.parameters = settings.parameters;
  return cudart::launch(handle_of(kernel->get()), stream, request);
}

} // namespace

Error cuFuncSetBlockShape(CUfunction function, int x, int y, int z) {
  if (x <= 0 || y <= 0 || z <= 0)
    return Error::InvalidValue;
  return change(function, [&](Settings& settings) {
    settings.block = {static_cast<uint32_t>(x), static_cast<uint32_t>(y), static_cast<uint32_t>(z)};
    return Error::Success;
  });
}

Error cuFuncSetSharedSize(CUfunction function, unsigned bytes) {
  return change(function, [&](Settings& settings) { return settings.shared_bytes = bytes, Error::Success; });
}

Error cuParamSetSize(CUfunction function, unsigned bytes) {
  auto kernel = find_function(function);
  if (!kernel)
    return kernel.error();
  if (bytes > (*kernel)->info->parameter_bytes)
    return explain(Error::InvalidValue, "kernel %s takes %u bytes of parameters, not %u", (*kernel)->info->name.c_str(),
                   (*kernel)->info->parameter_bytes, bytes);
  return change(function, [&](Settings& settings) { return settings.parameter_bytes = bytes, Error::Success; });
}

Error cuParamSeti(CUfunction function, int offset, unsigned value) {
  return set_parameter(function, offset, &value, sizeof value);
}
Error cuParamSetf(CUfunction function, int offset, float value) {
  return set_parameter(function, offset, &value, sizeof value);
}
Error cuParamSetv(CUfunction function, int offset, void* value, unsigned bytes) {
  return set_parameter(function, offset, value, bytes);
}

Error cuLaunch(CUfunction function) { return launch(function, 1, 1, nullptr); }
Error cuLaunchGrid(CUfunction function, int width, int height) { return launch(function, width, height, nullptr); }
Error cuLaunchGridAsync(CUfunction function, int width, int height, CUstream stream) {
  return launch(function, width, height, stream);
}

} // namespace ox::driver::body
