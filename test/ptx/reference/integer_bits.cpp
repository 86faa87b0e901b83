// Integer instructions that count, find, move and mask bits (PTX ISA 9.0, 9.7.1.14 to 9.7.1.22): the manual's
// pseudo-code, bit by bit.
#include "test/ptx/reference/chapters.h"
#include <cstdlib>

namespace ox::test::reference {

namespace {
template <typename T> inline constexpr unsigned kBits = 8 * sizeof(T);
template <typename T> bool bit(T value, unsigned number) { return uint64_t(value) >> number & 1; }

void add_counts(Cases& cases) {
  for_types<uint32_t, uint64_t>([&]<typename T>() {
    cases.add(untyped<T>("popc") + " %d, %a;", [](T a) {
      uint32_t count = 0;
      for (unsigned i = 0; i < kBits<T>; ++i)
        count += bit(a, i);
      return count;
    });
    cases.add(untyped<T>("clz") + " %d, %a;", [](T a) {
      uint32_t count = 0;
      while (count < kBits<T> && !bit(a, kBits<T> - 1 - count))
        ++count;
      return count;
    });
    cases.add(untyped<T>("brev") + " %d, %a;", [](T a) {
      T reversed = 0;
      for (unsigned i = 0; i < kBits<T>; ++i)
        reversed |= T(bit(a, i)) << (kBits<T> - 1 - i);
      return reversed;
    });
  });
}

// The highest bit that is not the sign; all ones if there is none.
template <typename T> uint32_t find(T a, bool as_shift) {
  const bool sign = std::is_signed_v<T> && bit(a, kBits<T> - 1);
  for (int i = kBits<T> - 1; i >= 0; --i)
    if (bit(a, unsigned(i)) != sign)
      return as_shift ? kBits<T> - 1 - uint32_t(i) : uint32_t(i);
  return 0xffffffff;
}

void add_finds(Cases& cases) {
  for_types<uint32_t, uint64_t, int32_t, int64_t>([&]<typename T>() {
    cases.add(named<T>("bfind") + " %d, %a;", [](T a) { return find(a, false); });
    cases.add(named<T>("bfind.shiftamt") + " %d, %a;", [](T a) { return find(a, true); });
  });
  cases
      .add("fns.b32 %d, %a, %b, %c;",
           [](uint32_t mask, uint32_t base, int32_t offset) {
             if (offset == 0)
               return bit(mask, base) ? base : 0xffffffff;
             int64_t count = std::abs(int64_t(offset)) - 1;
             for (int pos = int(base); pos >= 0 && pos < 32; pos += offset > 0 ? 1 : -1)
               if (bit(mask, unsigned(pos)) && count-- == 0)
                 return uint32_t(pos);
             return 0xffffffff;
           })
      .only(1, up_to(31));
}

template <typename T> T extracted(T a, uint32_t pos, uint32_t len) {
  pos &= 0xff;
  len &= 0xff;
  const unsigned msb = kBits<T> - 1;
  const bool fill = std::is_signed_v<T> && len != 0 && bit(a, std::min(pos + len - 1, msb));
  uint64_t d = 0;
  for (unsigned i = 0; i <= msb; ++i)
    d |= uint64_t(i < len && pos + i <= msb ? bit(a, pos + i) : fill) << i;
  return T(d);
}
template <typename T> T inserted(T a, T b, uint32_t pos, uint32_t len) {
  pos &= 0xff;
  len &= 0xff;
  uint64_t f = b;
  for (unsigned i = 0; i < len && pos + i < kBits<T>; ++i)
    f = (f & ~(uint64_t{1} << (pos + i))) | uint64_t(bit(a, i)) << (pos + i);
  return T(f);
}

// All positions and lengths over a few values, and all values over a few positions and lengths.  Of 64 bits only those
// up to 255: the manual cuts positions and lengths to 8 bits, devices take all 32 there.
template <typename T> void add_fields_of(Cases& cases) {
  const uint64_t values[] = {0x0123456789abcdef, 0xfedcba9876543210};
  std::vector<uint64_t> places = {0, 1, 7, 8, 30, 31, 32, 33, 47, 62, 63, 64, 65, 254, 255};
  if (kBits<T> == 32)
    for (uint64_t more : {256u, 257u, 264u, 511u, 0x80000000u, 0xffffff08u, 0xffffffffu})
      places.push_back(more);
  if constexpr (std::is_unsigned_v<T>) {
    const std::string bfi = untyped<T>("bfi") + " %d, %a, %b, %c, %x;";
    cases.add(bfi, inserted<T>).only(0, {values[0]}).only(1, {values[1]}).only(2, up_to(70)).only(3, up_to(70));
    cases.add(bfi, inserted<T>).only(2, places).only(3, places);
  }
  const std::string bfe = named<T>("bfe") + " %d, %a, %b, %c;";
  cases.add(bfe, extracted<T>).only(0, {values[0]}).only(1, up_to(70)).only(2, up_to(70));
  cases.add(bfe, extracted<T>).only(0, {values[1]}).only(1, up_to(70)).only(2, up_to(70));
  cases.add(bfe, extracted<T>).only(1, places).only(2, places);
}

uint32_t mask_of(uint32_t a, uint32_t b, bool clamps) {
  const uint32_t a1 = a & 31, b1 = b & 31, sum = a1 + b1;
  const bool position_overflows = clamps && a >= 32, width_overflows = clamps && b >= 32;
  const uint32_t mask0 = position_overflows ? 0 : ~0u << a1;
  uint32_t mask1 = sum < 32 ? ~0u << sum : 0;
  if (sum >= 32 || position_overflows || width_overflows)
    mask1 = 0;
  else if (b1 == 0)
    mask1 = ~0u;
  return mask0 & ~mask1;
}

template <typename T> uint32_t extended(T a, uint32_t b, bool clamps) {
  const uint32_t b1 = b & 31;
  const bool too_large = b >= 32 && clamps;
  const uint32_t mask = too_large ? 0 : ~0u << b1;
  const bool sign = std::is_signed_v<T> && b1 != 0 && !too_large && bit(a, (b1 - 1) & 31);
  return (uint32_t(a) & ~mask) | (sign ? mask : 0);
}

void add_masks(Cases& cases) {
  for (bool clamps : {true, false}) {
    const std::string mode = clamps ? ".clamp" : ".wrap";
    const auto bmsk = [=](uint32_t a, uint32_t b) { return mask_of(a, b, clamps); };
    cases.add("bmsk" + mode + ".b32 %d, %a, %b;", bmsk);
    cases.add("bmsk" + mode + ".b32 %d, %a, %b;", bmsk).only(0, up_to(70)).only(1, up_to(70));
    for_types<uint32_t, int32_t>([&]<typename T>() {
      const auto szext = [=](T a, uint32_t b) { return extended(a, b, clamps); };
      cases.add(named<T>("szext" + mode) + " %d, %a, %b;", szext);
      cases.add(named<T>("szext" + mode) + " %d, %a, %b;", szext).only(1, up_to(70));
    });
  }
}
} // namespace

void add_bit_cases(Cases& cases) {
  add_counts(cases);
  add_finds(cases);
  for_types<uint32_t, uint64_t, int32_t, int64_t>([&]<typename T>() { add_fields_of<T>(cases); });
  add_masks(cases);
}

} // namespace ox::test::reference
