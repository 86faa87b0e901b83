// The assembled programs of programs/, for tests.
#pragma once
#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

inline std::vector<std::byte> read_program(const std::string& name) {
  std::ifstream file(std::string(OX_TEST_PROGRAMS) + "/" + name + ".elf", std::ios::binary);
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  auto begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}
