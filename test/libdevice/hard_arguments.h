// Arguments where elementary functions go wrong: beside the points where an algorithm or its result changes, near
// overflow and underflow, where a result is near 1 or cancels, and where arguments are of very different or of nearly
// the same magnitude.
#pragma once
#include "harness.h"

namespace ox::libdevice_test {

inline double uniform(Generator& generator, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(generator);
}
template <typename T> T any_bits(Generator& generator) { return random_value<T>(generator, nullptr); }
inline double either_sign(Generator& generator, double magnitude) { return generator() & 1 ? magnitude : -magnitude; }

// A few units in the last place beside one of the points, or nearly uniform in the logarithm of the distance; of either
// sign.
template <typename T, size_t N> T beside(Generator& generator, const double (&points)[N]) {
  constexpr int kDigits = std::numeric_limits<T>::digits;
  T point = static_cast<T>(points[generator() % N]), x = point;
  if (generator() & 1) {
    double distance = std::exp2(-uniform(generator, 0, point == 0 ? 5 * kDigits : kDigits + 1));
    x = static_cast<T>(point + either_sign(generator, distance) * (point == 0 ? 1 : std::fabs(point)));
  } else {
    T direction = static_cast<T>(either_sign(generator, std::numeric_limits<T>::infinity()));
    for (uint64_t steps = generator() % 20; steps > 0; --steps)
      x = std::nextafter(x, direction);
  }
  return static_cast<T>(either_sign(generator, x));
}

// Multiples of pi/4, of any size: most errors of argument reduction hide beside the even ones, and the odd ones are
// where the quadrant changes.
template <typename T> T beside_multiple_of_quarter_pi(Generator& generator) {
  uint64_t k = generator() >> 1 >> generator() % 63;
  return static_cast<T>(static_cast<long double>(k) * 0.785398163397448309615660845819875721L);
}

// Bases of every kind, and the exponent that brings the power to a chosen magnitude: between and just beside underflow
// and overflow, and near 1.
template <typename T> T base_of_power(Generator& generator) {
  constexpr int kDigits = std::numeric_limits<T>::digits, kRange = std::numeric_limits<T>::max_exponent;
  switch (generator() % 5) {
  case 0:
    return std::fabs(any_bits<T>(generator));
  case 1:
    return static_cast<T>(uniform(generator, 0, 20));
  case 2: // near 1
    return static_cast<T>(1 + either_sign(generator, std::exp2(-uniform(generator, 1, kDigits + 1))));
  case 3: // where the mantissa of the logarithm changes
    return static_cast<T>(std::exp2(static_cast<double>(generator() % 20) - 9.5) *
                          (1 + either_sign(generator, std::exp2(-uniform(generator, 4, kDigits)))));
  default:
    return static_cast<T>(std::exp2(uniform(generator, -kRange, kRange)));
  }
}
template <typename T> double exponent_of_power(Generator& generator, T base) {
  using L = std::numeric_limits<T>;
  double lowest = (L::min_exponent - L::digits - 2) * 0.6931, highest = (L::max_exponent + 1) * 0.6931;
  double target = uniform(generator, lowest, highest);
  switch (generator() % 5) {
  case 0:
    target = highest - std::exp2(-uniform(generator, -1, 20));
    break;
  case 1:
    target = lowest + std::exp2(uniform(generator, -10, 6));
    break;
  case 2:
    target = either_sign(generator, std::exp2(-uniform(generator, 0, L::digits + 2)));
    break;
  default:
    break;
  }
  return target / std::log(static_cast<double>(base));
}
template <typename T> std::tuple<T, T> hard_power(Generator& generator) {
  T base = base_of_power<T>(generator);
  T exponent = static_cast<T>(exponent_of_power(generator, base));
  return {base, exponent};
}
template <typename T> std::tuple<T, int> hard_integer_power(Generator& generator) {
  T base = base_of_power<T>(generator);
  double exponent = std::clamp(exponent_of_power(generator, base), -2147483648.0, 2147483647.0);
  return {static_cast<T>(either_sign(generator, base)), std::isnan(exponent) ? 3 : static_cast<int>(exponent)};
}

// Components of a vector: of any magnitude, of nearly the same one, far apart, and nearly equal.
template <typename T> T component_beside(Generator& generator, T other) {
  constexpr int kDigits = std::numeric_limits<T>::digits;
  switch (generator() % 4) {
  case 0:
    return any_bits<T>(generator);
  case 1:
    return static_cast<T>(other * either_sign(generator, std::exp2(uniform(generator, -2, 2))));
  case 2:
    return static_cast<T>(other * either_sign(generator, std::exp2(uniform(generator, -kDigits - 2, kDigits + 2))));
  default:
    return static_cast<T>(
        other * either_sign(generator, 1 + either_sign(generator, std::exp2(-uniform(generator, 0, kDigits)))));
  }
}
template <typename T> std::tuple<T, T> hard_vector2(Generator& generator) {
  T x = any_bits<T>(generator);
  return {x, component_beside(generator, x)};
}
template <typename T> std::tuple<T, T, T> hard_vector3(Generator& generator) {
  T x = any_bits<T>(generator), y = component_beside(generator, x);
  return {x, y, component_beside(generator, x)};
}
template <typename T> std::tuple<T, T, T, T> hard_vector4(Generator& generator) {
  T x = any_bits<T>(generator), y = component_beside(generator, x), z = component_beside(generator, y);
  return {x, y, z, component_beside(generator, x)};
}

} // namespace ox::libdevice_test
