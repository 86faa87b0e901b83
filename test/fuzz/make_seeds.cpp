// Writes what the fuzzers start from: make_seeds TO IMAGE... puts a container of the images, the note of the first one
// that has one, and every instruction of the table under TO.  The images themselves are the loader's seeds.
#include "isa/encode.h"
#include "isa/image_container.h"
#include "isa/row.h"
#include "simulator/elf_file.h"
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {
std::vector<std::byte> read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

void write(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), ptrdiff_t(bytes.size()));
}
} // namespace

int main(int argc, char** argv) {
  using namespace ox;
  if (argc < 3) {
    std::cerr << "usage: make_seeds TO IMAGE...\n";
    return 1;
  }
  const std::filesystem::path to = argv[1];
  std::vector<std::vector<std::byte>> images;
  std::vector<std::string> names;
  std::vector<isa::ImageEntry> entries;
  for (int i = 2; i < argc; ++i) {
    images.push_back(read(argv[i]));
    names.push_back(std::filesystem::path(argv[i]).filename());
    write(to / "loader" / names.back(), images.back());
  }
  for (size_t i = 0; i < images.size(); ++i) {
    entries.push_back({isa::ImageKind::kOxCoreElf, 90, 0, names[i], images[i]});
    if (auto file = sim::ElfFile::open(images[i]))
      if (auto note = file->section(".note.ox"))
        write(to / "metadata" / names[i], *note);
  }
  write(to / "container" / "images", isa::write_image_container(entries));
  write(to / "container" / "one", isa::write_image_container(std::span(entries).first(1)));
  std::vector<uint32_t> words;
  for (const isa::Row& row : isa::rows())
    words.push_back(row.match);
  write(to / "decode" / "rows", std::as_bytes(std::span(words)));
}
