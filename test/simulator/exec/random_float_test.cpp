// Floating-point instructions on many random operands, in every rounding mode and at every SIMD level, against the
// host's own unit (host_reference.h) and integer arithmetic on halves (half_reference.h).  What instruction_test.cpp
// does for all instructions on few operands is done here for those that round, on about a million each; those with one
// operand take every half.  OX_TEST_LONG=1 takes sixteen times as many, and singles at even distances.
#include "isa/row.h"
#include "simulator/interpreter.h"
#include "test/simulator/exec/half_reference.h"
#include "test/simulator/exec/random_operands.h"
#include "test/simulator/exec/rig.h"
#include <bit>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <type_traits>

namespace ox::test {
namespace {

constexpr size_t kBatch = 8192; // operands of one run, a multiple of 32
constexpr uint64_t kSingleStep = 97;

template <class Bits> constexpr Op kFloatLoad = sizeof(Bits) == 2 ? Op::flh : sizeof(Bits) == 4 ? Op::flw : Op::fld;
template <class Bits> constexpr Op kFloatStore = sizeof(Bits) == 2 ? Op::fsh : sizeof(Bits) == 4 ? Op::fsw : Op::fsd;

uint64_t batches_of(uint64_t modes) {
  const uint64_t count = (uint64_t{1} << 20) / kBatch / modes;
  return std::getenv("OX_TEST_LONG") ? 16 * count : count;
}
bool is_long() { return std::getenv("OX_TEST_LONG") != nullptr; }

// An instruction over arrays of operands in memory, types of its registers and operands.
class RandomFloats : public ::testing::Test {
protected:
  template <class Bits> static void load(Code& c, bool is_float, uint8_t reg, uint8_t array) {
    const Op scaled = sizeof(Bits) == 8 ? Op::sh3add : sizeof(Bits) == 4 ? Op::sh2add : Op::sh1add;
    c.r(scaled, t1, t0, array).load(is_float ? kFloatLoad<Bits> : Op::ld, reg, 0, t1);
  }
  template <class From, class To>
  static Code program(const isa::Instruction& instruction, unsigned sources, bool from_float, bool to_float) {
    Code c;
    const uint8_t pointers[] = {a1, a2, a3, a4};
    for (unsigned i = 0; i < 4; ++i)
      c.load(Op::ld, pointers[i], 8 * i, a0);
    c.csr(t0, 0xCD0); // laneid
    c.li(t2, kBatch);
    auto next = c.here();
    for (unsigned i = 0; i < sources; ++i)
      load<From>(c, from_float, uint8_t(18 + i), pointers[i]);
    c.add(instruction);
    const Op scaled = sizeof(To) == 8 ? Op::sh3add : sizeof(To) == 4 ? Op::sh2add : Op::sh1add;
    c.r(scaled, t1, t0, a4).store(to_float ? kFloatStore<To> : Op::sd, 21, 0, t1);
    c.i(Op::addi, t0, t0, 32).branch(Op::bltu, t0, t2, next).exit();
    return c;
  }
  template <class T> T* part(unsigned index) { return reinterpret_cast<T*>(memory + index * kBatch * 8); }

  // Runs the instruction over parts 0 to 2 into part 3, and compares it with part 4.
  template <class From, class To>
  void check(const sim::Program& program, const isa::Instruction& instruction, unsigned sources, uint64_t batch) {
    auto levels = {sim::SimdLevel::kBaseline, sim::SimdLevel::kAvx2, sim::SimdLevel::kAvx512};
    auto level = std::data(levels)[batch % levels.size()];
    if (sim::is_available(level))
      sim::set_simd_level(level);
    Result result = rig.run(
        program, {uint64_t(part<From>(0)), uint64_t(part<From>(1)), uint64_t(part<From>(2)), uint64_t(part<To>(3))});
    ASSERT_EQ(result.status, sim::Block::Status::kFinished) << (result.fault ? result.fault->describe() : "");
    const To *got = part<To>(3), *want = part<To>(4);
    if (std::memcmp(got, want, kBatch * sizeof(To)) == 0)
      return;
    for (size_t i = 0; i < kBatch; ++i) {
      ASSERT_EQ(got[i], want[i]) << isa::mnemonic(instruction.op) << ", mode " << unsigned(instruction.rm) << std::hex
                                 << ", operands " << part<From>(0)[i] << ' ' << (sources > 1 ? part<From>(1)[i] : 0)
                                 << ' ' << (sources > 2 ? part<From>(2)[i] : 0) << ": got " << got[i] << ", want "
                                 << want[i] << ", level " << sim::name_of(sim::simd_level());
    }
  }

