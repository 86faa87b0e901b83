// printf of kernels against the host's own snprintf, over arguments laid out as clang's vprintf does.
#include "simulator/guest_printf.h"
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>

using namespace ox::sim;

// The formats here are wrong on purpose, or made up at run time.
#pragma clang diagnostic ignored "-Wformat"
#pragma clang diagnostic ignored "-Wformat-security"

namespace {
// Host memory stands for the guest's; outside of the ranges given nothing can be read.
class FakeLane : public LaunchContext::LaneMemory {
public:
  void allow(const void* begin, size_t bytes) { ranges_.push_back({reinterpret_cast<uint64_t>(begin), bytes}); }
  bool read(uint64_t address, void* to, uint64_t bytes) const override {
    for (auto [begin, size] : ranges_)
      if (address >= begin && bytes <= size && address - begin <= size - bytes) {
        std::memcpy(to, reinterpret_cast<const void*>(address), bytes);
        return true;
      }
    return false;
  }

private:
  std::vector<std::pair<uint64_t, size_t>> ranges_;
};

void pack(std::vector<char>&) {}
template <typename T, typename... Rest> void pack(std::vector<char>& buffer, T value, Rest... rest) {
  buffer.resize((buffer.size() + sizeof(T) - 1) / sizeof(T) * sizeof(T) + sizeof(T));
  std::memcpy(buffer.data() + buffer.size() - sizeof(T), &value, sizeof(T));
  pack(buffer, rest...);
}

// Every argument after C's promotions, so that the packed struct is what a compiler would make.
template <typename... Arguments> std::string guest(const char* format, Arguments... arguments) {
  std::vector<char> buffer;
  pack(buffer, arguments...);
  FakeLane lane;
  lane.allow(format, std::strlen(format) + 1);
  lane.allow(buffer.data(), buffer.size());
  ((std::is_same_v<Arguments, const char*> && arguments
        ? lane.allow(reinterpret_cast<const char*>(uint64_t(arguments)),
                     std::strlen(reinterpret_cast<const char*>(uint64_t(arguments))) + 1)
        : void()),
   ...);
  auto printed = guest_printf(reinterpret_cast<uint64_t>(format), reinterpret_cast<uint64_t>(buffer.data()), lane);
  if (!printed)
    return "fault: " + printed.error().detail;
  EXPECT_EQ(printed->arguments, int(sizeof...(arguments))) << format;
  return printed->text;
}

template <typename... Arguments> std::string host(const char* format, Arguments... arguments) {
  std::string text(1 << 18, '\0');
  text.resize(size_t(std::snprintf(text.data(), text.size(), format, arguments...)));
  return text;
}
} // namespace

#define SAME(...) EXPECT_EQ(guest(__VA_ARGS__), host(__VA_ARGS__))

TEST(GuestPrintf, Integers) {
  for (int value : {0, 1, -1, 42, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()}) {
    SAME("%d|%i|%u|%o|%x|%X", value, value, value, value, value, value);
    SAME("%5d|%-5d|%05d|%+d|% d|%.3d|%8.3d|%-+8.3d|%#x|%#o", value, value, value, value, value, value, value, value,
         value, value);
    SAME("%hhd %hd %hhu %hu %hhx", value, value, value, value, value);
  }
  for (long long value : {0ll, -1ll, 1ll << 40, std::numeric_limits<long long>::min()})
    SAME("%lld %ld %llu %lx %zu %jd %td %20lld|%-20lld|%020lld", value, value, value, value, value, value, value, value,
         value, value);
}

TEST(GuestPrintf, FloatingPoint) {
  for (double value : {0.0, -0.0, 1.5, -123456.789, 1e300, 1e-300, std::nan(""), HUGE_VAL, -HUGE_VAL})
    for (const char* format : {"%f", "%e", "%g", "%a", "%F", "%E", "%G", "%A", "%.0f", "%10.3f", "%-10.3f|", "%+.2e",
                               "%#.0f", "%010.2f", "% g", "%lf", "%.17g"})
      EXPECT_EQ(guest(format, value), host(format, value)) << format;
}

TEST(GuestPrintf, StringsCharactersPointersPercent) {
  const char* text = "hello";
  SAME("%s|%10s|%-10s|%.2s|%10.2s|%.0s", text, text, text, text, text, text);
  SAME("%c%c|%3c|%-3c|", int('a'), int('b'), int('c'), int('d'));
  SAME("%p %p", reinterpret_cast<void*>(0x1234), static_cast<void*>(nullptr));
  SAME("100%%");
  SAME("plain text, no conversion\n");
  SAME("");
  EXPECT_EQ(guest("%s", static_cast<const char*>(nullptr)), "(null)");
}

TEST(GuestPrintf, StarsTakeArguments) {
  SAME("%*d|%-*d|%.*f|%*.*f|%*d", 8, 42, 8, 42, 3, 1.23456, 10, 2, 1.23456, -6, 7);
  SAME("%.*s|%.*d", 3, "abcdef", -1, 5);
}

TEST(GuestPrintf, ArgumentsAreNaturallyAligned) { SAME("%d %f %d %lld %c %s %d", 1, 2.5, 3, 4ll, int('x'), "text", 5); }

TEST(GuestPrintf, LongTextAndStrings) {
  std::string text(100'000, 'x');
  SAME("[%s]", text.c_str());
  std::string format = text + "%d";
  SAME(format.c_str(), 3);
}

TEST(GuestPrintf, UnknownConversionsStandAsTheyAre) {
  EXPECT_EQ(guest("%y and %"), "%y and %");
  EXPECT_EQ(guest("a%-5"), "a%-5");
}

TEST(GuestPrintf, AbsurdWidthIsBounded) { EXPECT_EQ(guest("%2000000000d", 1).size(), 65536u); }

TEST(GuestPrintf, NullFormatReturnsMinusOne) { EXPECT_EQ(guest_printf(0, 0, FakeLane())->arguments, -1); }

TEST(GuestPrintf, UnreadableMemoryIsAFaultWithTheAddress) {
  FakeLane lane;
  auto printed = guest_printf(0x1000, 0, lane);
  ASSERT_FALSE(printed);
  EXPECT_EQ(printed.error().kind, ox::FaultKind::kIllegalAddress);
  EXPECT_EQ(printed.error().address, 0x1000u);
  EXPECT_EQ(printed.error().detail, "printf reads its format at 0x1000");
  EXPECT_EQ(guest("%s", 0x2000ll), "fault: printf reads the string of %s at 0x2000");
  const char* format = "%d";
  lane.allow(format, 3);
  EXPECT_FALSE(guest_printf(reinterpret_cast<uint64_t>(format), 0, lane)) << "no argument buffer";
}

TEST(GuestPrintf, StringWithoutAnEndStopsAtTheEndOfMemory) {
  std::vector<char> text(100, 'x');
  FakeLane lane;
  lane.allow(text.data(), text.size());
  EXPECT_FALSE(read_guest_string(reinterpret_cast<uint64_t>(text.data()), lane, "it"));
  EXPECT_EQ(read_guest_string(reinterpret_cast<uint64_t>(text.data()), lane, "it", 100)->size(), 100u);
}
