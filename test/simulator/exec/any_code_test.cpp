// Whatever code a kernel has, running it ends in a value: the kernel's end, a fault, or the limit; and at every SIMD
// level in the same one, with the same memory behind it.  Random instructions of the whole table, Xox included, with
// random registers, branches and words that are no instructions: most programs end in a fault soon, and none must take
// the process with it.  (What single instructions compute is judged elsewhere; here the levels only have to agree.)
//
// OX_CODE_SEED=N runs one program alone.
#include "isa/decode.h"
#include "isa/row.h"
#include "simulator/interpreter.h"
#include "test/isa/random_instruction.h"
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <map>

using namespace ox;
using namespace ox::test;

namespace {

constexpr uint64_t kBufferBytes = 2048, kSharedBytes = 2048, kLocalBytes = 256;
constexpr uint32_t kThreads = 80;                                          // two warps and a half
constexpr std::array<uint8_t, 8> kKept = {s0, s1, s2, s3, s4, s8, tp, sp}; // mostly; s0 to s3 are pointers

bool is_kept(uint8_t number) { return std::ranges::find(kKept, number) != kKept.end(); }

// What depends on the host's clock, or on the level.
bool may_differ(const isa::Instruction& instruction) {
  const std::string_view name = isa::mnemonic(instruction.op);
  return name.starts_with("csrr") && (instruction.imm == 0xC00 || instruction.imm == 0xC01);
}

class Writer {
public:
  explicit Writer(uint64_t seed) : random_(uint32_t(seed * 2654435761u + 1)) {}

  Code run() {
    code_.load(Op::ld, s0, 0, a0).csr(t0, 0xCC0).i(Op::slli, t0, t0, 3).r(Op::add, s1, s0, t0);
    code_.r(Op::add, s2, tp, t0).i(Op::addi, s3, sp, -64);
    code_.li(s4, ~uint64_t{0}).li(s5, 0xffff).csr(s6, 0xCD0).li(s7, random_()).li(s8, 3);
    for (uint64_t at = 8; at <= kLocalBytes; at += 8) // it holds whatever the last kernel left there
      code_.store(Op::sd, zero, -int64_t(at), sp);
    for (unsigned left = 20 + random_() % 60; left != 0; --left)
      one();
    for (uint8_t number = 5; number < 32; ++number) // what is left in registers shows in memory
      if (!is_kept(number))
        code_.r(Op::add, s4, s4, number).i(Op::rori, s4, s4, 5);
    code_.store(Op::sd, s4, 1024, s1);
    return std::move(code_.exit());
  }

private:
  unsigned below(unsigned limit) { return unsigned(random_() % limit); }

  void one() {
    const unsigned die = below(100);
    if (below(400) == 0)
      return void(code_.word(uint32_t(random_())));
    if (die < 4)
      return void(code_.li(uint8_t(5 + below(27)), uint64_t{1} << below(64)));
    const auto rows = isa::rows();
    const isa::Row& row = rows[below(unsigned(rows.size()))];
    isa::Instruction instruction = isa::test::random_instruction(row, random_);
    if (may_differ(instruction))
      return;
    switch (row.format) {
    case isa::Format::B:
    case isa::Format::J:
      instruction.imm = 4 * (int64_t(below(24)) - 4);
      break;
    default:
      break;
    }
    // What mostly ends a program is rarer than the rest.
    const bool ends = row.op == Op::jalr || row.op == Op::ox_exit || row.op == Op::ebreak ||
                      row.mnemonic.starts_with("csrr") || row.mnemonic.starts_with("ox.mbar");
    if (ends && below(12) != 0)
      return;
    constexpr std::string_view kWithMask[] = {"ox.ballot", "ox.vote",  "ox.shfl", "ox.match",
                                              "ox.redux",  "ox.elect", "ox.sync"};
    if (std::ranges::any_of(kWithMask, [&](auto name) { return row.mnemonic.starts_with(name); }) && below(20) != 0)
      (row.has_rs3 ? instruction.rs3 : row.has_rs2 ? instruction.rs2 : instruction.rs1) = s4; // all lanes
    if (row.mnemonic.starts_with("ox.bar") && below(12) != 0) {
      instruction.rs1 = row.has_rd ? s4 : s8;
      instruction.rs2 = row.has_rd ? s8 : zero;
    }
    // Memory is mostly reached through a pointer.
    if (row.has_rd && is_kept(instruction.rd) && below(10) != 0)
      instruction.rd = t3;
    if (row.operand_text.contains("(xs)") && below(25) != 0) {
      instruction.rs1 = kKept[below(4)];
      if (row.format == isa::Format::I || row.format == isa::Format::S)
        instruction.imm = 8 * int64_t(below(8));
    }
    if (const auto word = isa::try_encode(instruction))
      code_.word(*word);
  }

