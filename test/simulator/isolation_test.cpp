// Isolation: whatever a kernel does with whatever address, it reaches its own memory and nothing else.
//
// Every load, store and atomic that the machine has is tried on every kind of forbidden place (the host's stack, heap,
// code and libraries, the simulator's own data, other devices, freed memory, guard space, other blocks and launches,
// the edges of the address space), in every shape of lanes' addresses for which the engine has a way of its own.  Each
// try must end in a fault with the right kind, lane, address and direction, and change no byte anywhere.
#include "isa/kernel_abi.h"
#include "isa/row.h"
#include "simulator/interpreter.h"
#include "simulator/system_calls.h"
#include "simulator/warp_pool.h"
#include "test/simulator/exec/rig.h"
#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <random>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

namespace ox::test {
namespace {

using Status = sim::Block::Status;
using sim::RangeKind;

constexpr uint64_t kSharedBytes = 1008, kLocalBytes = 1024, kGoodBytes = 8192, kPattern = 64;

struct Operation {
  Op op{};
  unsigned bytes = 0;
  FaultAccess access{};
};

// The width is the last part of an atomic's name.
unsigned width_of(std::string_view name) {
  if (name.starts_with("ox.mbar."))
    return 8;
  std::string_view suffix = name.substr(name.rfind('.') + 1);
  return suffix == "b"                                                         ? 1
         : suffix == "h" || suffix == "bf"                                     ? 2
         : suffix == "w" || suffix == "s" || suffix == "h2" || suffix == "bf2" ? 4
         : suffix == "d"                                                       ? 8
         : suffix == "q"                                                       ? 16
                                                                               : 0;
}

std::vector<Operation> all_operations() {
  using enum FaultAccess;
  std::vector<Operation> all = {
      {Op::lb, 1, kRead},   {Op::lbu, 1, kRead},  {Op::lh, 2, kRead},  {Op::lhu, 2, kRead}, {Op::lw, 4, kRead},
      {Op::lwu, 4, kRead},  {Op::ld, 8, kRead},   {Op::flh, 2, kRead}, {Op::flw, 4, kRead}, {Op::fld, 8, kRead},
      {Op::sb, 1, kWrite},  {Op::sh, 2, kWrite},  {Op::sw, 4, kWrite}, {Op::sd, 8, kWrite}, {Op::fsh, 2, kWrite},
      {Op::fsw, 4, kWrite}, {Op::fsd, 8, kWrite},
  };
  constexpr Op kAll[] = {
#define OX_INSN(name, ...) Op::name,
#include "isa/oxcore.def"
  };
  for (Op op : kAll)
    if (isa::row(op).format == isa::Format::Amo)
      all.push_back({op, width_of(isa::mnemonic(op)), kAtomic});
  return all;
}

// A place that a kernel must not reach.
struct Place {
  const char* name = "";
  uint64_t address = 0;
  bool has_bytes = true;    // of the host's to compare, kPattern from the address on
  bool may_be_read = false; // then only writes are refused
  unsigned least_width = 1; // narrower accesses are the kernel's right
  FaultKind kind = FaultKind::kIllegalAddress;
};

// The lanes' addresses of one try.
struct Shape {
  std::string name;
  uint64_t addresses[32] = {};
  uint32_t mask = ~0u;
  unsigned bad_lane = 0; // the first
};

// What is compared before and after.
struct Watched {
  const char* name;
  uint64_t address;
  std::string before;
};

alignas(64) char static_data[kPattern] = "in .data";
alignas(64) thread_local char thread_data[kPattern] = "of the thread";
void host_code() {}

class Isolation : public ::testing::Test {
protected:
  Rig rig;
  std::mt19937_64 random{20};
  uint8_t* good = nullptr;
  uint64_t* table = nullptr;
  uint64_t ways = 0;
  std::vector<std::pair<Operation, std::unique_ptr<sim::Program>>> programs; // rs1 + immediate
  int64_t immediate = 0;

