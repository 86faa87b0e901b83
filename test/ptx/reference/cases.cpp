// See cases.h.
#include "test/ptx/reference/cases.h"
#include "test/ptx/reference/floats.h"

namespace ox::test::reference {

bool matches(uint64_t got, const Wanted& wanted, const OperandType& type) {
  if (wanted.is_open)
    return true;
  const Format* format = format_of(type.content);
  if (!format)
    return got == wanted.low;
  for (unsigned lane = 0; lane < type.lanes; ++lane) {
    const unsigned at = lane * type.lane_bits();
    const uint64_t mask = format->sign() | (format->sign() - 1);
    const uint64_t value = got >> at & mask, low = wanted.low >> at & mask, high = wanted.high >> at & mask;
    if (format->is_nan(value) || format->is_nan(low)) {
      if (!format->is_nan(value) || !format->is_nan(low))
        return false;
    } else if (format->ordinal(value) < format->ordinal(low) || format->ordinal(value) > format->ordinal(high)) {
      return false;
    }
  }
  return true;
}

} // namespace ox::test::reference
