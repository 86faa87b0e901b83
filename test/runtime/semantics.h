// What the tests of CUDA's rules share (semantics_*_test.cpp).  Each rule is one of the programming guide or of the API
// references; order is proved by kernels that wait for each other or that see what is done, never by time.
#pragma once
#include "fixture.h"
#include <atomic>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace ox::test {

// Variables of the environment, while the object lives.
class Environment {
public:
  Environment(std::initializer_list<std::pair<const char*, const char*>> variables) {
    for (auto [name, value] : variables) {
      setenv(name, value, 1);
      names_.push_back(name);
    }
  }
  ~Environment() {
    for (const char* name : names_)
      unsetenv(name);
  }

private:
  std::vector<const char*> names_;
};

// In a function that runs in a process of its own: says what does not hold, and fails.
#define OX_REQUIRE(condition)                                                                                          \
  do                                                                                                                   \
    if (!(condition)) {                                                                                                \
      std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition);                                                     \
      return 1;                                                                                                        \
    }                                                                                                                  \
  while (false)

// Runs it in a process of its own, where the environment is read anew; zero is success.
#define OX_EXPECT_PROCESS(...)                                                                                         \
  do {                                                                                                                 \
    GTEST_FLAG_SET(death_test_style, "threadsafe");                                                                    \
    EXPECT_EXIT(_exit((__VA_ARGS__)()), testing::ExitedWithCode(0), "");                                               \
  } while (false)

// A kernel that holds its stream until it is let go.  In a test, declared before what it captures dies.
class Holder {
public:
  explicit Holder(const FakeKernel& kernel) {
    set_body(kernel, [this] { running_.open(), gate_.wait(), done_ = true; });
  }
  ~Holder() {
    let_go();
    cudaDeviceSynchronize();
  }
  bool wait_until_it_runs() { return running_.wait(); }
  void let_go() { gate_.open(); }
  bool is_done() const { return done_; }

private:
  Gate running_, gate_;
  std::atomic<bool> done_ = false;
};

} // namespace ox::test
