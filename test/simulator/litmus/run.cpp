// Makes code of a litmus test and runs it.  See run.h.
//
// A round: the threads wait for each other (every so many rounds), each waits a little more as a table of random
// numbers says, and does its part on 32 instances at once, one a lane; what it read goes to its place among the
// results.  So the accesses of a warp have the shapes of real programs, and each instance is a test of its own. Threads
// in one host thread change turns where they jump backwards, so for those the waiting between the accesses is what
// mixes them.
#include "test/simulator/litmus/run.h"
#include <atomic>
#include <cstring>
#include <random>
#include <thread>

namespace ox::test {
namespace {

constexpr unsigned kLanes = 32;
constexpr uint32_t kLaneId = 0xCD0, kCtaidX = 0xCC8, kTidX = 0xCC0;
constexpr unsigned kVariablePadding = 4096 + 64; // between variables, so that they are never on one line

// The kernel's parameters, 64-bit words.
enum Parameter : unsigned {
  kVariables,                             // of kMostVariables bases
  kResults = kVariables + kMostVariables, // uint32_t [round][lane][thread][read]
  kDelays,                                // uint32_t [round][thread][access]
  kMeeting,                               // uint32_t: arrivals so far
  kParameterCount
};

constexpr unsigned kMostAccesses = 2; // of a thread

// Bytes of results of an instance.
constexpr uint64_t kResultBytes = 4 * kMostThreads * kMostReads;

struct Plan {
  const Shape& shape;
  const LitmusRun& run;
  unsigned threads;
  unsigned instances; // in a round
  unsigned arrivals;  // at a meeting
  uint64_t variables[kMostVariables];
  uint32_t* results;
  const uint32_t* delays;
  std::atomic<uint32_t>* meeting;
};

bool writes_next(std::span<const Event> events, size_t i) {
  return i + 1 < events.size() && events[i + 1].kind == Event::Kind::kWrite;
}

class KernelWriter {
public:
  explicit KernelWriter(const Plan& plan) : plan_(plan) {}

  Code run() {
    for (unsigned i = 0; i < kMostVariables; ++i)
      code_.load(Op::ld, uint8_t(s2 + i), 8 * (kVariables + i), a0);
    code_.load(Op::ld, s5, 8 * kResults, a0).load(Op::ld, s6, 8 * kDelays, a0).load(Op::ld, s7, 8 * kMeeting, a0);
    who_am_i();
    // Own places: s1 is the instance in the round.
    code_.li(t0, plan_.run.stride).r(Op::mul, t0, t0, s1);
    for (unsigned i = 0; i < kMostVariables; ++i)
      code_.r(Op::add, uint8_t(s2 + i), uint8_t(s2 + i), t0);
    code_.li(t0, kResultBytes).r(Op::mul, t0, t0, s1).r(Op::add, s5, s5, t0);
    code_.li(s8, 0); // rounds done
    for (unsigned thread = 0; thread < plan_.threads; ++thread) {
      code_.li(t0, thread);
      const auto next = code_.branch_forward(Op::bne, s0, t0);
      write_thread(thread);
      code_.exit();
      code_.bind(next);
    }
    return std::move(code_.exit());
  }

private:
  // s0 = thread of the test, s1 = instance.
  void who_am_i() {
    code_.csr(s1, kLaneId);
    switch (plan_.run.scope) {
    case Scope::kLanes:
      code_.li(t0, plan_.threads).r(Op::remu, s0, s1, t0).r(Op::divu, s1, s1, t0);
      break;
    case Scope::kWarps:
      code_.csr(s0, kTidX).i(Op::srli, s0, s0, 5);
      break;
    case Scope::kBlocks:
    case Scope::kHost:
      code_.csr(s0, kCtaidX);
      break;
    }
  }

