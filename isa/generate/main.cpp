// isa-gen macros OUTPUT, or isa-gen manual OUTPUT CHAPTER...: writes the files that follow from the table.
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
  if (what == "manual" && count > 3) {
    std::vector<std::string> chapters;
    for (const char* path : args.subspan(3)) {
      std::ifstream in(path, std::ios::binary);
      if (!in) {
        std::cerr << "isa-gen: cannot read " << path << '\n';
        return 1;
      }
      chapters.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    const auto manual = ox::isa::generate_manual(chapters);
    if (!manual) {
      std::cerr << "isa-gen: " << manual.error() << '\n';
      return 1;
    }
    return write_file(args[2], *manual);
  }
  std::cerr << "usage: isa-gen macros OUTPUT\n       isa-gen manual OUTPUT CHAPTER...\n";
  return 1;
}
