// What kernels ask of the system, and how the answers and faults read.
#include "isa/kernel_abi.h"
#include "simulator/system_calls.h"
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <map>

using namespace ox;
using namespace ox::sim;

namespace {
// Every address is readable: the tests pass pointers to their own strings.
class OpenLane : public LaunchContext::LaneMemory {
public:
  bool read(uint64_t address, void* to, uint64_t bytes) const override {
    // Byte by byte, because a string that is shorter than the piece asked for may end where memory ends.
    if (bytes > 1)
      return false;
    std::memcpy(to, reinterpret_cast<const void*>(address), bytes);
    return true;
  }
};

class SystemCallsTest : public testing::Test {
protected:
  std::unique_ptr<Memory> memory = *Memory::create(uint64_t{4} << 30, uint64_t{1} << 30);
  std::unique_ptr<SystemCalls> calls = std::make_unique<SystemCalls>(*memory, 1 << 20);

  LaunchContext::SystemCallResult call(isa::SystemCall number, uint64_t a0 = 0, uint64_t a1 = 0, uint64_t a2 = 0,
                                       uint64_t a3 = 0) {
    const uint64_t arguments[6] = {a0, a1, a2, a3, 0, 0};
    return calls->call(uint64_t(number), arguments, OpenLane(), {});
  }
  static uint64_t text(const char* chars) { return reinterpret_cast<uint64_t>(chars); }
};
} // namespace

TEST_F(SystemCallsTest, MallocGivesAlignedMemoryThatKernelsMayTouch) {
  std::map<uint64_t, uint64_t> pieces;
  for (uint64_t bytes : {1, 16, 17, 1000}) {
    uint64_t address = call(isa::SystemCall::kMalloc, bytes).value;
    ASSERT_NE(address, 0u);
    EXPECT_EQ(address % 16, 0u);
    EXPECT_TRUE(memory->find(address) && memory->find(address)->writable);
    for (auto [other, other_bytes] : pieces)
      EXPECT_TRUE(other + other_bytes <= address || address + bytes <= other) << "they overlap";
    pieces[address] = bytes;
  }
  EXPECT_EQ(pieces.size(), 4u);
}

TEST_F(SystemCallsTest, MallocReturnsNullWhenTheHeapIsFullAndFreeMakesRoom) {
  EXPECT_EQ(call(isa::SystemCall::kMalloc, (1 << 20) + 1).value, 0u);
  uint64_t half = call(isa::SystemCall::kMalloc, 1 << 19).value;
  EXPECT_NE(call(isa::SystemCall::kMalloc, 1 << 19).value, 0u);
  EXPECT_EQ(call(isa::SystemCall::kMalloc, 16).value, 0u);
  EXPECT_FALSE(call(isa::SystemCall::kFree, half).fault);
  EXPECT_NE(call(isa::SystemCall::kMalloc, 16).value, 0u);
  EXPECT_EQ(call(isa::SystemCall::kMalloc, ~uint64_t{0}).value, 0u);
}

TEST_F(SystemCallsTest, FreeOfNullIsNothingAndOfAnythingElseTwiceAFault) {
  EXPECT_FALSE(call(isa::SystemCall::kFree, 0).fault);
  uint64_t piece = call(isa::SystemCall::kMalloc, 100).value;
  EXPECT_FALSE(call(isa::SystemCall::kFree, piece).fault);
  auto again = call(isa::SystemCall::kFree, piece);
  ASSERT_TRUE(again.fault);
  EXPECT_EQ(again.fault->kind, FaultKind::kIllegalAddress);
  EXPECT_NE(again.fault->detail.find("which malloc did not return or which was freed before"), std::string::npos);
  EXPECT_TRUE(call(isa::SystemCall::kFree, 0x1234).fault);
}

TEST_F(SystemCallsTest, StrictHeapPiecesAreRangesOfTheirOwn) {
  setenv("OX_MEMCHECK", "strict", 1);
  auto strict = *Memory::create(uint64_t{4} << 30, uint64_t{1} << 30);
  unsetenv("OX_MEMCHECK");
  DeviceHeap heap(*strict, 1 << 20);
  uint64_t piece = heap.allocate(32);
  EXPECT_EQ(strict->find(piece)->end, piece + 32);
  EXPECT_TRUE(heap.release(piece));
  EXPECT_FALSE(strict->find(piece));
}

TEST_F(SystemCallsTest, TheHeapsSizeChangesUntilAKernelAsksForMemory) {
  EXPECT_EQ(calls->heap().limit_bytes(), uint64_t{1} << 20);
  ASSERT_TRUE(calls->heap().set_limit(4 << 20));
  ASSERT_TRUE(calls->heap().set_limit(3000));
  EXPECT_EQ(calls->heap().limit_bytes(), 3008u) << "in the unit that it is cut up in";
  EXPECT_EQ(calls->heap().set_limit(memory->free_bytes() + 1).error().find("a heap of"), 0u);
  EXPECT_EQ(call(isa::SystemCall::kMalloc, 4000).value, 0u);
  EXPECT_EQ(calls->heap().set_limit(1 << 20).error(),
            "a kernel has used malloc already: the size of its heap, 3008 bytes, can't change any more");
  EXPECT_NE(call(isa::SystemCall::kMalloc, 3000).value, 0u);
}

TEST_F(SystemCallsTest, TheHeapGoesWithTheMachine) {
  uint64_t free = memory->free_bytes();
  call(isa::SystemCall::kMalloc, 100);
  EXPECT_LT(memory->free_bytes(), free);
  calls.reset();
  EXPECT_EQ(memory->free_bytes(), free);
}

TEST_F(SystemCallsTest, AssertReadsAsCPrintsIt) {
  auto result = call(isa::SystemCall::kAssert, text("i < n"), text("a.cu"), 12, text("void f()"));
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kAssert);
  EXPECT_EQ(result.fault->detail, "a.cu:12: void f(): Assertion `i < n` failed.");
  EXPECT_EQ(call(isa::SystemCall::kAssert, 0, 0, 1, 0).fault->detail, "?:1: ?: Assertion `?` failed.");
}

TEST_F(SystemCallsTest, UnknownNumbersAreRefused) {
  EXPECT_EQ(call(isa::SystemCall(77)).fault->detail, "ecall with the unknown number 77 in a7");
}

TEST(FaultText, SaysWhatWhereAndWhatToLookAt) {
  Fault fault;
  fault.kind = FaultKind::kIllegalAddress;
  fault.access = FaultAccess::kWrite;
  fault.detail = "write of 4 bytes at 0x1000, a null pointer plus 4096 bytes";
  fault.kernel = "_Z5saxpyiPf";
  fault.block = {1, 2, 3};
  fault.thread = {4, 5, 6};
  fault.pc = 0x40;
  EXPECT_EQ(fault.describe(),
            "illegal memory access: write of 4 bytes at 0x1000, a null pointer plus 4096 bytes\n"
            "  in kernel saxpy(int, float*), block (1,2,3), thread (4,5,6) (pc 0x40); check the index "
            "against the size of the buffer");
  fault.file = "saxpy.cu";
  fault.line = 7;
  EXPECT_NE(fault.describe().find("thread (4,5,6), at saxpy.cu:7 (pc 0x40)"), std::string::npos);
}

TEST(FaultText, EveryKindHasATitle) {
  for (int kind = 0; kind <= int(FaultKind::kHost); ++kind) {
    Fault fault;
    fault.kind = FaultKind(kind);
    EXPECT_FALSE(fault.describe().starts_with("fault")) << kind;
  }
}
