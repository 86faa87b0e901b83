#include "test/isa/insn_runner/check.h"
#include "test/isa/insn_runner/expected.h"
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <set>

namespace ox::test {

namespace {
constexpr uint64_t kUnwritten = 0xdeadbeefdeadbeef;
constexpr size_t kMostMessages = 5; // of one kernel

// The numbers that kernel.inc.s gives to kinds.
constexpr FaultKind kFaultKinds[] = {
    FaultKind::kIllegalAddress, FaultKind::kMisalignedAddress, FaultKind::kIllegalInstruction,
    FaultKind::kStackOverflow,  FaultKind::kBarrierMisuse,     FaultKind::kTrap,
    FaultKind::kAssert,         FaultKind::kDeadlock,          FaultKind::kRunaway};

template <class... T> std::string format(const char* text, T... values) {
  char line[512];
  std::snprintf(line, sizeof line, text, values...);
  return line;
}

std::string as_words(uint64_t value) { return value == kUnwritten ? "nothing" : format("0x%" PRIx64, value); }

// "rs1 = 0x1, rs2 = 0x2"
std::string operands_of(const Record& record, const uint64_t* row) {
  std::string text, names = std::string(record.names) + ' ';
  for (uint32_t column = 0; column + record.results < record.columns; ++column) {
    const size_t end = names.find(' ');
    text += (column ? ", " : "") + names.substr(0, end) + format(" = 0x%" PRIx64, row[column]);
    names.erase(0, end + 1);
  }
  return text;
}

class Kernel {
public:
  Kernel(const sim::Program& program, uint32_t index, sim::Memory& memory, sim::Machine& machine, Checked& checked)
      : program_(program), index_(index), memory_(memory), machine_(machine), checked_(checked) {}

  void check() {
    const std::string& name = program_.kernels()[index_].name;
    auto symbol = program_.find_variable(name + ".test");
    if (!symbol || symbol->bytes != sizeof(Record))
      return fail("the kernel " + name + " was not made by the macros of check.inc.s");
    record_ = reinterpret_cast<const Record*>(symbol->address);
    const bool has_cases = record_->kind == RecordKind::kCases || record_->kind == RecordKind::kWarp;
    if (record_->kind == RecordKind::kWarp && rows_of(*record_) % 32 != 0)
      return fail("the number of cases must be a multiple of 32, one for each lane");
    if (has_cases)
      expected_ = expect_cases(*record_);
    const uint64_t words = has_cases ? expected_.size() : uint64_t(record_->cases_end - record_->cases);
    if (words == 0 && record_->fault == 0 && !record_->prints)
      return fail("it expects nothing");
    if (!run(words))
      return;
    checked_.results += words;
    if (!has_cases)
      want_.assign(record_->cases, record_->cases_end);
    if (record_->kind == RecordKind::kSorted) {
      std::ranges::sort(got_);
      std::ranges::sort(want_);
    }
    for (uint64_t i = 0; i < words && failures_ < kMostMessages; ++i)
      has_cases ? compare_case(i) : compare_memory(i);
  }

private:
  uint64_t threads() const {
    return uint64_t{record_->block[0]} * record_->block[1] * record_->block[2] * record_->grid[0] * record_->grid[1] *
           record_->grid[2];
  }

  // False if there are no results to look at.
  bool run(uint64_t words) {
    const uint64_t room = words + threads(); // for one more of each thread, which must not come
    auto results = memory_.allocate(room * 8, sim::RangeKind::kDevice);
    auto scratch = memory_.allocate(kScratchBytes, sim::RangeKind::kDevice);
    if (!results || !scratch) {
      fail("out of device memory");
      return false;
    }
    scratch_ = *scratch;
    auto* buffer = reinterpret_cast<uint64_t*>(*results);
    std::fill_n(buffer, room, kUnwritten);

    const uint64_t parameters[] = {*results, scratch_};
    std::string printed;
    Launch launch;
    launch.kernel = index_;
    launch.grid = {record_->grid[0], record_->grid[1], record_->grid[2]};
    launch.cluster = {record_->cluster[0], record_->cluster[1], record_->cluster[2]};
    launch.block = {record_->block[0], record_->block[1], record_->block[2]};
    launch.parameters = std::as_bytes(std::span(parameters));
    launch.dynamic_shared_bytes = record_->shared_bytes;
    launch.instruction_limit = 10'000'000;
    launch.print = [&](std::string_view text) { printed += text; };
    const LaunchResult result = machine_.run(program_, launch);
    got_.assign(buffer, buffer + words);
    const bool more = std::any_of(buffer + words, buffer + room, [](uint64_t word) { return word != kUnwritten; });
    (void)memory_.release(*results);
    (void)memory_.release(scratch_);

    if (more)
      fail("it leaves more results than are expected");
    if (record_->prints && printed != record_->prints)
      fail("it printed \"" + printed + "\" instead of \"" + record_->prints + "\"");
    return compare_fault(result.fault);
  }