  std::mt19937 random_;
  Code code_;
};

struct Ending {
  sim::Block::Status status{};
  std::optional<FaultKind> fault;
  std::string words;
  uint64_t instructions = 0;
  std::vector<uint8_t> memory;

  bool operator==(const Ending& other) const {
    return status == other.status && fault == other.fault && words == other.words &&
           instructions == other.instructions && memory == other.memory;
  }
};

Ending run(Rig& rig, const sim::Program& program, uint64_t buffer, uint64_t seed) {
  std::memset(reinterpret_cast<void*>(buffer), int(seed & 0xff), kBufferBytes);
  Conditions conditions;
  conditions.block = {kThreads, 1, 1};
  conditions.shared_bytes = kSharedBytes;
  conditions.local_bytes = kLocalBytes;
  conditions.instruction_limit = 3000;
  conditions.seed = seed + 1;
  conditions.step_budget = 500;
  conditions.most_steps = 100; // sleepers wait for the clock
  const Result result = rig.run(program, {buffer}, conditions);
  Ending ending;
  ending.status = result.status;
  ending.instructions = result.counters.warp_instructions;
  if (result.fault) {
    ending.fault = result.fault->kind;
    ending.words = result.fault->describe();
  }
  const auto* bytes = reinterpret_cast<const uint8_t*>(buffer);
  ending.memory.assign(bytes, bytes + kBufferBytes);
  return ending;
}

bool sleeps(const Code& code) {
  return std::ranges::any_of(code.words(), [](uint32_t word) {
    const auto instruction = isa::decode(word);
    return instruction &&
           (instruction->op == Op::ox_nanosleep || isa::mnemonic(instruction->op).starts_with("ox.mbar.try"));
  });
}

} // namespace

TEST(AnyCode, EndsInAValueThatIsTheSameAtEveryLevel) {
  Rig rig;
  rig.system_call = [](uint64_t number, const uint64_t (&)[6], const sim::LaunchContext::LaneMemory&) {
    sim::LaunchContext::SystemCallResult result;
    result.value = number * 3;
    return result;
  };
  const uint64_t buffer = rig.allocate(kBufferBytes);
  const char* only = std::getenv("OX_CODE_SEED");
  const uint64_t first = only ? std::strtoull(only, nullptr, 0) : 0;
  const uint64_t programs = only ? 1 : std::getenv("OX_TEST_LONG") ? 500000 : 3000;
  std::map<std::string, uint64_t> endings;
  uint64_t instructions = 0;
  for (uint64_t seed = first; seed < first + programs; ++seed) {
    const Code code = Writer(seed).run();
    const auto program = rig.load(code);
    std::optional<Ending> expected;
    for (sim::SimdLevel level : {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512}) {
      if (!sim::is_available(level))
        continue;
      sim::set_simd_level(level);
      const Ending ending = run(rig, *program, buffer, seed);
      if (ending.fault)
        ASSERT_FALSE(ending.words.empty()) << "program " << seed;
      if (sleeps(code))
        continue;
      if (!expected) {
        expected = ending;
        instructions += ending.instructions;
        ++endings[ending.fault ? ending.words.substr(0, ending.words.find(':')) : "none"];
        continue;
      }
      ASSERT_TRUE(ending == *expected) << "program " << seed << " ends differently at " << sim::name_of(level) << ":\n"
                                       << expected->instructions << " and " << ending.instructions << " instructions; "
                                       << expected->words << "\n"
                                       << ending.words;
    }
  }
  std::printf("%lu programs, %lu warp instructions\n", programs, instructions);
  for (const auto& [how, times] : endings)
    std::printf("%8lu %s\n", times, how.c_str());
}
