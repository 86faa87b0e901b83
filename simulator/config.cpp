// See config.h.  One row per key, and a key without a row is refused, so that a misspelt one never passes in silence.
#include "simulator/config.h"
#include <fstream>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ox::sim {

namespace {
using nlohmann::json;
using Checked = std::expected<void, std::string>;

struct Embedded {
  std::string_view name, text;
};
constexpr Embedded kEmbedded[] = {
#include "simulator/embedded_configs.inc"
};

// A count, or a size as "8 GiB".
std::expected<uint64_t, std::string> read_number(const json& value) {
  if (value.is_number_unsigned())
    return value.get<uint64_t>();
  if (!value.is_string())
    return std::unexpected(std::string("must be a whole number, or a size like \"8 GiB\""));
  std::istringstream text(value.get<std::string>());
  uint64_t number = 0;
  std::string unit, rest;
  if (!(text >> number >> unit) || (text >> rest))
    return std::unexpected(std::string("must be a size like \"8 GiB\""));
  unsigned shift = unit == "KiB" ? 10 : unit == "MiB" ? 20 : unit == "GiB" ? 30 : unit == "TiB" ? 40 : 0;
  if (shift == 0 || number >> (64 - shift) != 0)
    return std::unexpected(std::string("must be in KiB, MiB, GiB or TiB and fit 64 bits"));
  return number << shift;
}

template <typename T> Checked read_count(const json& value, T& to, uint64_t least, uint64_t most) {
  most = std::min<uint64_t>(most, std::numeric_limits<T>::max());
  auto number = read_number(value);
  if (!number)
    return std::unexpected(number.error());
  if (*number < least || *number > most)
    return std::unexpected("must be from " + std::to_string(least) + " to " + std::to_string(most));
  to = T(*number);
  return {};
}

Checked read_dim3(const json& value, Dim3& to) {
  if (!value.is_array() || value.size() != 3)
    return std::unexpected(std::string("must be three numbers, x, y and z"));
  uint32_t* parts[] = {&to.x, &to.y, &to.z};
  for (size_t i = 0; i < 3; ++i)
    if (auto done = read_count(value[i], *parts[i], 1, 0x7fffffff); !done)
      return done;
  return {};
}

Checked read_name(const json& value, std::string& to) {
  if (!value.is_string() || value.get<std::string>().empty())
    return std::unexpected(std::string("must be a text"));
  to = value.get<std::string>();
  return {};
}

Checked read_capability(const json& value, DeviceProperties& to) {
  int length = 0;
  std::string text = value.is_string() ? value.get<std::string>() : "";
  if (std::sscanf(text.c_str(), "%d.%d%n", &to.compute_major, &to.compute_minor, &length) != 2 ||
      size_t(length) != text.size() || to.compute_major < 1 || to.compute_minor < 0 || to.compute_minor > 9)
    return std::unexpected(std::string("must be a text like \"9.0\""));
  return {};
}

struct Key {
  std::string_view name;
  Checked (*read)(const json&, MachineConfig&);
};
#define OX_COUNT(field, least, most)                                                                                   \
  Key {                                                                                                                \
    #field, [](const json& v, MachineConfig& c) { return read_count(v, c.properties.field, least, most); }             \
  }
constexpr uint64_t kAny = std::numeric_limits<uint64_t>::max();
constexpr Key kKeys[] = {
    {"name", [](const json& v, MachineConfig& c) { return read_name(v, c.properties.name); }},
    {"compute_capability", [](const json& v, MachineConfig& c) { return read_capability(v, c.properties); }},
    OX_COUNT(cores, 1, 65536),
    OX_COUNT(warps_per_core, 1, 4096),
    OX_COUNT(blocks_per_core, 1, 4096),
    OX_COUNT(registers_per_core, 1024, kAny),
    OX_COUNT(max_threads_per_block, 1, 1024),
    {"max_block", [](const json& v, MachineConfig& c) { return read_dim3(v, c.properties.max_block); }},
    {"max_grid", [](const json& v, MachineConfig& c) { return read_dim3(v, c.properties.max_grid); }},
    OX_COUNT(shared_per_block, 1024, 16 << 20),
    OX_COUNT(shared_per_block_optin, 1024, 16 << 20),
    OX_COUNT(shared_per_core, 1024, 1 << 30),
    OX_COUNT(memory_bytes, 1 << 20, uint64_t{1} << 45),
    OX_COUNT(constant_bytes, 0, kAny),
    OX_COUNT(l2_bytes, 0, kAny),
    OX_COUNT(clock_khz, 1, kAny),
    OX_COUNT(memory_clock_khz, 0, kAny),
    OX_COUNT(memory_bus_bits, 0, kAny),
    {"arena_bytes",
     [](const json& v, MachineConfig& c) { return read_count(v, c.arena_bytes, 64 << 20, uint64_t{1} << 46); }},
    {"heap_bytes", [](const json& v, MachineConfig& c) { return read_count(v, c.heap_bytes, 0, kAny); }},
};
#undef OX_COUNT

// What the keys must be to each other.
Checked check(const MachineConfig& config) {
  const DeviceProperties& p = config.properties;
  if (p.cores == 0 || p.warps_per_core == 0 || p.blocks_per_core == 0 || p.registers_per_core == 0 ||
      p.memory_bytes == 0 || p.clock_khz == 0 || p.name.empty())
    return std::unexpected(std::string("name, cores, warps_per_core, blocks_per_core, registers_per_core, memory_bytes "
                                       "and clock_khz must all be given"));
  if (uint64_t{p.warps_per_core} * 32 < p.max_threads_per_block)
    return std::unexpected(std::string("warps_per_core is too small for one block of max_threads_per_block"));
  if (p.shared_per_block > p.shared_per_block_optin || p.shared_per_block_optin > p.shared_per_core)
    return std::unexpected(
        std::string("shared_per_block, shared_per_block_optin and shared_per_core must not get smaller in this order"));
  return {};
}
} // namespace

