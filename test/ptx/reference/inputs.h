// Where the inputs of a case come from: everything where that is few enough, corner values by combination and random
// values otherwise.  OX_TEST_LONG=1 makes "few enough" 2^32 combinations of operands of up to 16 bits.
#pragma once
#include "test/ptx/reference/operand_types.h"
#include <optional>
#include <random>
#include <span>
#include <vector>

namespace ox::test::reference {

bool long_run();

struct Interval {
  double low, high;
  bool operator==(const Interval&) const = default;
};

// What one input takes.
struct Domain {
  OperandType type;
  std::vector<uint64_t> values;     // only these, if there are any
  std::optional<Interval> interval; // of floating-point numbers
  bool operator==(const Domain&) const = default;
};

// The values at which instructions go wrong, of a type: zero, one, the least and greatest, powers of two and their
// neighbours; subnormals, infinities, NaNs, halfway cases.
std::vector<uint64_t> corner_values(const Domain& domain);

// The inputs of a kernel, by number: asks for all of them give the same ones each time.
class InputSource {
public:
  InputSource(std::vector<Domain> domains, bool is_sampled, uint64_t seed);
  uint64_t size() const { return size_; }
  bool is_exhaustive() const { return is_exhaustive_; }
  // Writes the next `count` elements, one array for each input, of elements as wide as its type.
  void next(size_t count, std::span<std::byte* const> columns);

private:
  void exhaustive(size_t input, uint64_t stride, size_t count, std::byte* column) const;
  void corners(uint64_t number, uint64_t* element);
  void random(uint64_t* element);
  uint64_t random_value(size_t input, const uint64_t* element);

  std::vector<Domain> domains_;
  std::vector<std::vector<uint64_t>> corners_;
  std::mt19937_64 generator_;
  uint64_t corner_combinations_ = 1, corner_elements_ = 0, size_ = 0, next_ = 0;
  bool is_exhaustive_ = false;
};

} // namespace ox::test::reference
