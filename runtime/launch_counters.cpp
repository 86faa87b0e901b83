// See launch_counters.h.
#include "runtime/launch_counters.h"
#include <bit>
#include <tuple>
#include <type_traits>

namespace ox {

Counters& Counters::operator+=(const Counters& other) {
  static_assert(std::is_trivially_copyable_v<Counters> && sizeof(Counters) % sizeof(uint64_t) == 0);
  using Words = std::array<uint64_t, sizeof(Counters) / sizeof(uint64_t)>;
  Words sum = std::bit_cast<Words>(*this);
  const Words more = std::bit_cast<Words>(other);
  for (size_t i = 0; i < sum.size(); ++i)
    sum[i] += more[i];
  return *this = std::bit_cast<Counters>(sum);
}

LaunchCounters& LaunchCounters::operator+=(const LaunchCounters& other) {
  kernel = other.kernel;
  total += other.total;
  std::vector<LineCounters> merged;
  merged.reserve(lines.size() + other.lines.size());
  auto key = [](const LineCounters& line) { return std::tie(line.file, line.line); };
  auto a = lines.begin();
  auto b = other.lines.begin();
  while (a != lines.end() || b != other.lines.end()) {
    if (b == other.lines.end() || (a != lines.end() && key(*a) < key(*b))) {
      merged.push_back(std::move(*a++));
    } else if (a == lines.end() || key(*b) < key(*a)) {
      merged.push_back(*b++);
    } else {
      merged.push_back(std::move(*a++));
      merged.back().counters += (b++)->counters;
    }
  }
  lines = std::move(merged);
  return *this;
}

} // namespace ox
