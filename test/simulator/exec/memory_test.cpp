// Loads, stores and atomics: every shape of addresses, every kind of memory, and faults that are precise.
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <random>

namespace ox::test {
namespace {

using Status = sim::Block::Status;

struct Access {
  Op load, store;
  unsigned bytes;
  bool is_float;
  bool sign_extends;
};
constexpr Access kAccesses[] = {
    {Op::lb, Op::sb, 1, false, true},   {Op::lbu, Op::sb, 1, false, false}, {Op::lh, Op::sh, 2, false, true},
    {Op::lhu, Op::sh, 2, false, false}, {Op::lw, Op::sw, 4, false, true},   {Op::lwu, Op::sw, 4, false, false},
    {Op::ld, Op::sd, 8, false, true},   {Op::flh, Op::fsh, 2, true, false}, {Op::flw, Op::fsw, 4, true, false},
    {Op::fld, Op::fsd, 8, true, false},
};

// What a load of the element puts in the register, 64 bits.
uint64_t loaded(const Access& access, uint64_t element) {
  if (access.bytes == 8)
    return element;
  const unsigned bits = 8 * access.bytes;
  if (access.is_float)
    return ~uint64_t{0} << bits | element;
  bool fill = access.sign_extends && (element >> (bits - 1) & 1);
  return fill ? ~uint64_t{0} << bits | element : element;
}

class MemoryAccess : public ::testing::Test {
protected:
  static constexpr uint64_t kBytes = 4096;

  // Each lane of mask loads from addresses[lane] + 8 and stores what it got; others keep 7.
  // parameters: addresses, results, mask
  Code load_program(const Access& access) {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).csr(t0, 0xCD0).csr(t5, 0xCD8);
    c.r(Op::sh3add, t1, t0, a1).load(Op::ld, t2, 0, t1).i(Op::addi, 18, zero, 7).r(Op::fmv_d_x, 18, 18);
    c.r(Op::and_, t1, a3, t5);
    auto skip = c.branch_forward(Op::beq, t1, zero);
    c.load(access.load, 18, 8, t2);
    c.bind(skip);
    c.r(Op::sh3add, t1, t0, a2).store(access.is_float ? Op::fsd : Op::sd, 18, 0, t1).exit();
    return c;
  }
  // Each lane of mask stores values[lane] at addresses[lane] - 8.   parameters: addresses, values, mask
  Code store_program(const Access& access) {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).csr(t0, 0xCD0).csr(t5, 0xCD8);
    c.r(Op::sh3add, t1, t0, a1).load(Op::ld, t2, 0, t1).r(Op::sh3add, t1, t0, a2).load(Op::ld, 18, 0, t1);
    c.load(Op::fld, 18, 0, t1).r(Op::and_, t1, a3, t5);
    auto skip = c.branch_forward(Op::beq, t1, zero);
    c.store(access.store, 18, -8, t2);
    c.bind(skip);
    c.exit();
    return c;
  }
  std::vector<std::vector<uint64_t>> shapes(unsigned bytes) {
    std::vector<std::vector<uint64_t>> all;
    auto shape = [&](auto offset_of) {
      std::vector<uint64_t> offsets(32);
      for (unsigned lane = 0; lane < 32; ++lane)
        offsets[lane] = offset_of(lane);
      all.push_back(offsets);
    };
    shape([](unsigned) { return 0; });
    shape([&](unsigned) { return kBytes - bytes; });
    shape([&](unsigned lane) { return lane * bytes; });
    shape([&](unsigned lane) { return kBytes - 32 * bytes + lane * bytes; });
    shape([&](unsigned lane) { return lane * 16; });
    shape([&](unsigned lane) { return (31 - lane) * bytes; });
    shape([&](unsigned lane) { return lane / 16 * 256 + lane % 16 * bytes; });
    shape([&](unsigned lane) { return lane / 16 * 64; });
    for (int i = 0; i < 4; ++i)
      shape([&](unsigned) { return random() % (kBytes / bytes) * bytes; });
    return all;
  }
  static constexpr uint32_t kMasks[] = {~0u, 1, 0x80000000, 0x00ffff00, 0x55555555, 0x7fffffff};

