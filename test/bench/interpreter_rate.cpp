// ox-bench-interpreter: lane-instructions a second of the interpreter on one core, for every SIMD level of this
// processor, on kernels that look like compiled ones:
//   float    an escape-time loop (Mandelbrot) of a fixed number of rounds, with a load and a store a point
//   integer  a hash of table entries: loads, 32-bit and 64-bit arithmetic, shifts
//   gather   3 of 17 instructions access memory at an address of each lane's own: a word of a table in global memory, a
//            doubleword in shared memory, and a word that is written
// and how many times faster the machine runs them on two cores than on one (best level, wall clock: for an idle
// machine).
#include "simulator/interpreter.h"
#include "simulator/machine.h"
#include "test/simulator/exec/rig.h"
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <thread>

namespace {
using namespace ox::test;
using ox::isa::Op;

constexpr uint64_t kPoints = 4096;

// a0: {points, results, rounds}.  Each of 256 threads does every 256th point.
Code float_kernel() {
  Code c;
  c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0);
  c.csr(t0, 0xCC0); // tid.x
  c.li(a4, kPoints);
  auto point = c.here();
  c.r(Op::sh2add, t1, t0, a1).load(Op::flw, 10, 0, t1); // c
  c.r(Op::fmv_w_x, 0, zero).r(Op::fmv_w_x, 1, zero).r(Op::fmv_w_x, 4, zero).i(Op::addi, t2, zero, 0);
  c.li(t3, 0x40800000).r(Op::fmv_w_x, 5, t3); // 4.0
  auto round = c.here();
  c.r(Op::fmul_s, 2, 0, 0);      // zr^2
  c.r(Op::fmul_s, 3, 1, 1);      // zi^2
  c.r(Op::fadd_s, 6, 2, 3);      // |z|^2
  c.r(Op::flt_s, t4, 5, 6);      // escaped
  c.r(Op::fadd_s, 7, 0, 0);      // 2 zr
  c.r(Op::fmadd_s, 1, 7, 1, 10); // zi = 2 zr zi + ci
  c.r(Op::fsub_s, 2, 2, 3);
  c.r(Op::fmadd_s, 0, 10, 10, 2); // zr
  c.r(Op::fmin_s, 0, 0, 5).r(Op::fmin_s, 1, 1, 5);
  c.r(Op::addw, t2, t2, t4);
  c.i(Op::addiw, t5, t5, 1);
  c.branch(Op::bltu, t5, a3, round);
  c.i(Op::addi, t5, zero, 0);
  c.r(Op::sh2add, t1, t0, a2).store(Op::sw, t2, 0, t1);
  c.i(Op::addi, t0, t0, 256);
  c.branch(Op::bltu, t0, a4, point);
  c.exit();
  return c;
}

// a0: {table, results, rounds}.
Code integer_kernel() {
  Code c;
  c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0);
  c.csr(t0, 0xCC0);
  c.li(a4, 1664525).li(a5, 1013904223).li(a6, kPoints - 1);
  c.i(Op::addi, t2, t0, 1).i(Op::addi, t3, zero, 0);
  auto round = c.here();
  c.r(Op::addw, t4, t0, t5).r(Op::and_, t4, t4, a6); // a coalesced index
  c.r(Op::sh2add, t4, t4, a1).load(Op::lw, t4, 0, t4);
  c.r(Op::mulw, t2, t2, a4).r(Op::addw, t2, t2, a5);
  c.r(Op::xor_, t2, t2, t4);
  c.i(Op::srliw, t6, t2, 13).r(Op::xor_, t2, t2, t6);
  c.i(Op::slliw, t6, t2, 7).r(Op::addw, t2, t2, t6);
  c.r(Op::add, t3, t3, t2);
  c.i(Op::addiw, t5, t5, 1);
  c.branch(Op::bltu, t5, a3, round);
  c.r(Op::sh3add, t1, t0, a2).store(Op::sd, t3, 0, t1);
  c.exit();
  return c;
}

constexpr uint64_t kTable = 16384, kSharedTable = 2048; // entries

