#pragma once
#include <vector>

// Each value's weighted mean with its two neighbours; beyond the ends the values are 0.
std::vector<float> blur(const std::vector<float>& values, const float (&weights)[3]);
