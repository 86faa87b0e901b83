// The ELF notes by which a process finds its core: in libcudart.so, and in each program and library that links
// libcudart_static.a.  There may be several copies of the runtime in a process and has to be one device, so the first
// copy serves all of them; and libcuda.so.1 has no core of its own.
//
// Notes, and not symbols: an executable exports no symbol that no library asked for at link time, and a program may
// load libraries at run time; notes are mapped with the program, whatever is stripped.
#pragma once
#include <cstdint>

namespace ox::runtime {

inline constexpr char kCoreNoteName[] = "Ox";

// Which table of functions a note leads to.  1 is the note of an OxCore image.
enum CoreNoteType : uint32_t { kDriverTableNote = 2, kRuntimeTableNote = 3 };

// What the note holds, unaligned.
struct CoreNote {
  uint64_t layout;  // of the table: a hash
  int64_t distance; // from this field to the table
};

// The table of that type and layout in the first program or library, in link order, that has one: the program comes
// before its libraries, as it does when symbols are looked up.  Null if there is none.
const void* find_first_table(CoreNoteType type, uint64_t layout);

// A note, in assembly because only that can state the distance between two sections; inside a function that is kept.
#define OX_EMIT_CORE_NOTE(type, layout, symbol)                                                                        \
  asm volatile(".pushsection .note.ox.core, \"a\", @note\n"                                                            \
               ".balign 4\n"                                                                                           \
               ".long 3, 16, %c0\n" /* bytes of the name and of what follows it, type */                               \
               ".asciz \"Ox\"\n"                                                                                       \
               ".balign 4\n"                                                                                           \
               ".quad %c1\n"                                                                                           \
               ".quad " symbol " - .\n"                                                                                \
               ".popsection\n" ::"i"(type),                                                                            \
               "i"(layout))
static_assert(sizeof(kCoreNoteName) == 3 && sizeof(CoreNote) == 16);

} // namespace ox::runtime
