// Every instruction that computes, over edge and random operands, whole and partial groups, every SIMD level, against
// the reference (reference.h).
#include "isa/row.h"
#include "simulator/interpreter.h"
#include "test/simulator/exec/reference.h"
#include "test/simulator/exec/rig.h"
#include <bit>
#include <cfenv>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace ox::test {
namespace {

constexpr unsigned kCases = 2048; // a multiple of 32
constexpr unsigned kBfloat = 8;   // as a width, beside 16, 32 and 64

std::vector<uint64_t> edges_of_integers() {
  std::vector<uint64_t> edges = {0,
                                 1,
                                 2,
                                 3,
                                 5,
                                 7,
                                 8,
                                 31,
                                 32,
                                 33,
                                 63,
                                 64,
                                 65,
                                 127,
                                 128,
                                 255,
                                 256,
                                 0x7fff,
                                 0x8000,
                                 0xffff,
                                 0x7fffffff,
                                 0x80000000,
                                 0x80000001,
                                 0xffffffff,
                                 0x100000000,
                                 0x123456789abcdef,
                                 0x7fffffffffffffff,
                                 0x8000000000000000,
                                 0x8000000000000001,
                                 0xffffffff80000000,
                                 0xffffffff7fffffff,
                                 0x2000000005,
                                 0xff00000000ff,
                                 0x80007fff,
                                 0x7f80ff01,
                                 0x8000ffff,
                                 0x80818080,
                                 0x7fff8001,
                                 0x0000ffff0000ffff};
  for (uint64_t i = 1; i < 5; ++i)
    edges.push_back(0 - i);
  return edges;
}
uint64_t box32(uint32_t bits) { return 0xffffffff00000000 | bits; }
uint64_t box16(uint16_t bits) { return 0xffffffffffff0000 | bits; }

std::vector<uint64_t> edges_of_floats(unsigned width) {
  std::vector<uint64_t> edges;
  auto both = [&](double value) {
    if (width == 64)
      edges.insert(edges.end(), {std::bit_cast<uint64_t>(value), std::bit_cast<uint64_t>(-value)});
    else if (width == 32)
      edges.insert(edges.end(),
                   {box32(std::bit_cast<uint32_t>(float(value))), box32(std::bit_cast<uint32_t>(float(-value)))});
  };
  for (double value : {0.0,
                       1.0,
                       0.5,
                       1.5,
                       2.5,
                       3.5,
                       0.49999999999999994,
                       0.75,
                       3.0,
                       127.5,
                       255.5,
                       65504.0,
                       65520.0,
                       2147483647.0,
                       2147483648.0,
                       4294967295.0,
                       4294967296.0,
                       9223372036854775808.0,
                       18446744073709551616.0,
                       1e10,
                       0x1p-24,
                       0x1p-25,
                       0x1.8p-25,
                       0x1p-14,
                       0x1p-126,
                       0x1p-127,
                       0x1p-149,
                       0x1.fffffep127,
                       0x1p-1022,
                       0x1p-1074,
                       0x1.fffffffffffffp1023,
                       4503599627370497.5,
                       8388609.0,
                       1e-3,
                       double(HUGE_VAL)})
    both(value);
  if (width == 64)
    edges.insert(edges.end(), {0x7ff8000000000000, 0x7ff0000000000001, 0xfff8000000000123, 0x000fffffffffffff,
                               box32(0x3f800000), box16(0x3c00)});
  if (width == 32)
    edges.insert(edges.end(), {box32(0x7fc00000), box32(0x7f800001), box32(0xffc12345), box32(0x007fffff),
                               box32(0x807fffff), 0x3f800000, 0x7fffffff3f800000, 0x4000000000000000});
  if (width == 16 || width == kBfloat) {
    for (uint16_t bits :
         {0x0000, 0x0001, 0x03ff, 0x0400, 0x3bff, 0x3c00, 0x3c01, 0x3800, 0x3e00, 0x4100, 0x7bff, 0x7c00,
          0x7c01, 0x7e00, 0x7e55, 0x0200, 0x1400, 0x5bff, 0x6400, 0x4900, 0x3f80, 0x7f80, 0x7fc0, 0x0080})
      edges.insert(edges.end(), {box16(bits), box16(bits | 0x8000)});
    edges.insert(edges.end(), {0x3c00, 0xffff0000ffff3c00, 0xffffffff00003c00, 0xfffffffffff00000});
  }
  return edges;
}

// Which values a source should get: f registers by the format that the instruction reads.
unsigned float_width(std::string_view name) {
  if (name.ends_with(".bf"))
    return kBfloat;
  if (name.starts_with("fcvt") || name.starts_with("fmv")) {
    std::string_view from = name.substr(name.rfind('.') + 1);
    if (name == "fcvt.s.bf16" || from == "h")
      return 16;
    if (name == "fmv.x.w" || from == "s" || name == "fcvt.bf16.s")
      return 32;
    return name == "fmv.x.h" ? 16 : 64;
  }
  return name.ends_with(".h") ? 16 : name.ends_with(".s") || name.ends_with(".s.ftz") ? 32 : 64;
}

class Operand {
public:
  Operand(bool is_float, unsigned width) : is_float_(is_float), width_(width) {
    edges_ = is_float ? edges_of_floats(width) : edges_of_integers();
  }
  uint64_t pick(std::mt19937_64& random) {
    if (random() % 2)
      return edges_[random() % edges_.size()];
    uint64_t bits = random();
    if (!is_float_)
      return random() % 2 ? bits : uint64_t(int64_t(int32_t(bits)));
    if (random() % 2) { // exponents near one, where sums cancel and conversions are in range
      if (width_ == 64)
        bits = (bits & 0x800fffffffffffff) | (uint64_t(1023 - 8 + random() % 72) << 52);
      if (width_ == 32)
        bits = (bits & 0x807fffff) | (uint64_t(127 - 8 + random() % 72) << 23);
      if (width_ == 16)
        bits = (bits & 0x83ff) | (uint64_t(15 - 8 + random() % 20) << 10);
      if (width_ == kBfloat)
        bits = (bits & 0x807f) | (uint64_t(127 - 6 + random() % 16) << 7);
    }
    return width_ == 64 ? bits : width_ == 32 ? box32(uint32_t(bits)) : box16(uint16_t(bits));
  }

private:
  bool is_float_;
  unsigned width_;
  std::vector<uint64_t> edges_;
};

constexpr uint8_t kSource1 = 18, kSource2 = 19, kSource3 = 20, kDestination = 21;

struct Case {
  isa::Instruction instruction;
  bool float1 = false, float2 = false, float3 = false, float_rd = false;
  bool alias = false; // rd is rs1
};

// parameters: rs1, rs2, rs3, rd, out, lane masks, count
Code program_of(const Case& test) {
  Code c;
  const uint8_t pointers[] = {a1, a2, a3, a4, a5, a6, a7};
  for (unsigned i = 0; i < 7; ++i)
    c.load(Op::ld, pointers[i], 8 * i, a0);
  c.csr(t0, 0xCD0).csr(t5, 0xCD8); // laneid, lanemask_eq
  c.i(Op::addi, t3, zero, 0);      // batch
  auto batch = c.here();
  auto fetch = [&](bool is_float, uint8_t reg, uint8_t array) {
    c.r(Op::sh3add, t1, t0, array).load(is_float ? Op::fld : Op::ld, reg, 0, t1);
  };
  fetch(test.float2, kSource2, a2);
  fetch(test.float3, kSource3, a3);
  fetch(test.float_rd, kDestination, a4);
  fetch(test.float1, kSource1, a1);
  c.r(Op::sh2add, t1, t3, a6).load(Op::lw, t1, 0, t1).r(Op::and_, t1, t1, t5);
  auto skip = c.branch_forward(Op::beq, t1, zero);
  c.add(test.instruction);
  c.bind(skip);
  c.r(Op::sh3add, t1, t0, a5);
  c.store(test.float_rd ? Op::fsd : Op::sd, test.instruction.rd, 0, t1);
  c.i(Op::addi, t0, t0, 32).i(Op::addi, t3, t3, 1);
  c.branch(Op::bltu, t0, a7, batch);
  c.exit();
  return c;
}

class EveryInstruction : public ::testing::Test {
protected:
  void check(const Case& test, unsigned float_bits) {
    std::mt19937_64 random(uint64_t(test.instruction.op) * 1000 + test.instruction.rm);
    Operand one(test.float1, float_bits), two(test.float2, float_bits), three(test.float3, float_bits),
        old(test.float_rd, 64);
    for (unsigned i = 0; i < kCases; ++i) {
      rs1[i] = one.pick(random);
      rs2[i] = two.pick(random);
      rs3[i] = three.pick(random);
      rd[i] = old.pick(random);
    }
    for (unsigned i = 0; i < kCases / 32; ++i)
      masks[i] = i % 4 == 0 ? ~0u : i % 4 == 1 ? 1u << (random() % 32) : uint32_t(random()) | 1;
    for (unsigned i = 0; i < kCases; ++i) {
      Operands operands{rs1[i], rs2[i], rs3[i], test.alias ? rs1[i] : rd[i]};
      auto value = expected_integer(test.instruction, operands);
      if (!value)
        value = expected_float(test.instruction, operands);
      ASSERT_TRUE(value.has_value()) << "no reference for " << isa::mnemonic(test.instruction.op);
      bool active = masks[i / 32] >> (i % 32) & 1;
      expected[i] = active ? *value : test.alias ? rs1[i] : rd[i];
    }
    for (auto level : {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512}) {
      if (!sim::is_available(level))
        continue;
      sim::set_simd_level(level);
      std::fill_n(out, kCases, 0xdead);
      Result result = rig.run(program_of(test), {uint64_t(rs1), uint64_t(rs2), uint64_t(rs3), uint64_t(rd),
                                                 uint64_t(out), uint64_t(masks), kCases});
      ASSERT_EQ(result.status, sim::Block::Status::kFinished)
          << isa::mnemonic(test.instruction.op) << ": " << (result.fault ? result.fault->describe() : "");
      for (unsigned i = 0; i < kCases; ++i)
        ASSERT_EQ(out[i], expected[i]) << std::hex << isa::disassemble(test.instruction, 0) << " rm "
                                       << unsigned(test.instruction.rm) << " rs1 " << rs1[i] << " rs2 " << rs2[i]
                                       << " rs3 " << rs3[i] << " rd " << rd[i] << " got " << out[i] << " want "
                                       << expected[i] << " level " << sim::name_of(level) << " lane " << std::dec
                                       << i % 32 << " mask " << std::hex << masks[i / 32];
    }
  }

