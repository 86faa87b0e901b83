// oxdis: OxCore machine code as text.
#include "isa/oxdis/listing.h"
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#ifdef OX_HAS_LINE_TABLES
#include "simulator/line_table.h"
#endif

namespace ox::isa {
namespace {

constexpr std::string_view kUsage = "usage: oxdis [OPTION...] FILE...   the code of OxCore ELFs (.cubin)\n"
                                    "       oxdis --words WORD...       hexadecimal instruction words\n"
                                    "\n"
                                    "  --function=NAME   only this function (mangled); may be given several times\n"
                                    "  --lines           the source line that each group of instructions comes from\n"
                                    "  --no-bytes        without the instruction words\n"
                                    "  --metadata        the kernel records instead of the code\n"
                                    "  --help            this text\n";

struct Arguments {
  ListingOptions listing;
  bool lines = false, metadata = false;
  std::vector<std::string> files;
};

int fail(const std::string& message) {
  std::cerr << "oxdis: " << message << '\n';
  return 1;
}

#ifdef OX_HAS_LINE_TABLES
PlaceOf places_of(std::span<const std::byte> file) {
  return [table = std::make_shared<sim::LineTable>(sim::LineTable::read(file))](uint64_t address) -> std::string {
    const auto place = table->find(address);
    return place ? place->file + ":" + std::to_string(place->line) : "";
  };
}
#endif

int print_file(const std::string& path, Arguments& arguments) {
  std::ifstream in(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in)
    return fail("cannot read " + path + ": check the name and its permissions");
  const std::span<const std::byte> bytes = std::as_bytes(std::span(content));
  const std::expected<ElfView, std::string> elf = view_elf(bytes);
  if (!elf)
    return fail(path + ": " + elf.error());
  if (arguments.lines) {
#ifdef OX_HAS_LINE_TABLES
    arguments.listing.place_of = places_of(bytes);
#else
    return fail("--lines: this oxdis was built without the component that reads line tables (simulator)");
#endif
  }
  const auto text = arguments.metadata ? list_metadata(*elf) : list_code(*elf, arguments.listing);
  if (!text)
    return fail(path + ": " + text.error());
  if (arguments.files.size() > 1)
    std::cout << path << ":\n";
  std::cout << *text;
  return 0;
}

int print_words(std::span<char*> words) {
  uint64_t pc = 0;
  for (std::string_view text : words) {
    if (text.starts_with("0x") || text.starts_with("0X"))
      text.remove_prefix(2);
    uint32_t word = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), word, 16);
    if (error != std::errc() || end != text.data() + text.size())
      return fail("'" + std::string(text) + "' is not a 32-bit hexadecimal number");
    std::cout << list_word(word, pc, {}) << '\n';
    pc += 4;
  }
  return 0;
}

bool read_argument(std::string_view argument, Arguments& arguments) {
  constexpr std::string_view kFunction = "--function=";
  if (argument.starts_with(kFunction))
    arguments.listing.functions.emplace_back(argument.substr(kFunction.size()));
  else if (argument == "--lines")
    arguments.lines = true;
  else if (argument == "--no-bytes")
    arguments.listing.words = false;
  else if (argument == "--metadata")
    arguments.metadata = true;
  else if (argument.starts_with("-"))
    return false;
  else
    arguments.files.emplace_back(argument);
  return true;
}

int run(std::span<char*> words) {
  const std::string_view first = words.empty() ? "" : words[0];
  if (first == "--help") {
    std::cout << kUsage;
    return 0;
  }
  if (first == "--words" && words.size() > 1)
    return print_words(words.subspan(1));
  Arguments arguments;
  for (const char* word : words)
    if (!read_argument(word, arguments)) {
      std::cerr << "oxdis: unknown option '" << word << "'\n" << kUsage;
      return 1;
    }
  if (arguments.files.empty()) {
    std::cerr << kUsage;
    return 1;
  }
  for (const std::string& file : arguments.files)
    if (int code = print_file(file, arguments))
      return code;
  return 0;
}

} // namespace
} // namespace ox::isa

int main(int count, char** arguments) {
  return ox::isa::run(std::span(arguments, static_cast<size_t>(count)).subspan(count > 0 ? 1 : 0));
}
