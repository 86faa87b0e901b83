#include "runtime/core/visible_devices.h"
#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace ox::runtime {

std::array<uint8_t, 16> device_uuid(int place) {
  constexpr std::string_view kMaker = "OxCore simulat";
  std::array<uint8_t, 16> uuid{};
  std::memcpy(uuid.data(), kMaker.data(), kMaker.size());
  uuid.back() = static_cast<uint8_t>(place);
  return uuid;
}

std::string text_of(const std::array<uint8_t, 16>& uuid) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "GPU-";
  for (size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      text += '-';
    text += kDigits[uuid[i] >> 4];
    text += kDigits[uuid[i] & 15];
  }
  return text;
}

namespace {

// Of several devices whose uuid begins so, none is meant.
std::optional<int> find_by_uuid(int count, std::string_view prefix) {
  std::optional<int> found;
  for (int place = 0; place < count; ++place)
    if (text_of(device_uuid(place)).starts_with(prefix)) {
      if (found)
        return std::nullopt;
      found = place;
    }
  return found;
}

std::optional<int> find_device(int count, std::string_view entry) {
  while (entry.starts_with(' '))
    entry.remove_prefix(1);
  while (entry.ends_with(' '))
    entry.remove_suffix(1);
  if (entry.starts_with("GPU-"))
    return find_by_uuid(count, entry);
  int place = 0;
  auto [rest, error] = std::from_chars(entry.data(), entry.data() + entry.size(), place);
  const bool is_device = error == std::errc{} && rest == entry.data() + entry.size() && place >= 0 && place < count;
  return is_device ? std::optional(place) : std::nullopt;
}

} // namespace

std::vector<int> visible_devices(int count, std::string_view list) {
  std::vector<int> visible;
  for (;;) {
    const size_t comma = list.find(',');
    auto place = find_device(count, list.substr(0, comma));
    if (!place || std::ranges::find(visible, *place) != visible.end())
      return visible;
    visible.push_back(*place);
    if (comma == list.npos)
      return visible;
    list.remove_prefix(comma + 1);
  }
}

} // namespace ox::runtime
