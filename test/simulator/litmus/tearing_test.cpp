// Naturally aligned elements are read and written whole, in every shape that a warp's accesses can have and at every
// SIMD level: while one block writes numbers whose bytes are all the same, others (and the host) read, and never find
// bytes of two numbers in one element.
#include "simulator/interpreter.h"
#include "test/simulator/exec/rig.h"
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <random>
#include <thread>

using namespace ox;
using namespace ox::test;

namespace {

constexpr unsigned kLanes = 32, kElements = 192;
constexpr uint32_t kLaneId = 0xCD0;

// Which element a lane accesses.
enum class Shape : unsigned { kUniform, kRow, kHalves, kUniformHalves, kReverse, kScattered, kPartOfARow };
constexpr Shape kShapes[] = {Shape::kUniform, Shape::kRow,       Shape::kHalves,    Shape::kUniformHalves,
                             Shape::kReverse, Shape::kScattered, Shape::kPartOfARow};

unsigned element_of(Shape shape, unsigned lane) {
  switch (shape) {
  case Shape::kUniform:
    return 41;
  case Shape::kRow:
  case Shape::kPartOfARow:
    return 33 + lane;
  case Shape::kHalves:
    return 35 + 27 * (lane / 16) + lane % 16;
  case Shape::kUniformHalves:
    return 40 + 5 * (lane / 16);
  case Shape::kReverse:
    return 65 - lane;
  case Shape::kScattered:
    return 31 + (lane * 13 + 4) % 40;
  }
  return 0;
}

struct WideAccess {
  unsigned bytes;
  Op load, store;
  bool is_float;
};
constexpr WideAccess kAccesses[] = {{8, Op::ld, Op::sd, false},  {8, Op::fld, Op::fsd, true},
                                    {4, Op::lwu, Op::sw, false}, {4, Op::flw, Op::fsw, true},
                                    {2, Op::lhu, Op::sh, false}, {2, Op::flh, Op::fsh, true}};

// a0: { elements, done, torn, element numbers of the writer's lanes, of the reader's lanes, writing }
// Block 0 writes until the other has read enough, which begins when there is something to read.
Code kernel(const WideAccess& access, Shape writes, Shape reads, unsigned rounds) {
  Code code;
  code.load(Op::ld, s0, 0, a0).load(Op::ld, s1, 8, a0).load(Op::ld, s2, 16, a0).csr(s3, kLaneId).csr(s4, 0xCC8);
  code.load(Op::ld, s7, 40, a0);
  auto address_from = [&](int64_t table) {
    code.load(Op::ld, t0, table, a0).i(Op::slli, t1, s3, 2).r(Op::add, t0, t0, t1).load(Op::lwu, t0, 0, t0);
    code.li(t1, access.bytes).r(Op::mul, t0, t0, t1).r(Op::add, t3, s0, t0);
  };
  // Lanes outside of a part wait for the others at the end.
  auto leave_out_some = [&](Shape shape) {
    code.i(Op::andi, t0, s3, 7).li(t1, 3);
    return shape == Shape::kPartOfARow ? code.branch_forward(Op::beq, t0, t1)
                                       : code.branch_forward(Op::bne, zero, zero);
  };
  const auto to_readers = code.branch_forward(Op::bne, s4, zero);
  address_from(24);
  code.li(t4, 0x0101010101010101).r(Op::add, t5, s3, zero);
  const auto writer_left = leave_out_some(writes);
  {
    const Code::Label top = code.here();
    for (unsigned i = 0; i < 8; ++i) {
      code.i(Op::addi, t5, t5, 7 + int(i)).i(Op::andi, t5, t5, 255).r(Op::mul, t6, t5, t4);
      if (access.is_float)
        code.r(Op::fmv_d_x, 1, t6);
      code.store(access.store, access.is_float ? uint8_t{1} : uint8_t{t6}, 0, t3);
    }
    code.store(Op::sw, t4, 0, s7).load(Op::lwu, t0, 0, s1).branch(Op::beq, t0, zero, top);
  }
  code.bind(writer_left);
  code.exit();
  code.bind(to_readers);
  address_from(32);
  code.li(s5, rounds).li(s6, 0);
  const Code::Label early = code.here();
  code.r(Op::pause, 0).load(Op::lwu, t0, 0, s7).branch(Op::beq, t0, zero, early);
  const auto reader_left = leave_out_some(reads);
  {
    const Code::Label top = code.here();
    code.load(access.load, access.is_float ? uint8_t{1} : uint8_t{t0}, 0, t3);
    if (access.is_float)
      code.r(Op::fmv_x_d, t0, 1);
    // A difference between any two neighbours among the element's bytes.
    const int64_t unused = 64 - 8 * int64_t(access.bytes);
    code.i(Op::slli, t0, t0, unused).i(Op::srli, t1, t0, 8).r(Op::xor_, t1, t1, t0);
    // The topmost byte, and the one below the element, have no neighbour.
    code.i(Op::slli, t1, t1, 8).i(Op::srli, t1, t1, unused + 8).r(Op::or_, s6, s6, t1);
    code.i(Op::addi, s5, s5, -1).branch(Op::bne, s5, zero, top);
  }
  code.bind(reader_left);
  code.r(Op::sltu, s6, zero, s6).add({.op = Op::amoadd_w, .rs1 = s2, .rs2 = s6, .imm = 3});
  return std::move(code.exit());
}

struct Torn {
  uint32_t guest = 0;
  uint64_t host = 0, host_reads = 0;
};

template <class T> bool is_torn(T value) { return value != T(T(value & 0xff) * T(0x0101010101010101)); }

template <class T> void read_as_host(const std::atomic<uint32_t>& done, uint64_t elements, Torn& torn) {
  for (unsigned i = 0; done.load(std::memory_order_relaxed) == 0; i = (i + 1) % 16) {
    torn.host += is_torn(reinterpret_cast<const std::atomic<T>*>(elements)[33 + i].load(std::memory_order_relaxed));
    ++torn.host_reads;
  }
}

Torn run(Rig& rig, const WideAccess& access, Shape writes, Shape reads, unsigned rounds, unsigned misplaced,
         bool host_reads) {
  const uint64_t memory = rig.allocate(kElements * 8 + 64);
  const uint64_t elements = memory + misplaced * access.bytes; // no more aligned than it has to be
  std::memset(reinterpret_cast<void*>(memory), 0, kElements * 8 + 64);
  auto* done = rig.array<std::atomic<uint32_t>>(1);
  auto* torn = rig.array<std::atomic<uint32_t>>(1);
  auto* writing = rig.array<std::atomic<uint32_t>>(1);
  done->store(0);
  torn->store(0);
  writing->store(0);
  uint32_t* numbers = rig.array<uint32_t>(2 * kLanes);
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    numbers[lane] = element_of(writes, lane);
    numbers[kLanes + lane] = element_of(reads, lane);
  }
  const std::vector<uint64_t> parameters = {elements,
                                            reinterpret_cast<uint64_t>(done),
                                            reinterpret_cast<uint64_t>(torn),
                                            reinterpret_cast<uint64_t>(numbers),
                                            reinterpret_cast<uint64_t>(numbers + kLanes),
                                            reinterpret_cast<uint64_t>(writing)};
  const auto program = rig.load(kernel(access, writes, reads, rounds));
  auto block = [&](unsigned index) {
    Conditions conditions;
    conditions.grid = {2, 1, 1};
    conditions.index = {index, 0, 0};
    conditions.most_steps = ~uint64_t{0};
    const Result result = rig.run(*program, parameters, conditions);
    EXPECT_FALSE(result.fault) << result.fault->describe();
  };
  Torn result;
  {
    std::jthread writer([&] { block(0); });
    std::jthread host([&] {
      if (!host_reads)
        return;
      access.bytes == 8   ? read_as_host<uint64_t>(*done, elements, result)
      : access.bytes == 4 ? read_as_host<uint32_t>(*done, elements, result)
                          : read_as_host<uint16_t>(*done, elements, result);
    });
    block(1);
    done->store(1);
  }
  result.guest = torn->load();
  for (uint64_t address : {memory, parameters[1], parameters[2], parameters[3], parameters[5]})
    EXPECT_TRUE(rig.memory().release(address));
  return result;
}

} // namespace

