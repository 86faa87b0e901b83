// Atomics against a model that applies them lane after lane; lanes that collide see each other's results.
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <random>

namespace ox::test {
namespace {

using Status = sim::Block::Status;

uint64_t field(unsigned bytes) { return bytes == 8 ? ~uint64_t{0} : (uint64_t{1} << 8 * bytes) - 1; }
int64_t as_signed(uint64_t value, unsigned bytes) { return int64_t(value << (64 - 8 * bytes)) >> (64 - 8 * bytes); }

struct Atomic {
  Op op;
  unsigned bytes;
  std::function<uint64_t(uint64_t old, uint64_t operand, uint64_t expected)> next;
  bool is_float = false;
};

std::vector<Atomic> integer_atomics() {
  std::vector<Atomic> all;
  auto family = [&](Op b, Op h, Op w, Op d, auto make) {
    unsigned bytes = 1;
    for (Op op : {b, h, w, d}) {
      all.push_back({op, bytes, make(bytes)});
      bytes *= 2;
    }
  };
#define FAMILY(name, expression)                                                                                       \
  family(Op::name##_b, Op::name##_h, Op::name##_w, Op::name##_d, [](unsigned n) {                                      \
    return [n](uint64_t old, uint64_t operand, uint64_t expected) -> uint64_t {                                        \
      (void)n, (void)old, (void)operand, (void)expected;                                                               \
      return expression;                                                                                               \
    };                                                                                                                 \
  })
  FAMILY(amoswap, operand);
  FAMILY(amoadd, old + operand);
  FAMILY(amoxor, old ^ operand);
  FAMILY(amoand, old & operand);
  FAMILY(amoor, old | operand);
  FAMILY(amomin, as_signed(old, n) < as_signed(operand, n) ? old : operand);
  FAMILY(amomax, as_signed(old, n) > as_signed(operand, n) ? old : operand);
  FAMILY(amominu, std::min(old, operand));
  FAMILY(amomaxu, std::max(old, operand));
  FAMILY(amocas, old == expected ? operand : old);
#undef FAMILY
  all.push_back(
      {Op::ox_amoinc_w, 4, [](uint64_t old, uint64_t operand, uint64_t) { return old >= operand ? 0 : old + 1; }});
  all.push_back({Op::ox_amodec_w, 4, [](uint64_t old, uint64_t operand, uint64_t) {
                   return old == 0 || old > operand ? operand : old - 1;
                 }});
  return all;
}

class Atomics : public ::testing::Test {
protected:
  // parameters: addresses, operands, rd before, rd after
  Code program(Op op, bool is_float) {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).load(Op::ld, a4, 24, a0);
    c.csr(t0, 0xCD0).r(Op::sh3add, t1, t0, a1).load(Op::ld, s2, 0, t1);
    c.r(Op::sh3add, t1, t0, a2).load(Op::ld, 19, 0, t1).load(Op::fld, 19, 0, t1);
    c.r(Op::sh3add, t1, t0, a3).load(Op::ld, 20, 0, t1);
    c.r(op, 20, s2, 19);
    c.r(Op::sh3add, t1, t0, a4).store(is_float ? Op::fsd : Op::sd, 20, 0, t1).exit();
    return c;
  }
  Rig rig;
  std::mt19937_64 random{5};
  uint8_t* data = rig.array<uint8_t>(256);
  uint64_t *addresses = rig.array<uint64_t>(32), *operands = rig.array<uint64_t>(32), *before = rig.array<uint64_t>(32),
           *after = rig.array<uint64_t>(32);
};

