// What a device link reads from host objects, archives and containers: device modules, and the registrations that the
// objects wait for.
#pragma once
#include "codegen/link_modules.h"
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace ox::driver {

struct DeviceObject {
  std::string name; // "a.o", "libx.a(y.o)"
  bool is_member = false;
  std::vector<std::vector<uint8_t>> modules = {}; // bitcode
  unsigned compute_capability = 0;                // the highest of the modules
  std::vector<std::string> registrations = {};    // __cudaRegisterLinkedBinary...: those that it calls
  std::vector<std::string> definitions = {};      // and those that it defines: it is the result of a device link
};

// Appends what the file has; files without device code, and shared libraries, have nothing.
std::expected<void, std::string> read_device_objects(const std::string& path, std::vector<DeviceObject>& objects);
// The same for what is in memory; name: for messages.
std::expected<void, std::string> read_device_objects(std::span<const std::byte> content, const std::string& name,
                                                     std::vector<DeviceObject>& objects);

// Views into the objects, with which of them have to take part.
std::vector<codegen::LinkInput> link_inputs(const std::vector<DeviceObject>& objects);

// The static library that a host linker would take for -l<name>; empty when there is none, or a shared one comes first.
std::string find_static_library(const std::string& name, std::span<const std::string> folders);

} // namespace ox::driver