  Rig rig;
  std::mt19937_64 random{3};
  uint8_t* data = rig.array<uint8_t>(kBytes);
  uint64_t *addresses = rig.array<uint64_t>(32), *values = rig.array<uint64_t>(32);
};

TEST_F(MemoryAccess, LoadsGiveEachLaneItsElement) {
  for (uint64_t i = 0; i < kBytes; ++i)
    data[i] = uint8_t(random());
  for (const Access& access : kAccesses) {
    auto program = rig.load(load_program(access));
    for (const auto& offsets : shapes(access.bytes)) {
      for (uint32_t mask : kMasks) {
        for (unsigned lane = 0; lane < 32; ++lane)
          addresses[lane] = mask >> lane & 1 ? uint64_t(data) + offsets[lane] - 8 : 0;
        auto result = rig.run(*program, {uint64_t(addresses), uint64_t(values), mask});
        ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
        for (unsigned lane = 0; lane < 32; ++lane) {
          uint64_t element = 0;
          std::memcpy(&element, data + offsets[lane], access.bytes);
          ASSERT_EQ(values[lane], mask >> lane & 1 ? loaded(access, element) : 7)
              << isa::mnemonic(access.load) << " lane " << lane << " mask " << mask;
        }
      }
    }
  }
}

TEST_F(MemoryAccess, StoresWriteTheLanesOfTheMaskAndNothingElse) {
  std::vector<uint8_t> expected(kBytes);
  for (const Access& access : kAccesses) {
    auto program = rig.load(store_program(access));
    for (const auto& offsets : shapes(access.bytes)) {
      for (uint32_t mask : kMasks) {
        for (uint64_t i = 0; i < kBytes; ++i)
          data[i] = expected[i] = uint8_t(random());
        std::map<uint64_t, std::vector<uint64_t>> candidates; // where lanes collide, one of them wins
        for (unsigned lane = 0; lane < 32; ++lane) {
          addresses[lane] = mask >> lane & 1 ? uint64_t(data) + offsets[lane] + 8 : 0;
          values[lane] = random();
          if (mask >> lane & 1)
            candidates[offsets[lane]].push_back(values[lane]);
        }
        auto result = rig.run(*program, {uint64_t(addresses), uint64_t(values), mask});
        ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
        for (const auto& [offset, written] : candidates) {
          bool one_of_them = std::any_of(written.begin(), written.end(), [&](uint64_t value) {
            return std::memcmp(data + offset, &value, access.bytes) == 0;
          });
          ASSERT_TRUE(one_of_them) << isa::mnemonic(access.store) << " offset " << offset;
          std::memcpy(expected.data() + offset, data + offset, access.bytes);
        }
        ASSERT_EQ(std::memcmp(expected.data(), data, kBytes), 0) << isa::mnemonic(access.store) << " mask " << mask;
      }
    }
  }
}

