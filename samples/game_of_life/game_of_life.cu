// Conway's Game of Life on a torus in managed memory: bytes, neighbours by wrap-around, a glider gun's worth of steps.
#include "../common/check.h"
#include <algorithm>
#include <vector>

constexpr int kWidth = 320, kHeight = 192, kGenerations = 100;

__host__ __device__ inline unsigned char next_state(const unsigned char* cells, int x, int y) {
  int west = x == 0 ? kWidth - 1 : x - 1, east = x == kWidth - 1 ? 0 : x + 1;
  const unsigned char* row = cells + y * kWidth;
  const unsigned char* north = cells + (y == 0 ? kHeight - 1 : y - 1) * kWidth;
  const unsigned char* south = cells + (y == kHeight - 1 ? 0 : y + 1) * kWidth;
  int neighbours = north[west] + north[x] + north[east] + row[west] + row[east] + south[west] + south[x] + south[east];
  return neighbours == 3 || (neighbours == 2 && row[x]);
}

__global__ void generation(const unsigned char* from, unsigned char* to, unsigned* alive) {
  int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
  unsigned char state = next_state(from, x, y);
  to[y * kWidth + x] = state;
  // One atomic a warp: population count of the vote.
  unsigned living = __ballot_sync(0xffffffff, state);
  if ((threadIdx.y * blockDim.x + threadIdx.x) % warpSize == 0)
    atomicAdd(alive, __popc(living));
}

int main() {
  const int cells = kWidth * kHeight;
  unsigned char *from, *to;
  unsigned* alive;
  CHECK(cudaMallocManaged(&from, cells));
  CHECK(cudaMallocManaged(&to, cells));
  CHECK(cudaMallocManaged(&alive, kGenerations * sizeof(unsigned)));
  std::vector<unsigned char> want(cells), scratch(cells);
  Random random(11);
  for (int i = 0; i < cells; ++i)
    want[i] = from[i] = random.next() % 4 == 0;
  std::fill(alive, alive + kGenerations, 0u);

  dim3 block(32, 8), grid(kWidth / 32, kHeight / 8);
  bool right = true;
  for (int g = 0; g < kGenerations && right; ++g) {
    generation<<<grid, block>>>(from, to, alive + g);
    CHECK_LAUNCH();
    unsigned population = 0;
    for (int y = 0; y < kHeight; ++y)
      for (int x = 0; x < kWidth; ++x)
        population += scratch[y * kWidth + x] = next_state(want.data(), x, y);
    want.swap(scratch);
    std::swap(from, to);
    right = near(alive[g], population, 0, "alive", g);
    if (g % 20 == 19)
      progress("game_of_life", g + 1, kGenerations);
  }
  for (int i = 0; i < cells && right; ++i)
    right = near(from[i], want[i], 0, "cell", i);
  std::printf("%u cells alive after %d generations\n", alive[kGenerations - 1], kGenerations);
  CHECK(cudaFree(from));
  CHECK(cudaFree(to));
  CHECK(cudaFree(alive));
  return verdict("game_of_life", right);
}
