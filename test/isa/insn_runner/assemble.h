// Assembles and links a file of test/isa/insn inside this process: starting llvm-mc and ld.lld for each of several
// hundred files would take longer than everything else together.
#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <vector>

namespace ox::test {

// The ELF image, or the assembler's or linker's messages.  include_folders are for .include.
std::expected<std::vector<std::byte>, std::string> assemble(const std::string& path,
                                                            const std::vector<std::string>& include_folders);

} // namespace ox::test
