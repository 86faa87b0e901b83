// Memory outside of a device's arena: files, the space where they are mapped, rights, peers, and allocations that
// become files.
#include "simulator/memory.h"
#include "simulator/memory_file.h"
#include "simulator/shared_space.h"
#include <cstring>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace ox::sim;
using ox::Access;

namespace {
constexpr uint64_t kUnit = SharedSpace::kUnitBytes;

std::unique_ptr<Memory> make() {
  auto memory = Memory::create(uint64_t{4} << 30, uint64_t{1} << 30);
  EXPECT_TRUE(memory) << memory.error();
  return std::move(*memory);
}
std::shared_ptr<MemoryFile> make_file(uint64_t bytes) {
  auto file = MemoryFile::create(bytes);
  EXPECT_TRUE(file) << file.error();
  return *file;
}
uint64_t reserve(uint64_t bytes, uint64_t alignment = kUnit, uint64_t wanted = 0) {
  auto begin = SharedSpace::instance().reserve(bytes, alignment, wanted);
  EXPECT_TRUE(begin) << begin.error();
  return *begin;
}
int& word(uint64_t address) { return *reinterpret_cast<int*>(address); }

TEST(MemoryFile, ADescriptorOfAnythingElseIsRefused) {
  MemoryFile::Label label{};
  label[0] = std::byte{7};
  auto file = MemoryFile::create(kUnit, label);
  ASSERT_TRUE(file) << file.error();
  auto again = MemoryFile::open((*file)->descriptor());
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ((*again)->bytes(), kUnit);
  EXPECT_EQ((*again)->label(), label);
  EXPECT_NE(ftruncate((*file)->descriptor(), 0), 0) << "nobody can cut it off";

  int null = open("/dev/null", O_RDONLY), other = memfd_create("other", 0);
  ASSERT_EQ(ftruncate(other, 8192), 0);
  for (int descriptor : {null, other, -1, 100000})
    EXPECT_FALSE(MemoryFile::open(descriptor)) << descriptor;
  close(null);
  close(other);
}

TEST(SharedSpace, OneFileInTwoPlacesIsOneMemory) {
  SharedSpace& space = SharedSpace::instance();
  auto file = make_file(2 * kUnit);
  uint64_t a = reserve(2 * kUnit), b = reserve(kUnit);
  ASSERT_TRUE(space.map(a, 2 * kUnit, file->descriptor(), 0));
  ASSERT_TRUE(space.map(b, kUnit, file->descriptor(), kUnit));
  word(b) = 5;
  EXPECT_EQ(word(a + kUnit), 5);
  EXPECT_TRUE(space.unmap(a, 2 * kUnit));
  EXPECT_EQ(word(a + kUnit), 0) << "a kernel that comes too late reads zeros and lives";
  EXPECT_EQ(word(b), 5);
  EXPECT_TRUE(space.unmap(b, kUnit));
  EXPECT_TRUE(space.release(a, 2 * kUnit));
  EXPECT_TRUE(space.release(b, kUnit));
}

TEST(SharedSpace, RefusesWhatDoesNotFit) {
  SharedSpace& space = SharedSpace::instance();
  auto file = make_file(4 * kUnit);
  uint64_t a = reserve(2 * kUnit);
  EXPECT_FALSE(space.map(a, 3 * kUnit, file->descriptor(), 0)) << "over the end";
  EXPECT_FALSE(space.map(a + 8 * kUnit, kUnit, file->descriptor(), 0)) << "not reserved";
  ASSERT_TRUE(space.map(a, kUnit, file->descriptor(), 0));
  EXPECT_FALSE(space.map(a, kUnit, file->descriptor(), 0)) << "twice";
  EXPECT_FALSE(space.unmap(a, kUnit / 2)) << "a part";
  EXPECT_FALSE(space.release(a, 2 * kUnit)) << "while mapped";
  EXPECT_TRUE(space.unmap(a, kUnit));
  EXPECT_FALSE(space.release(a, kUnit)) << "a part";
  EXPECT_TRUE(space.release(a, 2 * kUnit));
  EXPECT_FALSE(space.release(a, 2 * kUnit)) << "twice";
  EXPECT_FALSE(space.reserve(uint64_t{1} << 60));
}

TEST(SharedSpace, AReservationGrowsWhereItEnds) {
  uint64_t a = reserve(3 * kUnit), next = reserve(kUnit, kUnit, a + 3 * kUnit);
  EXPECT_EQ(next, a + 3 * kUnit);
  uint64_t elsewhere = reserve(kUnit, kUnit, a); // taken
  EXPECT_NE(elsewhere, a);
  uint64_t aligned = reserve(kUnit, 64 * kUnit);
  EXPECT_EQ(aligned % (64 * kUnit), 0u);
  for (auto [begin, bytes] : {std::pair{a, 3 * kUnit}, {next, kUnit}, {elsewhere, kUnit}, {aligned, kUnit}})
    EXPECT_TRUE(SharedSpace::instance().release(begin, bytes));
}

TEST(MappedMemory, NeighboursWithEqualRightsAreOneRange) {
  auto memory = make();
  uint64_t a = reserve(4 * kUnit);
  EXPECT_FALSE(memory->find(a));
  memory->set_access(a, kUnit, Access::kReadWrite);
  memory->set_access(a + 2 * kUnit, kUnit, Access::kReadWrite);
  EXPECT_FALSE(memory->find(a + kUnit));
  uint64_t epoch = memory->epoch();
  memory->set_access(a + kUnit, kUnit, Access::kReadWrite);
  EXPECT_NE(memory->epoch(), epoch);
  auto range = memory->find(a + 2 * kUnit);
  ASSERT_TRUE(range);
  EXPECT_EQ(range->begin, a);
  EXPECT_EQ(range->end, a + 3 * kUnit);
  EXPECT_TRUE(range->writable);

  memory->set_access(a + kUnit, kUnit, Access::kRead); // splits it
  EXPECT_EQ(memory->find(a)->end, a + kUnit);
  EXPECT_FALSE(memory->find(a + kUnit)->writable);
  EXPECT_EQ(memory->find(a + 2 * kUnit)->begin, a + 2 * kUnit);
  memory->set_access(a, 3 * kUnit, Access::kNone);
  for (uint64_t at = a; at < a + 4 * kUnit; at += kUnit)
    EXPECT_FALSE(memory->find(at));
  EXPECT_TRUE(SharedSpace::instance().release(a, 4 * kUnit));
}

TEST(MappedMemory, AStrayAddressSaysWhatIsMissing) {
  auto memory = make();
  auto file = make_file(kUnit);
  uint64_t a = reserve(2 * kUnit);
  ASSERT_TRUE(SharedSpace::instance().map(a, kUnit, file->descriptor(), 0));
  EXPECT_EQ(memory->explain_stray(a + 4, 4).place, "in mapped memory that this device has no access to");
  std::string place = memory->explain_stray(a + kUnit + 16, 4).place;
  EXPECT_NE(place.find("in reserved addresses that no memory is mapped to, 2 MiB"), std::string::npos) << place;
  EXPECT_TRUE(SharedSpace::instance().unmap(a, kUnit));
  EXPECT_TRUE(SharedSpace::instance().release(a, 2 * kUnit));
  EXPECT_EQ(memory->explain_stray(a, 4).place, "in addresses for mapped memory that are not reserved");

  auto other = make();
  uint64_t foreign = *other->allocate(256, RangeKind::kDevice);
  EXPECT_EQ(memory->explain_stray(foreign, 4).place, "in another device's memory, which this device has no access to");
  EXPECT_EQ(memory->explain_stray(foreign, 4).space, ox::FaultSpace::kPeer);
}

TEST(MappedMemory, APeersMemoryIsFoundWhileThereIsAccess) {
  auto memory = make(), peer = make();
  uint64_t foreign = *peer->allocate(1000, RangeKind::kDevice);
  EXPECT_FALSE(memory->find(foreign));
  memory->set_peer(*peer, true);
  ASSERT_TRUE(memory->find(foreign));
  EXPECT_EQ(memory->find(foreign)->bytes, 1000u);
  EXPECT_FALSE(peer->find(*memory->allocate(256, RangeKind::kDevice))) << "one way only";
  uint64_t epoch = memory->epoch();
  ASSERT_TRUE(peer->release(foreign));
  EXPECT_NE(memory->epoch(), epoch) << "what kernels of the one remember of the other's is old";
  EXPECT_FALSE(memory->find(foreign));
  foreign = *peer->allocate(1000, RangeKind::kDevice);
  memory->set_peer(*peer, false);
  EXPECT_FALSE(memory->find(foreign));
  memory->set_peer(*peer, true);
  peer.reset(); // takes itself away
  EXPECT_FALSE(memory->find(foreign));
}

TEST(SharedAllocation, KeepsItsAddressAndBytesAndIsAnothersToo) {
  auto memory = make();
  EXPECT_FALSE(memory->is_shared(*memory->allocate(64, RangeKind::kDevice)));
  for (uint64_t bytes : {uint64_t{300}, uint64_t{700'000}, uint64_t{5} << 20}) {
    uint64_t before = *memory->allocate(64, RangeKind::kDevice), a = *memory->allocate(bytes, RangeKind::kDevice);
    word(before) = 1;
    word(a) = 2;
    word(a + bytes - 4) = 3;
    auto shared = memory->share(a);
    ASSERT_TRUE(shared) << shared.error();
    EXPECT_TRUE(memory->is_shared(a));
    EXPECT_EQ(shared->bytes, bytes);
    EXPECT_EQ(word(before), 1);
    EXPECT_EQ(word(a), 2);
    EXPECT_EQ(word(a + bytes - 4), 3);

    const uint64_t page = shared->offset / 4096 * 4096, length = bytes + 4096;
    uint64_t other = reserve((length + kUnit - 1) / kUnit * kUnit);
    const uint64_t mapped_bytes = (shared->offset + bytes - page + 4095) / 4096 * 4096;
    ASSERT_TRUE(SharedSpace::instance().map(other, mapped_bytes, shared->file->descriptor(), page));
    uint64_t theirs = other + (shared->offset - page);
    EXPECT_EQ(word(theirs), 2);
    word(theirs) = 8;
    EXPECT_EQ(word(a), 8);
    word(a + bytes - 4) = 9;
    EXPECT_EQ(word(theirs + bytes - 4), 9);
    EXPECT_TRUE(SharedSpace::instance().unmap(other, mapped_bytes));
    EXPECT_TRUE(SharedSpace::instance().release(other, (length + kUnit - 1) / kUnit * kUnit));
    EXPECT_TRUE(memory->release(a));
    uint64_t next = *memory->allocate(bytes, RangeKind::kDevice);
    EXPECT_EQ(word(next), 0) << "an allocation is born zero, also where one was shared";
    EXPECT_EQ(word(next + bytes - 4), 0);
    EXPECT_TRUE(memory->release(next));
    EXPECT_EQ(word(before), 1);
  }
  EXPECT_FALSE(memory->share(12345));
}

TEST(SharedAllocation, PhysicalMemoryCountsLikeAnAllocation) {
  auto memory = make();
  const uint64_t free = memory->free_bytes();
  {
    auto taken = memory->take_capacity(kUnit);
    ASSERT_TRUE(taken);
    EXPECT_EQ(memory->free_bytes(), free - kUnit);
    EXPECT_FALSE(memory->take_capacity(free));
    EXPECT_EQ(memory->free_bytes(), free - kUnit);
  }
  EXPECT_EQ(memory->free_bytes(), free);
}
} // namespace
