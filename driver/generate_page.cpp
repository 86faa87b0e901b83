// Writes docs/options.md from the table of options: what ox-nvcc does with each option of nvcc, and why.
#include "driver/options.h"
#include <cstdio>

namespace {
using namespace ox::driver;

std::string names(const OptionRow& row) {
  const char* value = row.kind == OptionKind::kFlag ? "" : row.kind == OptionKind::kValue ? " VALUE" : " VALUE,...";
  std::string text = "`--" + std::string(row.long_name) + value + "`";
  if (!row.short_name.empty() && row.short_name != row.long_name)
    text += ", `-" + std::string(row.short_name) + "`";
  return text;
}

void write_class(std::FILE* page, OptionClass option_class, const char* title) {
  std::fprintf(page, "\n## %s\n\n", title);
  for (const OptionRow& row : option_table().rows)
    if (row.option_class == option_class)
      std::fprintf(page, "- %s: %s\n", names(row).c_str(), std::string(row.text).c_str());
}

} // namespace

int main(int argc, char** argv) {
  std::FILE* page = argc == 2 ? std::fopen(argv[1], "w") : nullptr;
  if (!page) {
    std::fprintf(stderr, "usage: ox-options-page FILE.md (which must be writable)\n");
    return 1;
  }
  std::fprintf(page, "# The options of ox-nvcc\n\nGenerated from driver/options.def.  Options are nvcc's; those whose "
                     "names begin with `ox-` are Ox's own.  One or two dashes are the same, and values follow after a "
                     "blank or `=`.\n");
  write_class(page, OptionClass::kHonoured, "Honoured");
  write_class(page, OptionClass::kAccepted, "Accepted, because it can't matter here");
  write_class(page, OptionClass::kRefused, "Refused, with what to do instead");
  return std::fclose(page) == 0 ? 0 : 1;
}