TEST_F(MemoryAccess, LocalMemoryIsTheLanesOwn) {
  // All lanes use the same addresses, or addresses of their own, in the window; nobody sees another lane's bytes.
  for (const Access& access : kAccesses) {
    for (bool same : {true, false}) {
      for (bool part : {false, true}) {
        Code c;
        c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).csr(t0, 0xCD0);
        c.r(Op::sh3add, t1, t0, a1).load(Op::ld, 18, 0, t1).load(Op::fld, 18, 0, t1);
        c.i(Op::addi, t2, sp, -512).i(Op::addi, t3, zero, same ? 0 : 24);
        c.r(Op::mul, t3, t3, t0).i(Op::andi, t3, t3, 255).r(Op::add, t2, t2, t3);
        c.store(Op::sd, zero, 0, t2).store(Op::sd, zero, 8, t2).store(Op::sd, zero, 16, t2);
        c.i(Op::andi, t4, t0, 1);
        auto skip = c.branch_forward(part ? Op::bne : Op::blt, t4, zero);
        c.store(access.store, 18, 8 + access.bytes % 8, t2); // not always at the word's start
        c.bind(skip);
        c.load(Op::ld, t5, 8, t2).load(access.load, 19, 8 + access.bytes % 8, t2);
        c.i(Op::slli, t1, t0, 4).r(Op::add, t1, t1, a2);
        c.store(Op::sd, t5, 0, t1).store(access.is_float ? Op::fsd : Op::sd, 19, 8, t1).exit();
        auto* out = rig.array<uint64_t>(64);
        for (unsigned lane = 0; lane < 32; ++lane)
          values[lane] = random();
        auto result = rig.run(c, {uint64_t(values), uint64_t(out)}, {.block = {64, 1, 1}});
        ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
        for (unsigned lane = 0; lane < 32; ++lane) {
          bool wrote = !part || lane % 2 == 0;
          uint64_t field = access.bytes == 8 ? ~uint64_t{0} : (uint64_t{1} << 8 * access.bytes) - 1;
          uint64_t element = wrote ? values[lane] & field : 0;
          ASSERT_EQ(out[2 * lane], element << 8 * (access.bytes % 8))
              << isa::mnemonic(access.store) << " lane " << lane;
          ASSERT_EQ(out[2 * lane + 1], loaded(access, element)) << isa::mnemonic(access.load) << " lane " << lane;
        }
      }
    }
  }
}

class Faults : public MemoryAccess {
protected:
  Fault fault_of(const Code& code, std::vector<uint64_t> parameters, const Conditions& conditions = {}) {
    Result result = rig.run(code, parameters, conditions);
    EXPECT_EQ(result.status, Status::kFaulted);
    return result.fault.value_or(Fault{});
  }
};

TEST_F(Faults, AStrayLoadNamesTheLaneThePcAndTheAddress) {
  for (unsigned lane = 0; lane < 32; ++lane)
    addresses[lane] = uint64_t(data) + 4 * lane - 8;
  addresses[17] = uint64_t(data) + kBytes + 16 - 8;
  Fault fault = fault_of(load_program(kAccesses[4]), {uint64_t(addresses), uint64_t(values), ~uint32_t{0}});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
  EXPECT_EQ(fault.thread, (Dim3{17, 0, 0}));
  EXPECT_EQ(fault.address, uint64_t(data) + kBytes + 16);
  EXPECT_EQ(fault.pc, kCodeOffset + 4 * 11);
  EXPECT_EQ(fault.kernel, "kernel");
  EXPECT_EQ(fault.access, FaultAccess::kRead);
  EXPECT_EQ(fault.access_bytes, 4u);
  EXPECT_EQ(fault.space, FaultSpace::kGlobal);
  ASSERT_TRUE(fault.nearest);
  EXPECT_EQ(fault.nearest->base, uint64_t(data));
  EXPECT_EQ(fault.nearest->bytes, kBytes);
  EXPECT_EQ(fault.nearest->where, NearestAllocation::Where::kAfter);
  EXPECT_EQ(fault.nearest->distance, 16u);
  EXPECT_TRUE(fault.detail.starts_with("read of 4 bytes at 0x")) << fault.detail;
  EXPECT_NE(fault.detail.find(", 16 bytes past the end of the 4,096-byte allocation at 0x"), std::string::npos)
      << fault.detail;
}

TEST_F(Faults, AFaultingStoreWritesNothing) {
  std::fill_n(data, kBytes, 0);
  for (unsigned lane = 0; lane < 32; ++lane) {
    addresses[lane] = uint64_t(data) + 4 * lane + 8;
    values[lane] = ~uint64_t{0};
  }
  addresses[31] = 8; // a null pointer
  Fault fault = fault_of(store_program(kAccesses[4]), {uint64_t(addresses), uint64_t(values), ~uint32_t{0}});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
  EXPECT_EQ(fault.address, 0u);
  EXPECT_EQ(fault.thread, (Dim3{31, 0, 0}));
  EXPECT_TRUE(std::all_of(data, data + kBytes, [](uint8_t byte) { return byte == 0; }));
}

