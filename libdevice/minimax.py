#!/usr/bin/env python3
"""Minimax polynomials for the device math library: Remez exchange in mpmath, coefficients printed as hex floats.

Every polynomial in this folder was found with it; it is a tool for whoever changes one, and no part of the build.

    from minimax import remez, show
    from mpmath import mpf, exp
    # (e^r - 1 - r) / r^2 on |r| <= ln2/2, weighted so that the error is that of e^r
    show("exp", *remez(lambda r: (exp(r) - 1 - r) / r**2, lambda r: max(r * r, mpf(10) ** -12), -0.3467, 0.3467, 10), "d")
"""
import struct

from mpmath import cos, log, lu_solve, matrix, mp, mpf, pi, polyval


def remez(f, weight, low, high, degree, iterations=14, digits=50):
    """Coefficients of p, constant term first, and max |weight (p - f)| on [low, high]; weight must not vanish."""
    mp.dps = digits
    low, high, count = mpf(low), mpf(high), degree + 2
    middle, radius = (low + high) / 2, (high - low) / 2
    points = [middle - radius * cos(pi * k / (count - 1)) for k in range(count)]
    size = max(400, 40 * count)
    grid = [middle - radius * cos(pi * (k + mpf(1) / 2) / size) for k in range(size)]
    values, weights = [f(x) for x in grid], [weight(x) for x in grid]
    for _ in range(iterations):
        rows, right = matrix(count, count), matrix(count, 1)
        for i, x in enumerate(points):
            for k in range(degree + 1):
                rows[i, k] = x**k
            rows[i, degree + 1] = (-1) ** i / weight(x)  # the levelled error
            right[i] = f(x)
        solution = lu_solve(rows, right)
        coefficients = [solution[k] for k in range(degree + 1)]
        errors = [w * (polyval(coefficients[::-1], x) - y) for x, y, w in zip(grid, values, weights)]
        worst = max(abs(e) for e in errors)
        # the extremum of each run of one sign is a point of the next round
        extrema, current = [], 0
        for i in range(1, size):
            if (errors[i] > 0) != (errors[current] > 0):
                extrema.append(current)
                current = i
            elif abs(errors[i]) > abs(errors[current]):
                current = i
        extrema.append(current)
        while len(extrema) > count:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        if len(extrema) < count or worst < abs(solution[degree + 1]) * mpf("1.02"):
            break
        points = [grid[i] for i in extrema]
    return coefficients, worst


def show(name, coefficients, error, kind):
    """kind is "f" for float coefficients, "d" for double."""
    print(f"// {name}: error 2^{float(log(error, 2)):.2f}")
    if kind == "f":
        print(", ".join(struct.unpack("f", struct.pack("f", float(c)))[0].hex() + "f" for c in coefficients))
    else:
        print(", ".join(float(c).hex() for c in coefficients))
