// Which devices of the machine the program sees, and in which order: CUDA_VISIBLE_DEVICES.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ox::runtime {

// By a device's place in the machine, not by the number that the program knows it by.
std::array<uint8_t, 16> device_uuid(int place);
std::string text_of(const std::array<uint8_t, 16>& uuid); // "GPU-4f78436f-..."

// The places of the devices in `list`, which names them by place or by the first characters of "GPU-<uuid>".  The list
// ends at the first entry that is no device, or one that was there already; so an empty one, or "-1", hides them all.
std::vector<int> visible_devices(int count, std::string_view list);

} // namespace ox::runtime
