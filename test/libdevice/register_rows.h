// A GoogleTest for each row of a table, by the row's name.
#pragma once
#include <cstddef>
#include <gtest/gtest.h>

namespace ox::device_rows {

class RowTest : public ::testing::Test {
public:
  explicit RowTest(void (*run)()) : run_(run) {}
  void TestBody() override { run_(); }

private:
  void (*run_)();
};
struct Entry {
  const char* name;
  int line;
  void (*run)();
};
// `table` is the file that the lines are of.
template <size_t kCount> bool register_rows(const char* suite, const char* table, const Entry (&rows)[kCount]) {
  for (const Entry& row : rows)
    ::testing::RegisterTest(suite, row.name, nullptr, nullptr, table, row.line,
                            [run = row.run] { return new RowTest(run); });
  return true;
}

} // namespace ox::device_rows
