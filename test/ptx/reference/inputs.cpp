// See inputs.h.
#include "test/ptx/reference/inputs.h"
#include "test/ptx/reference/floats.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace ox::test::reference {

bool long_run() {
  static const bool is_long = std::getenv("OX_TEST_LONG") != nullptr;
  return is_long;
}

namespace {
uint64_t mask_of(unsigned bits) { return bits >= 64 ? ~uint64_t{0} : (uint64_t{1} << bits) - 1; }

std::vector<uint64_t> unique(std::vector<uint64_t> values) {
  std::ranges::sort(values);
  const auto rest = std::ranges::unique(values);
  values.erase(rest.begin(), rest.end());
  return values;
}

std::vector<uint64_t> integer_corners(unsigned bits) {
  std::vector<uint64_t> values = {0, 1, 2, 3, 5, 7, 31, 32, 33, 63, 64, 100, 255, 256};
  for (unsigned bit : {7u, 8u, 15u, 16u, 23u, 24u, 31u, 32u, 47u, 63u})
    if (bit < bits)
      for (int64_t near : {-1, 0, 1})
        values.push_back((uint64_t{1} << bit) + uint64_t(near));
  values.push_back(0x5555555555555555);
  values.push_back(0x123456789abcdef0);
  for (size_t i = 0, count = values.size(); i < count; ++i)
    values.push_back(~values[i] + 1); // negative
  for (uint64_t& value : values)
    value &= mask_of(bits);
  return unique(values);
}

// Of both signs: zero, the first and last subnormals, the first and last normals, one and its neighbours, halves of an
// integer, the ends of the integers' ranges, infinity, NaNs.
std::vector<uint64_t> float_corners(const Format& format) {
  std::vector<uint64_t> values;
  const unsigned fraction = format.precision - 1;
  const uint64_t one = format.encode(1.0), infinity = format.infinity();
  const uint64_t first_normal = uint64_t{1} << fraction;
  for (uint64_t bits : {uint64_t{0}, uint64_t{1}, uint64_t{2}, first_normal / 2, first_normal - 1, first_normal,
                        first_normal + 1, one - 1, one, one + 1, infinity - 1, infinity, infinity + 1,
                        infinity + first_normal / 2, infinity + first_normal - 1})
    values.push_back(bits);
  for (double value :
       {0.25,    0.5,     1.5,     2.0,          2.5,          3.0,    3.14159265358979,      0.1,  100.0, 255.5,
        32767.5, 65504.0, 65535.0, 2147483648.0, 4294967040.0, 9.2e18, 1.8446744073709552e19, 1e-5, 1e-30, 1e30})
    values.push_back(format.encode(value));
  for (size_t i = 0, count = values.size(); i < count; ++i)
    values.push_back(values[i] | format.sign());
  return unique(values);
}

std::vector<uint64_t> lane_corners(const OperandType& type) {
  if (type.content == Content::kPredicate)
    return {0, 1};
  if (const Format* format = format_of(type.content))
    return float_corners(*format);
  return integer_corners(type.lane_bits());
}

std::optional<uint64_t> count_of(const Domain& domain) {
  if (!domain.values.empty())
    return domain.values.size();
  if (domain.interval)
    return std::nullopt;
  if (domain.type.content == Content::kPredicate)
    return 2;
  return domain.type.bits <= 16 ? std::optional(uint64_t{1} << domain.type.bits) : std::nullopt;
}
} // namespace

std::vector<uint64_t> corner_values(const Domain& domain) {
  if (!domain.values.empty())
    return domain.values;
  std::vector<uint64_t> lanes = lane_corners(domain.type);
  if (domain.interval) {
    const Format& format = *format_of(domain.type.content);
    std::erase_if(lanes, [&](uint64_t bits) {
      const double value = format.decode(bits);
      return !(value >= domain.interval->low && value <= domain.interval->high);
    });
    lanes.push_back(format.encode(domain.interval->low));
    lanes.push_back(format.encode(domain.interval->high));
  }
  if (domain.type.lanes == 1)
    return lanes;
  // Each corner once in each lane, next to different ones in the others.
  std::vector<uint64_t> values;
  for (size_t first = 0; first < lanes.size(); ++first)
    for (size_t step : {0, 1, 5, 11}) {
      uint64_t value = 0;
      for (unsigned lane = 0; lane < domain.type.lanes; ++lane)
        value |= lanes[(first + step * lane) % lanes.size()] << lane * domain.type.lane_bits();
      values.push_back(value);
    }
  return unique(values);
}

