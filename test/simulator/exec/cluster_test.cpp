// Clusters: who is where, the others' shared memory, the barrier, and what goes wrong in words.
#include "simulator/cluster.h"
#include "test/simulator/exec/grid_rig.h"
#include <gtest/gtest.h>

namespace ox::test {
namespace {

enum : uint32_t {
#define OX_CSR(name, number, ...) csr_##name = number,
#include "isa/csrs.def"
};

// On one host thread and on several, in the plain schedule and in others.
class ClusterTest : public ::testing::TestWithParam<std::pair<uint32_t, uint64_t>> {
protected:
  void SetUp() override {
    rig.options.threads = GetParam().first;
    rig.options.seed = GetParam().second;
  }
  static Launch launch_of(Dim3 grid, Dim3 cluster, Dim3 block, uint64_t shared_bytes = 0) {
    Launch launch;
    launch.grid = grid;
    launch.cluster = cluster;
    launch.block = block;
    launch.dynamic_shared_bytes = shared_bytes;
    return launch;
  }
  void expect_runs(const Code& code, const std::vector<uint64_t>& parameters, const Launch& launch) {
    LaunchResult result = rig.run(code, parameters, launch);
    EXPECT_FALSE(result.fault) << result.fault->describe();
  }
  Fault expect_fault(const Code& code, const std::vector<uint64_t>& parameters, const Launch& launch) {
    LaunchResult result = rig.run(code, parameters, launch);
    EXPECT_TRUE(result.fault);
    return result.fault.value_or(Fault{});
  }

