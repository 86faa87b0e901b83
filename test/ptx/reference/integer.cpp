// Integer and extended-precision arithmetic (PTX ISA 9.0, 9.7.1, 9.7.2), from the manual's definitions.
#include "test/ptx/reference/chapters.h"
#include <limits>

namespace ox::test::reference {

namespace {
void add_sums(Cases& cases) {
  for_types<uint16_t, uint32_t, uint64_t, int16_t, int32_t, int64_t>([&]<typename T>() {
    using U = std::make_unsigned_t<T>;
    const std::string type(ptx_name<T>());
    cases.add("add." + type + " %d, %a, %b;", [](T a, T b) { return T(U(a) + U(b)); });
    cases.add("sub." + type + " %d, %a, %b;", [](T a, T b) { return T(U(a) - U(b)); });
  });
}
} // namespace

void add_integer_cases(Cases& cases) {
  add_sums(cases);
}

} // namespace ox::test::reference
