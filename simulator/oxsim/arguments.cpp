// See arguments.h.
#include "simulator/oxsim/arguments.h"
#include "simulator/text.h"
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <type_traits>
#include <unistd.h>

namespace ox::sim {

namespace {
template <typename T> std::optional<T> parse_number(std::string_view text) {
  T value{};
  int base = 10;
  if constexpr (std::is_integral_v<T>)
    if (text.starts_with("0x")) {
      text.remove_prefix(2);
      base = 16;
    }
  std::from_chars_result result;
  if constexpr (std::is_integral_v<T>)
    result = std::from_chars(text.data(), text.data() + text.size(), value, base);
  else
    result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size())
    return std::nullopt;
  return value;
}

template <typename T> bool put(Argument& to, std::string_view text) {
  auto value = parse_number<T>(text);
  if (!value)
    return false;
  to.value.resize(sizeof(T));
  std::memcpy(to.value.data(), &*value, sizeof(T));
  return true;
}

std::expected<Argument, std::string> make_buffer(const std::string& text, Memory& memory) {
  size_t colon = text.find(':');
  auto bytes = parse_number<uint64_t>(text.substr(0, colon));
  if (!bytes || *bytes == 0)
    return std::unexpected("\"" + text.substr(0, colon) + "\" is no size in bytes");
  auto buffer = memory.allocate(*bytes, RangeKind::kDevice);
  if (!buffer)
    return std::unexpected(buffer.error());
  if (colon != std::string::npos) {
    auto content = read_file(text.substr(colon + 1));
    if (!content)
      return std::unexpected(content.error());
    if (content->size() > *bytes)
      return std::unexpected("the file has " + byte_count(content->size()) + ", more than the buffer's " +
                             byte_count(*bytes));
    std::ranges::copy(*content, reinterpret_cast<std::byte*>(*buffer));
  }
  Argument argument;
  argument.value.resize(sizeof(uint64_t));
  std::memcpy(argument.value.data(), &*buffer, sizeof(uint64_t));
  argument.buffer = *buffer;
  argument.buffer_bytes = *bytes;
  return argument;
}

template <typename T> void print_elements(const Argument& argument, const char* format) {
  uint64_t count = argument.buffer_bytes / sizeof(T);
  for (uint64_t i = 0; i < count; ++i) {
    T value;
    std::memcpy(&value, reinterpret_cast<const T*>(argument.buffer) + i, sizeof value);
    if (i % 8 == 0)
      std::printf("%s[%" PRIu64 "]", i ? "\n" : "", i);
    std::printf(format, value);
  }
  std::printf("\n");
}

struct Format {
  std::string_view name;
  void (*print)(const Argument&);
};
constexpr Format kFormats[] = {
    {"u8", [](const Argument& a) { print_elements<uint8_t>(a, " %u"); }},
    {"u32", [](const Argument& a) { print_elements<uint32_t>(a, " %" PRIu32); }},
    {"i32", [](const Argument& a) { print_elements<int32_t>(a, " %" PRId32); }},
    {"u64", [](const Argument& a) { print_elements<uint64_t>(a, " %" PRIu64); }},
    {"i64", [](const Argument& a) { print_elements<int64_t>(a, " %" PRId64); }},
    {"f32", [](const Argument& a) { print_elements<float>(a, " %.9g"); }},
    {"f64", [](const Argument& a) { print_elements<double>(a, " %.17g"); }},
    {"hex", [](const Argument& a) { print_elements<uint32_t>(a, " %08" PRIx32); }},
};
} // namespace

std::expected<Argument, std::string> parse_argument(const std::string& text, Memory& memory) {
  size_t colon = text.find(':');
  std::string type = text.substr(0, colon), value = colon == std::string::npos ? "" : text.substr(colon + 1);
  auto fail = [&](const std::string& why) { return std::unexpected("--param " + text + ": " + why); };
  if (type == "buf") {
    auto buffer = make_buffer(value, memory);
    return buffer ? buffer : fail(buffer.error());
  }
  Argument argument;
  bool good;
  if (type == "u32")
    good = put<uint32_t>(argument, value);
  else if (type == "i32")
    good = put<int32_t>(argument, value);
  else if (type == "u64")
    good = put<uint64_t>(argument, value);
  else if (type == "i64")
    good = put<int64_t>(argument, value);
  else if (type == "f32")
    good = put<float>(argument, value);
  else if (type == "f64")
    good = put<double>(argument, value);
  else
    return fail("the type is one of u32, i32, u64, i64, f32, f64 and buf");
  if (!good)
    return fail("\"" + value + "\" is no " + type);
  return argument;
}

