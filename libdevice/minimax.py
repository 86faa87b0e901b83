#!/usr/bin/env python3
"""Minimax polynomials and rational functions for the device math library: Remez exchange in mpmath, hex floats printed.

Every polynomial in this folder was found with it; it is a tool for whoever changes one, and no part of the build.

    from minimax import remez, remez_rational, show
    from mpmath import mpf, exp, erf, sqrt
    # (e^r - 1 - r) / r^2 on |r| <= ln2/2, weighted so that the error is that of e^r
    show("exp", *remez(lambda r: (exp(r) - 1 - r) / r**2, lambda r: max(r * r, mpf(10) ** -12), -0.35, 0.35, 10), "d")
    # erf(x) / x as a quotient of polynomials of degree 6 and 5 in z = x^2, relative error
    f = lambda z: erf(sqrt(z)) / sqrt(z)
    above, below, error = remez_rational(f, lambda z: 1 / f(z), 1e-30, 15.4, (6, 5))
    show("erf, numerator", above, error, "d")
    show("erf, denominator", below, error, "d")
"""
import struct

from mpmath import cos, exp, log, lu_solve, matrix, mp, mpf, pi, polyval


def alternation(errors, count):
    """The place of the extremum in each run of one sign; of more than `count` the least are dropped from the ends."""
    extrema, current = [], 0
    for i in range(1, len(errors)):
        if (errors[i] > 0) != (errors[current] > 0):
            extrema.append(current)
            current = i
        elif abs(errors[i]) > abs(errors[current]):
            current = i
    extrema.append(current)
    while len(extrema) > count:
        extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
    return extrema


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
        extrema = alternation(errors, count)
        if len(extrema) < count or worst < abs(solution[degree + 1]) * mpf("1.02"):
            break
        points = [grid[i] for i in extrema]
    return coefficients, worst


def remez_rational(f, weight, low, high, degrees, iterations=30, digits=50, spread=None):
    """Coefficients of p and of q, q(0) = 1, and max |weight (p / q - f)| on [low, high].

    degrees are those of p and q.  spread maps [0, 1] to [low, high]; its images of evenly spaced numbers should be
    dense where the error alternates often (Chebyshev's points by default).
    """
    mp.dps = digits
    above, below = degrees
    low, high, count = mpf(low), mpf(high), above + below + 2
    spread = spread or (lambda u: (low + high) / 2 - (high - low) / 2 * cos(pi * u))
    size = max(400, 40 * count)
    grid = [spread((k + mpf(1) / 2) / size) for k in range(size)]
    values, weights = [f(x) for x in grid], [weight(x) for x in grid]

    def errors_of(p, q):
        return [w * (polyval(p[::-1], x) / polyval(q[::-1], x) - y) for x, y, w in zip(grid, values, weights)]

    def solve(points, targets, levels, right):
        """p, q and the last unknown from p(x) - target (q(x) - 1) - level * unknown = right at each point."""
        n = len(points)
        rows = matrix(n, n)
        for i, (x, target) in enumerate(zip(points, targets)):
            for k in range(above + 1):
                rows[i, k] = x**k
            for k in range(1, below + 1):
                rows[i, above + k] = -target * x**k
            if levels:
                rows[i, n - 1] = -levels[i]
        s = lu_solve(rows, matrix(right))
        return [s[k] for k in range(above + 1)], [mpf(1)] + [s[above + k] for k in range(1, below + 1)], s[n - 1]

    # An interpolant starts the exchange: its error has the right number of extrema, and q no pole.
    nodes = [spread((i + mpf(1) / 2) / (count - 1)) for i in range(count - 1)]
    targets = [f(x) for x in nodes]
    p, q, _ = solve(nodes, targets, None, targets)
    errors = errors_of(p, q)
    extrema = alternation(errors, count)
    level = exp(sum(log(abs(errors[i])) for i in extrema) / len(extrema)) * (1 if errors[extrema[0]] > 0 else -1)
    best = p, q, max(abs(e) for e in errors)
    for _ in range(iterations):
        if len(extrema) < count:
            break
        points = [grid[i] for i in extrema]
        for _ in range(8):  # Newton's iteration on p - (f + sign level) q = 0, whose unknowns are p, q and level
            signs = [(-1) ** k / weights[i] for k, i in enumerate(extrema)]
            targets = [values[i] + sign * level for i, sign in zip(extrema, signs)]
            levels = [sign * polyval(q[::-1], x) for sign, x in zip(signs, points)]
            right = [target - slope * level for target, slope in zip(targets, levels)]
            previous = level
            p, q, level = solve(points, targets, levels, right)
            if abs(level - previous) < abs(level) * mpf("1e-6"):
                break
        errors = errors_of(p, q)
        worst = max(abs(e) for e in errors)
        if worst < best[2]:
            best = p, q, worst
        if worst < abs(level) * mpf("1.02"):
            break
        extrema = alternation(errors, count)
    return best


def show(name, coefficients, error, kind):
    """kind is "f" for float coefficients, "d" for double."""
    print(f"// {name}: error 2^{float(log(error, 2)):.2f}")
    if kind == "f":
        print(", ".join(struct.unpack("f", struct.pack("f", float(c)))[0].hex() + "f" for c in coefficients))
    else:
        print(", ".join(float(c).hex() for c in coefficients))
