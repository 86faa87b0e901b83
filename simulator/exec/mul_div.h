// The M extension.  Division by zero gives all ones and the dividend as remainder; the one overflow gives the dividend
// and remainder 0 (RISC-V manual, M extension).
#pragma once
#include "simulator/exec/lanes.h"

namespace ox::sim::OX_LEVEL {

using Wide = unsigned __int128;
using SignedWide = __int128;

template <class T> OX_INLINE T quotient(T a, T b) {
  if (b == 0)
    return T(-1);
  if (T(-1) < T(0) && b == T(-1))
    return T(0 - static_cast<uint64_t>(a)); // -min = min
  return a / b;
}
template <class T> OX_INLINE T remainder_of(T a, T b) {
  if (b == 0)
    return a;
  if (T(-1) < T(0) && b == T(-1))
    return 0;
  return a % b;
}

OX_BINARY(mul, a* b)
OX_BINARY(mulh, uint64_t((SignedWide(int64_t(a)) * int64_t(b)) >> 64))
OX_BINARY(mulhsu, uint64_t((SignedWide(int64_t(a)) * SignedWide(b)) >> 64))
OX_BINARY(mulhu, uint64_t((Wide(a) * b) >> 64))
OX_BINARY(mulw, sign_extend32(uint32_t(a) * uint32_t(b)))
OX_BINARY(div, uint64_t(quotient<int64_t>(int64_t(a), int64_t(b))))
OX_BINARY(divu, quotient<uint64_t>(a, b))
OX_BINARY(rem, uint64_t(remainder_of<int64_t>(int64_t(a), int64_t(b))))
OX_BINARY(remu, remainder_of<uint64_t>(a, b))
OX_BINARY(divw, sign_extend32(uint32_t(quotient<int32_t>(int32_t(a), int32_t(b)))))
OX_BINARY(divuw, sign_extend32(quotient<uint32_t>(uint32_t(a), uint32_t(b))))
OX_BINARY(remw, sign_extend32(uint32_t(remainder_of<int32_t>(int32_t(a), int32_t(b)))))
OX_BINARY(remuw, sign_extend32(remainder_of<uint32_t>(uint32_t(a), uint32_t(b))))

} // namespace ox::sim::OX_LEVEL
