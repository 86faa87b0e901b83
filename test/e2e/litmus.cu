// Litmus tests of PTX's memory model in CUDA: what __threadfence, scoped atomics and volatile promise holds between the
// warps of a block, the blocks of a grid, and a kernel and the host's thread.  test/simulator/litmus has the machine's.
// RUN: %ox-nvcc -O3 -std=c++20 %s -o %t && %t | FileCheck %s
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#define CHECK(call)                                                                                                    \
  do {                                                                                                                 \
    if (cudaError_t error = call; error != cudaSuccess) {                                                              \
      printf("%s: %s\n", #call, cudaGetErrorString(error));                                                            \
      exit(1);                                                                                                         \
    }                                                                                                                  \
  } while (0)

constexpr int kMostRoles = 4, kReads = 2, kThreads = 32;

// One instance of a test: its variables are apart, its reads are at the end.
struct Cell {
  int x, padding0[15], y, padding1[15];
  int read[kMostRoles][kReads];
};

// How accesses are ordered.  Each has store, load, and a fence between two accesses of a role.
struct Nothing { // volatile is relaxed at system scope
  static constexpr const char* name = "volatile";
  static constexpr int strength = 0;
  __device__ static void store(int* p, int v) { *(volatile int*)p = v; }
  __device__ static int load(int* p) { return *(volatile int*)p; }
  __device__ static void fence() {}
};
template <int kScope> struct ReleaseAcquire {
  static constexpr const char* name = "release/acquire";
  static constexpr int strength = 1;
  __device__ static void store(int* p, int v) { __scoped_atomic_store_n(p, v, __ATOMIC_RELEASE, kScope); }
  __device__ static int load(int* p) { return __scoped_atomic_load_n(p, __ATOMIC_ACQUIRE, kScope); }
  __device__ static void fence() {}
};
template <int kScope> struct FenceAcqRel : Nothing {
  static constexpr const char* name = "fence.acq_rel";
  static constexpr int strength = 1;
  __device__ static void fence() { __scoped_atomic_thread_fence(__ATOMIC_ACQ_REL, kScope); }
};
template <int kScope> struct Threadfence : Nothing {
  static constexpr const char* name = "__threadfence";
  static constexpr int strength = 2;
  __device__ static void fence() {
    kScope == __MEMORY_SCOPE_WRKGRP   ? __threadfence_block()
    : kScope == __MEMORY_SCOPE_DEVICE ? __threadfence()
                                      : __threadfence_system();
  }
};
template <int kScope> struct SeqCst {
  static constexpr const char* name = "seq_cst";
  static constexpr int strength = 2;
  __device__ static void store(int* p, int v) { __scoped_atomic_store_n(p, v, __ATOMIC_SEQ_CST, kScope); }
  __device__ static int load(int* p) { return __scoped_atomic_load_n(p, __ATOMIC_SEQ_CST, kScope); }
  __device__ static void fence() {}
};
template <int kScope> struct Exchange : Threadfence<kScope> { // relaxed atomics and fences
  static constexpr const char* name = "atomicExch, __threadfence";
  __device__ static void store(int* p, int v) { atomicExch(p, v); }
  __device__ static int load(int* p) { return atomicAdd(p, 0); }
};

enum Test { kMessagePassing, kStoreBuffering, kLoadBuffering, kIndependentReads, kCoherence, kTests };
constexpr const char* kNames[] = {"MP", "SB", "LB", "IRIW", "CoRR"};
constexpr int kRoles[] = {2, 2, 2, 4, 2};
constexpr int kNeeds[] = {1, 2, 1, 2, 0}; // the strength that forbids the weak outcome

template <class Order> __device__ void play(Test test, int role, Cell& c) {
  int(&read)[kReads] = c.read[role];
  int first = 0, second = 0;
  auto two_reads = [&](int* a, int* b) {
    first = Order::load(a);
    Order::fence();
    second = Order::load(b);
  };
  switch (test) {
  case kMessagePassing:
    if (role == 0) {
      Order::store(&c.x, 1);
      Order::fence();
      Order::store(&c.y, 1);
    } else {
      two_reads(&c.y, &c.x);
    }
    break;
  case kStoreBuffering:
    Order::store(role == 0 ? &c.x : &c.y, 1);
    Order::fence();
    first = Order::load(role == 0 ? &c.y : &c.x);
    break;
  case kLoadBuffering:
    first = Order::load(role == 0 ? &c.x : &c.y);
    Order::fence();
    Order::store(role == 0 ? &c.y : &c.x, 1);
    break;
  case kIndependentReads:
    if (role < 2)
      Order::store(role == 0 ? &c.x : &c.y, 1);
    else
      two_reads(role == 2 ? &c.x : &c.y, role == 2 ? &c.y : &c.x);
    break;
  case kCoherence:
    if (role == 0) {
      Order::store(&c.x, 1);
    } else {
      first = Order::load(&c.x);
      second = Order::load(&c.x);
    }
    break;
  default:
    break;
  }
  read[0] = first;
  read[1] = second;
}

bool is_weak(Test test, const Cell& c) {
  const auto& r = c.read;
  switch (test) {
  case kMessagePassing:
  case kCoherence:
    return r[1][0] == 1 && r[1][1] == 0;
  case kStoreBuffering:
    return r[0][0] == 0 && r[1][0] == 0;
  case kLoadBuffering:
    return r[0][0] == 1 && r[1][0] == 1;
  case kIndependentReads:
    return r[2][0] == 1 && r[2][1] == 0 && r[3][0] == 1 && r[3][1] == 0;
  default:
    return false;
  }
}

// Waits until all have arrived `times` times.
__device__ void meet(unsigned* arrived, unsigned all) {
  __syncwarp();
  if (threadIdx.x % 32 == 0) {
    atomicAdd(arrived, 1);
    while (*(volatile unsigned*)arrived < all)
      ;
  }
  __syncwarp();
}

__device__ void waste(unsigned& dice, unsigned most) {
  dice = dice * 1664525 + 1013904223;
  for (unsigned left = (dice >> 16) % most; left != 0; --left)
    asm volatile("" ::: "memory");
}

// A role is a block, or a warp of the one block; the host may be one more, so that `roles` all arrive.
template <class Order>
__global__ void run(Test test, Cell* cells, unsigned* arrived, int rounds, int roles, unsigned most) {
  const int role = gridDim.x > 1 ? blockIdx.x : threadIdx.x / 32;
  unsigned dice = role * 77 + most;
  for (int round = 0; round < rounds; ++round) {
    if (round % 8 == 0)
      meet(arrived, (round / 8 + 1) * roles);
    waste(dice, most);
    play<Order>(test, role, cells[round * kThreads + threadIdx.x % 32]);
  }
}

// The same where the host is role 1.
template <class Order> void host_role(Test test, Cell* cells, unsigned* arrived, int rounds, int roles) {
  std::atomic_ref<unsigned> meeting(*arrived);
  constexpr auto kLoad = Order::strength == 2   ? std::memory_order_seq_cst
                         : Order::strength == 1 ? std::memory_order_acquire
                                                : std::memory_order_relaxed;
  constexpr auto kStore = Order::strength == 2   ? std::memory_order_seq_cst
                          : Order::strength == 1 ? std::memory_order_release
                                                 : std::memory_order_relaxed;
  for (int round = 0; round < rounds; ++round) {
    if (round % 8 == 0) {
      meeting.fetch_add(1);
      while (meeting.load() < unsigned((round / 8 + 1) * roles))
        std::this_thread::yield();
    }
    for (int i = 0; i < kThreads; ++i) {
      Cell& c = cells[round * kThreads + i];
      std::atomic_ref<int> x(c.x), y(c.y);
      auto& read = c.read[1];
      switch (test) {
      case kMessagePassing:
        read[0] = y.load(kLoad);
        read[1] = x.load(kLoad);
        break;
      case kStoreBuffering:
        y.store(1, kStore);
        read[0] = x.load(kLoad);
        break;
      case kLoadBuffering:
        read[0] = y.load(kLoad);
        x.store(1, kStore);
        break;
      case kCoherence:
        read[0] = x.load(kLoad);
        read[1] = x.load(kLoad);
        break;
      default:
        break;
      }
    }
  }
}

enum Place { kBlock, kDevice, kSystem };
unsigned long forbidden_seen = 0, instances_run = 0, store_buffering_seen = 0;

template <class Order> void count(Place place, Test test, int rounds, unsigned most) {
  if (place == kSystem && test == kIndependentReads)
    return; // the host is one thread here
  const size_t bytes = size_t(rounds) * kThreads * sizeof(Cell);
  Cell* cells;
  unsigned* arrived;
  CHECK(cudaMallocManaged(&cells, bytes));
  CHECK(cudaMallocManaged(&arrived, sizeof *arrived));
  CHECK(cudaMemset(cells, 0, bytes));
  CHECK(cudaMemset(arrived, 0, sizeof *arrived));
  CHECK(cudaDeviceSynchronize());
  const int roles = kRoles[test], blocks = place == kDevice ? roles : 1, warps = place == kBlock ? roles : 1;
  run<Order><<<blocks, 32 * warps>>>(test, cells, arrived, rounds, roles, most);
  CHECK(cudaGetLastError());
  if (place == kSystem)
    host_role<Order>(test, cells, arrived, rounds, roles);
  CHECK(cudaDeviceSynchronize());
  unsigned long weak = 0;
  for (int i = 0; i < rounds * kThreads; ++i)
    weak += is_weak(test, cells[i]);
  const bool forbidden = Order::strength >= kNeeds[test];
  instances_run += rounds * kThreads;
  forbidden_seen += forbidden ? weak : 0;
  store_buffering_seen += test == kStoreBuffering ? weak : 0;
  constexpr const char* kPlaces[] = {"block", "device", "system"};
  printf("%-7s %-5s %-26s weak outcome %s: %lu of %d\n", kPlaces[place], kNames[test], Order::name,
         forbidden ? "forbidden" : "allowed", weak, rounds * kThreads);
  CHECK(cudaFree(cells));
  CHECK(cudaFree(arrived));
}

template <int kScope> void count_all(Place place, int rounds) {
  for (int i = 0; i < kTests; ++i) {
    const Test test = Test(i);
    const unsigned most = place == kBlock ? 4000 : 20; // turns in a block are long
    const int count_of = place == kBlock ? rounds / 4 : rounds;
    count<Nothing>(place, test, count_of, most);
    count<ReleaseAcquire<kScope>>(place, test, count_of, most);
    count<FenceAcqRel<kScope>>(place, test, count_of, most);
    count<Threadfence<kScope>>(place, test, count_of, most);
    count<SeqCst<kScope>>(place, test, count_of, most);
    count<Exchange<kScope>>(place, test, count_of, most);
  }
}

int main() {
  const int rounds = getenv("OX_TEST_LONG") ? 4000 : 64;
  count_all<__MEMORY_SCOPE_WRKGRP>(kBlock, rounds);
  count_all<__MEMORY_SCOPE_DEVICE>(kDevice, rounds);
  count_all<__MEMORY_SCOPE_SYSTEM>(kSystem, rounds);
  printf("%lu instances; store buffering seen %lu times where it is allowed\n", instances_run, store_buffering_seen);
  // CHECK: forbidden outcomes: 0
  printf("forbidden outcomes: %lu\n", forbidden_seen);
}
