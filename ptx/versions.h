// The versions of PTX there have been, times ten.
#pragma once
#include <array>

namespace ox::ptx {

inline constexpr auto kVersions =
    std::to_array<unsigned>({10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 30, 31, 32, 40, 41, 42, 43, 50, 51, 60, 61, 62,
                             63, 64, 65, 70, 71, 72, 73, 74, 75, 76, 77, 78, 80, 81, 82, 83, 84, 85, 86, 87, 88, 90});

} // namespace ox::ptx
