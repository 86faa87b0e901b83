// The host object that a device link makes.  Each object with relocatable device code calls a registration function of
// its own in a constructor; the object made here defines those functions and holds the one image that they register.
// Its symbols are hidden: every program and shared library has a device link of its own.
#pragma once
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

namespace ox::driver {

// A symbol that isn't defined although an object may ask for it, and why: for the linker to say.
struct LinkWarning {
  std::string symbol, text;
};

std::expected<std::vector<uint8_t>, std::string> make_device_link_object(std::span<const std::string> registrations,
                                                                         std::span<const LinkWarning> warnings,
                                                                         std::span<const std::byte> container);

// Those of an object that make_device_link_object made; of any other file there are none.
std::vector<LinkWarning> read_link_warnings(const std::string& path);

} // namespace ox::driver
