// The JSON report.  Its keys are the names in counters.def.  See counters_report.h.
#include "runtime/counters_report.h"
#include <nlohmann/json.hpp>

namespace ox {

namespace {
using Json = nlohmann::ordered_json;

#define OX_FIELD(name, unit, meaning) json[#name] = counters.name;
Json to_json(const SectorCounters& counters) {
  Json json;
#define OX_SECTOR OX_FIELD
#include "runtime/counters.def"
  return json;
}
Json to_json(const BankCounters& counters) {
  Json json;
#define OX_BANK OX_FIELD
#include "runtime/counters.def"
  return json;
}
Json to_json(const AtomicCounters& counters) {
  Json json;
#define OX_ATOMIC OX_FIELD
#include "runtime/counters.def"
  return json;
}
Json to_json(const DivergenceCounters& counters) {
  Json json;
#define OX_DIVERGENCE OX_FIELD
#include "runtime/counters.def"
  return json;
}
Json to_json(const BarrierCounters& counters) {
  Json json;
#define OX_BARRIER OX_FIELD
#include "runtime/counters.def"
  return json;
}
#undef OX_FIELD

template <class T> Json to_json(const ByAccess<T>& by_access) {
  Json json;
  json["load"] = to_json(by_access.load);
  json["store"] = to_json(by_access.store);
  json["atomic"] = to_json(by_access.atomic);
  return json;
}

Json to_json(const Counters& counters) {
  Json json;
  json["warp_instructions"] = counters.warp_instructions;
  json["lane_instructions"] = counters.lane_instructions;
  Json& classes = json["classes"];
#define OX_CLASS(name, title)                                                                                          \
  classes[#name] = {{"warp_instructions", counters.of(CounterClass::name).warp_instructions},                          \
                    {"lane_instructions", counters.of(CounterClass::name).lane_instructions}};
#include "runtime/counters.def"
  json["divergence"] = to_json(counters.divergence);
  json["global"] = to_json(counters.global);
  json["shared"] = to_json(counters.shared);
  json["local"] = to_json(counters.local);
  json["parameters"]["load"] = to_json(counters.parameters);
  json["atomics"] = to_json(counters.atomics);
  json["barriers"] = to_json(counters.barriers);
  return json;
}

// A line uses few of the machine's units: what is all zero is left out.
bool prune(Json& json) {
  if (json.is_number())
    return json == 0;
  bool empty = true;
  for (auto member = json.begin(); member != json.end();) {
    if (prune(*member) && member->is_object()) {
      member = json.erase(member);
    } else {
      empty &= !member->is_object() && *member == 0;
      ++member;
    }
  }
  return empty;
}
} // namespace

std::string counters_as_json(std::span<const KernelCounters> kernels) {
  Json json;
  json["schema"] = "ox-counters-1";
  Json& list = json["kernels"] = Json::array();
  for (const KernelCounters& kernel : kernels) {
    Json entry;
    entry["kernel"] = kernel.counters.kernel;
    entry["symbol"] = kernel.symbol;
    entry["launches"] = kernel.launches;
    entry["total"] = to_json(kernel.counters.total);
    Json& lines = entry["lines"] = Json::array();
    for (const LineCounters& line : kernel.counters.lines) {
      Json row;
      row["file"] = line.file;
      row["line"] = line.line;
      Json counters = to_json(line.counters);
      prune(counters);
      row.update(counters);
      lines.push_back(std::move(row));
    }
    list.push_back(std::move(entry));
  }
  // A file name need not be UTF-8.
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace ox