  void write_thread(unsigned thread) {
    const Code::Label top = code_.here();
    if (plan_.run.scope == Scope::kLanes) { // the lanes that have no instance
      code_.li(t0, plan_.instances);
      const auto inside = code_.branch_forward(Op::bltu, s1, t0);
      code_.exit();
      code_.bind(inside);
    }
    meet();
    wait(thread, 0);
    const auto events = plan_.shape.threads[thread];
    for (unsigned i = 0; i < kMostReads; ++i)
      code_.li(uint8_t(a1 + i), 0);
    for (const Event& event : events) // values ready, so that the accesses follow each other closely
      if (event.kind == Event::Kind::kWrite)
        code_.li(value_register(event), event.value);
    unsigned accesses = 0;
    for (size_t i = 0; i < events.size(); ++i) {
      if (events[i].kind != Event::Kind::kFence && accesses++ != 0 && plan_.run.gap != 0)
        wait(thread, accesses - 1);
      write_event(events, i);
    }
    for (unsigned i = 0; i < kMostReads; ++i)
      code_.store(Op::sw, uint8_t(a1 + i), int64_t(4 * (thread * kMostReads + i)), s5);
    advance(s5, kResultBytes * plan_.instances);
    for (unsigned i = 0; i < kMostVariables; ++i)
      advance(uint8_t(s2 + i), uint64_t{plan_.run.stride} * plan_.instances);
    code_.i(Op::addi, s6, s6, 4 * kMostThreads * kMostAccesses).i(Op::addi, s8, s8, 1);
    code_.li(t0, plan_.run.rounds).branch(Op::bltu, s8, t0, top);
  }

  void wait(unsigned thread, unsigned access) {
    code_.load(Op::lwu, t0, 4 * (thread * kMostAccesses + access), s6);
    const Code::Label again = code_.here();
    const auto go = code_.branch_forward(Op::beq, t0, zero);
    code_.i(Op::addi, t0, t0, -1).jump(again);
    code_.bind(go);
  }

  void advance(uint8_t address, uint64_t bytes) { code_.li(t0, bytes).r(Op::add, address, address, t0); }
  static uint8_t value_register(const Event& event) { return uint8_t(a3 + event.value); }

  void write_event(std::span<const Event> events, size_t i) {
    const Event& event = events[i];
    const uint8_t address = uint8_t(s2 + event.variable);
    const bool atomics = plan_.run.order == Order::kAtomics;
    constexpr int64_t kAqRl = 3;
    switch (event.kind) {
    case Event::Kind::kWrite:
      if (atomics)
        code_.add({.op = Op::amoswap_w, .rs1 = address, .rs2 = value_register(event), .imm = kAqRl});
      else
        code_.store(Op::sw, value_register(event), 0, address);
      return;
    case Event::Kind::kRead:
      if (atomics)
        code_.add({.op = Op::amoor_w, .rd = uint8_t(a1 + event.value), .rs1 = address, .rs2 = 0, .imm = kAqRl});
      else
        code_.load(Op::lw, uint8_t(a1 + event.value), 0, address);
      return;
    case Event::Kind::kFence:
      break;
    }
    switch (plan_.run.order) {
    case Order::kReleaseAcquire:
      if (writes_next(events, i))
        code_.i(Op::fence, 0, 0, 0x31); // rw, w
      if (events[i - 1].kind == Event::Kind::kRead)
        code_.i(Op::fence, 0, 0, 0x23); // r, rw
      return;
    case Order::kAcqRel:
      code_.r(Op::fence_tso, 0);
      return;
    case Order::kSc:
      code_.i(Op::fence, 0, 0, 0x33);
      return;
    case Order::kRelaxed:
    case Order::kAtomics:
      return;
    }
  }

  // Everybody arrives and waits for all, in every so many rounds.
  void meet() {
    code_.li(t1, plan_.run.rounds_apart).r(Op::remu, t2, s8, t1);
    const auto no = code_.branch_forward(Op::bne, t2, zero);
    code_.r(Op::divu, t2, s8, t1).i(Op::addi, t2, t2, 1).li(t1, plan_.arrivals).r(Op::mul, t2, t2, t1);
    code_.li(t0, 1).add({.op = Op::amoadd_w, .rs1 = s7, .rs2 = t0, .imm = 3});
    // Spinning, because who yields comes late; in the long run yielding, because the others may need the processor.
    constexpr unsigned kSpins = 2000;
    const Code::Label sleep = code_.here();
    code_.li(t1, kSpins);
    const Code::Label again = code_.here();
    code_.load(Op::lwu, t0, 0, s7);
    const auto done = code_.branch_forward(Op::bgeu, t0, t2);
    code_.i(Op::addi, t1, t1, -1).branch(Op::bne, t1, zero, again);
    code_.r(Op::pause, 0).jump(sleep);
    code_.bind(done);
    code_.bind(no);
  }

