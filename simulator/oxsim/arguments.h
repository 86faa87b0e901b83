// Kernel arguments and dumps as oxsim's command line writes them.
#pragma once
#include "isa/kernel_metadata.h"
#include "runtime/device.h"
#include "simulator/memory.h"
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace ox::sim {

// One --param: u32:5, i32:-5, u64:5, i64:-5, f32:1.5, f64:1.5, or buf:BYTES[:FILE], a buffer in device memory that is
// zero or begins with the file's bytes.
struct Argument {
  std::vector<std::byte> value; // as it stands in the parameter block
  uint64_t buffer = 0, buffer_bytes = 0;
};
std::expected<Argument, std::string> parse_argument(const std::string& text, Memory& memory);

// The parameter block, laid out as the kernel says, or by natural alignment where it says nothing.
std::expected<std::vector<std::byte>, std::string> lay_out(const std::vector<Argument>& arguments,
                                                           const KernelInfo& kernel, bool declared);

// One --dump: INDEX[:FORMAT], FORMAT one of u8 u32 i32 u64 i64 f32 f64 hex (the default) file:PATH.
struct Dump {
  size_t argument = 0;
  std::string format = "hex", path;
};
std::expected<Dump, std::string> parse_dump(const std::string& text, const std::vector<Argument>& arguments);
// Prints to stdout, or writes the file.
std::expected<void, std::string> write_dump(const Dump& dump, const Argument& argument);

std::expected<std::vector<std::byte>, std::string> read_file(const std::string& path);
std::expected<void, std::string> write_file(const std::string& path, std::string_view content);
// "16,16" is {16, 16, otherwise}
std::expected<Dim3, std::string> parse_dim3(const std::string& text, uint32_t otherwise = 1);

} // namespace ox::sim