TEST_F(Atomics, OfIntegersAreAppliedLaneAfterLane) {
  for (const Atomic& atomic : integer_atomics()) {
    auto code = rig.load(program(atomic.op, false));
    for (int round = 0; round < 30; ++round) {
      std::vector<uint8_t> model(256);
      for (int i = 0; i < 256; ++i)
        model[i] = data[i] = uint8_t(round % 3 ? random() % 4 : random());
      const unsigned places = round % 4 == 0 ? 1 : round % 4 == 1 ? 32 : 5;
      for (unsigned lane = 0; lane < 32; ++lane) {
        addresses[lane] = uint64_t(data) + random() % std::min(places, 256 / atomic.bytes) * atomic.bytes;
        operands[lane] = random();
        before[lane] = random() % 2 ? random() : operands[lane] & 3;
        if (random() % 2)
          std::memcpy(&before[lane], reinterpret_cast<void*>(addresses[lane]), atomic.bytes);
      }
      std::vector<uint64_t> wanted(32);
      for (unsigned lane = 0; lane < 32; ++lane) {
        const uint64_t at = addresses[lane] - uint64_t(data), bits = field(atomic.bytes);
        uint64_t old = 0;
        std::memcpy(&old, &model[at], atomic.bytes);
        uint64_t next = atomic.next(old, operands[lane] & bits, before[lane] & bits);
        std::memcpy(&model[at], &next, atomic.bytes);
        wanted[lane] = uint64_t(as_signed(old, atomic.bytes));
      }
      auto result = rig.run(*code, {uint64_t(addresses), uint64_t(operands), uint64_t(before), uint64_t(after)});
      ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
      for (unsigned lane = 0; lane < 32; ++lane)
        ASSERT_EQ(after[lane], wanted[lane]) << isa::mnemonic(atomic.op) << " lane " << lane;
      ASSERT_EQ(std::memcmp(data, model.data(), 256), 0) << isa::mnemonic(atomic.op);
    }
  }
}

TEST_F(Atomics, CompareAndSwapOfPairsTakes128Bits) {
  auto* words = reinterpret_cast<uint64_t*>(data);
  Code c; // x20:x21 expected, x22:x23 new
  c.load(Op::ld, a1, 0, a0).load(Op::ld, 20, 8, a0).load(Op::ld, 21, 16, a0).load(Op::ld, 22, 24, a0);
  c.load(Op::ld, 23, 32, a0).r(Op::amocas_q, 20, a1, 22).store(Op::sd, 20, 16, a1).store(Op::sd, 21, 24, a1).exit();
  for (bool equal : {true, false}) {
    words[0] = 5;
    words[1] = 6;
    auto result = rig.run(c, {uint64_t(words), 5, equal ? 6u : 7u, 8, 9}, {.block = {1, 1, 1}});
    ASSERT_EQ(result.status, Status::kFinished);
    EXPECT_EQ(words[0], equal ? 8u : 5u);
    EXPECT_EQ(words[1], equal ? 9u : 6u);
    EXPECT_EQ(words[2], 5u);
    EXPECT_EQ(words[3], 6u);
  }
}

TEST_F(Atomics, ExchangeOfPairsSwaps128BitsInEveryLanesTurn) {
  // Lanes put (lane, ~lane) into one place; each gets what the lane below it left.  x0 as source is the pair of zeros.
  auto* place = reinterpret_cast<uint64_t*>(data);
  auto* found = rig.array<uint64_t>(64);
  Code c;
  c.load(Op::ld, a1, 0, a0)
      .load(Op::ld, a2, 8, a0)
      .csr(s2, 0xCD0)
      .i(Op::xori, s3, s2, -1)
      .r(Op::ox_amoswap_q, s4, a1, s2);
  c.i(Op::slli, t1, s2, 4).r(Op::add, t1, t1, a2).store(Op::sd, s4, 0, t1).store(Op::sd, s5, 8, t1).exit();
  place[0] = 77, place[1] = 88;
  ASSERT_EQ(rig.run(c, {uint64_t(place), uint64_t(found)}).status, Status::kFinished);
  EXPECT_EQ(found[0], 77u);
  EXPECT_EQ(found[1], 88u);
  for (uint64_t lane = 1; lane < 32; ++lane) {
    EXPECT_EQ(found[2 * lane], lane - 1);
    EXPECT_EQ(found[2 * lane + 1], ~(lane - 1));
  }
  EXPECT_EQ(place[0], 31u);
  EXPECT_EQ(place[1], ~uint64_t{31});
  Code zeros; // no result, no source; in the window of the lane too, where the two words are apart
  zeros.load(Op::ld, a1, 0, a0).r(Op::ox_amoswap_q, zero, a1, zero);
  zeros.i(Op::addi, t1, sp, -16).i(Op::addi, s2, zero, 5).i(Op::addi, s3, zero, 6).r(Op::ox_amoswap_q, zero, t1, s2);
  zeros.r(Op::ox_amoswap_q, s4, t1, zero).store(Op::sd, s4, 16, a1).store(Op::sd, s5, 24, a1);
  zeros.load(Op::ld, s4, -16, sp).store(Op::sd, s4, 32, a1).exit();
  ASSERT_EQ(rig.run(zeros, {uint64_t(place)}, {.block = {1, 1, 1}}).status, Status::kFinished);
  EXPECT_EQ(place[0], 0u);
  EXPECT_EQ(place[1], 0u);
  EXPECT_EQ(place[2], 5u);
  EXPECT_EQ(place[3], 6u);
  EXPECT_EQ(place[4], 0u);
}

