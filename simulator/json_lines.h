// A JSON document with the line and column of every value, so that a message about one can say where it is.
//
// Comments are allowed, as people write configurations by hand.
#pragma once
#include <expected>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace ox::sim {

struct TextPlace {
  size_t line = 1, column = 1;
};

// An object at the top, whose members are values or lists of values: all that a configuration needs.
struct JsonMember {
  std::string name;
  nlohmann::json value;
  TextPlace name_at, value_at;
};
struct JsonError {
  TextPlace at;
  std::string what;
};
std::expected<std::vector<JsonMember>, JsonError> parse_json_object(std::string_view text);

} // namespace ox::sim
