// Where the scheduler's choices come from when a seed explores schedules: xorshift64*, the same everywhere.
#pragma once
#include <cstdint>

namespace ox::sim {

class Dice {
public:
  Dice() = default; // never rolled: the plain schedule
  // stream tells the dice of one seed apart.  Seed 0 stands for the plain schedule.
  Dice(uint64_t seed, uint64_t stream)
      : state_(seed == 0 ? 0 : (seed * 0x9e3779b97f4a7c15u ^ (stream + 1) * 0xbf58476d1ce4e5b9u) | 1) {
    if (state_ != 0)
      for (int i = 0; i < 4; ++i) // seeds that differ in a few bits part
        next();
  }
  bool rolls() const { return state_ != 0; }
  // A number below n.
  uint64_t below(uint64_t n) { return (next() >> 16) % n; }
  // 1, 2, 4 ... 2^(n-1), each as likely as the next, plus less than as much again: short and long alike.
  uint64_t scale(unsigned n) {
    const uint64_t power = uint64_t{1} << below(n);
    return power + below(power);
  }

private:
  uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545f4914f6cdd1du;
  }
  uint64_t state_ = 0;
};

} // namespace ox::sim
