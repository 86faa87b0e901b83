// Extended-precision arithmetic (PTX ISA 9.0, 9.7.2): carries are seen by what follows them, so a case is a chain, and
// its reference the sum, difference or product of the long numbers.
#include "test/ptx/reference/chapters.h"
#include <tuple>

namespace ox::test::reference {

namespace {
using Wide = unsigned __int128;

template <typename T> std::string chain(std::string text) {
  const std::string type = "." + std::string(ptx_name<T>());
  for (size_t at; (at = text.find(".T")) != std::string::npos;)
    text.replace(at, 2, type);
  return text;
}
template <typename T> Wide join(T high, T low) {
  using U = std::make_unsigned_t<T>;
  return Wide(U(high)) << 8 * sizeof(T) | U(low);
}
template <typename T> T high_of(Wide value) { return T(value >> 8 * sizeof(T)); }

template <typename T> void add_sums(Cases& cases) {
  using Two = std::tuple<T, T>;
  cases.add(chain<T>("add.cc.T %d, %a, %b; addc.T %e, %c, %x;"), [](T a, T b, T c, T x) {
    const Wide sum = join(c, a) + join(x, b);
    return Two{T(sum), high_of<T>(sum)};
  });
  cases.add(chain<T>("sub.cc.T %d, %a, %b; subc.T %e, %c, %x;"), [](T a, T b, T c, T x) {
    const Wide difference = join(c, a) - join(x, b);
    return Two{T(difference), high_of<T>(difference)};
  });
}

// Three words: the middle one takes a carry and gives one.
template <typename T> void add_long_sums(Cases& cases) {
  using U = std::make_unsigned_t<T>;
  using Three = std::tuple<T, T, T>;
  cases.add(chain<T>("add.cc.T %d, %a, %b; addc.cc.T %e, %c, %x; addc.T %f, %y, %z;"),
            [](T a, T b, T c, T x, T y, T z) {
              const U low = U(U(a) + U(b)), carry = low < U(a);
              const Wide middle = Wide(U(c)) + U(x) + carry;
              return Three{T(low), T(middle), T(U(y) + U(z) + U(high_of<T>(middle)))};
            });
  cases.add(chain<T>("sub.cc.T %d, %a, %b; subc.cc.T %e, %c, %x; subc.T %f, %y, %z;"),
            [](T a, T b, T c, T x, T y, T z) {
              const bool borrow = U(a) < U(b), next = Wide(U(c)) < Wide(U(x)) + borrow;
              return Three{T(U(a) - U(b)), T(U(c) - U(x) - borrow), T(U(y) - U(z) - next)};
            });
}

// The flag stays for more than one taker, and instructions without .cc leave it alone.
template <typename T> void add_kept_flags(Cases& cases) {
  using U = std::make_unsigned_t<T>;
  using Three = std::tuple<T, T, T>;
  cases.add(chain<T>("add.cc.T %d, %a, %b; addc.T %e, %a, %a; sub.T %f, %a, %b; addc.T %f, %f, 0;"), [](T a, T b) {
    const U sum = U(U(a) + U(b));
    const bool carry = sum < U(a);
    return Three{T(sum), T(U(a) + U(a) + carry), T(U(a) - U(b) + carry)};
  });
}

// Products: a * b + (x : c), in two words, as the manual's example has it; and one whose upper half carries out.
template <typename T> void add_products(Cases& cases) {
  using U = std::make_unsigned_t<T>;
  using Two = std::tuple<T, T>;
  constexpr unsigned bits = 8 * sizeof(T);
  auto product = [](T a, T b) {
    return std::is_signed_v<T> ? Wide(__int128(a)) * Wide(__int128(b)) : Wide(U(a)) * Wide(U(b));
  };
  cases.add(chain<T>("mad.lo.cc.T %d, %a, %b, %c; madc.hi.T %e, %a, %b, %x;"), [=](T a, T b, T c, T x) {
    const Wide sum = product(a, b) + join(x, c);
    return Two{T(sum), high_of<T>(sum)};
  });
  cases.add(chain<T>("mad.hi.cc.T %d, %a, %b, %c; madc.lo.T %e, %a, %b, %x;"), [=](T a, T b, T c, T x) {
    const Wide high = Wide(U(product(a, b) >> bits)) + U(c);
    return Two{T(high), T(U(product(a, b)) + U(x) + U(high_of<T>(high)))};
  });
  using Three = std::tuple<T, T, T>;
  for (bool is_high : {false, true})
    cases.add(chain<T>("add.cc.T %d, %a, %b; madc." + std::string(is_high ? "hi" : "lo") +
                       ".cc.T %e, %a, %b, %c; addc.T %f, %x, 0;"),
              [=](T a, T b, T c, T x) {
                const U low = U(U(a) + U(b));
                const Wide sum = Wide(U(is_high ? product(a, b) >> bits : product(a, b))) + U(c) + (low < U(a));
                return Three{T(low), T(sum), T(U(x) + U(high_of<T>(sum)))};
              });
}
} // namespace

void add_extended_cases(Cases& cases) {
  for_types<uint32_t, int32_t, uint64_t, int64_t>([&]<typename T>() {
    add_sums<T>(cases);
    add_long_sums<T>(cases);
    add_kept_flags<T>(cases);
    add_products<T>(cases);
  });
}

} // namespace ox::test::reference
