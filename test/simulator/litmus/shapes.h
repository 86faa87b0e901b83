// The litmus tests: small programs of two to four threads over two or three variables, each with the one outcome that
// says whether memory is ordered as it should be.  The names are those of the literature on memory models (Alglave and
// Maranget, "Herding cats"), in which each is discussed.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace ox::test {

inline constexpr unsigned kMostThreads = 4, kMostVariables = 3, kMostReads = 2;

// What one instance of a test has done.  All variables start as 0, all values written are above 0.
struct Outcome {
  std::array<std::array<uint32_t, kMostReads>, kMostThreads> read{};
  std::array<uint32_t, kMostVariables> last{}; // of each variable, at the end
};

struct Event {
  enum class Kind : uint8_t { kWrite, kRead, kFence } kind;
  uint8_t variable = 0;
  uint8_t value = 0; // kWrite: what; kRead: which of the thread's reads
};

// How the accesses of a thread are kept in order, from nothing up.
enum class Order : uint8_t {
  kRelaxed,        // no fence
  kReleaseAcquire, // before a write fence rw,w; after a read fence r,rw: what LLVM makes of release and acquire
  kAcqRel,         // fence.tso: what LLVM makes of a fence acq_rel
  kSc,             // fence rw,rw: fence.sc and membar of PTX, __threadfence of CUDA
  kAtomics,        // no fences; every access is an atomic with aq and rl
};
inline constexpr Order kOrders[] = {Order::kRelaxed, Order::kReleaseAcquire, Order::kAcqRel, Order::kSc,
                                    Order::kAtomics};
std::string_view name_of(Order order);

struct Shape {
  std::string_view name;
  std::span<const std::span<const Event>> threads;
  bool (*weak)(const Outcome&);                                // the outcome that the order may forbid
  enum class Needs : uint8_t { kNothing, kAcqRel, kSc } needs; // to forbid it, in PTX's memory model
  bool seen_on_x86 = false; // a store and a later load change places there, so that without order it is to be seen
};
std::span<const Shape> shapes();

// Whether PTX's memory model forbids the weak outcome.
bool is_forbidden(const Shape& shape, Order order);

} // namespace ox::test