  // Each lane of mask does the operation on addresses[lane].   parameters: addresses, mask
  Code code_of(const Operation& operation) const {
    Code c;
    c.load(Op::ld, a1, 0, a0).load(Op::ld, a3, 8, a0).csr(t0, 0xCD0).csr(t5, 0xCD8);
    c.r(Op::sh3add, t1, t0, a1).load(Op::ld, t2, 0, t1).i(Op::addi, s2, zero, 1).r(Op::fmv_d_x, s2, s2);
    c.i(Op::addi, s3, zero, 0).r(Op::and_, t1, a3, t5);
    auto skip = c.branch_forward(Op::beq, t1, zero);
    if (operation.access == FaultAccess::kRead) {
      c.load(operation.op, s4, immediate, t2);
    } else if (operation.access == FaultAccess::kWrite) {
      c.store(operation.op, s2, immediate, t2);
    } else {
      isa::Instruction atomic{.op = operation.op, .rs1 = t2};
      for (const isa::Operand& operand : isa::row(operation.op).operands()) {
        if (operand.field == isa::Field::kRd)
          atomic.rd = s4;
        if (operand.field == isa::Field::kRs2)
          atomic.rs2 = s2;
      }
      c.add(atomic);
    }
    c.bind(skip);
    c.exit();
    return c;
  }

  void SetUp() override {
    good = rig.array<uint8_t>(kGoodBytes);
    table = rig.array<uint64_t>(32);
    for (uint64_t i = 0; i < kGoodBytes; ++i)
      good[i] = uint8_t(random());
  }

  Result run(const sim::Program& program, const Shape& shape, unsigned bytes) {
    // Registers hold the address less the immediate, and wrap around where that is below zero.
    for (unsigned lane = 0; lane < 32; ++lane)
      table[lane] = shape.addresses[lane] - uint64_t(bytes == 0 ? 0 : immediate);
    return rig.run(program, {uint64_t(table), shape.mask}, {.shared_bytes = kSharedBytes, .local_bytes = kLocalBytes});
  }

  std::vector<Shape> shapes(uint64_t bad, unsigned bytes) {
    const uint64_t base = uint64_t(good);
    std::vector<Shape> all;
    auto shape = [&](std::string name, unsigned bad_lane, auto address_of) -> Shape& {
      Shape& made = all.emplace_back();
      made.name = std::move(name);
      made.bad_lane = bad_lane;
      for (unsigned lane = 0; lane < 32; ++lane)
        made.addresses[lane] = address_of(lane);
      return made;
    };
    shape("all the same", 0, [&](unsigned) { return bad; });
    shape("one after the other", 0, [&](unsigned lane) { return bad + lane * bytes; });
    shape("the upper half one after the other", 16,
          [&](unsigned lane) { return lane < 16 ? base + lane * bytes : bad + (lane - 16) * bytes; });
    shape("the lower half the same", 0, [&](unsigned lane) { return lane < 16 ? bad : base + lane * bytes; });
    shape("the upper half the same", 16, [&](unsigned lane) { return lane < 16 ? base : bad; });
    // One lane among lanes that do no wrong.
    const unsigned lanes[] = {0, 1, 15, 16, 31, unsigned(random() % 32)};
    for (unsigned wrong : lanes)
      shape("lane " + std::to_string(wrong) + " among scattered ones", wrong,
            [&](unsigned lane) { return lane == wrong ? bad : base + 16 * ((lane * 13 + 5) % 32 * 7); });
    const unsigned one = unsigned(random() % 32);
    shape("one lane among equal ones", one, [&](unsigned lane) { return lane == one ? bad : base + 64; });
    shape("one lane in a row", one, [&](unsigned lane) { return lane == one ? bad : base + lane * bytes; });
    // Only some lanes are there.
    const uint32_t some = uint32_t(random()) | 1u << 7;
    shape("a row with gaps", unsigned(std::countr_zero(some)), [&](unsigned lane) { return bad + lane * bytes; }).mask =
        some;
    all.back().addresses[all.back().bad_lane] = bad; // so that the first lane is at the place
    shape("one lane alone", one, [&](unsigned) { return bad; }).mask = 1u << one;
    return all;
  }

