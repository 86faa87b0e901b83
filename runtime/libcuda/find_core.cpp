#include "runtime/libcuda/find_core.h"
#include "runtime/driver/core_note.h"
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <link.h>
#include <span>

namespace ox::libcuda {

namespace {

using driver::CoreNote;
using driver::Table;

uint64_t aligned(uint64_t bytes, uint64_t unit) { return (bytes + unit - 1) / unit * unit; }

// The table that a note in this segment leads to.
const Table* find_in(std::span<const std::byte> notes, uint64_t unit) {
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, notes.data(), sizeof header);
    const uint64_t data = sizeof header + aligned(header.n_namesz, unit);
    const uint64_t end = data + aligned(header.n_descsz, unit);
    if (end > notes.size())
      return nullptr;
    const std::byte* name = notes.data() + sizeof header;
    CoreNote note;
    if (header.n_type == driver::kCoreNoteType && header.n_namesz == sizeof driver::kCoreNoteName &&
        std::memcmp(name, driver::kCoreNoteName, sizeof driver::kCoreNoteName) == 0 && header.n_descsz == sizeof note) {
      std::memcpy(&note, notes.data() + data, sizeof note);
      if (note.layout == driver::table_layout())
        return reinterpret_cast<const Table*>(notes.data() + data + offsetof(CoreNote, distance) + note.distance);
    }
    notes = notes.subspan(end);
  }
  return nullptr;
}

// The first one in link order: the program comes before its libraries, as it does when symbols are looked up, so this
// is the core that the program's calls of the runtime API reach.
int visit(dl_phdr_info* object, size_t, void* result) {
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr) & segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE)
      continue;
    const auto* begin = reinterpret_cast<const std::byte*>(object->dlpi_addr + segment.p_vaddr);
    if (const Table* table = find_in({begin, segment.p_memsz}, segment.p_align == 8 ? 8 : 4)) {
      *static_cast<const Table**>(result) = table;
      return 1;
    }
  }
  return 0;
}

const Table* find_loaded() {
  const Table* table = nullptr;
  dl_iterate_phdr(visit, &table);
  return table;
}

} // namespace

const Table* find_core() {
  if (const Table* table = find_loaded())
    return table;
  if (dlopen("libcudart.so.13", RTLD_NOW | RTLD_GLOBAL)) // beside this library: see its RUNPATH
    if (const Table* table = find_loaded())
      return table;
  const char* why = dlerror();
  std::fprintf(stderr, "ox: libcuda.so.1 needs the libcudart.so.13 of the same version of Ox beside it: %s\n",
               why ? why : "that one is of another version");
  return nullptr;
}

} // namespace ox::libcuda
