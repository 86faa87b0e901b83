// Functions and source lines of the host program, by code address.
//
// elfutils' libdw reads the program's DWARF and symbols.  It is opened when the first fault asks, because a program
// without faults shall not pay for it; without it the dynamic linker's own symbols must do.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ox::runtime {

// "f(int)" for _Z1fi; names of C as they are.
std::string demangled(const char* name);

struct HostFrame {
  std::string function; // demangled; "main+0x2c" where there is no line
  std::string file;     // of the source, empty if unknown
  int line = 0;
  std::string object;             // the program or library
  bool is_of_the_runtime = false; // in libcudart itself
};

// The function at an address and those that it is inlined in, innermost first.
std::vector<HostFrame> host_frames_at(uint64_t address);

} // namespace ox::runtime