InputSource::InputSource(std::vector<Domain> domains, bool is_sampled, uint64_t seed)
    : domains_(std::move(domains)), generator_(seed) {
  const bool is_long = long_run();
  const uint64_t exhaustive_limit = is_long && !is_sampled ? uint64_t{1} << 32 : uint64_t{1} << 16;
  const uint64_t corner_limit = is_long ? 1 << 20 : 2048, random_count = is_long ? 1 << 20 : 2048;
  uint64_t combinations = 1;
  is_exhaustive_ = true;
  for (const Domain& domain : domains_) {
    const auto count = count_of(domain);
    is_exhaustive_ &= count && combinations <= exhaustive_limit / *count;
    if (is_exhaustive_)
      combinations *= *count;
    corners_.push_back(corner_values(domain));
    corner_combinations_ = std::min(corner_combinations_ * corners_.back().size(), uint64_t{1} << 40);
  }
  if (is_exhaustive_) {
    size_ = combinations;
    return;
  }
  corner_elements_ = std::min(corner_combinations_, corner_limit);
  size_ = corner_elements_ + random_count;
}

void InputSource::next(size_t count, std::span<std::byte* const> columns) {
  if (is_exhaustive_) {
    uint64_t stride = 1;
    for (size_t input = 0; input < domains_.size(); ++input) {
      exhaustive(input, stride, count, columns[input]);
      stride *= *count_of(domains_[input]);
    }
    next_ += count;
    return;
  }
  uint64_t element[8];
  for (size_t i = 0; i < count; ++i, ++next_) {
    if (next_ < corner_elements_)
      corners(next_, element);
    else
      random(element);
    for (size_t input = 0; input < domains_.size(); ++input) {
      const size_t bytes = domains_[input].type.bits / 8;
      std::memcpy(columns[input] + i * bytes, &element[input], bytes);
    }
  }
}

// The value changes every `stride` elements.
void InputSource::exhaustive(size_t input, uint64_t stride, size_t count, std::byte* column) const {
  const Domain& domain = domains_[input];
  const size_t bytes = domain.type.bits / 8;
  const uint64_t values = *count_of(domain);
  uint64_t value = next_ / stride % values, left = stride - next_ % stride;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t bits = domain.values.empty() ? value : domain.values[value];
    std::memcpy(column + i * bytes, &bits, bytes);
    if (--left == 0) {
      left = stride;
      value = value + 1 == values ? 0 : value + 1;
    }
  }
}

// All combinations, or as many random ones where they are too many.
void InputSource::corners(uint64_t number, uint64_t* element) {
  const bool takes_all = corner_elements_ == corner_combinations_;
  for (size_t input = 0; input < domains_.size(); ++input) {
    const auto& values = corners_[input];
    element[input] = values[(takes_all ? number : generator_()) % values.size()];
    number /= values.size();
  }
}

void InputSource::random(uint64_t* element) {
  for (size_t input = 0; input < domains_.size(); ++input)
    element[input] = random_value(input, element);
}

uint64_t InputSource::random_value(size_t input, const uint64_t* element) {
  const Domain& domain = domains_[input];
  const uint64_t choice = generator_(), bits = generator_();
  const auto& corners = corners_[input];
  if (!domain.values.empty() || choice % 8 == 0)
    return corners[bits % corners.size()];
  const uint64_t mask = mask_of(domain.type.bits);
  if (const Format* format = format_of(domain.type.content)) {
    if (domain.interval) {
      const double part = double(bits >> 11) * 0x1p-53;
      return format->encode(domain.interval->low + part * (domain.interval->high - domain.interval->low));
    }
    if (choice % 8 == 1 && input > 0 && domains_[input - 1].type == domain.type) // cancels, or compares equal
      return (element[input - 1] ^ (bits & 3) ^ (bits & 4 ? format->sign() : 0)) & mask;
    if (choice % 8 >= 5) { // of a magnitude near one, so that sums have bits of both
      uint64_t value = 0;
      for (unsigned lane = 0; lane < domain.type.lanes; ++lane)
        value |= format->near_one(generator_()) << lane * domain.type.lane_bits();
      return value;
    }
    return bits & mask;
  }
  if (choice % 8 == 1 && input > 0) // the same, or next to it
    return (element[input - 1] + bits % 3 - 1) & mask;
  if (domain.type.lanes == 1 && choice % 8 >= 5) // of any magnitude
    return (choice & 256 ? ~(bits >> (choice >> 9) % 64) : bits >> (choice >> 9) % 64) & mask;
  return domain.type.content == Content::kPredicate ? bits & 1 : bits & mask;
}

} // namespace ox::test::reference
