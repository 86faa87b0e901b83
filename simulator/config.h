// A machine's configuration: every count and size of the simulated OxCore, from a named configuration that is built in
// (simulator/configs) or from a JSON file.
#pragma once
#include "runtime/device.h"
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace ox::sim {

struct MachineConfig {
  DeviceProperties properties;
  uint64_t arena_bytes = 0; // address space to reserve
  uint64_t heap_bytes = 0;  // for malloc in kernels
};

// "ox-small", or the path of a .json file (whatever has a '/' or ends in ".json").  The error says what is wrong and
// which names there are.
std::expected<MachineConfig, std::string> load_config(std::string_view name_or_path);

// text: JSON; where: its name in messages, which begin "configuration where:line:column: ".
std::expected<MachineConfig, std::string> parse_config(std::string_view text, std::string_view where);

std::vector<std::string_view> config_names();

// What a configuration file may say (config_keys.def).
struct ConfigKey {
  std::string_view name, unit;
  uint64_t least, most;      // of numbers
  std::string_view fallback; // what holds without it; "required"
  std::string_view meaning;
};
std::vector<ConfigKey> config_keys();
std::string config_table(); // the same as docs/configuration.md has it

} // namespace ox::sim
