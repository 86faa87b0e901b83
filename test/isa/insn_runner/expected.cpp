#include "test/isa/insn_runner/expected.h"
#include <bit>
#include <cmath>
#include <cstdlib>

namespace ox::test {

namespace {
constexpr uint32_t kLanes = 32;

uint64_t want_of(const Record& record, const Way& way, const uint64_t* row, uint32_t result, bool takes_part) {
  if (result == 0 && (way.flags & Way::kResultIsZero))
    return 0;
  if (takes_part)
    return row[record.columns - record.results + result];
  const int32_t kept = result == 0 ? way.inactive : way.inactive_memory;
  return kept < 0 ? kSentinel : row[kept];
}

bool matters(const Way& way, const uint64_t* row) {
  if (way.equal_a >= 0 && row[way.equal_a] != row[way.equal_b])
    return false;
  return way.zero < 0 || row[way.zero] == 0;
}

// One round: 32 lanes, each with its case, under a mask.
void expect_round(const Record& record, const Way& way, uint32_t round, uint32_t mask, std::vector<Expectation>& all) {
  for (uint32_t result = 0; result < record.results; ++result) {
    for (uint32_t lane = 0; lane < kLanes; ++lane) {
      const uint32_t row = way.flags & Way::kUniform ? round : (round * kLanes + lane) % rows_of(record);
      const uint64_t* values = row_of(record, row);
      const uint32_t lanes = record.mask_column < 0 ? mask : uint32_t(values[record.mask_column]);
      const bool takes_part = lanes >> lane & 1;
      all.push_back(
          {want_of(record, way, values, result, takes_part), matters(way, values), row, result, lane, lanes, &way});
    }
  }
}

double as_double(uint64_t value, char format) {
  return format == 'd' ? std::bit_cast<double>(value) : double(std::bit_cast<float>(uint32_t(value)));
}

// The distance of two values of one sign in units of the last place is that of their bits.
bool within(const Record& record, uint64_t got_bits, uint64_t want_bits) {
  const double got = as_double(got_bits, record.format[0]), want = as_double(want_bits, record.format[0]);
  if (!std::isfinite(got) || !std::isfinite(want) || want == 0)
    return false; // they would have to be equal, bit for bit
  switch (record.within->kind) {
  case Within::kExact:
    return false;
  case Within::kUlps:
    return std::signbit(got) == std::signbit(want) &&
           double(std::llabs(int64_t(got_bits - want_bits))) <= record.within->value;
  case Within::kAbsolute:
    return std::fabs(got - want) <= record.within->value;
  case Within::kRelative:
    return std::fabs(got - want) <= record.within->value * std::fabs(want);
  }
  return false;
}
} // namespace

uint32_t rows_of(const Record& record) { return uint32_t((record.cases_end - record.cases) / record.columns); }

const uint64_t* row_of(const Record& record, uint32_t row) { return record.cases + uint64_t{row} * record.columns; }

std::vector<Expectation> expect_cases(const Record& record) {
  std::vector<Expectation> all;
  for (const Way* way = record.ways; way != record.ways_end; ++way) {
    const uint32_t rows = rows_of(record);
    const uint32_t rounds = way->flags & Way::kUniform ? rows : (rows + kLanes - 1) / kLanes;
    const bool has_masks = record.mask_column < 0;
    for (uint32_t mask : kMasks) {
      for (uint32_t round = 0; round < rounds; ++round)
        expect_round(record, *way, round, mask, all);
      if (!has_masks)
        break;
    }
  }
  return all;
}

bool agrees(const Record& record, uint64_t got, uint64_t want) {
  const bool boxed = record.format[0] == 's' ? got >> 32 == want >> 32 : true;
  return got == want || (boxed && within(record, got, want));
}

} // namespace ox::test
