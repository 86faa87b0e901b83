// The list of chapters.
#include "test/ptx/reference/chapters.h"

namespace ox::test::reference {

const std::vector<Chapter>& chapters() {
  static const std::vector<Chapter> all = {
      {"integer", add_integer_cases, {ptx::Family::kInteger}},
      {"conversion", add_conversion_cases, {ptx::Family::kConversion}},
      {"comparison", add_comparison_cases, {ptx::Family::kComparison}},
      {"logic", add_logic_cases, {ptx::Family::kLogic}},
      {"half", add_half_cases, {ptx::Family::kHalf}},
      {"float", add_float_cases, {ptx::Family::kFloat}},
      {"video", add_video_cases, {ptx::Family::kVideo}},
  };
  return all;
}

} // namespace ox::test::reference
