// The conformance page: every instruction form of the manual, and what Ox does with it.
#pragma once
#include "test/ptx/conformance/measure.h"
#include <set>
#include <span>
#include <string>

namespace ox::test {

// A form without the names of its operands: what its text looks like.  The table's `call ..., flist` and `call ...,
// fproto`, and cp.async with a size and with a predicate, look the same, so that the parser calls both the first.
std::string shape_of(const ptx::FormRow& row);

struct Conformance {
  std::vector<FormResult> forms;
  std::set<std::string> tested; // shapes of the forms that a test ran
  bool is_tested(const FormResult& form) const { return tested.contains(shape_of(*form.row)); }
};

std::string conformance_page(const Conformance& conformance);

// What is not as it should be, a line for each form: not parsed or verified; up to sm_90 and neither lowered nor left
// to an issue of its own; lowered and without a test.
std::string shortcomings(const Conformance& conformance);

} // namespace ox::test
