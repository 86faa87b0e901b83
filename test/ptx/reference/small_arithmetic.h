// Sums and products of numbers with few digits, exactly in integers and rounded once to nearest even: fast enough for
// all pairs of two halves, which MPFR is not.
#pragma once
#include "test/ptx/reference/floats.h"

namespace ox::test::reference {

// a * b + c; for formats with up to 11 digits.
uint64_t fused(const Format& format, uint64_t a, uint64_t b, uint64_t c);
uint64_t sum(const Format& format, uint64_t a, uint64_t b);
uint64_t product(const Format& format, uint64_t a, uint64_t b);

} // namespace ox::test::reference