  GridRig rig{"ox-small"};
  uint32_t* words = rig.array<uint32_t>(1 << 16);
};
INSTANTIATE_TEST_SUITE_P(ThreadsAndSeeds, ClusterTest,
                         testing::Values(std::pair(1u, 0ull), std::pair(1u, 3ull), std::pair(2u, 0ull),
                                         std::pair(8u, 5ull)));

// a1 = the result's array, t6 = number of the block in the grid.
Code begin() {
  Code c;
  c.load(Op::ld, a1, 0, a0);
  c.csr(t0, csr_ctaid_z).csr(t1, csr_nctaid_y).r(Op::mul, t0, t0, t1);
  c.csr(t1, csr_ctaid_y).r(Op::add, t0, t0, t1).csr(t1, csr_nctaid_x).r(Op::mul, t0, t0, t1);
  c.csr(t1, csr_ctaid_x).r(Op::add, t6, t0, t1);
  return c;
}

TEST_P(ClusterTest, BlocksKnowTheirPlace) {
  const std::vector<uint32_t> csrs = {
      csr_clusterid_x,      csr_clusterid_y,      csr_clusterid_z,     csr_nclusterid_x,     csr_nclusterid_y,
      csr_nclusterid_z,     csr_cluster_ctaid_x,  csr_cluster_ctaid_y, csr_cluster_ctaid_z,  csr_cluster_nctaid_x,
      csr_cluster_nctaid_y, csr_cluster_nctaid_z, csr_cluster_ctarank, csr_cluster_nctarank, csr_is_explicit_cluster};
  Code c = begin();
  c.i(Op::slli, t2, t6, 6).r(Op::add, t2, t2, a1);
  for (size_t i = 0; i < csrs.size(); ++i)
    c.csr(t3, csrs[i]).store(Op::sw, t3, int64_t(4 * i), t2);
  c.exit();
  struct Case {
    Dim3 grid, cluster;
  };
  for (const Case& each : {Case{{8, 6, 4}, {2, 3, 2}}, Case{{4, 4, 1}, {4, 2, 1}}, Case{{5, 3, 2}, {1, 1, 1}}}) {
    expect_runs(c, {uint64_t(words)}, launch_of(each.grid, each.cluster, {1}));
    const Dim3 &g = each.grid, &k = each.cluster;
    for (uint32_t z = 0; z < g.z; ++z)
      for (uint32_t y = 0; y < g.y; ++y)
        for (uint32_t x = 0; x < g.x; ++x) {
          const uint32_t* got = words + ((z * g.y + y) * g.x + x) * 16;
          const std::vector<uint32_t> expected = {x / k.x,
                                                  y / k.y,
                                                  z / k.z,
                                                  g.x / k.x,
                                                  g.y / k.y,
                                                  g.z / k.z,
                                                  x % k.x,
                                                  y % k.y,
                                                  z % k.z,
                                                  k.x,
                                                  k.y,
                                                  k.z,
                                                  x % k.x + k.x * (y % k.y + k.y * (z % k.z)),
                                                  k.x * k.y * k.z,
                                                  k.x * k.y * k.z > 1};
          EXPECT_EQ(std::vector<uint32_t>(got, got + csrs.size()), expected) << x << ' ' << y << ' ' << z;
        }
  }
}

Code& sync(Code& c) { return c.r(Op::ox_cluster_arrive, 0).r(Op::ox_cluster_wait, 0); }

TEST_P(ClusterTest, BlocksReadEachOthersSharedMemory) {
  // Thread t of block b of the grid writes 1000 b + t to its own shared memory, and reads what thread t of the next
  // block of its cluster wrote.
  constexpr uint32_t kThreads = 96, kBlocks = 24, kCluster = 6;
  Code c = begin();
  c.csr(t0, csr_tid_x).li(t1, 1000).r(Op::mul, t1, t1, t6).r(Op::add, t1, t1, t0);
  c.r(Op::sh2add, t2, t0, tp).store(Op::sw, t1, 0, t2);
  sync(c);
  c.csr(t3, csr_cluster_ctarank).i(Op::addi, t3, t3, 1).csr(t4, csr_cluster_nctarank).r(Op::remu, t3, t3, t4);
  c.r(Op::ox_mapa, t4, t2, t3).load(Op::lw, t5, 0, t4);
  c.li(s1, kThreads).r(Op::mul, s1, s1, t6).r(Op::add, s1, s1, t0).r(Op::sh2add, s1, s1, a1);
  c.store(Op::sw, t5, 0, s1);
  // The other way round: ctarank of the mapped address is the rank that it was mapped to.
  c.r(Op::ox_ctarank, s2, t4);
  auto same = c.branch_forward(Op::beq, s2, t3);
  c.r(Op::ebreak, 0);
  c.bind(same);
  sync(c).exit();
  expect_runs(c, {uint64_t(words)}, launch_of({kBlocks}, {kCluster}, {kThreads}, 4 * kThreads));
  for (uint32_t b = 0; b < kBlocks; ++b)
    for (uint32_t t = 0; t < kThreads; ++t)
      ASSERT_EQ(words[b * kThreads + t], 1000 * (b / kCluster * kCluster + (b + 1) % kCluster) + t);
}

TEST_P(ClusterTest, AtomicsReachAnotherBlocksSharedMemory) {
  // Every thread adds its block's rank + 1 to a counter in block 0.
  constexpr uint32_t kThreads = 64, kBlocks = 16, kCluster = 8;
  Code c = begin();
  c.csr(s1, csr_cluster_ctarank).i(Op::addi, t1, s1, 1).r(Op::ox_mapa, t2, tp, zero);
  sync(c); // every block has begun
  c.r(Op::amoadd_w, zero, t2, t1);
  sync(c);
  auto done = c.branch_forward(Op::bne, s1, zero);
  c.load(Op::lw, t3, 0, tp).r(Op::sh2add, t4, t6, a1).store(Op::sw, t3, 0, t4);
  c.bind(done);
  c.exit();
  expect_runs(c, {uint64_t(words)}, launch_of({kBlocks}, {kCluster}, {kThreads}, 16));
  for (uint32_t b = 0; b < kBlocks; b += kCluster)
    EXPECT_EQ(words[b], kThreads * (kCluster * (kCluster + 1) / 2));
}

TEST_P(ClusterTest, SumsOfSinglesInAnotherBlocksSharedMemoryKeepSubnormals) {
  // PTX flushes in global memory only; a remote block's shared memory is not that.
  Code c = begin();
  c.i(Op::addi, t1, zero, 1).store(Op::sw, t1, 0, tp);
  sync(c);
  c.csr(t3, csr_cluster_ctarank).i(Op::xori, t3, t3, 1).r(Op::ox_mapa, t4, tp, t3);
  c.r(Op::fmv_w_x, 1, t1).r(Op::ox_amofadd_s, 2, t4, 1);
  sync(c);
  c.load(Op::lw, t1, 0, tp).r(Op::sh2add, t2, t6, a1).store(Op::sw, t1, 0, t2).exit();
  expect_runs(c, {uint64_t(words)}, launch_of({4}, {2}, {1}, 16));
  for (uint32_t block = 0; block < 4; ++block)
    EXPECT_EQ(words[block], 2u) << block; // 2^-149 + 2^-149
}

TEST_P(ClusterTest, NoThreadPassesBeforeAllHaveArrived) {
  // 20 rounds: each thread adds one to the cluster's counter, arrives, adds to another counter, waits, and checks that
  // the first counter has every thread of the round.  Odd threads use the relaxed form.
  constexpr uint32_t kThreads = 80, kCluster = 4, kRounds = 20;
  Code c = begin();
  c.csr(t0, csr_clusterid_x).r(Op::sh3add, a1, t0, a1).csr(s2, csr_tid_x).i(Op::andi, s2, s2, 1);
  c.i(Op::addi, s1, zero, 0).li(s3, 0).li(s4, kRounds).li(s5, kThreads * kCluster).i(Op::addi, s6, zero, 1);
  auto round = c.here();
  c.r(Op::amoadd_w, zero, a1, s6);
  auto odd = c.branch_forward(Op::bne, s2, zero);
  c.r(Op::ox_cluster_arrive, 0);
  auto both = c.jump_forward();
  c.bind(odd);
  c.r(Op::ox_cluster_arrive_relaxed, 0);
  c.bind(both);
  c.i(Op::addi, t1, a1, 4).r(Op::amoadd_w, zero, t1, s6);
  c.r(Op::ox_cluster_wait, 0);
  c.r(Op::add, s3, s3, s5).load(Op::lw, t2, 0, a1);
  auto enough = c.branch_forward(Op::bgeu, t2, s3);
  c.r(Op::ebreak, 0);
  c.bind(enough);
  c.i(Op::addi, s1, s1, 1);
  c.branch(Op::bne, s1, s4, round);
  c.exit();
  std::fill_n(words, 16, 0);
  expect_runs(c, {uint64_t(words)}, launch_of({16}, {kCluster}, {kThreads}));
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(words[i], kThreads * kCluster * kRounds);
}

TEST_P(ClusterTest, ThreadsThatHaveEndedAreNotWaitedFor) {
  // In round r the threads with tid % 8 == r end: some before they arrive, some after.  Block 1 ends at once; its
  // shared memory stays.
  constexpr uint32_t kThreads = 100, kCluster = 3;
  Code c = begin();
  c.csr(s1, csr_cluster_ctarank).i(Op::addi, s2, zero, 1).csr(s3, csr_tid_x);
  c.li(t1, 77).store(Op::sw, t1, 0, tp);
  sync(c);
  auto stays = c.branch_forward(Op::bne, s1, s2);
  c.exit();
  c.bind(stays);
  c.i(Op::andi, s4, s3, 7).i(Op::addi, s5, zero, 0).i(Op::addi, s6, zero, 8).i(Op::andi, s7, s3, 8);
  auto round = c.here();
  auto not_me = c.branch_forward(Op::bne, s4, s5);
  auto at_once = c.branch_forward(Op::beq, s7, zero);
  c.r(Op::ox_cluster_arrive, 0);
  c.bind(at_once);
  c.r(Op::ox_mapa, t2, tp, s2).load(Op::lw, t3, 0, t2);                                       // of block 1
  c.li(t4, kThreads).r(Op::mul, t4, t4, t6).r(Op::add, t4, t4, s3).r(Op::sh2add, t4, t4, a1); // its own word
  c.store(Op::sw, t3, 0, t4).exit();
  c.bind(not_me);
  sync(c);
  c.i(Op::addi, s5, s5, 1);
  c.branch(Op::bne, s5, s6, round);
  c.r(Op::ebreak, 0); // nobody is left for an eighth round
  std::fill_n(words, 6 * kThreads, 0);
  expect_runs(c, {uint64_t(words)}, launch_of({6}, {kCluster}, {kThreads}, 64));
  for (uint32_t b = 0; b < 6; ++b)
    for (uint32_t t = 0; t < kThreads; ++t)
      ASSERT_EQ(words[b * kThreads + t], b % kCluster == 1 ? 0u : 77u) << b << ' ' << t;
}

TEST_P(ClusterTest, LanesOfAWarpArriveAndWaitWhenTheyLike) {
  // Lanes diverge by their number: lane i arrives after i turns of a loop, and the upper half arrives and waits twice
  // for each time of the other block's; a lane that may pass and one that must wait meet at one wait.
  Code c = begin();
  c.csr(t0, csr_laneid).i(Op::addi, t1, t0, 1).i(Op::addi, s2, zero, 10);
  auto round = c.here();
  auto loop = c.here();
  c.i(Op::addi, t1, t1, -1);
  c.branch(Op::blt, zero, t1, loop);
  c.r(Op::ox_cluster_arrive, 0);
  c.i(Op::addi, t1, t0, 1).i(Op::andi, t2, t0, 1);
  auto even = c.branch_forward(Op::beq, t2, zero);
  c.r(Op::ox_nanosleep, 0, zero);
  c.bind(even);
  c.r(Op::ox_cluster_wait, 0);
  c.i(Op::addi, s2, s2, -1);
  c.branch(Op::bne, s2, zero, round);
  c.r(Op::sh2add, t3, t6, a1).i(Op::addi, t4, zero, 1).r(Op::amoadd_w, zero, t3, t4).exit();
  std::fill_n(words, 8, 0);
  expect_runs(c, {uint64_t(words)}, launch_of({8}, {2}, {32}));
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(words[i], 32u);
}

TEST_P(ClusterTest, WithoutClustersABlockIsItsOwn) {
  Code c = begin();
  c.csr(t0, csr_tid_x).r(Op::sh2add, t1, t0, tp).store(Op::sw, t0, 0, t1);
  sync(c);
  c.r(Op::ox_mapa, t2, t1, zero).load(Op::lw, t3, 0, t2).r(Op::ox_ctarank, t4, t1).r(Op::ox_ctarank, t5, a1);
  c.i(Op::slli, s1, t0, 4).r(Op::add, s1, s1, a1).store(Op::sw, t3, 0, s1).store(Op::sw, t4, 4, s1);
  c.store(Op::sw, t5, 8, s1).exit();
  expect_runs(c, {uint64_t(words)}, launch_of({1}, {1}, {1024}, 4096 + 16));
  for (uint32_t i = 0; i < 1024; ++i) {
    ASSERT_EQ(words[4 * i], i);
    ASSERT_EQ(words[4 * i + 1], 0u);
    ASSERT_EQ(words[4 * i + 2], ~0u);
  }
}

TEST_P(ClusterTest, ArrivingTwiceAndWaitingWithoutArrivingAreMisuse) {
  Code twice = begin();
  twice.r(Op::ox_cluster_arrive, 0).r(Op::ox_cluster_arrive, 0).r(Op::ox_cluster_wait, 0).exit();
  Fault fault = expect_fault(twice, {uint64_t(words)}, launch_of({4}, {2}, {32}));
  EXPECT_EQ(fault.kind, FaultKind::kBarrierMisuse);
  EXPECT_NE(fault.detail.find("arrives at the cluster's barrier again"), std::string::npos) << fault.detail;
  Code never = begin();
  never.r(Op::ox_cluster_wait, 0).exit();
  fault = expect_fault(never, {uint64_t(words)}, launch_of({4}, {2}, {32}));
  EXPECT_EQ(fault.kind, FaultKind::kBarrierMisuse);
  EXPECT_NE(fault.detail.find("has not arrived there"), std::string::npos) << fault.detail;
}

TEST_P(ClusterTest, ABarrierThatOneBlockNeverReachesIsADeadlock) {
  // Block 1 waits at a barrier of its own for 64 threads; it has 32 that live.
  Code c = begin();
  c.csr(t0, csr_cluster_ctarank);
  auto other = c.branch_forward(Op::bne, t0, zero);
  sync(c).exit();
  c.bind(other);
  c.csr(t1, csr_warpid);
  auto arrives = c.branch_forward(Op::beq, t1, zero);
  c.exit();
  c.bind(arrives);
  c.i(Op::addi, t2, zero, 3).li(t3, 64).r(Op::ox_bar_sync, 0, t2, t3);
  sync(c).exit();
  Launch launch = launch_of({2}, {2}, {96});
  Fault fault = expect_fault(c, {uint64_t(words)}, launch);
  EXPECT_EQ(fault.kind, FaultKind::kDeadlock);
  EXPECT_TRUE(fault.detail.starts_with("no thread of the block can go on: warp 0: lanes 0xffffffff wait at barrier 3, "
                                       "where 32 of 64 threads have arrived"))
      << fault.detail;
}

TEST_P(ClusterTest, AClusterInWhichAllWaitIsADeadlock) {
  // Block 0 waits for the cluster; in block 1 warp 0 does too, and warp 1 is at a barrier of the block.
  Code c = begin();
  c.csr(t0, csr_cluster_ctarank).csr(t1, csr_warpid).r(Op::and_, t0, t0, t1);
  auto block_barrier = c.branch_forward(Op::bne, t0, zero);
  sync(c).exit();
  c.bind(block_barrier);
  c.r(Op::ox_bar_sync, 0, zero, zero);
  sync(c).exit();
  Fault fault = expect_fault(c, {uint64_t(words)}, launch_of({2}, {2}, {64}));
  EXPECT_EQ(fault.kind, FaultKind::kDeadlock);
  EXPECT_EQ(fault.detail,
            "no thread of the cluster can go on: "
            "block (0,0,0) warp 0: lanes 0xffffffff wait at the cluster's barrier, where 96 of 128 live threads have "
            "arrived; "
            "block (0,0,0) warp 1: lanes 0xffffffff wait at the cluster's barrier, where 96 of 128 live threads have "
            "arrived; "
            "block (1,0,0) warp 0: lanes 0xffffffff wait at the cluster's barrier, where 96 of 128 live threads have "
            "arrived; "
            "block (1,0,0) warp 1: lanes 0xffffffff wait at barrier 0, where 32 of all live threads have arrived");
}

TEST_P(ClusterTest, BetweenAndBehindTheBlocksIsNobodysMemory) {
  // Block 0 reads `offset` bytes into the shared memory of block `rank`.
  auto read_at = [&](int64_t offset, uint32_t rank, Dim3 cluster) {
    Code c = begin();
    auto first = c.branch_forward(Op::beq, t6, zero);
    c.exit();
    c.bind(first);
    c.li(t0, rank).r(Op::ox_mapa, t1, tp, t0).li(t2, uint64_t(offset)).r(Op::add, t1, t1, t2);
    c.load(Op::lw, t3, 0, t1).exit();
    return rig.run(c, {uint64_t(words)}, launch_of({cluster.x}, cluster, {1}, 1000));
  };
  EXPECT_FALSE(read_at(996, 3, {4}).fault);
  EXPECT_FALSE(read_at(0, 0, {4}).fault);
  auto detail = [&](int64_t offset, uint32_t rank, Dim3 cluster) {
    LaunchResult result = read_at(offset, rank, cluster);
    EXPECT_TRUE(result.fault && result.fault->kind == FaultKind::kIllegalAddress);
    return result.fault ? result.fault->detail : "";
  };
  for (uint32_t rank : {1u, 2u})
    for (int64_t offset : {1000, 1500, -4, -1000}) {
      const std::string said = detail(offset, rank, {4});
      EXPECT_NE(said.find("outside the 1000 bytes of shared memory of block " + std::to_string(rank) +
                          " of the cluster, at its offset " + std::to_string(offset)),
                std::string::npos)
          << said;
    }
  EXPECT_NE(detail(0, 5, {4}).find("offset 0 in the shared memory of block 5 of the cluster, which has 4 blocks"),
            std::string::npos);
  EXPECT_TRUE(read_at(0, 1, {1}).fault) << "without clusters the next block's memory is out of reach";
}

TEST(Clusters, AreRefusedWhereTheyCannotBe) {
  GridRig rig("ox-small");
  Code code;
  code.exit();
  auto program = rig.load(code);
  sim::Machine machine(rig.properties, rig.memory(), rig.options);
  auto why = [&](Dim3 grid, Dim3 cluster, Dim3 block = {32}) {
    Launch launch;
    launch.grid = grid;
    launch.cluster = cluster;
    launch.block = block;
    return machine.refuse(*program, launch).value_or("");
  };
  EXPECT_EQ(why({8, 2}, {4, 2}), "");
  EXPECT_EQ(why({16}, {16}), "");
  EXPECT_EQ(why({6}, {4}), "kernel kernel: a grid of 6 x 1 x 1 blocks can't be cut into clusters of 4 x 1 x 1");
  EXPECT_EQ(why({6}, {0}), "kernel kernel: a grid of 6 x 1 x 1 blocks can't be cut into clusters of 0 x 1 x 1");
  EXPECT_EQ(why({32}, {32}), "kernel kernel: a cluster of 32 x 1 x 1 blocks is too large; the machine allows 16");
  rig.properties.cores = 1;
  sim::Machine small(rig.properties, rig.memory(), rig.options);
  Launch launch;
  launch.grid = launch.cluster = {8};
  launch.block = {1024};
  EXPECT_EQ(small.refuse(*program, launch).value_or(""),
            "kernel kernel: a cluster of 8 x 1 x 1 blocks, but only 2 blocks can be resident at once");
}

TEST(Clusters, StayOnOneChiplet) {
  DeviceProperties properties;
  properties.cores = 12;
  properties.chiplets = 3;
  for (uint64_t cluster = 0; cluster < 40; ++cluster)
    for (uint64_t rank = 0; rank < 4; ++rank) {
      const uint32_t core = sim::core_of(properties, cluster, 4, rank);
      EXPECT_LT(core, 12u);
      EXPECT_EQ(core / 4, sim::core_of(properties, cluster, 4, 0) / 4);
    }
  properties.chiplets = 1;
  for (uint64_t block = 0; block < 40; ++block)
    EXPECT_EQ(sim::core_of(properties, block, 1, 0), block % 12);
}

} // namespace
} // namespace ox::test
