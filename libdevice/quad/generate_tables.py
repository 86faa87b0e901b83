#!/usr/bin/env python3
"""Writes the constants of the quad-precision functions: generate_tables.py OUTPUT.h

Everything is computed here from series in integer arithmetic, far beyond the bits that are written, and rounded once.
Fixed-point numbers are named by their bits before and after the point: 0.128 is a fraction of 128 bits.
"""
import sys
from fractions import Fraction

P = 17152  # bits after the point while computing: 2 / pi is needed to more than 16,800
ONE = 1 << P
SHORT = 640  # enough for everything else
UNIT = 1 << SHORT


def atan_of_inverse(n, one):
    """atan(1 / n) for an integer n > 1."""
    power = one // n
    total, k = power, 3
    while power:
        power //= -n * n if power > 0 else -n * n
        total += power // k
        k += 2
    return total


def log_of_ratio(a, b):
    """ln(a / b) = 2 atanh((a - b) / (a + b)) for integers near each other."""
    z_up, z_down = a - b, a + b
    power = UNIT * z_up // z_down
    total, k = power, 3
    while power not in (0, -1):
        power = power * z_up * z_up // (z_down * z_down)
        total += power // k
        k += 2
    return 2 * total


def exp_of(x):
    """e^x for 0 <= x < 1 in units of 2^-SHORT."""
    term = total = UNIT
    n = 1
    while term:
        term = term * x // (UNIT * n)
        total += term
        n += 1
    return total


