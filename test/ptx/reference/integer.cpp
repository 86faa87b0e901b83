// Integer arithmetic (PTX ISA 9.0, 9.7.1), from the manual's definitions.
#include "test/ptx/reference/chapters.h"
#include <bit>
#include <limits>

namespace ox::test::reference {

namespace {
template <typename T> T saturated(__int128 value) {
  return T(std::min<__int128>(std::max<__int128>(value, std::numeric_limits<T>::min()), std::numeric_limits<T>::max()));
}

template <typename P, typename F> P each_half(P a, P b, F of) {
  using T = decltype(P::low);
  return {T(of(a.low, b.low)), T(of(a.high, b.high))};
}

void add_sums(Cases& cases) {
  for_types<uint16_t, uint32_t, uint64_t, int16_t, int32_t, int64_t>([&]<typename T>() {
    cases.add(named<T>("add") + " %d, %a, %b;", [](T a, T b) { return T(uint64_t(a) + uint64_t(b)); });
    cases.add(named<T>("sub") + " %d, %a, %b;", [](T a, T b) { return T(uint64_t(a) - uint64_t(b)); });
    cases.add(named<T>("sad") + " %d, %a, %b, %c;", [](T a, T b, T c) {
      return T(uint64_t(c) + (a < b ? uint64_t(b) - uint64_t(a) : uint64_t(a) - uint64_t(b)));
    });
  });
  for_types<U16x2, S16x2>([&]<typename P>() {
    cases.add(named<P>("add") + " %d, %a, %b;",
              [](P a, P b) { return each_half(a, b, [](auto x, auto y) { return x + y; }); });
  });
  cases.add("add.sat.s32 %d, %a, %b;", [](int32_t a, int32_t b) { return saturated<int32_t>(__int128(a) + b); });
  cases.add("sub.sat.s32 %d, %a, %b;", [](int32_t a, int32_t b) { return saturated<int32_t>(__int128(a) - b); });
}

// The whole product, in twice the width.
template <typename T>
using Wide = std::conditional_t<sizeof(T) == 2, std::conditional_t<std::is_signed_v<T>, int32_t, uint32_t>,
                                std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>>;
template <typename T> unsigned __int128 product(T a, T b) {
  return static_cast<unsigned __int128>(static_cast<__int128>(a)) *
         static_cast<unsigned __int128>(static_cast<__int128>(b));
}
template <typename T> T high_half(T a, T b) { return T(product(a, b) >> 8 * sizeof(T)); }

void add_products(Cases& cases) {
  for_types<uint16_t, uint32_t, uint64_t, int16_t, int32_t, int64_t>([&]<typename T>() {
    cases.add(named<T>("mul.lo") + " %d, %a, %b;", [](T a, T b) { return T(product(a, b)); });
    cases.add(named<T>("mul.hi") + " %d, %a, %b;", [](T a, T b) { return high_half(a, b); });
    cases.add(named<T>("mad.lo") + " %d, %a, %b, %c;", [](T a, T b, T c) { return T(product(a, b) + uint64_t(c)); });
    cases.add(named<T>("mad.hi") + " %d, %a, %b, %c;",
              [](T a, T b, T c) { return T(uint64_t(high_half(a, b)) + uint64_t(c)); });
  });
  for_types<uint16_t, uint32_t, int16_t, int32_t>([&]<typename T>() {
    using W = Wide<T>;
    cases.add(named<T>("mul.wide") + " %d, %a, %b;", [](T a, T b) { return W(product(a, b)); });
    cases.add(named<T>("mad.wide") + " %d, %a, %b, %c;", [](T a, T b, W c) { return W(product(a, b) + uint64_t(c)); });
  });
  cases.add("mad.hi.sat.s32 %d, %a, %b, %c;",
            [](int32_t a, int32_t b, int32_t c) { return saturated<int32_t>(__int128(high_half(a, b)) + c); });
}

// 24 bits of each operand; .hi is bits 47 to 16 of the product.
template <typename T> int64_t product24(T a, T b) { return (int64_t(T(a << 8)) >> 8) * (int64_t(T(b << 8)) >> 8); }

void add_products24(Cases& cases) {
  for_types<uint32_t, int32_t>([&]<typename T>() {
    cases.add(named<T>("mul24.lo") + " %d, %a, %b;", [](T a, T b) { return T(product24(a, b)); });
    cases.add(named<T>("mul24.hi") + " %d, %a, %b;", [](T a, T b) { return T(product24(a, b) >> 16); });
    cases.add(named<T>("mad24.lo") + " %d, %a, %b, %c;", [](T a, T b, T c) { return T(product24(a, b) + c); });
    cases.add(named<T>("mad24.hi") + " %d, %a, %b, %c;", [](T a, T b, T c) { return T((product24(a, b) >> 16) + c); });
  });
  cases.add("mad24.hi.sat.s32 %d, %a, %b, %c;", [](int32_t a, int32_t b, int32_t c) {
    return saturated<int32_t>(__int128(int32_t(product24(a, b) >> 16)) + c);
  });
}

// The manual leaves division by zero open.  The one quotient that does not fit wraps; its remainder is 0.
template <typename T> std::optional<T> quotient(T a, T b) {
  if (b == 0)
    return std::nullopt;
  return T(__int128(a) / __int128(b));
}
template <typename T> std::optional<T> remainder_of(T a, T b) {
  if (b == 0)
    return std::nullopt;
  return T(__int128(a) % __int128(b));
}

void add_quotients(Cases& cases) {
  for_types<uint16_t, uint32_t, uint64_t, int16_t, int32_t, int64_t>([&]<typename T>() {
    cases.add(named<T>("div") + " %d, %a, %b;", quotient<T>);
    cases.add(named<T>("rem") + " %d, %a, %b;", remainder_of<T>);
    // Constant divisors are compiled in other ways.
    for (T b :
         {T(1), T(7), T(10), T(4096), T(-1), T(-3), std::numeric_limits<T>::min(), std::numeric_limits<T>::max()}) {
      if (b == 0)
        continue;
      const std::string constant = std::is_signed_v<T> ? std::to_string(int64_t(b)) : std::to_string(uint64_t(b)) + "U";
      cases.add(named<T>("div") + " %d, %a, " + constant + ";", [b](T a) { return quotient(a, b); });
      cases.add(named<T>("rem") + " %d, %a, " + constant + ";", [b](T a) { return remainder_of(a, b); });
    }
  });
}

void add_extrema(Cases& cases) {
  for_types<uint16_t, uint32_t, uint64_t, int16_t, int32_t, int64_t>([&]<typename T>() {
    cases.add(named<T>("min") + " %d, %a, %b;", [](T a, T b) { return a < b ? a : b; });
    cases.add(named<T>("max") + " %d, %a, %b;", [](T a, T b) { return a > b ? a : b; });
  });
  for_types<U16x2, S16x2>([&]<typename P>() {
    cases.add(named<P>("min") + " %d, %a, %b;",
              [](P a, P b) { return each_half(a, b, [](auto x, auto y) { return x < y ? x : y; }); });
    cases.add(named<P>("max") + " %d, %a, %b;",
              [](P a, P b) { return each_half(a, b, [](auto x, auto y) { return x > y ? x : y; }); });
  });
  auto relu = [](auto value) { return value < 0 ? decltype(value)(0) : value; };
  cases.add("min.relu.s32 %d, %a, %b;", [=](int32_t a, int32_t b) { return relu(a < b ? a : b); });
  cases.add("max.relu.s32 %d, %a, %b;", [=](int32_t a, int32_t b) { return relu(a > b ? a : b); });
  cases.add("min.relu.s16x2 %d, %a, %b;",
            [=](S16x2 a, S16x2 b) { return each_half(a, b, [=](auto x, auto y) { return relu(x < y ? x : y); }); });
  cases.add("max.relu.s16x2 %d, %a, %b;",
            [=](S16x2 a, S16x2 b) { return each_half(a, b, [=](auto x, auto y) { return relu(x > y ? x : y); }); });
}

void add_signs(Cases& cases) {
  for_types<int16_t, int32_t, int64_t>([&]<typename T>() {
    cases.add(named<T>("abs") + " %d, %a;", [](T a) { return a < 0 ? T(0 - uint64_t(a)) : a; });
    cases.add(named<T>("neg") + " %d, %a;", [](T a) { return T(0 - uint64_t(a)); });
  });
}

// Byte or half `number` of a register, extended as its type says.
template <typename T> int64_t part(T value, unsigned number, unsigned bits) {
  const uint64_t field = uint64_t(uint32_t(value)) >> number * bits & ((1u << bits) - 1);
  const bool is_negative = std::is_signed_v<T> && field >> (bits - 1);
  return int64_t(field) - (is_negative ? int64_t{1} << bits : 0);
}

void add_dot_products(Cases& cases) {
  for_types<uint32_t, int32_t>([&]<typename A>() {
    for_types<uint32_t, int32_t>([&]<typename B>() {
      const std::string types = named<A>("") + named<B>("");
      cases.add("dp4a" + types + " %d, %a, %b, %c;", [](A a, B b, uint32_t c) {
        int64_t sum = c;
        for (unsigned i = 0; i < 4; ++i)
          sum += part(a, i, 8) * part(b, i, 8);
        return uint32_t(sum);
      });
      for (bool high : {false, true})
        cases.add("dp2a" + std::string(high ? ".hi" : ".lo") + types + " %d, %a, %b, %c;", [=](A a, B b, uint32_t c) {
          int64_t sum = c;
          for (unsigned i = 0; i < 2; ++i)
            sum += part(a, i, 16) * part(b, i + 2 * high, 8);
          return uint32_t(sum);
        });
    });
  });
}
} // namespace

void add_integer_cases(Cases& cases) {
  add_sums(cases);
  add_products(cases);
  add_products24(cases);
  add_quotients(cases);
  add_extrema(cases);
  add_signs(cases);
  add_dot_products(cases);
  add_bit_cases(cases);
  add_extended_cases(cases);
}

} // namespace ox::test::reference