TEST_F(Faults, TheLastElementMustFitAndBeAligned) {
  std::fill_n(addresses, 32, uint64_t(data) + kBytes - 8);
  Fault fault = fault_of(load_program(kAccesses[6]), {uint64_t(addresses), uint64_t(values), 4});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
  std::fill_n(addresses, 32, uint64_t(data) - 6);
  fault = fault_of(load_program(kAccesses[4]), {uint64_t(addresses), uint64_t(values), 4});
  EXPECT_EQ(fault.kind, FaultKind::kMisalignedAddress);
  EXPECT_EQ(fault.thread, (Dim3{2, 0, 0}));
  EXPECT_EQ(fault.access, FaultAccess::kRead);
  EXPECT_EQ(fault.access_bytes, 4u);
  EXPECT_NE(fault.detail.find(", which is not a multiple of 4, 2 bytes into the 4,096-byte allocation"),
            std::string::npos)
      << fault.detail;
}

TEST_F(Faults, CodeCanBeReadButNotWritten) {
  Code c;
  c.add({.op = Op::auipc, .rd = t0, .imm = 0}).load(Op::lw, t1, 0, t0).store(Op::sw, t1, 0, t0).exit();
  Fault fault = fault_of(c, {});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
  EXPECT_EQ(fault.pc, kCodeOffset + 8);
  EXPECT_EQ(fault.access, FaultAccess::kWrite);
  EXPECT_EQ(fault.space, FaultSpace::kCode);
  EXPECT_FALSE(fault.nearest->is_writable);
  EXPECT_TRUE(fault.detail.ends_with(", which is read-only")) << fault.detail;
}

TEST_F(Faults, OutsideOfTheLocalWindowIsAStackOverflowBelowAndAStrayAbove) {
  Code below;
  below.i(Op::addi, sp, sp, -1024).store(Op::sd, zero, -16, sp).exit();
  Fault fault = fault_of(below, {});
  EXPECT_EQ(fault.kind, FaultKind::kStackOverflow);
  EXPECT_EQ(fault.space, FaultSpace::kLocal);
  EXPECT_EQ(fault.access, FaultAccess::kWrite);
  EXPECT_EQ(fault.nearest->kind, AllocationKind::kLocal);
  EXPECT_EQ(fault.nearest->distance, 16u);
  EXPECT_TRUE(fault.detail.ends_with("16 bytes below the thread's 1,024 bytes of local memory")) << fault.detail;
  Code above;
  above.load(Op::lw, t0, 0, sp).exit();
  fault = fault_of(above, {});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
  EXPECT_EQ(fault.space, FaultSpace::kLocal);
  EXPECT_TRUE(fault.detail.ends_with("directly past the end of the thread's 1,024 bytes of local memory"))
      << fault.detail;
}

TEST_F(Faults, TheKernelsParametersAreReadOnly) {
  Code c;
  c.r(Op::amoadd_w, t0, a0, t1).exit();
  Fault fault = fault_of(c, {1, 2, 3});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
  EXPECT_EQ(fault.space, FaultSpace::kParameters);
  EXPECT_EQ(fault.access, FaultAccess::kAtomic);
  EXPECT_EQ(fault.access_bytes, 4u);
  EXPECT_NE(fault.detail.find("at the beginning of the "), std::string::npos) << fault.detail;
  EXPECT_NE(fault.detail.find("-byte parameter block of the kernel"), std::string::npos) << fault.detail;
  EXPECT_TRUE(fault.detail.starts_with("atomic access of 4 bytes")) << fault.detail;
}

