// Random programs of the base instructions on the simulator and in qemu-riscv64, an implementation of the same manuals
// by others: after each program every lane's registers and memory must be the same, bit for bit.
//
// What differs by design, and is therefore not in the programs or not compared: frm and fflags (OxCore rounds dynamic
// modes to nearest even, which is what qemu's frm says too, and has no flags), LR/SC, compressed and misaligned
// accesses, the flush-to-zero rounding modes; registers that hold code or stack addresses.
//
// A failure prints the program, made as small as it still fails, and its seed: OX_QEMU_SEED=N runs that one alone.
#include "simulator/interpreter.h"
#include "test/simulator/qemu/compare.h"
#include <cstdlib>
#include <gtest/gtest.h>

using namespace ox;
using namespace ox::test;

namespace {

constexpr unsigned kBatch = 100;

Choices choices_of(uint64_t seed) {
  Choices choices;
  choices.seed = seed % 3 == 0 ? 0 : seed;
  choices.step_budget = std::array<uint64_t, 3>{16384, 100, 7}[seed % 3];
  choices.ignore_hints = seed % 4 == 0;
  return choices;
}

std::vector<sim::SimdLevel> levels() {
  std::vector<sim::SimdLevel> all;
  for (sim::SimdLevel level : {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512})
    if (sim::is_available(level))
      all.push_back(level);
  return all;
}

std::string report(Rig& rig, const Trial& trial, const Choices& choices, const std::string& difference) {
  const Trial small = shrink(rig, trial, choices);
  const auto again = difference_of(rig, small, choices);
  return "program " + std::to_string(trial.program.seed) + " at " + sim::name_of(sim::simd_level()) + ": " +
         difference + "\nas small as it still fails, " + again.value_or("(it does not always)") + "\n" +
         listing(small.program) + "again: OX_QEMU_SEED=" + std::to_string(trial.program.seed) + " test/qemu_test";
}

void compare(Rig& rig, uint64_t first, unsigned count, bool every_level) {
  std::vector<Trial> trials;
  for (uint64_t seed = first; seed < first + count; ++seed)
    trials.push_back({random_program(seed), random_work_area(seed)});
  const auto expected = run_in_qemu(trials);
  ASSERT_TRUE(expected) << expected.error();
  const auto all = levels();
  for (size_t i = 0; i < expected->size(); ++i) {
    const uint64_t seed = first + i;
    for (size_t level = 0; level < all.size(); ++level) {
      if (!every_level && seed % all.size() != level)
        continue;
      sim::set_simd_level(all[level]);
      const Choices choices = choices_of(seed);
      const auto result = run_on_oxcore(rig, trials[i], choices);
      const auto difference = result ? first_difference((*expected)[i], *result) : result.error();
      ASSERT_FALSE(difference) << report(rig, trials[i], choices, *difference);
    }
  }
  ASSERT_EQ(expected->size(), trials.size()) << "qemu stopped in program " << first + expected->size() << "\n"
                                             << listing(trials[expected->size()].program);
}

} // namespace

TEST(Qemu, RandomProgramsEndInTheSameState) {
  Rig rig;
  if (const char* seed = std::getenv("OX_QEMU_SEED"))
    return compare(rig, std::strtoull(seed, nullptr, 0), 1, true);
  const bool is_long = std::getenv("OX_TEST_LONG") != nullptr;
  const unsigned programs = is_long ? 30000 : 300;
  for (unsigned first = 0; first < programs && !testing::Test::HasFatalFailure(); first += kBatch)
    compare(rig, first, kBatch, is_long);
  std::printf("%u programs of up to %u lanes\n", programs, kWarpLanes);
}
