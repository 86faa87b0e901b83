// See config.h.  One row per key, and a key without a row is refused, so that a misspelt one never passes in silence.
#include "simulator/config.h"
#include "simulator/json_lines.h"
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

template <typename T> Checked read_count(const json& value, T& to, const ConfigKey& key) {
  auto number = read_number(value);
  if (!number)
    return std::unexpected(number.error());
  if (*number < key.least || *number > key.most)
    return std::unexpected("must be from " + std::to_string(key.least) + " to " + std::to_string(key.most));
  to = T(*number);
  return {};
}

Checked read_dim3(const json& value, Dim3& to, const ConfigKey& key) {
  if (!value.is_array() || value.size() != 3)
    return std::unexpected(std::string("must be three numbers, x, y and z"));
  uint32_t* parts[] = {&to.x, &to.y, &to.z};
  for (size_t i = 0; i < 3; ++i)
    if (auto done = read_count(value[i], *parts[i], key); !done)
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

struct Key : ConfigKey {
  Checked (*read)(const json&, MachineConfig&, const ConfigKey&);
};
constexpr uint64_t kAny32 = std::numeric_limits<uint32_t>::max(), kAny = std::numeric_limits<uint64_t>::max();
constexpr std::string_view kRequired = "required";
using Config = MachineConfig;
constexpr Key kKeys[] = {
#define OX_KEY(name, unit, least, most, fallback, meaning, ...)                                                        \
  {{name, unit, least, most, fallback, meaning},                                                                       \
   []([[maybe_unused]] const json& value, [[maybe_unused]] Config& to, [[maybe_unused]] const ConfigKey& key) {        \
     return __VA_ARGS__;                                                                                               \
   }},
#include "simulator/config_keys.def"
};

// What the keys must be to each other: the key at fault, and why.
struct Conflict {
  std::string_view key;
  std::string why;
};
std::optional<Conflict> find_conflict(const MachineConfig& config) {
  const DeviceProperties& p = config.properties;
  if (uint64_t{p.warps_per_core} * 32 < p.max_threads_per_block)
    return Conflict{"warps_per_core", std::to_string(p.warps_per_core) +
                                          " warps of 32 threads are too few for one block of " +
                                          std::to_string(p.max_threads_per_block) + " threads (max_threads_per_block)"};
  if (p.shared_per_block > p.shared_per_block_optin)
    return Conflict{"shared_per_block", std::to_string(p.shared_per_block) +
                                            " bytes are more than shared_per_block_optin, " +
                                            std::to_string(p.shared_per_block_optin)};
  if (p.shared_per_block_optin > p.shared_per_core)
    return Conflict{"shared_per_block_optin", std::to_string(p.shared_per_block_optin) +
                                                  " bytes are more than shared_per_core, " +
                                                  std::to_string(p.shared_per_core)};
  if (p.cores % p.chiplets != 0)
    return Conflict{"chiplets", std::to_string(p.cores) + " cores can't be divided among " +
                                    std::to_string(p.chiplets) + " chiplets"};
  if (p.portable_cluster_blocks > p.max_cluster_blocks)
    return Conflict{"portable_cluster_blocks", std::to_string(p.portable_cluster_blocks) +
                                                   " blocks are more than max_cluster_blocks, " +
                                                   std::to_string(p.max_cluster_blocks)};
  if (config.arena_bytes != 0 && config.arena_bytes / 4 * 3 < p.memory_bytes)
    return Conflict{"arena_bytes", std::to_string(config.arena_bytes) +
                                       " bytes of addresses are too few for memory_bytes, " +
                                       std::to_string(p.memory_bytes) + ": a quarter of them is guard space"};
  return std::nullopt;
}

const Key* find_key(std::string_view name) {
  for (const Key& key : kKeys)
    if (key.name == name)
      return &key;
  return nullptr;
}

std::string all_keys() {
  std::string names;
  for (const Key& key : kKeys)
    names += (names.empty() ? "" : ", ") + std::string(key.name);
  return names;
}
} // namespace

std::vector<ConfigKey> config_keys() { return {std::begin(kKeys), std::end(kKeys)}; }

std::string config_table() {
  std::string table = "| key | unit | from | to | without it | meaning |\n|---|---|---|---|---|---|\n";
  for (const Key& key : kKeys) {
    const bool is_number = key.most != 0;
    auto cell = [&](std::string_view text) { table += "| " + std::string(text) + (text.empty() ? "" : " "); };
    cell("`" + std::string(key.name) + "`");
    cell(key.unit);
    cell(is_number ? std::to_string(key.least) : "");
    cell(is_number ? std::to_string(key.most) : "");
    cell(key.fallback);
    cell(key.meaning);
    table += "|\n";
  }
  return table;
}

std::expected<MachineConfig, std::string> parse_config(std::string_view text, std::string_view where) {
  auto fail = [&](const TextPlace& at, const std::string& what) {
    return std::unexpected("configuration " + std::string(where) + ":" + std::to_string(at.line) + ":" +
                           std::to_string(at.column) + ": " + what);
  };
  auto members = parse_json_object(text);
  if (!members)
    return fail(members.error().at, members.error().what);
  MachineConfig config;
  for (const JsonMember& member : *members) {
    const Key* key = find_key(member.name);
    if (!key)
      return fail(member.name_at, "unknown key \"" + member.name + "\"; the keys are " + all_keys());
    if (auto done = key->read(member.value, config, *key); !done)
      return fail(member.value_at, "\"" + member.name + "\" " + done.error());
  }
  auto place_of = [&](std::string_view name) -> std::optional<TextPlace> {
    for (const JsonMember& member : *members)
      if (member.name == name)
        return member.value_at;
    return std::nullopt;
  };
  // What is not there is missed on the last line.
  const TextPlace end{1 + size_t(std::count(text.begin(), text.begin() + ptrdiff_t(text.find_last_of('}')), '\n')), 1};
  for (const Key& key : kKeys)
    if (key.fallback == kRequired && !place_of(key.name))
      return fail(end, "\"" + std::string(key.name) + "\" (" + std::string(key.meaning) + ") is missing");
  if (auto conflict = find_conflict(config))
    return fail(place_of(conflict->key).value_or(end), "\"" + std::string(conflict->key) + "\": " + conflict->why);
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