std::expected<std::vector<std::byte>, std::string> lay_out(const std::vector<Argument>& arguments,
                                                           const KernelInfo& kernel, bool declared) {
  std::vector<std::byte> block(kernel.parameter_bytes);
  if (declared && arguments.size() != kernel.parameters.size())
    return std::unexpected("the kernel takes " + std::to_string(kernel.parameters.size()) + " parameters, " +
                           std::to_string(arguments.size()) + " were given with --param");
  for (size_t i = 0; i < arguments.size(); ++i) {
    const auto& value = arguments[i].value;
    size_t offset = (block.size() + value.size() - 1) / value.size() * value.size();
    if (declared) {
      offset = kernel.parameters[i].offset;
      if (kernel.parameters[i].bytes != value.size())
        return std::unexpected("parameter " + std::to_string(i) + " of the kernel has " +
                               byte_count(kernel.parameters[i].bytes) + ", the one given has " +
                               byte_count(value.size()));
    }
    block.resize(std::max(block.size(), offset + value.size()));
    std::ranges::copy(value, block.begin() + ptrdiff_t(offset));
  }
  return block;
}

std::expected<Dump, std::string> parse_dump(const std::string& text, const std::vector<Argument>& arguments) {
  auto fail = [&](const std::string& why) { return std::unexpected("--dump " + text + ": " + why); };
  Dump dump;
  size_t colon = text.find(':');
  auto index = parse_number<size_t>(text.substr(0, colon));
  if (!index || *index >= arguments.size() || arguments[*index].buffer == 0)
    return fail("it must begin with the number of a --param that is a buf, counted from 0");
  dump.argument = *index;
  if (colon == std::string::npos)
    return dump;
  dump.format = text.substr(colon + 1);
  if (dump.format.starts_with("file:")) {
    dump.path = dump.format.substr(5);
    return dump;
  }
  std::string names;
  for (const Format& format : kFormats) {
    if (format.name == dump.format)
      return dump;
    names += std::string(format.name) + ", ";
  }
  return fail("the format is one of " + names + "file:PATH");
}

std::expected<void, std::string> write_dump(const Dump& dump, const Argument& argument) {
  if (dump.path.empty()) {
    for (const Format& format : kFormats)
      if (format.name == dump.format)
        format.print(argument);
    return {};
  }
  return write_file(dump.path, {reinterpret_cast<const char*>(argument.buffer), argument.buffer_bytes});
}

std::expected<void, std::string> write_file(const std::string& path, std::string_view content) {
  FILE* file = std::fopen(path.c_str(), "wb");
  bool good = file && std::fwrite(content.data(), 1, content.size(), file) == content.size();
  if (file)
    good = std::fclose(file) == 0 && good;
  if (!good)
    return std::unexpected("cannot write " + path + ": " + std::strerror(errno));
  return {};
}

std::expected<std::vector<std::byte>, std::string> read_file(const std::string& path) {
  auto fail = [&] { return std::unexpected("cannot read " + path + ": " + std::strerror(errno)); };
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return fail();
  std::vector<std::byte> content;
  for (;;) {
    size_t old = content.size();
    content.resize(old + (old ? old : 1 << 16));
    ssize_t got = read(file, content.data() + old, content.size() - old);
    content.resize(old + size_t(std::max<ssize_t>(got, 0)));
    if (got > 0)
      continue;
    int error = errno;
    close(file);
    errno = error;
    if (got < 0)
      return fail();
    return content;
  }
}

std::expected<Dim3, std::string> parse_dim3(const std::string& text, uint32_t otherwise) {
  uint32_t parts[3] = {otherwise, otherwise, otherwise};
  size_t begin = 0;
  for (unsigned i = 0; i < 3; ++i) {
    size_t comma = std::min(text.find(',', begin), text.size());
    auto number = parse_number<uint32_t>(text.substr(begin, comma - begin));
    if (!number)
      break;
    parts[i] = *number;
    begin = comma + 1;
    if (comma == text.size())
      return Dim3{parts[0], parts[1], parts[2]};
  }
  return std::unexpected("\"" + text + "\" is not one to three numbers like 16,16,1");
}

} // namespace ox::sim