TEST(Tearing, ElementsAreReadAndWrittenWhole) {
  const bool is_long = std::getenv("OX_TEST_LONG") != nullptr;
  Rig rig;
  std::mt19937 random(5);
  uint64_t reads = 0, host_reads = 0;
  for (sim::SimdLevel level : {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512}) {
    if (!sim::is_available(level))
      continue;
    sim::set_simd_level(level);
    for (const WideAccess& access : kAccesses)
      for (unsigned pair = 0; pair < std::size(kShapes) * std::size(kShapes); ++pair) {
        if (!is_long && random() % 6 != 0) // threads of the host take long to start
          continue;
        const Shape writes = kShapes[pair / std::size(kShapes)], shape = kShapes[pair % std::size(kShapes)];
        const unsigned rounds = is_long ? 100000 : 4000;
        const Torn torn = run(rig, access, writes, shape, rounds, random() % (64 / access.bytes), pair % 4 == 0);
        reads += uint64_t{rounds} * kLanes;
        host_reads += torn.host_reads;
        ASSERT_EQ(torn.guest, 0u) << sim::name_of(level) << ", " << access.bytes << " bytes, shapes "
                                  << unsigned(writes) << " and " << unsigned(shape);
        ASSERT_EQ(torn.host, 0u) << sim::name_of(level) << ", " << access.bytes << " bytes";
      }
  }
  std::printf("%lu reads by lanes, %lu by the host: none torn\n", reads, host_reads);
}

