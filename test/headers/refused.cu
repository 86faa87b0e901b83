// What isn't there yet says so in words, at compile time.
// RUN: not %cuda-device -fsyntax-only -DGRID_SYNC %s 2>&1 | FileCheck %s --check-prefix=GRID
#include <cooperative_groups.h>

#ifdef GRID_SYNC
// GRID: grid_group::sync() is not implemented in this version of Ox: end the kernel where the grid
__global__ void kernel() { cooperative_groups::this_grid().sync(); }
#endif