  // All modes of an instruction.  fill(batch) makes the operands, reference(mode) the expected results.
  template <class From, class To>
  void check_modes(Op op, unsigned sources, bool from_float, bool to_float, std::vector<uint8_t> modes,
                   uint64_t batches, const std::function<void(uint64_t)>& fill,
                   const std::function<void(unsigned)>& reference) {
    std::vector<std::unique_ptr<sim::Program>> programs;
    std::vector<isa::Instruction> instructions;
    for (uint8_t mode : modes) {
      instructions.push_back({.op = op,
                              .rd = 21,
                              .rs1 = 18,
                              .rs2 = uint8_t(sources > 1 ? 19 : 0),
                              .rs3 = uint8_t(sources > 2 ? 20 : 0),
                              .rm = mode});
      programs.push_back(rig.load(program<From, To>(instructions.back(), sources, from_float, to_float)));
    }
    for (uint64_t batch = 0; batch < batches; ++batch) {
      fill(batch);
      for (size_t i = 0; i < modes.size(); ++i) {
        reference(modes[i]);
        ASSERT_NO_FATAL_FAILURE((check<From, To>(*programs[i], instructions[i], sources, batch + i)));
      }
    }
  }

  static std::vector<uint8_t> modes_of(Op op) {
    if (isa::row(op).rounding == isa::Rounding::kFlush)
      return {0, 1, 2, 3, 4, 5, 6};
    return {0, 1, 2, 3, 4};
  }

  struct Row {
    Op op;
    Arithmetic kind;
    bool negate_product = false, negate_addend = false;
  };
  template <class Bits> void check_arithmetic(const Row& row) {
    const unsigned sources = row.kind == Arithmetic::kRoot ? 1 : row.kind == Arithmetic::kMultiplyAdd ? 3 : 2;
    const auto modes = modes_of(row.op);
    Random random(uint64_t(row.op));
    std::vector<Bits> a(kBatch), c(kBatch); // with the signs that the operation gives them
    constexpr Bits kSign = Bits{1} << (8 * sizeof(Bits) - 1);
    auto fill = [&](uint64_t) {
      for (size_t i = 0; i < kBatch; ++i) {
        Bits &x = part<Bits>(0)[i], &y = part<Bits>(1)[i], &z = part<Bits>(2)[i];
        x = pick<Bits>(random, Bits(random()));
        y = pick<Bits>(random, x);
        z = pick_addend<Bits>(random, x, y);
        a[i] = row.negate_product ? x ^ kSign : x;
        c[i] = row.negate_addend ? z ^ kSign : z;
      }
    };
    auto reference = [&](unsigned mode) {
      if constexpr (sizeof(Bits) == 2) {
        for (size_t i = 0; i < kBatch; ++i)
          part<Bits>(4)[i] = half_arithmetic(row.kind, mode, a[i], part<Bits>(1)[i], c[i]);
      } else {
        host_arithmetic(row.kind, mode, a.data(), part<Bits>(1), c.data(), part<Bits>(4), kBatch);
      }
    };
    check_modes<Bits, Bits>(row.op, sources, true, true, modes, batches_of(modes.size()), fill, reference);
  }

