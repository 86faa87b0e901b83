// isa-gen macros OUTPUT, or isa-gen manual INTRODUCTION OUTPUT: writes the files that follow from the table.
#include "isa/generate/generate.h"
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>

namespace {

int write_file(const char* path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out)
    return 0;
  std::cerr << "isa-gen: cannot write " << path << ": make its folder, or free some space\n";
  return 1;
}

} // namespace

int main(int count, char** arguments) {
  const std::span args(arguments, static_cast<size_t>(count));
  const std::string_view what = count > 1 ? args[1] : "";
  if (what == "macros" && count == 3)
    return write_file(args[2], ox::isa::generate_macros());
  if (what == "manual" && count == 4) {
    std::ifstream in(args[2], std::ios::binary);
    if (!in) {
      std::cerr << "isa-gen: cannot read " << args[2] << '\n';
      return 1;
    }
    const std::string introduction{std::istreambuf_iterator<char>(in), {}};
    return write_file(args[3], ox::isa::generate_manual(introduction));
  }
  std::cerr << "usage: isa-gen macros OUTPUT\n       isa-gen manual INTRODUCTION OUTPUT\n";
  return 1;
}
