// See line_table.h.
#include "simulator/line_table.h"
#include <algorithm>
#include <dlfcn.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <functional>
#include <map>
#include <tuple>

namespace ox::sim {

namespace {
#define OX_LIBDW(X)                                                                                                    \
  X(elf_version)                                                                                                       \
  X(elf_memory)                                                                                                        \
  X(elf_end)                                                                                                           \
  X(dwarf_begin_elf)                                                                                                   \
  X(dwarf_end)                                                                                                         \
  X(dwarf_nextcu)                                                                                                      \
  X(dwarf_offdie)                                                                                                      \
  X(dwarf_getsrclines)                                                                                                 \
  X(dwarf_onesrcline)                                                                                                  \
  X(dwarf_lineaddr)                                                                                                    \
  X(dwarf_lineno)                                                                                                      \
  X(dwarf_linesrc)                                                                                                     \
  X(dwarf_lineendsequence)                                                                                             \
  X(dwarf_getsrcfiles)                                                                                                 \
  X(dwarf_filesrc)                                                                                                     \
  X(dwarf_child)                                                                                                       \
  X(dwarf_siblingof)                                                                                                   \
  X(dwarf_tag)                                                                                                         \
  X(dwarf_attr)                                                                                                        \
  X(dwarf_formudata)                                                                                                   \
  X(dwarf_ranges)

struct Libdw {
#define OX_DECLARE(name) decltype(&::name) name = nullptr;
  OX_LIBDW(OX_DECLARE)
#undef OX_DECLARE
  bool usable = false;

  Libdw() {
    void* library = dlopen("libdw.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!library)
      return;
    usable = true;
    // libelf is libdw's own dependency, so its functions are found through it too.
#define OX_FIND(name)                                                                                                  \
  name = reinterpret_cast<decltype(name)>(dlsym(library, #name));                                                      \
  usable = usable && name;
    OX_LIBDW(OX_FIND)
#undef OX_FIND
  }
};

// The headers that the toolchain brings, by the places that it installs them in.
bool is_of_the_toolchain(std::string_view path) {
  for (std::string_view place : {"/include/ox/", "/include/cuda_", "/include/cooperative_groups", "/include/crt/",
                                 "/include/sm_", "/include/device_", "/include/math_functions"})
    if (path.find(place) != path.npos)
      return true;
  return false;
}
} // namespace

class LineTable::Reader {
public:
  Reader(const Libdw& dw, LineTable& table) : dw_(dw), table_(table) {}

  void read_unit(Dwarf_Die& unit) {
    Dwarf_Lines* lines;
    size_t count;
    if (dw_.dwarf_getsrclines(&unit, &lines, &count) != 0)
      return;
    for (size_t i = 0; i < count; ++i)
      read_row(dw_.dwarf_onesrcline(lines, i));
    size_t file_count;
    if (dw_.dwarf_getsrcfiles(&unit, &files_, &file_count) != 0)
      files_ = nullptr;
    read_children(unit, 0);
  }

private:
  void read_row(Dwarf_Line* line) {
    Dwarf_Addr address;
    int number;
    bool ends = false;
    if (dw_.dwarf_lineaddr(line, &address) != 0 || dw_.dwarf_lineno(line, &number) != 0)
      return;
    dw_.dwarf_lineendsequence(line, &ends);
    if (number == 0 && !ends)
      return; // code that the compiler made up belongs to the line before it
    const char* name = dw_.dwarf_linesrc(line, nullptr, nullptr);
    table_.rows_.push_back({address, file(name), ends ? 0 : uint32_t(number), uint32_t(table_.rows_.size())});
  }

  uint32_t file(const char* name) {
    auto [file, added] = numbers_.try_emplace(name ? name : "", uint32_t(table_.files_.size()));
    if (added) {
      table_.files_.push_back(file->first);
      table_.of_toolchain_.push_back(is_of_the_toolchain(file->first));
    }
    return file->second;
  }

  void read_children(Dwarf_Die& parent, uint32_t depth) {
    constexpr uint32_t kDeepest = 512; // of an image that is not made to mislead
    Dwarf_Die die;
    if (depth > kDeepest || dw_.dwarf_child(&parent, &die) != 0)
      return;
    do {
      if (dw_.dwarf_tag(&die) == DW_TAG_inlined_subroutine)
        read_inlined(die, depth);
      read_children(die, depth + 1);
    } while (dw_.dwarf_siblingof(&die, &die) == 0);
  }

  void read_inlined(Dwarf_Die& die, uint32_t depth) {
    Dwarf_Attribute attribute;
    Dwarf_Word number = 0, line = 0;
    const char* name = nullptr;
    if (files_ && dw_.dwarf_attr(&die, DW_AT_call_file, &attribute) && dw_.dwarf_formudata(&attribute, &number) == 0)
      name = dw_.dwarf_filesrc(files_, number, nullptr, nullptr);
    if (!name || !dw_.dwarf_attr(&die, DW_AT_call_line, &attribute) || dw_.dwarf_formudata(&attribute, &line) != 0)
      return;
    Dwarf_Addr base, begin, end;
    for (ptrdiff_t offset = 0; (offset = dw_.dwarf_ranges(&die, offset, &base, &begin, &end)) > 0;)
      table_.inlined_.push_back({begin, end, file(name), uint32_t(line), depth});
  }

  const Libdw& dw_;
  LineTable& table_;
  Dwarf_Files* files_ = nullptr;
  std::map<std::string, uint32_t> numbers_;
};

LineTable LineTable::read(std::span<const std::byte> elf) {
  static const Libdw dw;
  LineTable table;
  if (!dw.usable || dw.elf_version(EV_CURRENT) == EV_NONE)
    return table;
  Elf* handle = dw.elf_memory(const_cast<char*>(reinterpret_cast<const char*>(elf.data())), elf.size());
  if (!handle)
    return table;
  Dwarf* dwarf = dw.dwarf_begin_elf(handle, DWARF_C_READ, nullptr);
  Reader reader(dw, table);
  size_t header_bytes;
  Dwarf_Off next;
  for (Dwarf_Off unit = 0; dwarf && dw.dwarf_nextcu(dwarf, unit, &next, &header_bytes, nullptr, nullptr, nullptr) == 0;
       unit = next) {
    Dwarf_Die die;
    if (dw.dwarf_offdie(dwarf, unit + header_bytes, &die))
      reader.read_unit(die);
  }
  // Where one function ends and the next begins at the same address, the beginning has to come last.
  // Among lines of one address the last one says what is executed there.
  std::ranges::sort(table.rows_, {}, [](const Row& row) { return std::tuple(row.address, row.line != 0, row.order); });
  std::ranges::sort(table.inlined_, std::greater{}, &Inlined::depth);
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
  uint32_t file = row.file, line = row.line;
  for (auto call = inlined_.begin(); of_toolchain_[file] && call != inlined_.end(); ++call)
    if (address - call->begin < call->end - call->begin) {
      file = call->file;
      line = call->line;
    }
  return Place{files_[file], line};
}

} // namespace ox::sim
