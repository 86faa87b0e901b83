#include "runtime/core/core_note.h"
#include <cstddef>
#include <cstring>
#include <link.h>
#include <span>

namespace ox::runtime {

namespace {

struct Search {
  CoreNoteType type;
  uint64_t layout;
  const void* table = nullptr;
};

uint64_t aligned(uint64_t bytes, uint64_t unit) { return (bytes + unit - 1) / unit * unit; }

// The table that a note in this segment leads to.
const void* find_in(std::span<const std::byte> notes, uint64_t unit, const Search& search) {
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    const uint64_t data = sizeof header + aligned(header.n_namesz, unit);
    const uint64_t end = data + aligned(header.n_descsz, unit);
    if (end > notes.size())
      return nullptr;
    const std::byte* name = notes.data() + sizeof header;
    CoreNote note;
    if (header.n_type == search.type && header.n_namesz == sizeof kCoreNoteName &&
        std::memcmp(name, kCoreNoteName, sizeof kCoreNoteName) == 0 && header.n_descsz == sizeof note) {
      std::memcpy(&note, notes.data() + data, sizeof note);
      if (note.layout == search.layout)
        return notes.data() + data + offsetof(CoreNote, distance) + note.distance;
    }
    notes = notes.subspan(end);
  }
  return nullptr;
}

int visit(dl_phdr_info* object, size_t, void* context) {
  Search& search = *static_cast<Search*>(context);
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr) & segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE)
      continue;
    const auto* begin = reinterpret_cast<const std::byte*>(object->dlpi_addr + segment.p_vaddr);
    search.table = find_in({begin, segment.p_memsz}, segment.p_align == 8 ? 8 : 4, search);
    if (search.table)
      return 1;
  }
  return 0;
}

} // namespace

const void* find_first_table(CoreNoteType type, uint64_t layout) {
  Search search{type, layout};
  dl_iterate_phdr(visit, &search);
  return search.table;
}

} // namespace ox::runtime
