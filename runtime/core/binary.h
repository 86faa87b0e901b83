// What the host objects of a program register before main: their device images, and which host symbol stands for which
// kernel or variable in them.  Only written down here; an image is read when something in it is first used, because
// start-up time is every program's and a program may carry images that it never touches.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace ox::runtime {

// What __cudaRegisterFatBinary is given.  An ABI between compilers and the runtime.
struct FatBinaryWrapper {
  static constexpr uint32_t kMagic = 0x466243b1;
  static constexpr uint32_t kLinked = 2; // version 2: of a device link; version 1: of one object
  uint32_t magic, version;
  const void* data;
  const void* more; // of version 1 a file name; of version 2 the containers of the objects that were linked, then null

  const void* const* linked() const { return version == kLinked ? static_cast<const void* const*>(more) : nullptr; }
};

struct Binary {
  const void* data = nullptr;          // the container
  const void* const* linked = nullptr; // of a device link: what went into it, in a list that ends with null
  std::string damage;                  // why there is none, if the wrapper itself is wrong
  uint64_t id = 0;                     // never used again
};

struct HostFunction {
  std::shared_ptr<const Binary> binary;
  std::string name;
};

struct HostVariable {
  enum class Sort : uint8_t { kVariable, kTexture, kSurface };
  std::shared_ptr<const Binary> binary = nullptr;
  std::string name = {};
  uint64_t bytes = 0;
  void** managed_pointer = nullptr; // of a managed variable: the host's pointer to it, set when the module is loaded
  Sort sort = Sort::kVariable;      // a reference: on the device, a variable that holds the object
  bool reads_normalized = false;    // of a texture reference: integers come out as floats
};

class BinaryRegistry {
public:
  Binary* add(const FatBinaryWrapper* wrapper);
  void add_function(const Binary* binary, const void* host, std::string name);
  void add_variable(const Binary* binary, const void* host, HostVariable variable);
  // Forgets the binary and its symbols; false if it is not one.
  bool remove(const Binary* binary);

  std::optional<HostFunction> find_function(const void* host) const;
  std::optional<HostVariable> find_variable(const void* host) const;
  std::vector<HostVariable> managed_variables() const;
  std::vector<std::shared_ptr<const Binary>> all() const;

private:
  std::shared_ptr<Binary> find(const Binary* binary) const;
  mutable std::shared_mutex mutex_;
  std::unordered_map<const Binary*, std::shared_ptr<Binary>> binaries_;
  std::unordered_map<const void*, HostFunction> functions_;
  std::unordered_map<const void*, HostVariable> variables_;
  uint64_t next_id_ = 1;
};

} // namespace ox::runtime
