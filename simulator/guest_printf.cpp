// See guest_printf.h.  The host's snprintf does each conversion; this file finds the conversions and their arguments.
#include "simulator/guest_printf.h"
#include <algorithm>
#include <cstdio>
#include <cstring>

namespace ox::sim {

namespace {
using LaneMemory = LaunchContext::LaneMemory;

// No line that a person reads is wider, and a stray width must not cost gigabytes.
constexpr int kWidest = 1 << 16;
// What CUDA's buffer for printf holds as a whole.  A text without an end in a buffer of gigabytes is cut off there.
constexpr uint64_t kLongestText = 1 << 20;

Fault memory_fault(uint64_t address, const std::string& what) {
  Fault fault;
  fault.kind = FaultKind::kIllegalAddress;
  fault.access = FaultAccess::kRead;
  fault.address = address;
  fault.subject = what;
  fault.detail = fault.explain_access(); // the engine knows more
  return fault;
}

// %[flags][width][.precision][length]conversion
struct Conversion {
  std::string flags;
  bool width_from_argument = false, precision_from_argument = false;
  int width = -1, precision = -1;
  std::string length;
  char letter = 0;       // 0: the format ended first
  size_t characters = 0; // of the format, with the '%'
};

Conversion parse(const char* text) {
  Conversion spec;
  const char* at = text + 1;
  auto number = [&](int& to) {
    long value = 0;
    while (*at >= '0' && *at <= '9')
      value = std::min<long>(value * 10 + (*at++ - '0'), kWidest);
    to = int(value);
  };
  while (*at && std::strchr("-+ #0'", *at))
    spec.flags += *at++;
  if (*at == '*') {
    spec.width_from_argument = true;
    ++at;
  } else if (*at >= '1' && *at <= '9') {
    number(spec.width);
  }
  if (*at == '.') {
    ++at;
    if (*at == '*') {
      spec.precision_from_argument = true;
      ++at;
    } else {
      number(spec.precision);
    }
  }
  while (*at && std::strchr("hlLqjzt", *at))
    spec.length += *at++;
  spec.letter = *at;
  spec.characters = size_t(at - text) + (*at ? 1 : 0);
  return spec;
}

class Arguments {
public:
  Arguments(uint64_t address, const LaneMemory& lane) : next_(address), lane_(lane) {}