// PTX manual, atom: atom.add.f32 on global memory flushes subnormal inputs and results to sign-preserving zero, on
// shared memory it does not.
TEST_F(Atomics, SumsOfSinglesFlushSubnormalsInGlobalMemoryOnly) {
  struct Example {
    uint32_t old, operand, global, elsewhere;
  };
  const Example examples[] = {
      {0x00000001, 0x00000001, 0x00000000, 0x00000002}, // both subnormal
      {0x80000001, 0x80000001, 0x80000000, 0x80000002}, // of their sign
      {0x00800000, 0x80000001, 0x00800000, 0x007fffff}, // a normal and a subnormal
      {0x00800001, 0x80800000, 0x00000000, 0x00000001}, // a subnormal result of normals
      {0x80800001, 0x00800000, 0x80000000, 0x80000001}, {0x3f800000, 0x3f800000, 0x40000000, 0x40000000},
  };
  for (const Example& example : examples) {
    auto* words = reinterpret_cast<uint32_t*>(data);
    Code c; // in a1, in shared memory, in the local window; each old value and each new one
    c.load(Op::ld, a1, 0, a0).load(Op::flw, 1, 0, a1).load(Op::flw, 2, 4, a1);
    c.i(Op::addi, t1, tp, 8).i(Op::addi, t2, sp, -8).store(Op::fsw, 1, 0, t1).store(Op::fsw, 1, 0, t2);
    int64_t at = 8;
    for (uint8_t place : {a1, t1, t2}) {
      c.r(Op::ox_amofadd_s, 3, place, 2).load(Op::flw, 4, 0, place);
      c.store(Op::fsw, 3, at, a1).store(Op::fsw, 4, at + 4, a1);
      at += 8;
    }
    c.exit();
    words[0] = example.old;
    words[1] = example.operand;
    ASSERT_EQ(rig.run(c, {uint64_t(words)}, {.block = {1, 1, 1}, .shared_bytes = 64}).status, Status::kFinished);
    for (unsigned i = 0; i < 3; ++i) {
      EXPECT_EQ(words[2 + 2 * i], example.old) << i; // what comes back is what was there
      EXPECT_EQ(words[3 + 2 * i], i == 0 ? example.global : example.elsewhere) << std::hex << example.old << " " << i;
    }
  }
}

// The values are chosen so that every sum is exact, in any order and format: 11 bits hold them all.
template <class T> T next_value(Op op, T old, T operand) {
  switch (op) {
  case Op::ox_amofadd_s:
  case Op::ox_amofadd_d:
    return old + operand;
  case Op::ox_amofmin_s:
  case Op::ox_amofmin_d:
    return std::fmin(old, operand);
  default:
    return std::fmax(old, operand);
  }
}
TEST_F(Atomics, OfSinglesAndDoublesAreAppliedLaneAfterLane) {
  for (Op op :
       {Op::ox_amofadd_s, Op::ox_amofmin_s, Op::ox_amofmax_s, Op::ox_amofadd_d, Op::ox_amofmin_d, Op::ox_amofmax_d}) {
    const bool is_double = op == Op::ox_amofadd_d || op == Op::ox_amofmin_d || op == Op::ox_amofmax_d;
    double model[4];
    for (int i = 0; i < 4; ++i) {
      model[i] = double(int(random() % 64)) / 4 - 8;
      if (is_double)
        reinterpret_cast<double*>(data)[i] = model[i];
      else
        reinterpret_cast<float*>(data)[i] = float(model[i]);
    }
    std::vector<uint64_t> wanted(32);
    for (unsigned lane = 0; lane < 32; ++lane) {
      unsigned at = unsigned(random() % 4);
      addresses[lane] = uint64_t(data) + at * (is_double ? 8 : 4);
      double operand = double(int(random() % 64)) / 4 - 8;
      operands[lane] =
          is_double ? std::bit_cast<uint64_t>(operand) : 0xffffffff00000000 | std::bit_cast<uint32_t>(float(operand));
      wanted[lane] = is_double ? std::bit_cast<uint64_t>(model[at])
                               : 0xffffffff00000000 | std::bit_cast<uint32_t>(float(model[at]));
      model[at] = next_value(op, model[at], operand);
    }
    auto result =
        rig.run(program(op, true), {uint64_t(addresses), uint64_t(operands), uint64_t(before), uint64_t(after)});
    ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
    for (unsigned lane = 0; lane < 32; ++lane)
      ASSERT_EQ(after[lane], wanted[lane]) << isa::mnemonic(op) << " lane " << lane;
    for (int i = 0; i < 4; ++i)
      ASSERT_EQ(is_double ? reinterpret_cast<double*>(data)[i] : double(reinterpret_cast<float*>(data)[i]), model[i]);
  }
}

