// What calls failed with, and why, for the program to read (cuLogs*): the last hundred sentences of explain().
#pragma once
#include "runtime/core/error.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ox::runtime {

class ErrorLog {
public:
  static ErrorLog& instance();
  static constexpr size_t kLines = 100;

  // Calls the program's functions, but not from inside one of them.
  void add(std::string line);

  using Callback = void (*)(void* data, int level, char* message, size_t length);
  void* add_callback(Callback callback, void* data);
  bool remove_callback(const void* handle); // false if it is none

  // Lines are numbered; a number that is no line's any more stands for the oldest.
  uint32_t end();
  std::vector<std::string> lines(uint32_t begin);

private:
  struct State;
  State& state();
};

} // namespace ox::runtime
