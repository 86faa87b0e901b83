// Instructions made from the forms of the table: with every member of every class, with and without what is optional.
#pragma once
#include "ptx/forms.h"
#include <string>
#include <vector>

namespace ox::test {

// A few for each form: together they have each member of each class, each optional part once present and once absent.
std::vector<std::string> instances_of(const ptx::Form& form);

} // namespace ox::test
