// Random legal instructions of a given row, for tests that compare two ways of reading or writing them.
#pragma once
#include "isa/row.h"
#include <array>
#include <random>

namespace ox::isa::test {

// Registers, immediate and rounding mode are legal for the row; flush-to-zero modes included where they are.
Instruction random_instruction(const Row& row, std::mt19937& random);

} // namespace ox::isa::test
