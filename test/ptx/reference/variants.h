// More cases from those that there are.
#pragma once
#include "test/ptx/reference/cases.h"
#include <optional>

namespace ox::test::reference {

// The same with a constant in place of the last input that may be one, of its corner values the one with this number:
// what is known to the compiler goes other ways through it.  Nothing where no input may be one: predicates and packed
// numbers have no constants, operands with a selector or a sign are registers, and a constant alone is none of ours.
std::optional<Case> with_constant(const Case& a_case, size_t number);

} // namespace ox::test::reference
