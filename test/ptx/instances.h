// Instructions made from the forms of the table: with every member of every class, with and without what is optional,
// their operands registers of the types that the table says.
#pragma once
#include "ptx/forms.h"
#include <string>
#include <vector>

namespace ox::test {

struct Instance {
  std::string text;         // the instruction
  std::string declarations; // of its registers, labels and lists, in a function
};

// A few for each form: together they have each member of each class, each optional part once present and once absent,
// where the table allows it beside the others.
std::vector<Instance> instances_of(const ptx::Form& form);

// Variables and functions of the module that instances name.
std::string module_of_instances();

} // namespace ox::test