  bool compare_fault(const std::optional<Fault>& fault) {
    if (!fault && record_->fault == 0)
      return true;
    if (!fault) {
      fail("it ended without the fault that it must raise");
      return false;
    }
    if (record_->fault == 0 || fault->kind != kFaultKinds[record_->fault - 1]) {
      fail(fault->describe());
      return false;
    }
    if (record_->fault_pc != 0 && fault->pc + program_.image_base() != record_->fault_pc)
      fail(format("the fault is at pc 0x%" PRIx64 " and should be at 0x%" PRIx64, fault->pc,
                  record_->fault_pc - program_.image_base()));
    const uint64_t address = record_->fault_address + (record_->fault_base == FaultBase::kScratch ? scratch_ : 0);
    if (record_->fault_base != FaultBase::kNone && fault->address != address)
      fail(format("the fault's address is 0x%" PRIx64 " and should be 0x%" PRIx64, fault->address, address));
    return record_->cases != record_->cases_end;
  }

  void compare_case(uint64_t i) {
    const Expectation& expected = expected_[i];
    if (reported_.contains(expected.row) || !expected.matters ||
        (expected.result == 0 ? agrees(*record_, got_[i], expected.want) : got_[i] == expected.want))
      return;
    reported_.insert(expected.row);
    const uint64_t* row = row_of(*record_, expected.row);
    fail(format("case %" PRIu32 ": ", expected.row + 1) + operands_of(*record_, row) +
         format(": result %" PRIu32 " is ", expected.result + 1) + as_words(got_[i]) + " and should be " +
         as_words(expected.want) + "\n    " + expected.way->title +
         format("; lane %" PRIu32 ", active lanes 0x%08" PRIx32, expected.lane, expected.mask) +
         (expected.mask >> expected.lane & 1 ? "" : ", this one is not"));
  }

  void compare_memory(uint64_t i) {
    const uint64_t want = want_[i];
    if (got_[i] == want)
      return;
    const std::string what = record_->kind == RecordKind::kSorted
                                 ? format("value %" PRIu64 " in ascending order", i)
                                 : format("result %" PRIu64 " of thread %" PRIu64, i / threads() + 1, i % threads());
    fail(what + " is " + as_words(got_[i]) + " and should be " + as_words(want));
  }

  void fail(const std::string& why) {
    ++failures_;
    std::string title = record_ ? record_->title : "";
    title.erase(title.find_last_not_of(", ") + 1); // operands that the instruction does not have
    checked_.failures.push_back(title + (title.empty() ? "" : ": ") + why);
  }

  const sim::Program& program_;
  const uint32_t index_;
  sim::Memory& memory_;
  sim::Machine& machine_;
  Checked& checked_;
  const Record* record_ = nullptr;
  std::vector<Expectation> expected_;
  std::vector<uint64_t> got_, want_; // want_: where there are no cases
  uint64_t scratch_ = 0;
  size_t failures_ = 0;
  std::set<uint32_t> reported_; // cases, of which each is reported once
};
} // namespace

Checked check_image(std::span<const std::byte> elf, sim::Memory& memory, sim::Machine& machine) {
  Checked checked;
  auto program = sim::Program::load(elf, memory, sim::Program::Metadata::kFromSymbols);
  if (!program) {
    checked.failures.push_back(program.error());
    return checked;
  }
  const size_t kernels = (*program)->kernels().size();
  if (kernels == 0)
    checked.failures.push_back("it tests nothing");
  for (uint32_t i = 0; i < kernels; ++i)
    Kernel(**program, i, memory, machine, checked).check();
  checked.kernels = kernels;
  return checked;
}

} // namespace ox::test
