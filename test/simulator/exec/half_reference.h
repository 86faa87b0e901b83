// Halves by integer arithmetic: every finite one is a multiple of 2^-24 below 2^16, so sums and products of halves are
// exact in 128 bits.  Fast enough for all 65,536 of them, and apart from the engine and from MPFR (reference.h).
#pragma once
#include "test/simulator/exec/host_reference.h"

namespace ox::test {

// mode: RISC-V's 0 to 4, or the flushing forms 5 (to nearest even) and 6 (to zero).  NaNs are the canonical one.
uint16_t half_arithmetic(Arithmetic op, unsigned mode, uint16_t a, uint16_t b, uint16_t c);
uint16_t half_from_double(unsigned mode, uint64_t a); // any double, and so any single
uint16_t half_from_integer(unsigned mode, bool is_signed, uint64_t a);
uint64_t half_to_integer(unsigned mode, bool is_signed, unsigned width, uint16_t a); // as host_to_integer
uint16_t half_round(unsigned mode, uint16_t a);
uint16_t bfloat_from_single(unsigned mode, uint32_t a); // not flushed: the caller does that

} // namespace ox::test
