// -cuda: what is between a .cu file and its host object, as a C++ file.  nvcc has C++ there; here the host side goes
// straight to machine code, so the file has that, as one asm declaration.
#pragma once
#include <string>
#include <string_view>

namespace ox::driver {

// C++11 text that any C++ compiler of this machine turns into the object that the assembly is of.
std::string host_text(std::string_view source, std::string_view assembly);

} // namespace ox::driver