  const Plan& plan_;
  Code code_;
};

// The part of a thread of the test that the host program plays: the same orders, in C++.
class HostThread {
public:
  HostThread(const Plan& plan, unsigned thread) : plan_(plan), thread_(thread) {}

  void run() {
    std::mt19937 random(uint32_t(plan_.run.seed + 17));
    for (unsigned round = 0; round < plan_.run.rounds; ++round) {
      meet(round);
      wait(round, 0);
      const unsigned first = random() % plan_.instances;
      for (unsigned i = 0; i < plan_.instances; ++i)
        play(round, round * plan_.instances + (first + i) % plan_.instances);
    }
  }

private:
  void meet(unsigned round) {
    if (round % plan_.run.rounds_apart != 0)
      return;
    plan_.meeting->fetch_add(kLanes);
    const uint32_t all = (round / plan_.run.rounds_apart + 1) * plan_.arrivals;
    for (unsigned spins = 1; plan_.meeting->load() < all; ++spins)
      if (spins % 100000 == 0)
        std::this_thread::yield();
  }

  void wait(unsigned round, unsigned access) {
    const size_t at = (size_t{round} * kMostThreads + thread_) * kMostAccesses + access;
    for (uint32_t left = plan_.delays[at] * 4; left != 0; --left)
      asm volatile("" : : : "memory");
  }

  void play(unsigned round, uint64_t instance) {
    const auto events = plan_.shape.threads[thread_];
    unsigned accesses = 0;
    const bool atomics = plan_.run.order == Order::kAtomics;
    for (size_t i = 0; i < events.size(); ++i) {
      const Event& event = events[i];
      if (event.kind != Event::Kind::kFence && accesses++ != 0 && plan_.run.gap != 0)
        wait(round, accesses - 1);
      auto& cell =
          *reinterpret_cast<std::atomic<uint32_t>*>(plan_.variables[event.variable] + instance * plan_.run.stride);
      uint32_t* result = plan_.results + instance * kResultBytes / 4 + thread_ * kMostReads + event.value;
      switch (event.kind) {
      case Event::Kind::kWrite:
        cell.store(event.value, atomics ? std::memory_order_seq_cst : std::memory_order_relaxed);
        break;
      case Event::Kind::kRead:
        *result = cell.load(atomics ? std::memory_order_seq_cst : std::memory_order_relaxed);
        break;
      case Event::Kind::kFence:
        fence(events, i);
      }
    }
  }

  void fence(std::span<const Event> events, size_t i) {
    switch (plan_.run.order) {
    case Order::kReleaseAcquire:
      if (writes_next(events, i))
        std::atomic_thread_fence(std::memory_order_release);
      if (events[i - 1].kind == Event::Kind::kRead)
        std::atomic_thread_fence(std::memory_order_acquire);
      return;
    case Order::kAcqRel:
      return std::atomic_thread_fence(std::memory_order_acq_rel);
    case Order::kSc:
      return std::atomic_thread_fence(std::memory_order_seq_cst);
    case Order::kRelaxed:
    case Order::kAtomics:
      return std::atomic_signal_fence(std::memory_order_acq_rel);
    }
  }