  // All forms of a row: rounding modes, several immediates, rd over rs1.
  void check_row(const isa::Row& row) {
    Case test;
    test.instruction.op = row.op;
    std::vector<int64_t> immediates = {0};
    for (const isa::Operand& operand : row.operands()) {
      if (operand.kind == isa::OperandKind::kRegister) {
        if (operand.field == isa::Field::kRd)
          test.instruction.rd = kDestination, test.float_rd = operand.is_float;
        if (operand.field == isa::Field::kRs1)
          test.instruction.rs1 = kSource1, test.float1 = operand.is_float;
        if (operand.field == isa::Field::kRs2)
          test.instruction.rs2 = kSource2, test.float2 = operand.is_float;
        if (operand.field == isa::Field::kRs3)
          test.instruction.rs3 = kSource3, test.float3 = operand.is_float;
      }
    }
    switch (row.format) {
    case isa::Format::I:
      immediates = {0, 1, -1, 2047, -2048, 77};
      break;
    case isa::Format::U:
      immediates = {0, 0x1000, 0x7ffff000, -2147483648, -4096};
      break;
    case isa::Format::Shift:
      immediates = {0, 1, 7, 31};
      if (isa::try_encode({.op = row.op, .rd = 1, .rs1 = 1, .imm = 63}))
        immediates.insert(immediates.end(), {32, 63});
      break;
    case isa::Format::Fli:
      immediates.clear();
      for (int i = 0; i < 32; ++i)
        immediates.push_back(i);
      break;
    case isa::Format::Lop3:
      immediates = {0, 0xff, 0x80, 0xfe, 0x96, 0xe8, 0xca, 0xaa, 0xcc, 0xf0, 0x3b};
      break;
    default:
      break;
    }
    std::vector<uint8_t> modes = {0};
    if (row.rounding == isa::Rounding::kStandard)
      modes = {0, 1, 2, 3, 4, 7};
    if (row.rounding == isa::Rounding::kFlush)
      modes = {0, 1, 2, 3, 4, 5, 6, 7};
    if (row.op == Op::fcvtmod_w_d)
      modes = {1};
    for (uint8_t mode : modes) {
      for (int64_t immediate : immediates) {
        test.instruction.rm = mode;
        test.instruction.imm = immediate;
        ASSERT_NO_FATAL_FAILURE(check(test, float_width(row.mnemonic)));
      }
    }
    if (row.has_rs1 && test.float1 == test.float_rd) { // rd over rs1
      test.alias = true;
      test.instruction.rd = kSource1;
      ASSERT_NO_FATAL_FAILURE(check(test, float_width(row.mnemonic)));
    }
  }