TEST_F(Faults, OutsideOfSharedMemoryIsSaidInWords) {
  Code c;
  c.load(Op::lw, t0, 252, tp).store(Op::sw, t0, 256, tp).exit();
  Fault fault = fault_of(c, {}, {.shared_bytes = 256});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
  EXPECT_EQ(fault.space, FaultSpace::kShared);
  EXPECT_EQ(fault.nearest->kind, AllocationKind::kShared);
  EXPECT_TRUE(fault.detail.ends_with("directly past the end of the block's 256 bytes of shared memory"))
      << fault.detail;
}

TEST_F(Faults, MemoryReleasedDuringALaunchIsGone) {
  // A system call stands for the host: it releases what the kernel reads before and after.
  auto* gone = rig.array<uint32_t>(64);
  rig.system_call = [&](uint64_t, const uint64_t (&)[6], const sim::LaunchContext::LaneMemory&) {
    EXPECT_TRUE(rig.memory().release(uint64_t(gone)));
    return sim::LaunchContext::SystemCallResult{};
  };
  Code c;
  c.load(Op::ld, a1, 0, a0).i(Op::addi, t1, zero, 2);
  auto loop = c.here();
  c.load(Op::lw, t0, 0, a1).r(Op::ecall, 0).i(Op::addi, t1, t1, -1);
  c.branch(Op::bne, t1, zero, loop);
  c.exit();
  Fault fault = fault_of(c, {uint64_t(gone)}, {.block = {1, 1, 1}});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalAddress);
}

TEST_F(Faults, IllegalInstructionsTrapsAndLostPcs) {
  Code illegal;
  illegal.i(Op::addi, t0, zero, 0).word(0xffffffff);
  Fault fault = fault_of(illegal, {});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalInstruction);
  EXPECT_EQ(fault.pc, kCodeOffset + 4);
  Code trap;
  trap.r(Op::ebreak, 0);
  EXPECT_EQ(fault_of(trap, {}).kind, FaultKind::kTrap);
  Code lost;
  lost.i(Op::jalr, ra, zero, 0x100);
  fault = fault_of(lost, {});
  EXPECT_EQ(fault.kind, FaultKind::kIllegalInstruction);
  EXPECT_EQ(fault.detail, "a jump to 0x100, which is not in the program's code");
  EXPECT_EQ(fault.space, FaultSpace::kCode);
  EXPECT_EQ(fault.address, 0x100u);
  Code end;
  end.i(Op::addi, t0, zero, 0);
  EXPECT_EQ(fault_of(end, {}).kind, FaultKind::kIllegalInstruction);
  Code csr;
  csr.csr(t0, 0x123);
  EXPECT_EQ(fault_of(csr, {}).kind, FaultKind::kIllegalInstruction);
}

TEST_F(Faults, ASystemCallsFaultGetsThePlaceOfTheLane) {
  rig.system_call = [&](uint64_t number, const uint64_t (&arguments)[6], const sim::LaunchContext::LaneMemory& lane) {
    sim::LaunchContext::SystemCallResult result;
    uint64_t word = 0;
    EXPECT_TRUE(lane.read(arguments[1], &word, 8)); // in the local window
    EXPECT_FALSE(lane.read(16, &word, 8));
    EXPECT_EQ(word, arguments[0] + 5);
    result.value = number + arguments[0];
    if (arguments[0] == 3) {
      result.fault.emplace();
      result.fault->kind = FaultKind::kAssert;
      result.fault->detail = "no";
    }
    return result;
  };
  Code c;
  c.load(Op::ld, a2, 0, a0).csr(a0, 0xCD0).i(Op::addi, t0, a0, 5).store(Op::sd, t0, -8, sp).i(Op::addi, a1, sp, -8);
  c.i(Op::addi, a7, zero, 100).r(Op::ecall, 0).csr(t0, 0xCD0).r(Op::sh3add, t0, t0, a2).store(Op::sd, a0, 0, t0).exit();
  auto result = rig.run(c, {uint64_t(values)}, {.block = {3, 1, 1}});
  ASSERT_EQ(result.status, Status::kFinished);
  EXPECT_EQ(values[2], 102u);
  Fault fault = fault_of(c, {uint64_t(values)});
  EXPECT_EQ(fault.kind, FaultKind::kAssert);
  EXPECT_EQ(fault.detail, "no");
  EXPECT_EQ(fault.thread, (Dim3{3, 0, 0}));
}