  std::vector<Watched> watch(const std::vector<Place>& places) const {
    std::vector<Watched> all{
        {"the good memory", uint64_t(good), std::string(reinterpret_cast<char*>(good), kGoodBytes)}};
    for (const Place& place : places)
      if (place.has_bytes)
        all.push_back({place.name, place.address, std::string(reinterpret_cast<char*>(place.address), kPattern)});
    return all;
  }
  static bool unchanged(const Watched& watched) {
    return std::memcmp(reinterpret_cast<void*>(watched.address), watched.before.data(), watched.before.size()) == 0;
  }

  // One operation on all places in all shapes.
  void attack(const Operation& operation, const sim::Program& program, const std::vector<Place>& places) {
    const std::vector<Watched> watched = watch(places);
    for (const Place& place : places) {
      if ((place.may_be_read && operation.access == FaultAccess::kRead) || operation.bytes < place.least_width)
        continue;
      for (const Shape& shape : shapes(place.address, operation.bytes)) {
        Result result = run(program, shape, operation.bytes);
        ++ways;
        auto what = [&] {
          return std::string(isa::mnemonic(operation.op)) + " of " + place.name + ", " + shape.name + ", immediate " +
                 std::to_string(immediate);
        };
        ASSERT_EQ(result.status, Status::kFaulted) << what();
        const Fault& fault = *result.fault;
        EXPECT_EQ(fault.kind, place.kind) << what() << ": " << fault.describe();
        EXPECT_EQ(fault.thread, (Dim3{shape.bad_lane, 0, 0})) << what() << ": " << fault.describe();
        EXPECT_EQ(fault.address, shape.addresses[shape.bad_lane]) << what() << ": " << fault.describe();
        EXPECT_EQ(fault.access, operation.access) << what();
        EXPECT_EQ(fault.access_bytes, operation.bytes) << what();
        EXPECT_TRUE(unchanged(watched[0])) << what() << ": a lane that did no wrong wrote, though another faulted";
        if (HasFailure())
          return;
      }
    }
    for (const Watched& bytes : watched)
      ASSERT_TRUE(unchanged(bytes)) << isa::mnemonic(operation.op) << " changed " << bytes.name;
  }