  const Plan& plan_;
  const unsigned thread_;
};

std::vector<Outcome> collect(const Plan& plan) {
  std::vector<Outcome> outcomes(size_t{plan.run.rounds} * plan.instances);
  for (size_t i = 0; i < outcomes.size(); ++i) {
    std::memcpy(&outcomes[i].read, plan.results + i * kResultBytes / 4, kResultBytes);
    for (unsigned v = 0; v < kMostVariables; ++v)
      outcomes[i].last[v] = *reinterpret_cast<const uint32_t*>(plan.variables[v] + i * plan.run.stride);
  }
  return outcomes;
}

void run_block(Rig& rig, const sim::Program& program, const std::vector<uint64_t>& parameters, const LitmusRun& run,
               unsigned block, unsigned blocks, unsigned warps) {
  Conditions conditions;
  conditions.block = {kLanes * warps, 1, 1};
  conditions.grid = {blocks, 1, 1};
  conditions.index = {block, 0, 0};
  conditions.seed = run.seed;
  conditions.step_budget = run.seed % 2 ? 16384 : 200;
  conditions.most_steps = ~uint64_t{0};
  const Result result = rig.run(program, parameters, conditions);
  if (result.fault)
    throw std::runtime_error(result.fault->describe());
}

} // namespace

std::string_view name_of(Scope scope) {
  switch (scope) {
  case Scope::kLanes:
    return "lanes";
  case Scope::kWarps:
    return "warps";
  case Scope::kBlocks:
    return "blocks";
  case Scope::kHost:
    return "host";
  }
  return "?";
}

std::vector<Outcome> run_litmus(Rig& rig, const Shape& shape, const LitmusRun& run) {
  const unsigned threads = unsigned(shape.threads.size());
  const bool lanes = run.scope == Scope::kLanes;
  const unsigned instances = lanes ? kLanes / threads : kLanes;
  const size_t count = size_t{run.rounds} * instances;

  // Variables of the host program are its own memory, which it has registered; others are the device's.
  const uint64_t bytes = count * run.stride + kVariablePadding;
  std::vector<uint64_t> host_memory;
  uint64_t variables;
  if (run.scope == Scope::kHost) {
    host_memory.resize(kMostVariables * bytes / 8 + 16);
    variables = reinterpret_cast<uint64_t>(host_memory.data());
    if (auto done = rig.memory().register_host(variables, 8 * host_memory.size()); !done)
      throw std::runtime_error(done.error());
  } else {
    variables = rig.allocate(kMostVariables * bytes);
    std::memset(reinterpret_cast<void*>(variables), 0, kMostVariables * bytes);
  }
  const uint64_t results = rig.allocate(count * kResultBytes);
  std::memset(reinterpret_cast<void*>(results), 0, count * kResultBytes);
  const size_t waits = size_t{run.rounds} * kMostThreads * kMostAccesses;
  uint32_t* delays = rig.array<uint32_t>(waits);
  std::mt19937_64 random(run.seed);
  for (size_t i = 0; i < waits; ++i)
    delays[i] = uint32_t(random() % (1 + (i % kMostAccesses == 0 ? run.delay : run.gap)));
  auto* meeting = rig.array<std::atomic<uint32_t>>(1);
  meeting->store(0);

  Plan plan{.shape = shape,
            .run = run,
            .threads = threads,
            .instances = instances,
            .arrivals = lanes ? instances * threads : kLanes * threads,
            .variables = {},
            .results = reinterpret_cast<uint32_t*>(results),
            .delays = delays,
            .meeting = meeting};
  std::vector<uint64_t> parameters(kParameterCount);
  for (unsigned v = 0; v < kMostVariables; ++v)
    parameters[kVariables + v] = plan.variables[v] = variables + v * bytes / 8 * 8;
  parameters[kResults] = results;
  parameters[kDelays] = reinterpret_cast<uint64_t>(delays);
  parameters[kMeeting] = reinterpret_cast<uint64_t>(meeting);

  const auto program = rig.load(KernelWriter(plan).run());
  if (lanes || run.scope == Scope::kWarps) {
    run_block(rig, *program, parameters, run, 0, 1, lanes ? 1 : threads);
  } else {
    std::vector<std::jthread> host_threads;
    for (unsigned thread = 0; thread < threads; ++thread)
      host_threads.emplace_back([&, thread] {
        if (run.scope == Scope::kHost && thread == run.host_thread)
          HostThread(plan, thread).run();
        else
          run_block(rig, *program, parameters, run, thread, threads, 1);
      });
  }
  auto outcomes = collect(plan);
  if (run.scope == Scope::kHost)
    (void)rig.memory().unregister_host(variables);
  else
    (void)rig.memory().release(variables);
  for (uint64_t address : {results, parameters[kDelays], parameters[kMeeting]})
    (void)rig.memory().release(address);
  return outcomes;
}

} // namespace ox::test