TEST_F(MemoryAccess, RegistersThatAKernelReadsFirstAreZero) {
  // The first run leaves every register dirty, in memory that the second one gets.  s11 and f31 are read on one path
  // only, f30 in an atomic, s10 in a function that is called.
  Code dirty;
  for (uint8_t reg = 1; reg < 32; ++reg)
    if (reg != sp)
      dirty.i(Op::addi, reg, zero, -5).r(Op::fmv_d_x, reg, ra);
  dirty.exit();
  Code c;
  auto start = c.jump_forward();
  auto function = c.here();
  c.store(Op::sd, s10, 24, a1).i(Op::jalr, zero, ra, 0);
  c.bind(start);
  c.load(Op::ld, a1, 0, a0).csr(t0, 0xCD0).i(Op::addi, s9, zero, 3);
  auto skip = c.branch_forward(Op::bne, t0, zero);
  c.store(Op::sd, s11, 0, a1).store(Op::fsd, 31, 8, a1).r(Op::fmv_d_x, 29, s9);
  c.r(Op::ox_amofadd_d, 28, a1, 30).store(Op::sd, s9, 16, a1);
  c.add({.op = Op::jal, .rd = ra, .imm = 4 * (int64_t(function.index) - int64_t(c.size()))});
  c.bind(skip);
  c.exit();
  ASSERT_EQ(rig.run(dirty, {}).status, Status::kFinished);
  std::fill_n(values, 4, 77);
  auto result = rig.run(c, {uint64_t(values)});
  ASSERT_EQ(result.status, Status::kFinished) << result.fault->describe();
  EXPECT_EQ(values[0], 0u);
  EXPECT_EQ(values[1], 0u);
  EXPECT_EQ(values[2], 3u);
  EXPECT_EQ(values[3], 0u);
}

TEST_F(MemoryAccess, CsrsSayWhoTheLaneIs) {
  struct Expected {
    uint32_t number;
    uint64_t value; // of thread (3, 1, 1) in a block of (5, 4, 3), block (2, 1, 0) of a grid of (4, 3, 2): linear 28
  };
  const Expected all[] = {
      {0xCC0, 3},          {0xCC1, 1},          {0xCC2, 1},        {0xCC4, 5},         {0xCC5, 4},
      {0xCC6, 3},          {0xCC8, 2},          {0xCC9, 1},        {0xCCA, 0},         {0xCCC, 4},
      {0xCCD, 3},          {0xCCE, 2},          {0xCD0, 28},       {0xCD1, 0},         {0xCD2, 32},
      {0xCD3, 1},          {0xCD4, 4},          {0xCD8, 1u << 28}, {0xCD9, 0xfffffff}, {0xCDA, 0x1fffffff},
      {0xCDB, 0xe0000000}, {0xCDC, 0xf0000000}, {0xCE0, 4096},     {0xCE1, 0},         {0xCE2, 1024}};
  for (const Expected& expected : all) {
    Code c;
    c.load(Op::ld, a1, 0, a0).csr(t0, expected.number).csr(t1, 0xCD1);
    auto skip = c.branch_forward(Op::bne, t1, zero);
    c.csr(t1, 0xCD0).r(Op::sh3add, t1, t1, a1).store(Op::sd, t0, 0, t1);
    c.bind(skip);
    c.exit();
    auto result = rig.run(c, {uint64_t(values)},
                          {.block = {5, 4, 3}, .grid = {4, 3, 2}, .index = {2, 1, 0}, .shared_bytes = 4096});
    ASSERT_EQ(result.status, Status::kFinished);
    EXPECT_EQ(values[28], expected.value) << std::hex << expected.number;
  }
}

} // namespace
} // namespace ox::test
