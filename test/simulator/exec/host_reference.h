// Single and double precision by the host's floating-point unit in its own rounding modes, fast enough to judge
// millions of results: a second reference, apart from the engine and from MPFR (reference.h).
#pragma once
#include <cstddef>
#include <cstdint>

namespace ox::test {

enum class Arithmetic : uint8_t { kAdd, kSubtract, kMultiply, kDivide, kRoot, kMultiplyAdd };

// result[i] = a[i] op b[i] (op c[i]) as bits, a NaN as RISC-V's canonical one.  mode: RISC-V's 0 to 4, or the flushing
// forms 5 (to nearest even) and 6 (to zero) for singles.
void host_arithmetic(Arithmetic op, unsigned mode, const uint32_t* a, const uint32_t* b, const uint32_t* c,
                     uint32_t* result, size_t count);
void host_arithmetic(Arithmetic op, unsigned mode, const uint64_t* a, const uint64_t* b, const uint64_t* c,
                     uint64_t* result, size_t count);

// Conversions: of a double to a single, of 64-bit integers, signed or not.
void host_narrow(unsigned mode, const uint64_t* a, uint32_t* result, size_t count);
void host_from_integer(unsigned mode, bool is_signed, const uint64_t* a, uint32_t* result, size_t count);
void host_from_integer(unsigned mode, bool is_signed, const uint64_t* a, uint64_t* result, size_t count);
// Of floating point to an integer of 32 or 64 bits, saturated; NaN gives the largest, 32 bits are sign-extended.
void host_to_integer(unsigned mode, bool is_signed, unsigned width, const uint32_t* a, uint64_t* result, size_t count);
void host_to_integer(unsigned mode, bool is_signed, unsigned width, const uint64_t* a, uint64_t* result, size_t count);
// To an integer value of the same format.
void host_round(unsigned mode, const uint32_t* a, uint32_t* result, size_t count);
void host_round(unsigned mode, const uint64_t* a, uint64_t* result, size_t count);

} // namespace ox::test