def atan_of_ratio(a, b):
    """atan(a / b) for integers 0 <= a <= b: halved until the series is short."""
    x = UNIT * a // b
    halvings = 0
    while x > UNIT >> 6:  # atan x = 2 atan(x / (1 + sqrt(1 + x^2)))
        root = integer_root(UNIT * UNIT + x * x)
        x = x * UNIT // (UNIT + root)
        halvings += 1
    power, total, k = x, x, 3
    while power not in (0, -1):
        power = -(power * x // UNIT) * x // UNIT
        total += power // k
        k += 2
    return total << halvings


def integer_root(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def factorial(n):
    return n * factorial(n - 1) if n > 1 else 1


def scaled(x, bits, one=UNIT):
    """x, in units of 1 / one, as an integer of units of 2^-bits, to nearest."""
    return ((x << (bits + 1)) // one + 1) >> 1


PI = 4 * (4 * atan_of_inverse(5, ONE) - atan_of_inverse(239, ONE))
LN2 = log_of_ratio(2, 1)
LN10 = 3 * LN2 + log_of_ratio(10, 8)
out = []


def literal(x):
    x %= 1 << 128
    return f"make({x >> 64:#018x}ull, {x & (1 << 64) - 1:#018x}ull)"


def table(name, values, comment):
    rows = ",\n".join("    " + literal(v) for v in values)
    out.append(f"// {comment}\nOX_CONSTANT_MEMORY u128 {name}[{len(values)}] = {{\n{rows}}};\n")


def words(name, kind, values, comment):
    rows = ", ".join(f"{v:#x}" + ("ull" if kind == "u64" else "u") for v in values)
    out.append(f"// {comment}\nOX_CONSTANT_MEMORY {kind} {name}[{len(values)}] = {{{rows}}};\n")


def series(name, coefficients, long_terms, comment):
    """Coefficients of a polynomial for evaluate(): the first ones of 128 bits; the others, whose power of the argument
    makes that enough, of 64 bits below as many zeros as all of them begin with."""
    zeros = min([64] + [200 - (c.numerator * 2 ** 200 // c.denominator).bit_length() for c in coefficients[long_terms:]])

    def fixed(c, bits):
        return (c.numerator << bits) // c.denominator
    rows = ",\n".join("     " + literal(fixed(c, 128)) for c in coefficients[:long_terms])
    short = ", ".join(f"{fixed(c, 64 + zeros):#x}ull" for c in coefficients[long_terms:])
    out.append(f"// {comment}\nOX_CONSTANT_MEMORY Series<{long_terms}, {len(coefficients) - long_terms}, {zeros}> {name} = {{\n"
               f"    {{\n{rows}}},\n    {{{short}}}}};\n")


def wide(name, x, comment):
    """A positive number as a Wide."""
    exponent = x.bit_length() - 1 - SHORT
    significand = scaled(x, 127 - exponent)
    out.append(f"// {comment}\ninline constexpr Wide {name}{{false, {exponent}, {literal(significand)}}};\n")


def fraction(name, x, comment):
    """A number below 1 in 0.256."""
    value = scaled(x, 256)
    out.append(f"// {comment}, 0.256\ninline constexpr U256 {name}{{{literal(value >> 128)}, {literal(value)}}};\n")


def long(name, x, comment):
    """A positive number as a Long."""
    exponent = x.bit_length() - 1 - SHORT
    significand = scaled(x, 255 - exponent)
    high, low = significand >> 128, significand
    out.append(f"// {comment}\ninline constexpr Long {name}{{false, {exponent}, {{{literal(high)}, {literal(low)}}}}};\n")


# Exponentials.
table("kExp2", [scaled(exp_of(LN2 * j // 64), 127) for j in range(64)], "2^(j / 64), 1.127")
series("kInverseFactorials", [Fraction(1, factorial(n)) for n in range(2, 16)], 7, "1 / n! from n = 2")
fraction("kLn2Over64", LN2 // 64, "ln 2 / 64")
long("kLn10", LN10, "ln 10")
fraction("kLn2Fraction", LN2, "ln 2")

# Logarithms.  For m in [i / 128, (i + 1) / 128), i from 90 to 181, c / 256 is near 1 / m; on both sides of 1 it is 1.
reciprocals = [256 if i in (127, 128) else (256 * 256 + (2 * i + 1) // 2) // (2 * i + 1) for i in range(90, 182)]
logarithms = [log_of_ratio(256, c) for c in reciprocals]
words("kLogReciprocal", "u32", reciprocals, "c by i - 90")
table("kLogOfReciprocal", [scaled(x, 256) >> 128 for x in logarithms], "-ln(c / 256), 0.128, two's complement, rounded down")
table("kLogOfReciprocalLow", [scaled(x, 256) for x in logarithms], "the next 128 bits")
series("kInverses", [Fraction(1, n) for n in range(2, 20)], 8, "1 / n from n = 2")
series("kInversesFromThird", [Fraction(1, n) for n in range(3, 20)], 8, "1 / n from n = 3")
wide("kLog2E", UNIT * UNIT // LN2, "1 / ln 2")
wide("kLog10E", UNIT * UNIT // LN10, "1 / ln 10")
fraction("kLog2EFraction", UNIT * UNIT // LN2 - UNIT, "1 / ln 2 - 1")

# Trigonometric.
series("kSineTerms", [Fraction(1, factorial(2 * n + 1)) for n in range(1, 17)], 9, "1 / (2n + 1)! from n = 1")
series("kCosineTerms", [Fraction(1, factorial(2 * n)) for n in range(1, 17)], 9, "1 / (2n)! from n = 1")
short_pi = PI >> (P - SHORT)
wide("kHalfPi", short_pi // 2, "pi / 2")
wide("kPi", short_pi, "pi")
two_over_pi = (2 * ONE * ONE) // PI
count = (16384 + 128 + 384) // 64 + 1
words("kTwoOverPi", "u64", [0, 0] + [(two_over_pi >> (P - 64 * (i + 1))) & (1 << 64) - 1 for i in range(count - 2)],
      "128 zeros and the bits of 2 / pi after the point")
table("kAtan", [scaled(atan_of_ratio(j, 64), 128) for j in range(65)], "atan(j / 64), 0.128")
series("kOddInverses", [Fraction(1, 2 * n + 1) for n in range(1, 11)], 4, "1 / (2n + 1) from n = 1")

with open(sys.argv[1], "w") as file:
    file.write("// Generated by libdevice/quad/generate_tables.py.\n#pragma once\n#include \"libdevice/quad/wide.h\"\n\n"
               "namespace ox::quad {\n\n" + "\n".join(out) + "\n} // namespace ox::quad\n")
