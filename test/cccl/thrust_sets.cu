// Algorithms on sorted ranges: searches, merges and sets.
#include "check.h"
#include <algorithm>
#include <thrust/binary_search.h>
#include <thrust/device_vector.h>
#include <thrust/host_vector.h>
#include <thrust/merge.h>
#include <thrust/set_operations.h>

namespace {

std::vector<int> sorted(int count, unsigned seed, unsigned limit) {
  std::vector<int> values = numbers(count, seed, limit);
  std::sort(values.begin(), values.end());
  return values;
}

// Repetitions in both: sets here are multisets.
const std::vector<int> kLeft = sorted(3001, 6, 1500), kRight = sorted(2003, 7, 1500);

// What `on_device(result begin)` wrote, against what `on_host(back inserter)` wrote.
template <class OnDevice, class OnHost> void compare(const char* what, OnDevice on_device, OnHost on_host) {
  thrust::device_vector<int> result(kLeft.size() + kRight.size());
  result.resize(on_device(result.begin()) - result.begin());
  std::vector<int> expected;
  on_host(std::back_inserter(expected));
  expect_all(what, thrust::host_vector<int>(result), expected);
}

void searches(const thrust::device_vector<int>& left) {
  const std::vector<int> wanted = numbers(1000, 8, 1600);
  thrust::device_vector<int> device_wanted(wanted.begin(), wanted.end()), lower(1000), upper(1000);
  thrust::device_vector<bool> found(1000);
  thrust::lower_bound(left.begin(), left.end(), device_wanted.begin(), device_wanted.end(), lower.begin());
  thrust::upper_bound(left.begin(), left.end(), device_wanted.begin(), device_wanted.end(), upper.begin());
  thrust::binary_search(left.begin(), left.end(), device_wanted.begin(), device_wanted.end(), found.begin());
  std::vector<int> expected_lower, expected_upper;
  std::vector<bool> expected_found;
  for (int value : wanted) {
    auto range = std::equal_range(kLeft.begin(), kLeft.end(), value);
    expected_lower.push_back(static_cast<int>(range.first - kLeft.begin()));
    expected_upper.push_back(static_cast<int>(range.second - kLeft.begin()));
    expected_found.push_back(range.first != range.second);
  }
  expect_all("lower_bound", thrust::host_vector<int>(lower), expected_lower);
  expect_all("upper_bound", thrust::host_vector<int>(upper), expected_upper);
  expect_all("binary_search", thrust::host_vector<bool>(found), expected_found);
  expect("lower_bound of one", thrust::lower_bound(left.begin(), left.end(), 700) - left.begin(),
         std::lower_bound(kLeft.begin(), kLeft.end(), 700) - kLeft.begin());
}

} // namespace

int main() {
  const thrust::device_vector<int> left(kLeft.begin(), kLeft.end()), right(kRight.begin(), kRight.end());
  searches(left);
#define COMPARE(algorithm)                                                                                             \
  compare(                                                                                                             \
      #algorithm,                                                                                                      \
      [&](auto to) { return thrust::algorithm(left.begin(), left.end(), right.begin(), right.end(), to); },            \
      [&](auto to) { std::algorithm(kLeft.begin(), kLeft.end(), kRight.begin(), kRight.end(), to); })
  COMPARE(merge);
  COMPARE(set_union);
  COMPARE(set_intersection);
  COMPARE(set_difference);
  COMPARE(set_symmetric_difference);
  return report("thrust_sets");
}
