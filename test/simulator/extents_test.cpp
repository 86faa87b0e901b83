// Free ranges against a model that is too slow and too simple to be wrong: one flag a byte.
#include "runtime/extents.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

using ox::Extents;

TEST(Extents, AgreeWithAModel) {
  constexpr uint64_t kBytes = 4096;
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    Extents extents;
    std::vector<bool> free(kBytes, true);
    std::vector<std::pair<uint64_t, uint64_t>> taken;
    extents.add(0, kBytes);
    for (int step = 0; step < 2000; ++step) {
      if (random() % 2 && !taken.empty()) {
        size_t which = random() % taken.size();
        auto [begin, bytes] = taken[which];
        extents.add(begin, bytes);
        std::fill_n(free.begin() + ptrdiff_t(begin), bytes, true);
        taken.erase(taken.begin() + ptrdiff_t(which));
      } else {
        uint64_t bytes = 1 + random() % 200, alignment = 1 << random() % 6;
        auto begin = extents.take(bytes, alignment);
        if (!begin)
          continue;
        ASSERT_EQ(*begin % alignment, 0u);
        for (uint64_t i = 0; i < bytes; ++i)
          ASSERT_TRUE(free[*begin + i]) << "handed out twice";
        std::fill_n(free.begin() + ptrdiff_t(*begin), bytes, false);
        taken.push_back({*begin, bytes});
      }
      ASSERT_EQ(extents.free_bytes(), uint64_t(std::count(free.begin(), free.end(), true)));
    }
    for (auto [begin, bytes] : taken)
      extents.add(begin, bytes);
    EXPECT_EQ(extents.take(kBytes, 1), 0u) << "everything merges again";
    EXPECT_FALSE(extents.take(1, 1));
  }
}

TEST(Extents, TakeTheSmallestRangeThatServes) {
  Extents extents;
  extents.add(0, 100);
  extents.add(1000, 50);
  extents.add(2000, 60);
  EXPECT_EQ(extents.take(45, 1), 1000u);
  EXPECT_EQ(extents.take(60, 1), 2000u);
  EXPECT_EQ(extents.take(60, 1), 0u);
}

TEST(Extents, TakesARangeThatIsNamed) {
  Extents extents;
  extents.add(1000, 100);
  EXPECT_FALSE(extents.take_at(990, 20));
  EXPECT_FALSE(extents.take_at(1090, 20)) << "over the end";
  EXPECT_FALSE(extents.take_at(1100, 1));
  EXPECT_TRUE(extents.take_at(1040, 20));
  EXPECT_FALSE(extents.take_at(1040, 1)) << "taken";
  EXPECT_EQ(extents.free_bytes(), 80u);
  extents.add(1040, 20);
  EXPECT_TRUE(extents.take_at(1000, 100));
}