  Rig rig;
  uint64_t *rs1 = rig.array<uint64_t>(kCases), *rs2 = rig.array<uint64_t>(kCases), *rs3 = rig.array<uint64_t>(kCases),
           *rd = rig.array<uint64_t>(kCases), *out = rig.array<uint64_t>(kCases);
  uint32_t* masks = rig.array<uint32_t>(kCases / 32);
  uint64_t expected[kCases];
};

bool has_reference(const isa::Row& row) {
  isa::Instruction instruction{.op = row.op, .rm = uint8_t(row.op == Op::fcvtmod_w_d)};
  return expected_integer(instruction, {}) || expected_float(instruction, {});
}

TEST_F(EveryInstruction, OnIntegersGivesWhatTheManualsSay) {
  unsigned count = 0;
  for (const isa::Row& row : isa::rows()) {
    if (!expected_integer({.op = row.op}, {}))
      continue;
    ++count;
    ASSERT_NO_FATAL_FAILURE(check_row(row)) << row.mnemonic;
  }
  EXPECT_GE(count, 162u);
}

TEST_F(EveryInstruction, OnFloatsGivesTheExactResultRoundedOnce) {
  unsigned count = 0;
  for (const isa::Row& row : isa::rows()) {
    if (expected_integer({.op = row.op}, {}) || !has_reference(row))
      continue;
    ++count;
    ASSERT_NO_FATAL_FAILURE(check_row(row)) << row.mnemonic;
  }
  EXPECT_GE(count, 121u);
}

// Products halfway between two bfloat16, and an addend far below a single's last place, which decides.
TEST(FusedBfloat, RoundsOnceWhereSinglePrecisionWouldRoundTwice) {
  Rig rig;
  auto* values = rig.array<uint64_t>(4);
  Code c;
  c.load(Op::ld, a1, 0, a0).load(Op::flh, 1, 0, a1).load(Op::flh, 2, 8, a1).load(Op::flh, 3, 16, a1);
  c.r(Op::ox_fmadd_bf, 4, 1, 2, 3).store(Op::fsd, 4, 24, a1).exit();
  struct Example {
    uint16_t a, b, c, sum;
  };
  for (const Example& example : {Example{0x3f88, 0x3f88, 0x2b80, 0x3f91},    // 1.0625^2 + 2^-40
                                 Example{0x3f88, 0x3f88, 0xab80, 0x3f90},    // 1.0625^2 - 2^-40
                                 Example{0x3f88, 0x3f98, 0xab80, 0x3fa1},    // 1.0625 * 1.1875 - 2^-40
                                 Example{0x3f88, 0x3f98, 0x0000, 0x3fa2}}) { // halfway: to even
    values[0] = example.a, values[1] = example.b, values[2] = example.c;
    ASSERT_EQ(rig.run(c, {uint64_t(values)}, {.block = {1, 1, 1}}).status, sim::Block::Status::kFinished);
    EXPECT_EQ(values[3], box16(example.sum)) << std::hex << example.a << " * " << example.b << " + " << example.c;
  }
}

TEST(HostFloatingPoint, IsTheHostsOwnAgainAfterwardsAndNeverTheGuests) {
  Rig rig;
  auto* values = rig.array<float>(4);
  values[0] = 0x1p-149f; // a subnormal, which the host is told to flush
  values[1] = 10.0f;
  values[2] = 3.0f;
  Code c;
  c.load(Op::ld, a1, 0, a0).load(Op::flw, 1, 0, a1).r(Op::fadd_s, 2, 1, 1).store(Op::fsw, 2, 0, a1);
  c.load(Op::flw, 1, 4, a1).load(Op::flw, 2, 8, a1).r(Op::fdiv_s, 3, 1, 2).store(Op::fsw, 3, 12, a1).exit();
  std::fenv_t before;
  std::fegetenv(&before);
  std::fesetround(FE_UPWARD);
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() | 0x8040); // flush results, subnormal operands are zero
#endif
  Result result = rig.run(c, {uint64_t(values)}, {.block = {1, 1, 1}});
  const int mode = std::fegetround();
  std::fesetenv(&before);
  ASSERT_EQ(result.status, sim::Block::Status::kFinished);
  EXPECT_EQ(mode, FE_UPWARD);
  EXPECT_EQ(std::bit_cast<uint32_t>(values[0]), 2u);
  EXPECT_EQ(std::bit_cast<uint32_t>(values[3]), 0x40555555u); // to nearest, which is downwards
}

} // namespace
} // namespace ox::test
