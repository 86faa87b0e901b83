// What isn't there yet says so in words, at compile time.
// RUN: not %cuda-device -fsyntax-only -DMANAGED %s 2>&1 | FileCheck %s --check-prefix=MANAGED
// RUN: not %cuda-device -O1 -S -DGRID_SYNC %s -o /dev/null 2>&1 | FileCheck %s --check-prefix=GRID
#include <cooperative_groups.h>

#ifdef MANAGED
__managed__ int shared_with_host;
// MANAGED: __managed__ variables are not implemented in this version of Ox: use cudaMallocManaged
__global__ void kernel() { shared_with_host = 1; }
#endif

#ifdef GRID_SYNC
// GRID: grid_group::sync() is not implemented in this version of Ox: split the kernel where it synchronises
__global__ void kernel() { cooperative_groups::this_grid().sync(); }
#endif