// a0: {table, results, rounds, scratch of kTable words a block}.
Code gather_kernel() {
  Code c;
  c.load(Op::ld, a1, 0, a0).load(Op::ld, a2, 8, a0).load(Op::ld, a3, 16, a0).load(Op::ld, a7, 24, a0);
  c.csr(t0, 0xCC0).csr(t1, 0xCC8); // tid.x, ctaid.x
  c.i(Op::slli, t1, t1, 16).r(Op::add, a7, a7, t1);
  c.li(a4, 1664525).li(a5, 1013904223).li(a6, kTable - 1).li(s0, kSharedTable - 1);
  c.i(Op::addi, t2, t0, 1).i(Op::addi, t3, zero, 0);
  auto round = c.here();
  c.r(Op::mulw, t2, t2, a4).r(Op::addw, t2, t2, a5);
  c.i(Op::srliw, t4, t2, 12).r(Op::and_, t4, t4, a6);
  c.r(Op::sh2add, t1, t4, a1).load(Op::lw, t6, 0, t1);
  c.r(Op::xor_, t2, t2, t6);
  c.i(Op::srliw, t4, t2, 9).r(Op::and_, t4, t4, s0);
  c.r(Op::sh3add, t1, t4, tp).load(Op::ld, t6, 0, t1);
  c.r(Op::add, t3, t3, t6);
  c.r(Op::and_, t4, t2, a6);
  c.r(Op::sh2add, t1, t4, a7).store(Op::sw, t2, 0, t1);
  c.i(Op::addiw, t5, t5, 1);
  c.branch(Op::bltu, t5, a3, round);
  c.r(Op::sh3add, t1, t0, a2).store(Op::sd, t3, 0, t1);
  c.exit();
  return c;
}

// Of this thread on its core: what other processes do does not count.
double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

struct Kernel {
  const char* name;
  Code code;
  std::vector<uint64_t> parameters;
};

void stop_if(const std::optional<ox::Fault>& fault) {
  if (!fault)
    return;
  std::fprintf(stderr, "%s\n", fault->describe().c_str());
  std::exit(1);
}

double rate_on_one_core(const Kernel& kernel, Rig& rig) {
  auto program = rig.load(kernel.code);
  Conditions conditions;
  conditions.block = {256, 1, 1};
  conditions.shared_bytes = kSharedTable * 8;
  conditions.most_steps = ~uint64_t{0};
  double best = 0;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const double begin = cpu_seconds();
    Result result = rig.run(*program, kernel.parameters, conditions);
    const double seconds = cpu_seconds() - begin;
    stop_if(result.fault);
    best = std::max(best, double(result.counters.lane_instructions) / seconds);
  }
  return best;
}

// Lane-instructions a second of a launch of many blocks on a machine with so many host threads.
double rate_of_machine(const Kernel& kernel, Rig& rig, uint32_t threads) {
  constexpr uint32_t kBlocks = 32;
  auto program = rig.load(kernel.code);
  ox::sim::MachineOptions options;
  options.threads = threads;
  ox::sim::Machine machine(rig.properties, rig.memory(), options);
  ox::Launch launch;
  launch.grid = {kBlocks, 1, 1};
  launch.block = {256, 1, 1};
  launch.dynamic_shared_bytes = kSharedTable * 8;
  launch.parameters = std::as_bytes(std::span(kernel.parameters));
  double best = 0;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto begin = std::chrono::steady_clock::now();
    const auto result = machine.run(*program, launch);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    stop_if(result.fault);
    best = std::max(best, double(result.lane_instructions) / seconds.count());
  }
  return best;
}
} // namespace

int main() {
  Rig rig;
  auto* points = rig.array<float>(kPoints);
  auto* results = rig.array<uint64_t>(kPoints);
  for (uint64_t i = 0; i < kPoints; ++i)
    points[i] = float(i) / kPoints - 0.5f;
  auto* table = rig.array<uint32_t>(kTable);
  for (uint64_t i = 0; i < kTable; ++i)
    table[i] = uint32_t(i * 2654435761u);
  auto* scratch = rig.array<uint32_t>(kTable * 32);
  const Kernel kernels[] = {
      {"float", float_kernel(), {uint64_t(points), uint64_t(results), 1000}},
      {"integer", integer_kernel(), {uint64_t(table), uint64_t(results), 20000}},
      {"gather", gather_kernel(), {uint64_t(table), uint64_t(results), 20000, uint64_t(scratch)}},
  };
  for (auto level : {ox::sim::SimdLevel::kBaseline, ox::sim::SimdLevel::kAvx2, ox::sim::SimdLevel::kAvx512}) {
    if (!ox::sim::is_available(level))
      continue;
    ox::sim::set_simd_level(level);
    std::printf("%-8s", ox::sim::name_of(level));
    for (const Kernel& kernel : kernels)
      std::printf("  %s %5.2f", kernel.name, rate_on_one_core(kernel, rig) / 1e9);
    std::printf("  G lane-instructions/s, one core\n");
  }
  if (std::thread::hardware_concurrency() < 2)
    return 0;
  std::printf("two cores");
  for (const Kernel& kernel : kernels) {
    const double one = rate_of_machine(kernel, rig, 1), two = rate_of_machine(kernel, rig, 2);
    std::printf("  %s %5.2f (%.2f times one)", kernel.name, two / 1e9, two / one);
  }
  std::printf("  G lane-instructions/s\n");
}
