// Which line of the host program made a call: remembered with each allocation as return addresses, and turned into
// words only when a fault names the allocation.
//
// Unwinding takes about five microseconds, ten times what a small allocation takes.  So each thread keeps what it found
// for a call from the same place at the same depth of the stack, with the places on the stack where it found the return
// addresses, and looks whether they are still there.
#pragma once
#include "runtime/fault.h"
#include <string>

namespace ox::runtime {

// Every entry point of the API says who called it: name, which lives forever, and the entry point's own
// __builtin_return_address(0) and __builtin_frame_address(0).
void enter_call(const char* name, const void* return_address, const void* frame);

// The program's frames above the entry point that this thread is in.
CallSite call_site();

// "/home/me/a.cu:31 (cudaMalloc)"; "setup()+0x1c in ./program (cudaMalloc)" where there is no line; "" if nothing is
// known.  Frames inside the runtime and its headers are passed over.  Slow: it may read a program's DWARF.
std::string words_of(const CallSite& site);

} // namespace ox::runtime
