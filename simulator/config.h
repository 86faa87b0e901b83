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

// text: JSON; where: its name in messages.
std::expected<MachineConfig, std::string> parse_config(std::string_view text, std::string_view where);

std::vector<std::string_view> config_names();

} // namespace ox::sim