  // The places.  Memory that a place stands in lives as long as the test.
  struct Surroundings {
    std::vector<char> stack_like, heap, registered, gone_host;
    std::unique_ptr<sim::Memory> other;
    std::unique_ptr<sim::WarpStorage> warps;
    std::unique_ptr<sim::Program> program;
    std::vector<std::pair<uint64_t, uint64_t>> to_clear;
    void* hole = nullptr;
    uint64_t lent = 0;
  };
  std::vector<Place> surround(Surroundings& around, char* on_stack) {
    std::vector<Place> places;
    auto fill = [&](uint64_t address, uint64_t bytes = kPattern) {
      for (uint64_t i = 0; i < bytes; ++i)
        reinterpret_cast<uint8_t*>(address)[i] = uint8_t(random());
      return address;
    };
    auto aligned = [](const void* pointer) { return (reinterpret_cast<uint64_t>(pointer) + 63) / 64 * 64; };
    auto down = [](const void* pointer) { return reinterpret_cast<uint64_t>(pointer) / 64 * 64; };

    // The host program.
    places.push_back({"the host's stack", fill(aligned(on_stack))});
    around.heap.resize(4 * kPattern);
    places.push_back({"the host's heap", fill(aligned(around.heap.data()))});
    places.push_back({"the host's static data", uint64_t(static_data)});
    places.push_back({"the host's thread-local data", uint64_t(thread_data)});
    places.push_back({"the host's code", down(reinterpret_cast<const void*>(&host_code))});
    places.push_back({"libc's code", down(reinterpret_cast<const void*>(&std::memcpy))});
    places.push_back({"the environment", down(environ)});
    places.push_back({"an environment variable", down(environ[0])});
    places.push_back({"the vdso", getauxval(AT_SYSINFO_EHDR)});
    around.hole = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    places.push_back({"a page that the host itself can't touch", uint64_t(around.hole), false});

    // The simulator.
    sim::Memory& memory = rig.memory();
    Code nothing;
    for (int i = 0; i < 16; ++i)
      nothing.exit();
    around.program = rig.load(nothing);
    around.warps = std::make_unique<sim::WarpStorage>(1);
    places.push_back({"another block's registers", fill(uint64_t(&around.warps->warps()[0].x[5][0]))});
    places.push_back({"the memory's book-keeping", down(&memory), false}); // every launch writes there
    places.push_back({"a program's decoded code", aligned(around.program->code().data())});
    places.push_back({"the instruction handlers", down(reinterpret_cast<const void*>(&sim::engine_of))});

    // Other memory of devices.
    around.other = std::move(*sim::Memory::create(uint64_t{1} << 30, uint64_t{1} << 28));
    places.push_back({"another device's memory", fill(*around.other->allocate(4096, RangeKind::kDevice))});
    const uint64_t parameters = *memory.allocate(256, RangeKind::kParameters);
    places.push_back({"another launch's parameters", fill(parameters)});
    const uint64_t other_shared = *memory.allocate_scratch(4096), other_local = *memory.allocate_scratch(4096);
    places.push_back({"another block's shared memory", fill(other_shared)});
    places.push_back({"another block's local memory", fill(other_local)});
    // What the next run will get: the rig gives the same memory again.
    const uint64_t own_parameters = *memory.allocate(24, RangeKind::kParameters);
    EXPECT_TRUE(memory.release(own_parameters));
    Place own{"the kernel's own parameters", own_parameters, false};
    own.may_be_read = true;
    places.push_back(own);
    const uint64_t shared = *memory.allocate_scratch(kSharedBytes);
    memory.release_scratch(shared, kSharedBytes);
    places.push_back({"right behind the block's shared memory", fill(shared + kSharedBytes, 64)});
    places.push_back({"right before the block's shared memory", shared - 64});

    // The image.
    places.push_back({"the code", around.program->text_begin(), false, true});
    const uint64_t image = *memory.allocate(4096, RangeKind::kImageData);
    memory.set_kind(image, image + 4096, RangeKind::kImageReadOnly);
    places.push_back({"constants", fill(image), true, true});
    places.push_back({"behind an image", fill(image + 4096)});

    // The edges of allocations, of memory that was given back, and of the arena.
    const uint64_t small = *memory.allocate(1000, RangeKind::kDevice),
                   large = *memory.allocate(3 << 20, RangeKind::kDevice);
    const uint64_t gone = *memory.allocate(4096, RangeKind::kDevice),
                   gone_large = *memory.allocate(3 << 20, RangeKind::kDevice);
    places.push_back({"right behind an allocation", fill(small + 1024)});
    places.push_back({"right before an allocation", fill(small - 64)});
    places.push_back({"right behind a large allocation", fill(large + (3 << 20))});
    places.push_back({"right before a large allocation", large - 64, false});
    EXPECT_TRUE(memory.release(gone));
    EXPECT_TRUE(memory.release(gone_large));
    places.push_back({"freed memory", fill(gone)});
    places.push_back({"freed memory of a large allocation", fill(gone_large + (1 << 20))});
    around.to_clear = {
        {small + 1024, kPattern}, {small - 64, kPattern}, {gone, kPattern}, {gone_large + (1 << 20), kPattern}};
    places.push_back({"the arena's first pages", uint64_t(good) / (2 << 20) * (2 << 20) - (2 << 20), false});
    places.push_back({"the arena's unused slots", uint64_t(good) + (uint64_t{3} << 30), false});

    // Memory of the host that was lent.
    around.registered.resize(8192);
    const uint64_t lent = aligned(around.registered.data()) + 64;
    EXPECT_TRUE(memory.register_host(lent, 4096 + 5));
    around.lent = lent;
    places.push_back({"right before registered memory", fill(lent - 64)});
    places.push_back({"across the end of registered memory", fill(lent + 4096), true, false, 8});
    places.push_back({"right behind registered memory", fill(lent + 4096 + 64)});
    around.gone_host.resize(4 * kPattern);
    const uint64_t taken_back = aligned(around.gone_host.data());
    EXPECT_TRUE(memory.register_host(taken_back, 128));
    EXPECT_TRUE(memory.unregister_host(taken_back));
    places.push_back({"memory that was registered once", fill(taken_back)});

    // The edges of the address space and of its windows.
    auto nowhere = [&](const char* name, uint64_t address, FaultKind kind = FaultKind::kIllegalAddress) {
      places.push_back({name, address, false, false, 1, kind});
    };
    nowhere("a null pointer", 0);
    nowhere("a null pointer with an offset", 4096 + 64);
    nowhere("the last bytes of the address space", uint64_t(-16));
    nowhere("near the end of the address space", uint64_t(-4096));
    nowhere("the first kernel address", uint64_t{0xffff800000000000});
    nowhere("the first address beyond 47 bits", uint64_t{1} << 47);
    nowhere("an address of 48 bits that is the good one else", uint64_t(good) | uint64_t{1} << 48);
    nowhere("an address of 63 bits that is the good one else", uint64_t(good) | uint64_t{1} << 63);
    nowhere("below the local window", isa::kLocalWindowBase - 16, FaultKind::kStackOverflow);
    nowhere("far below the local window", isa::kLocalWindowBase - (uint64_t{1} << 30), FaultKind::kStackOverflow);
    nowhere("behind the local window", isa::kLocalWindowBase + kLocalBytes);
    nowhere("far behind the local window", isa::kLocalWindowBase + (uint64_t{1} << 45));
    nowhere("the local window's mirror", 2 * isa::kLocalWindowBase);
    return places;
  }
  void tear_down(Surroundings& around) {
    for (auto [address, bytes] : around.to_clear) // free memory is kept zero
      std::memset(reinterpret_cast<void*>(address), 0, bytes);
    munmap(around.hole, 4096);
    EXPECT_TRUE(rig.memory().unregister_host(around.lent));
  }
};

TEST_F(Isolation, EveryAccessToEveryForbiddenPlaceIsRefused) {
  for (unsigned number = 0; number < sim::kSimdLevels; ++number) {
    const auto level = sim::SimdLevel(number);
    if (!sim::is_available(level))
      continue;
    sim::set_simd_level(level);
    for (int64_t offset : {0, 2032, -2048}) {
      immediate = offset;
      programs.clear();
      for (const Operation& operation : all_operations()) {
        ASSERT_NE(operation.bytes, 0u) << "a new kind of atomic: " << isa::mnemonic(operation.op);
        if (operation.access != FaultAccess::kAtomic)
          programs.emplace_back(operation, rig.load(code_of(operation)));
        else if (offset == 0) // atomics have no immediate
          programs.emplace_back(operation, rig.load(code_of(operation)));
      }
      alignas(64) char on_stack[2 * kPattern];
      Surroundings around;
      const std::vector<Place> places = surround(around, on_stack);
      for (const auto& [operation, program] : programs) {
        // What is allowed works: a refusal below says something.
        Shape allowed;
        for (unsigned lane = 0; lane < 32; ++lane)
          allowed.addresses[lane] = uint64_t(good) + 16 * lane;
        std::vector<uint8_t> before(good, good + kGoodBytes);
        const bool is_mbarrier = isa::mnemonic(operation.op).starts_with("ox.mbar.");
        if (!is_mbarrier) { // which wants a barrier object there
          ASSERT_EQ(run(*program, allowed, operation.bytes).status, Status::kFinished) << isa::mnemonic(operation.op);
        }
        // A lane that is not there may hold any address.
        Shape absent = allowed;
        absent.addresses[9] = 0x1230;
        absent.mask = ~(1u << 9);
        if (!is_mbarrier) {
          ASSERT_EQ(run(*program, absent, operation.bytes).status, Status::kFinished) << isa::mnemonic(operation.op);
        }
        std::copy(before.begin(), before.end(), good);
        attack(operation, *program, places);
        if (HasFatalFailure() || HasFailure())
          return tear_down(around);
      }
      tear_down(around);
    }
  }
  std::printf("%llu ways tried\n", static_cast<unsigned long long>(ways));
  EXPECT_GE(ways, 1000u);
}

// A row of accesses that begins inside of an allocation and leaves it, at either end, is refused before anything is
// written.
TEST_F(Isolation, RunsThatCrossAnEndAreRefusedBeforeTheyBegin) {
  for (const Operation& operation : all_operations()) {
    if (isa::mnemonic(operation.op).starts_with("ox.mbar."))
      continue; // each lane's object is looked at in its turn
    auto program = rig.load(code_of(operation));
    const std::vector<Watched> watched = watch({});
    for (unsigned inside = 1; inside < 32; ++inside) {
      Shape over;
      for (unsigned lane = 0; lane < 32; ++lane)
        over.addresses[lane] = uint64_t(good) + kGoodBytes - inside * operation.bytes + lane * operation.bytes;
      Result result = run(*program, over, operation.bytes);
      ++ways;
      ASSERT_EQ(result.status, Status::kFaulted) << isa::mnemonic(operation.op);
      EXPECT_EQ(result.fault->thread, (Dim3{inside, 0, 0})) << result.fault->describe();
      EXPECT_EQ(result.fault->address, uint64_t(good) + kGoodBytes);
      for (unsigned lane = 0; lane < 32; ++lane) // backwards, down from the beginning
        over.addresses[lane] = uint64_t(good) + (inside - 1) * operation.bytes - lane * operation.bytes;
      result = run(*program, over, operation.bytes);
      ++ways;
      ASSERT_EQ(result.status, Status::kFaulted) << isa::mnemonic(operation.op);
      EXPECT_EQ(result.fault->thread, (Dim3{inside, 0, 0})) << result.fault->describe();
      EXPECT_EQ(result.fault->address, uint64_t(good) - operation.bytes);
    }
    EXPECT_TRUE(unchanged(watched[0])) << isa::mnemonic(operation.op);
  }
  std::printf("%llu ways tried\n", static_cast<unsigned long long>(ways));
  EXPECT_GE(ways, 1000u);
}

// printf, assert and free follow pointers too.
TEST_F(Isolation, SystemCallsReadOnlyWhatTheLaneCouldRead) {
  sim::SystemCalls calls(rig.memory(), 1 << 20);
  std::string printed;
  rig.system_call = [&](uint64_t number, const uint64_t (&arguments)[6], const sim::LaunchContext::LaneMemory& lane) {
    return calls.call(number, arguments, lane, [&](std::string_view text) { printed += text; });
  };
  // The lane of the mask calls; a0..a3 and a7 come from the table.   parameters: table, mask
  Code c;
  c.load(Op::ld, t1, 0, a0).load(Op::ld, a3, 8, a0).csr(t5, 0xCD8).r(Op::and_, t2, a3, t5);
  auto skip = c.branch_forward(Op::beq, t2, zero);
  c.load(Op::ld, a0, 0, t1).load(Op::ld, a1, 8, t1).load(Op::ld, a2, 16, t1).load(Op::ld, a3, 24, t1);
  c.load(Op::ld, a7, 32, t1).r(Op::ecall, 0);
  c.bind(skip);
  c.exit();
  auto program = rig.load(c);
  char* text = rig.array<char>(256);
  uint64_t* words = rig.array<uint64_t>(4);
  std::strcpy(text, "%s");
  alignas(64) char on_stack[2 * kPattern];
  Surroundings around;
  const std::vector<Place> places = surround(around, on_stack);
  const std::vector<Watched> watched = watch(places);

  auto refused = [&](const Place& place, const char* what, isa::SystemCall number, std::array<uint64_t, 4> arguments,
                     FaultKind kind, uint64_t address) {
    Shape shape;
    std::copy(arguments.begin(), arguments.end(), shape.addresses);
    shape.addresses[4] = uint64_t(number);
    const unsigned lane = unsigned(random() % 32);
    shape.mask = 1u << lane;
    Result result = run(*program, shape, 0);
    ++ways;
    ASSERT_EQ(result.status, Status::kFaulted) << what << " of " << place.name;
    EXPECT_EQ(result.fault->kind, kind) << what << " of " << place.name << ": " << result.fault->describe();
    EXPECT_EQ(result.fault->thread, (Dim3{lane, 0, 0}));
    if (address)
      EXPECT_EQ(result.fault->address, address) << what << " of " << place.name << ": " << result.fault->describe();
    if (place.has_bytes) { // what is there must not be told
      std::string secret(reinterpret_cast<char*>(place.address), 8);
      if (secret.find('\0') == secret.npos)
        EXPECT_EQ(result.fault->describe().find(secret), std::string::npos) << what << " of " << place.name;
    }
  };
  for (const Place& place : places) {
    if (place.address == 0)
      continue; // null means no text, and nothing to free
    words[0] = place.address;
    // Which kind of place it is, is only told of instructions.
    auto kind = place.kind;
    if (!place.may_be_read && place.least_width == 1) {
      refused(place, "printf's format", isa::SystemCall::kPrintf, {place.address, uint64_t(words)}, kind,
              place.address);
      refused(place, "printf's string", isa::SystemCall::kPrintf, {uint64_t(text), uint64_t(words)}, kind,
              place.address);
      refused(place, "printf's arguments", isa::SystemCall::kPrintf, {uint64_t(text), place.address}, kind,
              place.address);
      refused(place, "a failed assert's texts", isa::SystemCall::kAssert,
              {place.address, place.address, 1, place.address}, FaultKind::kAssert, 0);
    }
    refused(place, "free", isa::SystemCall::kFree, {place.address}, FaultKind::kIllegalAddress, place.address);
    if (HasFatalFailure())
      break;
  }
  // A text that has no end leaves its memory.
  std::memset(text, 'a', 256);
  Place unending{"a text without an end", uint64_t(text), false};
  refused(unending, "printf's format", isa::SystemCall::kPrintf, {uint64_t(text), 0}, FaultKind::kIllegalAddress,
          uint64_t(text));
  for (const Watched& bytes : watched)
    EXPECT_TRUE(unchanged(bytes)) << bytes.name;
  EXPECT_EQ(printed, "");
  tear_down(around);
  std::printf("%llu ways tried\n", static_cast<unsigned long long>(ways));
  EXPECT_GE(ways, 100u);
}

TEST_F(Isolation, JumpsOutOfTheCodeAreRefused) {
  Code c;
  c.load(Op::ld, a1, 0, a0).load(Op::ld, a3, 8, a0).csr(t0, 0xCD0).csr(t5, 0xCD8);
  c.r(Op::sh3add, t1, t0, a1).load(Op::ld, t2, 0, t1).r(Op::and_, t1, a3, t5);
  auto skip = c.branch_forward(Op::beq, t1, zero);
  c.i(Op::jalr, ra, t2, 0);
  c.bind(skip);
  c.exit();
  auto program = rig.load(c);
  alignas(64) char on_stack[2 * kPattern];
  Surroundings around;
  for (const Place& place : surround(around, on_stack)) {
    for (Shape& shape : shapes(place.address, 4)) {
      for (unsigned lane = 0; lane < 32; ++lane) // those that do no wrong end
        if (shape.addresses[lane] - uint64_t(good) < kGoodBytes)
          shape.addresses[lane] = program->text_end() - 4;
      Result result = run(*program, shape, 0);
      ++ways;
      ASSERT_EQ(result.status, Status::kFaulted) << place.name << ", " << shape.name;
      EXPECT_EQ(result.fault->kind, FaultKind::kIllegalInstruction) << place.name;
      EXPECT_EQ(result.fault->space, FaultSpace::kCode) << place.name;
      EXPECT_EQ(result.fault->thread, (Dim3{shape.bad_lane, 0, 0})) << place.name << ", " << shape.name;
      EXPECT_EQ(result.fault->address, shape.addresses[shape.bad_lane] & ~uint64_t{1}) << place.name;
    }
  }
  tear_down(around);
  std::printf("%llu ways tried\n", static_cast<unsigned long long>(ways));
  EXPECT_GE(ways, 500u);
}

} // namespace
} // namespace ox::test
