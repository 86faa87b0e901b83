// The arena: what kernels may touch, what they may not any more, and what a stray address is called.
#include "isa/kernel_abi.h"
#include "simulator/memory.h"
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <gtest/gtest.h>
#include <random>
#include <sys/mman.h>
#include <sys/resource.h>
#include <thread>

using namespace ox::sim;

// Sanitizers have an address space of their own making, which says nothing about the process without them.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SKIP_UNDER_SANITIZERS() GTEST_SKIP() << "measures the process's address space"
#else
#define SKIP_UNDER_SANITIZERS()
#endif

namespace {
constexpr uint64_t kGiB = uint64_t{1} << 30;

std::unique_ptr<Memory> make(uint64_t arena = 64 * kGiB, uint64_t capacity = 8 * kGiB) {
  auto memory = Memory::create(arena, capacity);
  EXPECT_TRUE(memory) << memory.error();
  return std::move(*memory);
}

uint64_t allocate(Memory& memory, uint64_t bytes, RangeKind kind = RangeKind::kDevice) {
  auto address = memory.allocate(bytes, kind);
  EXPECT_TRUE(address) << address.error();
  return *address;
}

std::string hex(uint64_t value) {
  char text[32];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

bool is_zero(uint64_t address, uint64_t bytes) {
  const char* at = reinterpret_cast<const char*>(address);
  return bytes == 0 || (*at == 0 && std::memcmp(at, at + 1, bytes - 1) == 0);
}
} // namespace

TEST(Memory, AllocationIsZeroAlignedAndFound) {
  auto memory = make();
  for (uint64_t bytes : {1ul, 255ul, 256ul, 257ul, 4096ul, 100'000ul, 1ul << 20, 5'000'001ul}) {
    uint64_t address = allocate(*memory, bytes);
    EXPECT_EQ(address % 256, 0u);
    EXPECT_TRUE(is_zero(address, bytes));
    auto range = memory->find(address + bytes - 1);
    ASSERT_TRUE(range);
    EXPECT_EQ(range->begin, address);
    EXPECT_EQ(range->bytes, bytes);
    EXPECT_EQ(range->end, address + (bytes + 255) / 256 * 256);
    EXPECT_TRUE(range->writable);
    EXPECT_FALSE(memory->find(range->end));
    EXPECT_FALSE(memory->find(address - 1));
  }
}

TEST(Memory, ReusedMemoryIsZeroAgain) {
  auto memory = make();
  for (uint64_t bytes : {100ul, 10'000ul, 500'000ul, 4ul << 20}) {
    uint64_t first = allocate(*memory, bytes);
    std::memset(reinterpret_cast<void*>(first), 0xff, bytes);
    ASSERT_TRUE(memory->release(first));
    uint64_t second = allocate(*memory, bytes);
    EXPECT_EQ(second, first) << "the test means to look at memory that was used before";
    EXPECT_TRUE(is_zero(second, bytes));
  }
}

TEST(Memory, ReleasedMemoryIsNotFoundAndMovesTheEpoch) {
  auto memory = make();
  uint64_t small = allocate(*memory, 1000), large = allocate(*memory, 10 << 20);
  for (uint64_t address : {small, large}) {
    uint64_t epoch = memory->epoch();
    ASSERT_TRUE(memory->release(address));
    EXPECT_FALSE(memory->find(address));
    EXPECT_NE(memory->epoch(), epoch);
    auto again = memory->release(address);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), hex(address) + " was released before");
  }
  auto inside = memory->release(allocate(*memory, 1000) + 8);
  ASSERT_FALSE(inside);
  EXPECT_NE(inside.error().find("is not the start of an allocation"), std::string::npos);
}

TEST(Memory, ReleaseGivesPagesBackToTheSystem) {
  SKIP_UNDER_SANITIZERS();
  auto memory = make();
  auto resident = [] {
    FILE* file = std::fopen("/proc/self/statm", "r");
    long size = 0, pages = 0;
    EXPECT_EQ(std::fscanf(file, "%ld %ld", &size, &pages), 2);
    std::fclose(file);
    return pages * 4096;
  };
  constexpr long kBytes = 256 << 20;
  long before = resident();
  uint64_t address = allocate(*memory, kBytes);
  std::memset(reinterpret_cast<void*>(address), 1, kBytes);
  EXPECT_GT(resident() - before, kBytes / 2);
  ASSERT_TRUE(memory->release(address));
  EXPECT_LT(resident() - before, kBytes / 4);
}

