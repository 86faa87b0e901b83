// The chapters of the manual that have cases: one file each, whose function adds them.
#pragma once
#include "ptx/forms.h"
#include "test/ptx/reference/cases.h"
#include <vector>

namespace ox::test::reference {

void add_integer_cases(Cases& cases);
void add_bit_cases(Cases& cases);      // of integers
void add_extended_cases(Cases& cases); // of integers
void add_conversion_cases(Cases& cases);
void add_half_cases(Cases& cases);
void add_small_conversion_cases(Cases& cases); // of the chapter on conversion
void add_comparison_cases(Cases& cases);
void add_logic_cases(Cases& cases);
void add_float_cases(Cases& cases);
void add_approximate_cases(Cases& cases); // of the chapter on floats
void add_video_cases(Cases& cases);
void add_simd_video_cases(Cases& cases); // of the chapter on video

struct Chapter {
  const char* name;
  void (*add_cases)(Cases&);
  std::vector<ptx::Family> covered; // families of which every form has to have a case
};
const std::vector<Chapter>& chapters();

} // namespace ox::test::reference
