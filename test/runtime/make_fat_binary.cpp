// make_fat_binary OUTPUT SPEC...: a fat binary as NVIDIA's tools lay it out, for tests that compile programs.
// SPEC: ptx|elf,ARCHITECTURE,none|lz4|zstd,FILE
#include "fat_binary_writer.h"
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

int main(int count, char** arguments) {
  using namespace ox;
  std::vector<test::FatSource> sources;
  for (int i = 2; i < count; ++i) {
    std::istringstream spec(arguments[i]);
    std::string kind, architecture, compression, path;
    std::getline(spec, kind, ','), std::getline(spec, architecture, ','), std::getline(spec, compression, ',');
    std::getline(spec, path);
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      std::fprintf(stderr, "make_fat_binary: %s can't be read\n", path.c_str());
      return 1;
    }
    sources.push_back({.kind = kind == "ptx" ? isa::FatEntry::Kind::kPtx : isa::FatEntry::Kind::kElf,
                       .architecture = static_cast<uint32_t>(std::stoul(architecture)),
                       .bytes = {std::istreambuf_iterator<char>(file), {}},
                       .compression = compression == "lz4"    ? isa::Compression::kLz4
                                      : compression == "zstd" ? isa::Compression::kZstd
                                                              : isa::Compression::kNone,
                       .name = path});
  }
  const std::vector<std::byte> container = test::write_fat_binary(sources);
  std::ofstream(arguments[1], std::ios::binary)
      .write(reinterpret_cast<const char*>(container.data()), static_cast<std::streamsize>(container.size()));
}