TEST(Memory, CapacityIsALimitThatReleaseRestores) {
  auto memory = make(kGiB, 64 << 20);
  EXPECT_EQ(memory->free_bytes(), 64u << 20);
  uint64_t address = allocate(*memory, 60 << 20);
  EXPECT_EQ(memory->free_bytes(), 4u << 20);
  auto more = memory->allocate(5 << 20, RangeKind::kDevice);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error(), "out of device memory: 5 MiB asked for, 4 MiB of 64 MiB free");
  EXPECT_TRUE(memory->allocate(5 << 20, RangeKind::kHost)) << "pinned memory is the host's";
  ASSERT_TRUE(memory->release(address));
  EXPECT_EQ(memory->free_bytes(), 64u << 20);
  EXPECT_FALSE(memory->allocate(~uint64_t{0}, RangeKind::kDevice));
  EXPECT_FALSE(memory->allocate(~uint64_t{0}, RangeKind::kHost));
  EXPECT_FALSE(memory->allocate(0, RangeKind::kDevice));
}

// Linux allows 65,530 page mappings, and a quadratic search would take minutes.
TEST(Memory, HundredThousandAllocationsOfEverySize) {
  auto memory = make();
  std::mt19937 random(1);
  std::vector<uint64_t> addresses;
  for (int i = 0; i < 100'000; ++i)
    addresses.push_back(allocate(*memory, 1 + random() % (i % 100 ? 2000 : 40'000)));
  for (uint64_t address : addresses)
    ASSERT_EQ(memory->find(address)->begin, address);
  std::shuffle(addresses.begin(), addresses.end(), random);
  for (size_t i = 0; i < addresses.size() / 2; ++i)
    ASSERT_TRUE(memory->release(addresses[i]));
  for (size_t i = 0; i < addresses.size(); ++i)
    ASSERT_EQ(memory->find(addresses[i]).has_value(), i >= addresses.size() / 2);
}

TEST(Memory, ThousandsOfLargeAllocations) {
  auto memory = make(256 * kGiB, 16 * kGiB);
  std::vector<uint64_t> addresses;
  for (int i = 0; i < 10'000; ++i)
    addresses.push_back(allocate(*memory, 1 << 20));
  for (uint64_t address : addresses)
    ASSERT_TRUE(memory->release(address));
  EXPECT_EQ(memory->free_bytes(), 16 * kGiB);
}

// In a process of its own each, because the limit on address space is the process's.
namespace {
[[noreturn]] void create_under_limit(uint64_t limit_bytes) {
  rlimit limit{limit_bytes, limit_bytes};
  setrlimit(RLIMIT_AS, &limit);
  auto memory = Memory::create(uint64_t{1} << 40, 8 * kGiB);
  if (!memory)
    std::fprintf(stderr, "%s\n", memory.error().c_str());
  std::exit(!memory                                                                                     ? 1
            : (*memory)->free_bytes() < limit_bytes && (*memory)->allocate(1 << 20, RangeKind::kDevice) ? 0
                                                                                                        : 2);
}
} // namespace

TEST(Memory, FallsBackToASmallerArenaUnderALimit) {
  SKIP_UNDER_SANITIZERS();
  EXPECT_EXIT(create_under_limit(4 * kGiB), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(create_under_limit(32 << 20), testing::ExitedWithCode(1),
              "refuses to reserve even 64 MiB of address space.*ulimit -v");
}

TEST(Memory, RegisteredHostMemoryIsExactAndComesAndGoes) {
  auto memory = make();
  std::vector<char> host(10'000);
  uint64_t address = reinterpret_cast<uint64_t>(host.data()) + 3;
  EXPECT_FALSE(memory->find(address));
  ASSERT_TRUE(memory->register_host(address, 5000));
  EXPECT_EQ(memory->find(address)->kind, RangeKind::kRegistered);
  EXPECT_EQ(memory->find(address + 4999)->end, address + 5000);
  EXPECT_FALSE(memory->find(address + 5000));
  EXPECT_FALSE(memory->find(address - 1));
  EXPECT_FALSE(memory->register_host(address + 4999, 10)) << "overlaps";
  uint64_t epoch = memory->epoch();
  ASSERT_TRUE(memory->unregister_host(address));
  EXPECT_FALSE(memory->find(address));
  EXPECT_NE(memory->epoch(), epoch);
  EXPECT_FALSE(memory->unregister_host(address));
  EXPECT_FALSE(memory->register_host(allocate(*memory, 100), 10));
}

TEST(Memory, RefusesToRegisterWhatIsNotMapped) {
  auto memory = make();
  void* hole = mmap(nullptr, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(static_cast<char*>(hole) + 4096, 4096);
  EXPECT_FALSE(memory->register_host(reinterpret_cast<uint64_t>(hole), 3 * 4096));
  EXPECT_TRUE(memory->register_host(reinterpret_cast<uint64_t>(hole), 4096));
  EXPECT_FALSE(memory->register_host(0, 10));
  EXPECT_FALSE(memory->register_host(~uint64_t{0} - 5, 10));
  munmap(hole, 4096);
  munmap(static_cast<char*>(hole) + 8192, 4096);
}

TEST(Memory, SetKindSplitsAnImage) {
  auto memory = make();
  uint64_t image = allocate(*memory, 5 << 20, RangeKind::kImageData);
  memory->set_kind(image, image + 0x1000, RangeKind::kImageReadOnly);
  memory->set_kind(image + 0x1000, image + 0x300000, RangeKind::kImageText);
  EXPECT_EQ(memory->find(image)->kind, RangeKind::kImageReadOnly);
  EXPECT_EQ(memory->find(image + 0xfff)->end, image + 0x1000);
  EXPECT_EQ(memory->find(image + 0x1000)->kind, RangeKind::kImageText);
  EXPECT_FALSE(memory->find(image + 0x2fffff)->writable);
  EXPECT_EQ(memory->find(image + 0x300000)->kind, RangeKind::kImageData);
  EXPECT_TRUE(memory->find(image + 0x300000)->writable);
  EXPECT_EQ(memory->find(image + (5 << 20) - 1)->begin, image + 0x300000);
  ASSERT_TRUE(memory->release(image));
  for (uint64_t offset : {0, 0x1000, 0x300000})
    EXPECT_FALSE(memory->find(image + offset));
}

TEST(Memory, ScratchIsOutsideOfTheMapAndRecycled) {
  auto memory = make();
  auto first = memory->allocate_scratch(48 << 10), second = memory->allocate_scratch(200 << 20);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(memory->find(*first));
  std::memset(reinterpret_cast<void*>(*first), 1, 48 << 10);
  std::memset(reinterpret_cast<void*>(*second), 1, 200 << 20);
  memory->release_scratch(*first, 48 << 10);
  memory->release_scratch(*second, 200 << 20);
  EXPECT_EQ(*memory->allocate_scratch(48 << 10), *first);
  EXPECT_FALSE(memory->allocate_scratch(kGiB << 20));
}

TEST(Memory, ReadersBesideWritersSeeOldOrNewAnswers) {
  auto memory = make();
  uint64_t fixed = allocate(*memory, 4096);
  std::atomic<bool> stop = false;
  std::atomic<uint64_t> moving = 0, wrong = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!stop) {
        auto range = memory->find(fixed + 100);
        if (!range || range->begin != fixed || range->bytes != 4096)
          ++wrong;
        uint64_t address = moving;
        // Sizes are 300 more than a multiple of 1000 by construction, so a mixture of two records shows.
        if (auto other = memory->find(address); other && (other->begin > address || other->end <= address ||
                                                          (other->bytes != 4096 && other->bytes % 1000 != 300)))
          ++wrong;
      }
    });
  std::mt19937 random(2);
  for (int i = 0; i < 20'000; ++i) {
    uint64_t address = allocate(*memory, random() % 50 * 1000 + 300);
    moving = address + 16;
    ASSERT_TRUE(memory->release(address));
  }
  stop = true;
  for (std::thread& reader : readers)
    reader.join();
  EXPECT_EQ(wrong, 0u);
}

namespace {
using ox::AllocationKind;
using ox::FaultSpace;
using Where = ox::NearestAllocation::Where;

// As the values that a fault takes over, and as its words about a read.
std::string words_of(const Stray& stray, uint64_t address) {
  ox::Fault fault;
  fault.subject = "it";
  fault.address = address;
  fault.nearest = stray.nearest;
  fault.place = stray.place;
  std::string text = fault.explain_access(), start = "it at " + hex(address) + ", ";
  return text.starts_with(start) ? text.substr(start.size()) : text;
}
std::string words_of(const Memory& memory, uint64_t address, uint64_t bytes = 4) {
  return words_of(memory.explain_stray(address, bytes), address);
}
} // namespace

TEST(Stray, TellsTheNearestAllocationAndTheDistance) {
  auto memory = make();
  uint64_t first = allocate(*memory, 4096);
  struct {
    uint64_t address;
    Where where;
    uint64_t distance;
    std::string words;
  } cases[] = {
      {first + 4096, Where::kAfter, 0, "directly past the end of "},
      {first + 4120, Where::kAfter, 24, "24 bytes past the end of "},
      {first - 4, Where::kBefore, 4, "4 bytes before "},
      {first + 4094, Where::kAcrossEnd, 4094, "across the end of "},
  };
  for (const auto& expected : cases) {
    Stray stray = memory->explain_stray(expected.address, 4);
    ASSERT_TRUE(stray.nearest) << expected.words;
    EXPECT_EQ(stray.space, FaultSpace::kGlobal);
    EXPECT_EQ(stray.nearest->base, first);
    EXPECT_EQ(stray.nearest->bytes, 4096u);
    EXPECT_EQ(stray.nearest->kind, AllocationKind::kDevice);
    EXPECT_TRUE(stray.nearest->is_live);
    EXPECT_EQ(stray.nearest->where, expected.where) << expected.words;
    EXPECT_EQ(stray.nearest->distance, expected.distance) << expected.words;
    EXPECT_EQ(words_of(stray, expected.address), expected.words + "the 4,096-byte allocation at " + hex(first));
  }
}

TEST(Stray, KeepsWhereAnAllocationWasMadeAndGivenBack) {
  auto memory = make();
  ox::CallSite made{"cudaMalloc", {1, 2}}, freed{"cudaFree", {3}};
  uint64_t address = *memory->allocate(4096, RangeKind::kDevice, 256, made);
  Stray stray = memory->explain_stray(address + 5000, 4);
  EXPECT_STREQ(stray.nearest->made.call, "cudaMalloc");
  EXPECT_EQ(stray.nearest->made.frames[1], 2u);
  stray.nearest->made_at = "a.cu:3 (cudaMalloc)";
  EXPECT_EQ(words_of(stray, address + 5000),
            "904 bytes past the end of the 4,096-byte allocation made at a.cu:3 (cudaMalloc)");
  ASSERT_TRUE(memory->release(address, freed));
  stray = memory->explain_stray(address + 8, 4);
  ASSERT_TRUE(stray.nearest);
  EXPECT_FALSE(stray.nearest->is_live);
  EXPECT_EQ(stray.nearest->where, Where::kInside);
  EXPECT_EQ(stray.nearest->distance, 8u);
  EXPECT_STREQ(stray.nearest->made.call, "cudaMalloc");
  EXPECT_STREQ(stray.nearest->freed.call, "cudaFree");
  EXPECT_EQ(stray.nearest->freed.frames[0], 3u);
  EXPECT_EQ(words_of(stray, address + 8),
            "8 bytes into the 4,096-byte allocation at " + hex(address) + ", which was freed earlier");
  stray.nearest->made_at = "a.cu:3 (cudaMalloc)";
  stray.nearest->freed_at = "a.cu:9 (cudaFree)";
  EXPECT_EQ(words_of(stray, address + 8), "8 bytes into the 4,096-byte allocation made at a.cu:3 (cudaMalloc), which "
                                          "was freed at a.cu:9 (cudaFree)");
  EXPECT_EQ(allocate(*memory, 100), address);
  EXPECT_TRUE(memory->explain_stray(address + 2000, 4).nearest->is_live) << "somebody else's now";
}

TEST(Stray, KnowsRegisteredRangesLiveAndGone) {
  auto memory = make();
  std::vector<char> host(10'000);
  uint64_t address = reinterpret_cast<uint64_t>(host.data());
  ASSERT_TRUE(memory->register_host(address, 5000, {"cudaHostRegister", {7}}));
  Stray stray = memory->explain_stray(address + 5010, 4);
  EXPECT_EQ(stray.space, FaultSpace::kHost);
  ASSERT_TRUE(stray.nearest);
  EXPECT_EQ(stray.nearest->kind, AllocationKind::kRegistered);
  EXPECT_EQ(stray.nearest->distance, 10u);
  EXPECT_EQ(stray.nearest->made.frames[0], 7u);
  EXPECT_EQ(memory->explain_stray(address - 8, 4).nearest->where, Where::kBefore);
  EXPECT_EQ(memory->explain_stray(address + 4998, 4).nearest->where, Where::kAcrossEnd);
  ASSERT_TRUE(memory->unregister_host(address, {"cudaHostUnregister", {8}}));
  stray = memory->explain_stray(address + 16, 4);
  ASSERT_TRUE(stray.nearest);
  EXPECT_FALSE(stray.nearest->is_live);
  EXPECT_EQ(stray.nearest->freed.frames[0], 8u);
  EXPECT_EQ(stray.space, FaultSpace::kHost);
}

TEST(Stray, NamesTheVariablesOfAnImage) {
  auto memory = make();
  uint64_t image = allocate(*memory, 4096, RangeKind::kImageData);
  memory->set_variables(image, {{image + 2048, 100, "_ZN3app5tableE"}, {image + 1024, 64, "counter"}});
  memory->set_kind(image, image + 2048, RangeKind::kImageReadOnly);
  EXPECT_EQ(words_of(*memory, image + 4200), "2052 bytes past the end of the 100-byte variable app::table");
  Stray stray = memory->explain_stray(image + 1032, 4);
  EXPECT_EQ(stray.space, FaultSpace::kConstant);
  EXPECT_EQ(stray.nearest->kind, AllocationKind::kVariable);
  EXPECT_EQ(stray.nearest->name, "counter");
  EXPECT_FALSE(stray.nearest->is_writable);
}

TEST(Stray, KnowsNullAndHostMemory) {
  auto memory = make();
  EXPECT_EQ(words_of(*memory, 0), "a null pointer");
  EXPECT_EQ(words_of(*memory, 16), "a null pointer plus 16 bytes");
  EXPECT_EQ(words_of(*memory, uint64_t(-8)), "a null pointer minus 8 bytes");
  int variable = 0;
  Stray stray = memory->explain_stray(reinterpret_cast<uint64_t>(&variable), 4);
  EXPECT_EQ(stray.space, FaultSpace::kHost);
  EXPECT_FALSE(stray.nearest);
  EXPECT_EQ(stray.place, "in host memory that is neither pinned nor registered with the device");
  EXPECT_EQ(words_of(*memory, uint64_t{1} << 60), "in no memory of the device");
}

TEST(Memcheck, AnotherWordIsRefused) {
  setenv("OX_MEMCHECK", "strikt", 1);
  auto memory = Memory::create(kGiB, kGiB);
  unsetenv("OX_MEMCHECK");
  ASSERT_FALSE(memory);
  EXPECT_EQ(memory.error(),
            "the environment variable OX_MEMCHECK is \"strikt\"; it can be \"strict\", \"pages\" or unset");
}

TEST(Memcheck, StrictEndsRangesWithTheAllocation) {
  setenv("OX_MEMCHECK", "strict", 1);
  auto memory = make();
  unsetenv("OX_MEMCHECK");
  for (uint64_t bytes : {1ul, 100ul, 5'000'001ul}) {
    uint64_t address = allocate(*memory, bytes);
    EXPECT_EQ(memory->find(address)->end, address + bytes);
    EXPECT_TRUE(memory->find(address + bytes - 1));
    EXPECT_FALSE(memory->find(address + bytes));
  }
}

TEST(Memcheck, PagesLetAccessesPassAroundAnAllocation) {
  setenv("OX_MEMCHECK", "pages", 1);
  auto memory = make();
  unsetenv("OX_MEMCHECK");
  for (uint64_t bytes : {1ul, 100'000ul, 5'000'001ul}) {
    uint64_t address = allocate(*memory, bytes), end = address + (bytes + 255) / 256 * 256;
    EXPECT_EQ(memory->find(address)->begin, address);
    EXPECT_EQ(memory->find(address)->bytes, bytes);
    for (uint64_t stray : {address - 1, address - 65536, end, end + 65535}) {
      ASSERT_TRUE(memory->find(stray));
      EXPECT_TRUE(memory->find(stray)->writable);
      EXPECT_TRUE(is_zero(stray, 1));
    }
    *reinterpret_cast<char*>(address - 1) = 1;
    *reinterpret_cast<char*>(end) = 1;
    ASSERT_TRUE(memory->release(address));
    EXPECT_FALSE(memory->find(address - 1));
    EXPECT_FALSE(memory->find(end));
    EXPECT_EQ(allocate(*memory, bytes), address);
    EXPECT_TRUE(is_zero(address - 1, bytes + 257));
    ASSERT_TRUE(memory->release(address));
  }
  EXPECT_FALSE(memory->find(0));
}

TEST(Memcheck, PagesStillKeepKernelsOutOfImagesAndHostMemory) {
  setenv("OX_MEMCHECK", "pages", 1);
  auto memory = make();
  unsetenv("OX_MEMCHECK");
  uint64_t image = allocate(*memory, 4096, RangeKind::kImageData);
  EXPECT_FALSE(memory->find(image - 1));
  EXPECT_FALSE(memory->find(image + 4096));
  int variable = 0;
  EXPECT_FALSE(memory->find(reinterpret_cast<uint64_t>(&variable)));
}