// 128-bit atomics of two blocks on one cell: both halves of the old value are of one write.
static void expect_pairs_to_be_whole(Op op) {
  Rig rig;
  const uint64_t cell = rig.allocate(16);
  auto* torn = rig.array<std::atomic<uint32_t>>(1);
  torn->store(0);
  auto* arrived = rig.array<std::atomic<uint32_t>>(1);
  arrived->store(0);
  std::memset(reinterpret_cast<void*>(cell), 0, 16);
  Code code;
  code.load(Op::ld, s0, 0, a0)
      .load(Op::ld, s1, 8, a0)
      .csr(s2, kLaneId)
      .li(s3, std::getenv("OX_TEST_LONG") ? 200000 : 3000);
  code.li(s4, 0).csr(t0, 0xCC8).i(Op::slli, t0, t0, 8).r(Op::add, s2, s2, t0).li(a2, 0).li(a3, 0);
  // Both blocks at once: each arrives, and waits for the other.
  code.load(Op::ld, s5, 16, a0).li(t0, 1).add({.op = Op::amoadd_w, .rs1 = s5, .rs2 = t0, .imm = 3}).li(t1, 2 * kLanes);
  const Code::Label early = code.here();
  code.r(Op::pause, 0).load(Op::lwu, t0, 0, s5).branch(Op::bltu, t0, t1, early);
  const Code::Label top = code.here();
  // a2, a3: what was there last; the new value has its two halves alike.
  code.r(Op::add, a4, s2, s3).r(Op::add, a5, a4, zero);
  code.add({.op = op, .rd = a2, .rs1 = s0, .rs2 = a4, .imm = 3});
  code.r(Op::xor_, t0, a2, a3).r(Op::or_, s4, s4, t0).i(Op::addi, s3, s3, -1).branch(Op::bne, s3, zero, top);
  code.r(Op::sltu, s4, zero, s4).add({.op = Op::amoadd_w, .rs1 = s1, .rs2 = s4, .imm = 3}).exit();
  const auto program = rig.load(code);
  {
    std::vector<std::jthread> threads;
    for (unsigned index = 0; index < 2; ++index)
      threads.emplace_back([&, index] {
        Conditions conditions;
        conditions.grid = {2, 1, 1};
        conditions.index = {index, 0, 0};
        conditions.most_steps = ~uint64_t{0};
        const Result result = rig.run(
            *program, {cell, reinterpret_cast<uint64_t>(torn), reinterpret_cast<uint64_t>(arrived)}, conditions);
        EXPECT_FALSE(result.fault) << result.fault->describe();
      });
  }
  EXPECT_EQ(torn->load(), 0u);
}

TEST(Tearing, CompareAndSwapOfSixteenBytesIsOneAccess) { expect_pairs_to_be_whole(Op::amocas_q); }
TEST(Tearing, ExchangeOfSixteenBytesIsOneAccess) { expect_pairs_to_be_whole(Op::ox_amoswap_q); }
