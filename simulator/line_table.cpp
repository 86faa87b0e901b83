// See line_table.h.
#include "simulator/line_table.h"
#include <algorithm>
#include <dlfcn.h>
#include <elfutils/libdw.h>
#include <map>
#include <tuple>
#include <type_traits>

namespace ox::sim {

namespace {
struct Libdw {
  decltype(&::elf_version) elf_version = nullptr;
  decltype(&::elf_memory) elf_memory = nullptr;
  decltype(&::elf_end) elf_end = nullptr;
  decltype(&::dwarf_begin_elf) dwarf_begin_elf = nullptr;
  decltype(&::dwarf_end) dwarf_end = nullptr;
  decltype(&::dwarf_nextcu) dwarf_nextcu = nullptr;
  decltype(&::dwarf_offdie) dwarf_offdie = nullptr;
  decltype(&::dwarf_getsrclines) dwarf_getsrclines = nullptr;
  decltype(&::dwarf_onesrcline) dwarf_onesrcline = nullptr;
  decltype(&::dwarf_lineaddr) dwarf_lineaddr = nullptr;
  decltype(&::dwarf_lineno) dwarf_lineno = nullptr;
  decltype(&::dwarf_linesrc) dwarf_linesrc = nullptr;
  decltype(&::dwarf_lineendsequence) dwarf_lineendsequence = nullptr;
  bool usable = false;

  Libdw() {
    void* library = dlopen("libdw.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!library)
      return;
    // libelf is libdw's own dependency, so its functions are found through it too.
    auto get = [&](auto& function, const char* name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
      return function != nullptr;
    };
    usable = get(elf_version, "elf_version") && get(elf_memory, "elf_memory") && get(elf_end, "elf_end") &&
             get(dwarf_begin_elf, "dwarf_begin_elf") && get(dwarf_end, "dwarf_end") &&
             get(dwarf_nextcu, "dwarf_nextcu") && get(dwarf_offdie, "dwarf_offdie") &&
             get(dwarf_getsrclines, "dwarf_getsrclines") && get(dwarf_onesrcline, "dwarf_onesrcline") &&
             get(dwarf_lineaddr, "dwarf_lineaddr") && get(dwarf_lineno, "dwarf_lineno") &&
             get(dwarf_linesrc, "dwarf_linesrc") && get(dwarf_lineendsequence, "dwarf_lineendsequence");
  }
};
} // namespace

LineTable LineTable::read(std::span<const std::byte> elf) {
  static const Libdw dw;
  LineTable table;
  if (!dw.usable || dw.elf_version(EV_CURRENT) == EV_NONE)
    return table;
  Elf* handle = dw.elf_memory(const_cast<char*>(reinterpret_cast<const char*>(elf.data())), elf.size());
  if (!handle)
    return table;
  Dwarf* dwarf = dw.dwarf_begin_elf(handle, DWARF_C_READ, nullptr);
  std::map<std::string, uint32_t> file_numbers;
  size_t header_bytes;
  Dwarf_Off next;
  for (Dwarf_Off unit = 0; dwarf && dw.dwarf_nextcu(dwarf, unit, &next, &header_bytes, nullptr, nullptr, nullptr) == 0;
       unit = next) {
    Dwarf_Die die;
    Dwarf_Lines* lines;
    size_t count;
    if (!dw.dwarf_offdie(dwarf, unit + header_bytes, &die) || dw.dwarf_getsrclines(&die, &lines, &count) != 0)
      continue;
    for (size_t i = 0; i < count; ++i) {
      Dwarf_Line* line = dw.dwarf_onesrcline(lines, i);
      Dwarf_Addr address;
      int number;
      bool ends = false;
      if (dw.dwarf_lineaddr(line, &address) != 0 || dw.dwarf_lineno(line, &number) != 0)
        continue;
      dw.dwarf_lineendsequence(line, &ends);
      if (number == 0 && !ends)
        continue; // code that the compiler made up belongs to the line before it
      const char* name = dw.dwarf_linesrc(line, nullptr, nullptr);
      auto [file, added] = file_numbers.try_emplace(name ? name : "", uint32_t(table.files_.size()));
      if (added)
        table.files_.push_back(file->first);
      table.rows_.push_back({address, file->second, ends ? 0 : uint32_t(number), uint32_t(table.rows_.size())});
    }
  }
  // Where one function ends and the next begins at the same address, the beginning has to come last.
  // Among lines of one address the last one says what is executed there.
  std::ranges::sort(table.rows_, {}, [](const Row& row) { return std::tuple(row.address, row.line != 0, row.order); });
  if (dwarf)
    dw.dwarf_end(dwarf);
  dw.elf_end(handle);
  return table;
}

std::optional<LineTable::Place> LineTable::find(uint64_t address) const {
  auto after = std::upper_bound(rows_.begin(), rows_.end(), address,
                                [](uint64_t value, const Row& row) { return value < row.address; });
  if (after == rows_.begin())
    return std::nullopt;
  const Row& row = *std::prev(after);
  if (row.line == 0)
    return std::nullopt;
  return Place{files_[row.file], row.line};
}

} // namespace ox::sim
