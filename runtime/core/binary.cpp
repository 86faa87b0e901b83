#include "runtime/core/binary.h"

namespace ox::runtime {

Binary* BinaryRegistry::add(const FatBinaryWrapper* wrapper) {
  auto binary = std::make_shared<Binary>();
  if (!wrapper || wrapper->magic != FatBinaryWrapper::kMagic)
    binary->damage = "an object registered a device image without the wrapper that CUDA compilers emit; rebuild it";
  else if (!wrapper->data)
    binary->damage = "an object registered an empty device image; rebuild it with ox-nvcc";
  else if (wrapper->version != 1 && wrapper->version != FatBinaryWrapper::kLinked)
    binary->damage = "an object registered a device image in a wrapper of version " + std::to_string(wrapper->version) +
                     ", which is not known; rebuild it with ox-nvcc";
  else {
    binary->data = wrapper->data;
    binary->linked = wrapper->linked();
  }
  std::unique_lock lock(mutex_);
  binary->id = next_id_++;
  Binary* handle = binary.get();
  binaries_.emplace(handle, std::move(binary));
  return handle;
}

std::shared_ptr<Binary> BinaryRegistry::find(const Binary* binary) const {
  auto it = binaries_.find(binary);
  return it == binaries_.end() ? nullptr : it->second;
}

void BinaryRegistry::add_function(const Binary* binary, const void* host, std::string name) {
  std::unique_lock lock(mutex_);
  if (auto owner = find(binary))
    functions_[host] = {owner, std::move(name)};
}

void BinaryRegistry::add_variable(const Binary* binary, const void* host, HostVariable variable) {
  std::unique_lock lock(mutex_);
  if (auto owner = find(binary)) {
    variable.binary = owner;
    variables_[host] = std::move(variable);
  }
}

bool BinaryRegistry::remove(const Binary* binary) {
  std::unique_lock lock(mutex_);
  if (!binaries_.erase(binary))
    return false;
  std::erase_if(functions_, [&](const auto& entry) { return entry.second.binary.get() == binary; });
  std::erase_if(variables_, [&](const auto& entry) { return entry.second.binary.get() == binary; });
  return true;
}

std::optional<HostFunction> BinaryRegistry::find_function(const void* host) const {
  std::shared_lock lock(mutex_);
  auto it = functions_.find(host);
  return it == functions_.end() ? std::nullopt : std::optional(it->second);
}

std::optional<HostVariable> BinaryRegistry::find_variable(const void* host) const {
  std::shared_lock lock(mutex_);
  auto it = variables_.find(host);
  return it == variables_.end() ? std::nullopt : std::optional(it->second);
}

std::vector<HostVariable> BinaryRegistry::managed_variables() const {
  std::shared_lock lock(mutex_);
  std::vector<HostVariable> result;
  for (const auto& [host, variable] : variables_)
    if (variable.managed_pointer)
      result.push_back(variable);
  return result;
}

std::vector<std::shared_ptr<const Binary>> BinaryRegistry::all() const {
  std::shared_lock lock(mutex_);
  std::vector<std::shared_ptr<const Binary>> result;
  for (const auto& [handle, binary] : binaries_)
    result.push_back(binary);
  return result;
}

} // namespace ox::runtime
