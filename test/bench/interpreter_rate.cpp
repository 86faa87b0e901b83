// ox-bench-interpreter: lane-instructions a second of the interpreter on one core, for every SIMD level of this
// processor, on two kernels that look like compiled ones:
//   float    an escape-time loop (Mandelbrot) of a fixed number of rounds, with a load and a store a point
//   integer  a hash of table entries: loads, 32-bit and 64-bit arithmetic, shifts
#include "simulator/interpreter.h"
#include "test/simulator/exec/rig.h"
#include <cstdio>
#include <ctime>

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

// Of this thread on its core: what other processes do does not count.
double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

double rate(const Code& code, Rig& rig, const std::vector<uint64_t>& parameters) {
  auto program = rig.load(code);
  Conditions conditions;
  conditions.block = {256, 1, 1};
  conditions.most_steps = ~uint64_t{0};
  double best = 0;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const double begin = cpu_seconds();
    Result result = rig.run(*program, parameters, conditions);
    const double seconds = cpu_seconds() - begin;
    if (result.fault) {
      std::fprintf(stderr, "%s\n", result.fault->describe().c_str());
      return 0;
    }
    best = std::max(best, double(result.counters.lane_instructions) / seconds);
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
  auto* table = rig.array<uint32_t>(kPoints);
  for (uint64_t i = 0; i < kPoints; ++i)
    table[i] = uint32_t(i * 2654435761u);
  for (auto level : {ox::sim::SimdLevel::kBaseline, ox::sim::SimdLevel::kAvx2, ox::sim::SimdLevel::kAvx512}) {
    if (!ox::sim::is_available(level))
      continue;
    ox::sim::set_simd_level(level);
    double floats = rate(float_kernel(), rig, {uint64_t(points), uint64_t(results), 1000});
    double integers = rate(integer_kernel(), rig, {uint64_t(table), uint64_t(results), 20000});
    std::printf("%-8s float %6.2f G lane-instructions/s   integer %6.2f G lane-instructions/s\n",
                ox::sim::name_of(level), floats / 1e9, integers / 1e9);
  }
}