std::expected<MachineConfig, std::string> parse_config(std::string_view text, std::string_view where) {
  auto fail = [&](const std::string& what) {
    return std::unexpected("configuration " + std::string(where) + ": " + what);
  };
  json document = json::parse(text, nullptr, false, true);
  if (document.is_discarded() || !document.is_object())
    return fail("not a JSON object");
  MachineConfig config;
  for (const auto& [name, value] : document.items()) {
    const Key* key = nullptr;
    std::string known;
    for (const Key& candidate : kKeys) {
      if (candidate.name == name)
        key = &candidate;
      known += (known.empty() ? "" : ", ") + std::string(candidate.name);
    }
    if (!key)
      return fail("unknown key \"" + name + "\"; the keys are " + known);
    if (auto done = key->read(value, config); !done)
      return fail("\"" + name + "\" " + done.error());
  }
  if (auto done = check(config); !done)
    return fail(done.error());
  if (config.arena_bytes == 0)
    config.arena_bytes = std::max(uint64_t{64} << 30, config.properties.memory_bytes * 8);
  return config;
}

std::expected<MachineConfig, std::string> load_config(std::string_view name_or_path) {
  std::string names;
  for (const Embedded& embedded : kEmbedded) {
    if (embedded.name == name_or_path)
      return parse_config(embedded.text, embedded.name);
    names += (names.empty() ? "" : ", ") + std::string(embedded.name);
  }
  if (!name_or_path.contains('/') && !name_or_path.ends_with(".json"))
    return std::unexpected("no configuration is named \"" + std::string(name_or_path) + "\"; there are " + names +
                           ", or give the path of a .json file");
  std::ifstream file{std::string(name_or_path)};
  std::stringstream text;
  if (!file || !(text << file.rdbuf()))
    return std::unexpected("cannot read the configuration file " + std::string(name_or_path));
  return parse_config(text.str(), name_or_path);
}

std::vector<std::string_view> config_names() {
  std::vector<std::string_view> names;
  for (const Embedded& embedded : kEmbedded)
    names.push_back(embedded.name);
  return names;
}

} // namespace ox::sim