  template <typename T> std::expected<T, Fault> take() {
    T value;
    next_ = (next_ + sizeof(T) - 1) / sizeof(T) * sizeof(T);
    if (!lane_.read(next_, &value, sizeof value))
      return std::unexpected(memory_fault(next_, "printf reads an argument"));
    next_ += sizeof(T);
    ++count_;
    return value;
  }
  int count() const { return count_; }

private:
  uint64_t next_;
  const LaneMemory& lane_;
  int count_ = 0;
};

template <typename T> void append(std::string& to, const std::string& spec, T value) {
  int bytes = std::snprintf(nullptr, 0, spec.c_str(), value);
  if (bytes <= 0)
    return;
  size_t old = to.size();
  to.resize(old + size_t(bytes) + 1);
  std::snprintf(to.data() + old, size_t(bytes) + 1, spec.c_str(), value);
  to.resize(old + size_t(bytes));
}

template <typename T>
std::expected<void, Fault> convert(std::string& to, const std::string& spec, Arguments& arguments) {
  auto value = arguments.take<T>();
  if (!value)
    return std::unexpected(value.error());
  append(to, spec, *value);
  return {};
}

std::expected<void, Fault> convert_string(std::string& to, const std::string& head, int precision, Arguments& arguments,
                                          const LaneMemory& lane) {
  auto address = arguments.take<uint64_t>();
  if (!address)
    return std::unexpected(address.error());
  std::string text = "(null)";
  if (*address != 0) {
    auto read = read_guest_string(*address, lane, "printf reads the string of %s",
                                  precision >= 0 ? uint64_t(precision) : kLongestText);
    if (!read)
      return std::unexpected(read.error());
    text = *read;
  }
  append(to, head + "s", text.c_str());
  return {};
}

// '*' for width and precision, as C says: a negative width is the '-' flag, a negative precision is none.
std::expected<void, Fault> take_stars(Conversion& spec, Arguments& arguments) {
  if (spec.width_from_argument) {
    auto width = arguments.take<int32_t>();
    if (!width)
      return std::unexpected(width.error());
    if (*width < 0)
      spec.flags += '-';
    spec.width = int(std::min<int64_t>(std::abs(int64_t{*width}), kWidest));
  }
  if (spec.precision_from_argument) {
    auto precision = arguments.take<int32_t>();
    if (!precision)
      return std::unexpected(precision.error());
    spec.precision = *precision < 0 ? -1 : std::min(*precision, kWidest);
  }
  return {};
}

std::expected<void, Fault> convert_one(std::string& to, Conversion spec, std::string_view source, Arguments& arguments,
                                       const LaneMemory& lane) {
  if (spec.letter == '%') {
    to += '%';
    return {};
  }
  if (!spec.letter || !std::strchr("diouxXcsSCpneEfFgGaA", spec.letter)) {
    to += source; // not a conversion: printed as it stands
    return {};
  }
  if (auto done = take_stars(spec, arguments); !done)
    return done;
  std::string head = "%" + spec.flags;
  if (spec.width >= 0)
    head += std::to_string(spec.width);
  if (spec.precision >= 0)
    head += "." + std::to_string(spec.precision);
  bool wide = spec.length == "l" || spec.length == "ll" || spec.length == "j" || spec.length == "z" ||
              spec.length == "t" || spec.length == "q" || spec.length == "L";
  switch (spec.letter) {
  case 'c':
  case 'C':
    return convert<int32_t>(to, head + "c", arguments);
  case 's':
  case 'S':
    return convert_string(to, head, spec.precision, arguments, lane);
  case 'p':
    return convert<void*>(to, head + "p", arguments);
  case 'n': { // writes nothing, as on other GPUs, but its argument is there
    auto ignored = arguments.take<uint64_t>();
    return ignored ? std::expected<void, Fault>{} : std::unexpected(ignored.error());
  }
  case 'd':
  case 'i':
  case 'o':
  case 'u':
  case 'x':
  case 'X':
    if (wide)
      return convert<long long>(to, head + "ll" + spec.letter, arguments);
    return convert<int32_t>(to, head + (spec.length == "h" || spec.length == "hh" ? spec.length : "") + spec.letter,
                            arguments);
  default:
    return convert<double>(to, head + spec.letter, arguments);
  }
}
} // namespace

std::expected<std::string, Fault> read_guest_string(uint64_t address, const LaneMemory& lane, const std::string& what,
                                                    uint64_t limit) {
  // In pieces that don't cross a multiple of their size, so that reading ahead rarely leaves the string's memory; where
  // it does, byte by byte.
  constexpr uint64_t kPiece = 64;
  std::string text;
  while (text.size() < limit) {
    uint64_t at = address + text.size(), bytes = std::min(kPiece - at % kPiece, limit - text.size());
    char piece[kPiece];
    if (!lane.read(at, piece, bytes)) {
      bytes = 1;
      if (!lane.read(at, piece, 1))
        return std::unexpected(memory_fault(address, what));
    }
    if (const void* end = std::memchr(piece, 0, bytes))
      return text.append(piece, size_t(static_cast<const char*>(end) - piece));
    text.append(piece, bytes);
  }
  return text;
}

std::expected<Printed, Fault> guest_printf(uint64_t format, uint64_t arguments, const LaneMemory& lane) {
  Printed printed;
  if (format == 0) {
    printed.arguments = -1;
    return printed;
  }
  auto text = read_guest_string(format, lane, "printf reads its format", kLongestText);
  if (!text)
    return std::unexpected(text.error());
  Arguments source(arguments, lane);
  for (const char* at = text->c_str(); *at;) {
    if (*at != '%') {
      const char* next = std::strchr(at, '%');
      size_t bytes = next ? size_t(next - at) : std::strlen(at);
      printed.text.append(at, bytes);
      at += bytes;
      continue;
    }
    Conversion spec = parse(at);
    if (auto done = convert_one(printed.text, spec, {at, spec.characters}, source, lane); !done)
      return std::unexpected(done.error());
    at += spec.characters;
  }
  printed.arguments = source.count();
  return printed;
}

} // namespace ox::sim