TEST_F(Atomics, OfHalvesAndBfloatsRoundToNearestEven) {
  struct Example {
    Op op;
    uint16_t old, operand, next;
  };
  const Example examples[] = {
      {Op::ox_amofadd_h, 0x3c00, 0x3c00, 0x4000},  // 1 + 1
      {Op::ox_amofadd_h, 0x6800, 0x3c00, 0x6800},  // 2048 + 1: halfway to 2050, to even
      {Op::ox_amofadd_h, 0x6801, 0x3c00, 0x6802},  // 2050 + 1: halfway, to even upwards
      {Op::ox_amofadd_h, 0x7bff, 0x7bff, 0x7c00},  // overflow
      {Op::ox_amofadd_h, 0x0001, 0x0001, 0x0002},  // subnormals
      {Op::ox_amofadd_bf, 0x3f80, 0x3f80, 0x4000}, // 1 + 1
      {Op::ox_amofadd_bf, 0x4380, 0x3f80, 0x4380}, // 256 + 1: halfway to 258, to even
      {Op::ox_amofadd_bf, 0x7f7f, 0x7f7f, 0x7f80}, // overflow
      {Op::ox_amofmin_h, 0x3c00, 0xbc00, 0xbc00},  {Op::ox_amofmin_h, 0x0000, 0x8000, 0x8000}, // -0 is the smaller
      {Op::ox_amofmin_h, 0x7e00, 0x3c00, 0x3c00},                                              // the number wins
      {Op::ox_amofmax_h, 0x8000, 0x0000, 0x0000},  {Op::ox_amofmin_bf, 0x3f80, 0xbf80, 0xbf80},
      {Op::ox_amofmax_bf, 0x3f80, 0x7fc0, 0x3f80},
  };
  auto* halves = reinterpret_cast<uint16_t*>(data);
  for (const Example& example : examples) {
    halves[0] = halves[2] = 0x1234;
    halves[1] = example.old;
    addresses[0] = uint64_t(halves + 1);
    operands[0] = 0xffffffffffff0000 | example.operand;
    auto result =
        rig.run(program(example.op, true), {uint64_t(addresses), uint64_t(operands), uint64_t(before), uint64_t(after)},
                {.block = {1, 1, 1}});
    ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
    EXPECT_EQ(halves[1], example.next) << isa::mnemonic(example.op) << std::hex << example.old << " "
                                       << example.operand;
    EXPECT_EQ(after[0], 0xffffffffffff0000 | example.old);
    EXPECT_EQ(halves[0], 0x1234);
    EXPECT_EQ(halves[2], 0x1234);
  }
  // The packed forms: each half on its own, the old pair sign-extended.
  struct Pair {
    Op op;
    uint32_t old, operand, next;
  };
  for (const Pair& pair : {Pair{Op::ox_amofadd_h2, 0x3c003c00, 0x40003c00, 0x42004000},
                           Pair{Op::ox_amofadd_h2, 0xfbff6800, 0xfbff3c00, 0xfc006800},
                           Pair{Op::ox_amofadd_bf2, 0xbf804380, 0x3f803f80, 0x00004380},
                           Pair{Op::ox_amofmin_h2, 0x3c00bc00, 0xbc003c00, 0xbc00bc00},
                           Pair{Op::ox_amofmax_bf2, 0x3f80bf80, 0xbf803f80, 0x3f803f80},
                           Pair{Op::ox_amofmin_bf2, 0x3f80bf80, 0xbf803f80, 0xbf80bf80},
                           Pair{Op::ox_amofmax_h2, 0x3c00bc00, 0xbc003c00, 0x3c003c00}}) {
    auto* word = reinterpret_cast<uint32_t*>(data);
    *word = pair.old;
    addresses[0] = uint64_t(word);
    operands[0] = pair.operand;
    auto result =
        rig.run(program(pair.op, false), {uint64_t(addresses), uint64_t(operands), uint64_t(before), uint64_t(after)},
                {.block = {1, 1, 1}});
    ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
    EXPECT_EQ(*word, pair.next) << isa::mnemonic(pair.op);
    EXPECT_EQ(after[0], uint64_t(int64_t(int32_t(pair.old))));
  }
}

} // namespace
} // namespace ox::test
