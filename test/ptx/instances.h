// Instructions made from the forms of the table: with every member of every class, with and without what is optional,
// their operands registers of the types that the table says.
#pragma once
#include "ptx/forms.h"
#include <string>
#include <string_view>
#include <vector>

namespace ox::test {

struct Instance {
  std::string text;         // the instruction
  std::string declarations; // of its registers, labels and lists, in a function
};

// A few for each form: together they have each member of each class, each optional part once present and once absent,
// where the table allows it beside the others.
std::vector<Instance> instances_of(const ptx::Form& form);

// A module for that version (times ten) and target ("sm_90"), with the instance in its kernel `kernel` and what it
// names.
std::string module_with(const Instance& instance, unsigned version, std::string_view target);

} // namespace ox::test