  // Operands of instructions with one: all halves, random doubles, random singles or, in a long test, every 97th.
  template <class Bits> std::function<void(uint64_t)> one_operand(Random& random) {
    return [&random, this](uint64_t batch) {
      for (size_t i = 0; i < kBatch; ++i) {
        const bool swept = sizeof(Bits) == 2 || (sizeof(Bits) == 4 && is_long());
        const uint64_t index = (batch * kBatch + i) * (sizeof(Bits) == 4 ? kSingleStep : 1);
        part<Bits>(0)[i] = swept ? Bits(index) : pick<Bits>(random, Bits(random()));
      }
    };
  }
  template <class Bits> uint64_t one_operand_batches(uint64_t modes) {
    if (sizeof(Bits) == 2)
      return 65536 / kBatch;
    return sizeof(Bits) == 4 && is_long() ? (uint64_t{1} << 32) / kSingleStep / kBatch + 1 : batches_of(modes);
  }
  template <class From, class To, class F> void check_unary(Op op, bool to_float, F each) {
    Random random(uint64_t(op) + 1000);
    const auto modes = modes_of(op);
    check_modes<From, To>(op, 1, true, to_float, modes, one_operand_batches<From>(modes.size()),
                          one_operand<From>(random), [&](unsigned mode) { each(mode, part<From>(0), part<To>(4)); });
  }
  template <class From, class F> void check_to_integers(std::array<Op, 4> ops, F each) {
    for (unsigned i = 0; i < 4; ++i)
      check_unary<From, uint64_t>(ops[i], false, [&](unsigned mode, const From* a, uint64_t* result) {
        each(mode, i % 2 == 0, i < 2 ? 32u : 64u, a, result);
      });
  }
  // From 32-bit integers: the upper half of the register does not count.
  template <class To, class F> void check_from_integers(std::array<Op, 4> ops, F each) {
    for (unsigned i = 0; i < 4; ++i) {
      const bool is_signed = i % 2 == 0, is_narrow = i < 2;
      Random random{uint64_t(ops[i])};
      std::vector<uint64_t> value(kBatch);
      const auto modes = modes_of(ops[i]);
      auto fill = [&](uint64_t) {
        for (size_t k = 0; k < kBatch; ++k) {
          const uint64_t bits = part<uint64_t>(0)[k] = pick_integer(random);
          value[k] = !is_narrow ? bits : is_signed ? uint64_t(int64_t(int32_t(bits))) : uint32_t(bits);
        }
      };
      check_modes<uint64_t, To>(ops[i], 1, false, true, modes, batches_of(modes.size()), fill,
                                [&](unsigned mode) { each(mode, is_signed, value.data(), part<To>(4)); });
    }
  }

