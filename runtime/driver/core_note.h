// The ELF note by which libcuda.so.1 finds the core of the process: in libcudart.so, and in each program and library
// that links libcudart_static.a.
//
// A note, and not a symbol: an executable exports no symbol that no library asked for at link time, and a program may
// load libcuda.so.1 at run time; notes are mapped with the program, whatever is stripped.
#pragma once
#include <cstdint>

namespace ox::driver {

inline constexpr char kCoreNoteName[] = "Ox";
inline constexpr uint32_t kCoreNoteType = 2; // 1 is that of an OxCore image

// What the note holds, unaligned.
struct CoreNote {
  uint64_t layout;  // table_layout() of the core
  int64_t distance; // from this field to the table
};

} // namespace ox::driver
