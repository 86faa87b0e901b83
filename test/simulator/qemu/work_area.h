// The memory that a random program works on, laid out the same for both machines: where each lane's registers come from
// and go to, and the bytes that the program loads, stores and changes by atomics.
//
// Lanes run one after the other in qemu and together here, so every byte that is written belongs to one lane; what
// lanes share is only read.  The places of a lane are spread so that the addresses of a warp have every shape that the
// interpreter tells apart: consecutive elements, consecutive in each half of the warp, permuted, strided, all the same.
#pragma once
#include <array>
#include <cstdint>

namespace ox::test {

inline constexpr unsigned kWarpLanes = 32;
inline constexpr unsigned kOwnBytes = 512, kLocalBytes = 1024, kPlacesBytes = 5120, kConstantBytes = 2048;

// Entries of LaneState::pointers.  Those of places are one per element size: 1, 2, 4, 8 bytes.
enum Pointer : unsigned {
  kPointsToOwn = 0,
  kPointsToLocal = 1,
  kReturn = 2, // where qemu's driver goes on after the program
  kConstantUniform = 3,
  kConstantHalves = 4,  // the same for the lanes of each half of the warp
  kConstantGather = 5,  // any, a multiple of 8
  kConstantReverse = 6, // consecutive, backwards; 8 bytes
  kConstantRow = 7,     // consecutive; 8 bytes
  kGlobalRow = 8,       // and three more
  kGlobalHalves = 12,
  kGlobalPermuted = 16,
  kSharedRow = 20,
  kSharedHalves = 24,
  kSharedPermuted = 28,
  kPointers = 32
};

struct LaneState {
  std::array<uint64_t, 32> x, f;
  std::array<uint64_t, kPointers> pointers;
  std::array<uint8_t, kOwnBytes> own;
};

struct WorkArea {
  std::array<LaneState, kWarpLanes> lanes;
  std::array<uint8_t, kPlacesBytes> global;
  std::array<uint8_t, kConstantBytes> constants;
  std::array<uint8_t, kPlacesBytes> shared; // qemu: what stands for it; here: its copy at the end
  std::array<std::array<uint8_t, kLocalBytes>, kWarpLanes> local;
};

// The place of a lane's element of 1 << size bytes in global or shared places, counted from their beginning.
inline constexpr unsigned kRowsOfPlaces = 4; // as many rows follow each other, 32 elements apart
constexpr uint64_t row_place(unsigned size, unsigned lane) {
  return uint64_t{kRowsOfPlaces} * kWarpLanes * ((1u << size) - 1) + (uint64_t{lane} << size);
}
constexpr uint64_t halves_place(unsigned size, unsigned lane) {
  return 1920 + 512 * size + 256 * (lane / 16) + (uint64_t{lane % 16} << size);
}
constexpr uint64_t permuted_place(unsigned size, unsigned lane) {
  return 3968 + kWarpLanes * ((1u << size) - 1) + (uint64_t{(lane * 11 + 5) % kWarpLanes} << size);
}
static_assert(row_place(3, 0) + kRowsOfPlaces * kWarpLanes * 8 <= halves_place(0, 0));
static_assert(halves_place(3, 31) + 8 <= permuted_place(0, 27) && permuted_place(3, 31) + 8 + 256 <= kPlacesBytes);
static_assert(sizeof(LaneState) == 1280 && sizeof(WorkArea) == 86016);

} // namespace ox::test