  Rig rig;
  std::byte* memory = rig.array<std::byte>(5 * kBatch * 8);
};

#define OX_ROWS(suffix)                                                                                                \
  for (const Row& row :                                                                                                \
       {Row{Op::fadd_##suffix, Arithmetic::kAdd}, Row{Op::fsub_##suffix, Arithmetic::kSubtract},                       \
        Row{Op::fmul_##suffix, Arithmetic::kMultiply}, Row{Op::fdiv_##suffix, Arithmetic::kDivide},                    \
        Row{Op::fsqrt_##suffix, Arithmetic::kRoot}, Row{Op::fmadd_##suffix, Arithmetic::kMultiplyAdd},                 \
        Row{Op::fmsub_##suffix, Arithmetic::kMultiplyAdd, false, true},                                                \
        Row{Op::fnmsub_##suffix, Arithmetic::kMultiplyAdd, true, false},                                               \
        Row{Op::fnmadd_##suffix, Arithmetic::kMultiplyAdd, true, true}})
TEST_F(RandomFloats, ArithmeticOnSinglesGivesWhatTheHostGives) {
  OX_ROWS(s) ASSERT_NO_FATAL_FAILURE(check_arithmetic<uint32_t>(row));
}
TEST_F(RandomFloats, ArithmeticOnDoublesGivesWhatTheHostGives) {
  OX_ROWS(d) ASSERT_NO_FATAL_FAILURE(check_arithmetic<uint64_t>(row));
}
TEST_F(RandomFloats, ArithmeticOnHalvesGivesWhatIntegersGive) {
  OX_ROWS(h) ASSERT_NO_FATAL_FAILURE(check_arithmetic<uint16_t>(row));
}
#undef OX_ROWS

TEST_F(RandomFloats, BecomeIntegersAsOnTheHost) {
  auto host = [](unsigned mode, bool is_signed, unsigned width, const auto* a, uint64_t* result) {
    host_to_integer(mode, is_signed, width, a, result, kBatch);
  };
  check_to_integers<uint32_t>({Op::fcvt_w_s, Op::fcvt_wu_s, Op::fcvt_l_s, Op::fcvt_lu_s}, host);
  check_to_integers<uint64_t>({Op::fcvt_w_d, Op::fcvt_wu_d, Op::fcvt_l_d, Op::fcvt_lu_d}, host);
  check_to_integers<uint16_t>({Op::fcvt_w_h, Op::fcvt_wu_h, Op::fcvt_l_h, Op::fcvt_lu_h},
                              [](unsigned mode, bool is_signed, unsigned width, const uint16_t* a, uint64_t* result) {
                                for (size_t i = 0; i < kBatch; ++i)
                                  result[i] = half_to_integer(mode, is_signed, width, a[i]);
                              });
}

TEST_F(RandomFloats, ComeFromIntegersAsOnTheHost) {
  auto host = [](unsigned mode, bool is_signed, const uint64_t* a, auto* result) {
    host_from_integer(mode, is_signed, a, result, kBatch);
  };
  check_from_integers<uint32_t>({Op::fcvt_s_w, Op::fcvt_s_wu, Op::fcvt_s_l, Op::fcvt_s_lu}, host);
  check_from_integers<uint64_t>({Op::fcvt_d_w, Op::fcvt_d_wu, Op::fcvt_d_l, Op::fcvt_d_lu}, host);
  check_from_integers<uint16_t>({Op::fcvt_h_w, Op::fcvt_h_wu, Op::fcvt_h_l, Op::fcvt_h_lu},
                                [](unsigned mode, bool is_signed, const uint64_t* a, uint16_t* result) {
                                  for (size_t i = 0; i < kBatch; ++i)
                                    result[i] = half_from_integer(mode, is_signed, a[i]);
                                });
}

TEST_F(RandomFloats, RoundToIntegersAsOnTheHost) {
  auto host = [](unsigned mode, const auto* a, auto* result) { host_round(mode, a, result, kBatch); };
  for (Op op : {Op::fround_s, Op::froundnx_s})
    check_unary<uint32_t, uint32_t>(op, true, host);
  for (Op op : {Op::fround_d, Op::froundnx_d})
    check_unary<uint64_t, uint64_t>(op, true, host);
  for (Op op : {Op::fround_h, Op::froundnx_h})
    check_unary<uint16_t, uint16_t>(op, true, [](unsigned mode, const uint16_t* a, uint16_t* result) {
      for (size_t i = 0; i < kBatch; ++i)
        result[i] = half_round(mode, a[i]);
    });
}

TEST_F(RandomFloats, BecomeNarrowerRoundedOnce) {
  auto flushed = [](unsigned mode, uint32_t a) {
    return (mode == 5 || mode == 6) && (a & 0x7f800000) == 0 ? a & 0x80000000 : a;
  };
  check_unary<uint64_t, uint32_t>(Op::fcvt_s_d, true, [](unsigned mode, const uint64_t* a, uint32_t* result) {
    host_narrow(mode, a, result, kBatch);
  });
  check_unary<uint64_t, uint16_t>(Op::fcvt_h_d, true, [](unsigned mode, const uint64_t* a, uint16_t* result) {
    for (size_t i = 0; i < kBatch; ++i)
      result[i] = half_from_double(mode, a[i]);
  });
  check_unary<uint32_t, uint16_t>(Op::fcvt_h_s, true, [&](unsigned mode, const uint32_t* a, uint16_t* result) {
    for (size_t i = 0; i < kBatch; ++i)
      result[i] = half_from_double(mode, std::bit_cast<uint64_t>(to_double(flushed(mode, a[i]))));
  });
  check_unary<uint32_t, uint16_t>(Op::fcvt_bf16_s, true, [&](unsigned mode, const uint32_t* a, uint16_t* result) {
    for (size_t i = 0; i < kBatch; ++i)
      result[i] = bfloat_from_single(mode, flushed(mode, a[i]));
  });
}

TEST_F(RandomFloats, OfHalvesAllRootsAreRight) {
  check_unary<uint16_t, uint16_t>(Op::fsqrt_h, true, [](unsigned mode, const uint16_t* a, uint16_t* result) {
    for (size_t i = 0; i < kBatch; ++i)
      result[i] = half_arithmetic(Arithmetic::kRoot, mode, a[i], 0, 0);
  });
}

} // namespace
} // namespace ox::test
