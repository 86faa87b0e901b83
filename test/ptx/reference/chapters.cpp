// The list of chapters.
#include "test/ptx/reference/chapters.h"

namespace ox::test::reference {

const std::vector<Chapter>& chapters() {
  static const std::vector<Chapter> all = {
      {"integer", add_integer_cases, {ptx::Family::kInteger}},
      {"conversion", add_conversion_cases, {}},
  };
  return all;
}

} // namespace ox::test::reference
