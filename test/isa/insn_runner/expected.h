// What a kernel over cases must leave in its results buffer, worked out from the cases alone.
#pragma once
#include "test/isa/insn_runner/record.h"
#include <optional>
#include <string>
#include <vector>

namespace ox::test {

// One word of the results buffer.
struct Expectation {
  uint64_t want = 0;
  bool matters = true; // false: nothing is said about it
  uint32_t row = 0;    // the case
  uint32_t result = 0; // which of the case's results
  uint32_t lane = 0;
  uint32_t mask = 0; // lanes that take part
  const Way* way = nullptr;
};

// In the order of the buffer: way, mask, round, result, lane.
std::vector<Expectation> expect_cases(const Record& record);

uint32_t rows_of(const Record& record);
const uint64_t* row_of(const Record& record, uint32_t row);

// Is the result good enough; a result of more than one value is only ever compared exactly.
bool agrees(const Record& record, uint64_t got, uint64_t want);

} // namespace ox::test
