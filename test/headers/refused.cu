// What isn't there yet says so in words, at compile time.
// RUN: not %cuda-device -fsyntax-only -DGRID_SYNC %s 2>&1 | FileCheck %s --check-prefix=GRID
// RUN: not %cuda-device -fsyntax-only -DTEXTURE %s 2>&1 | FileCheck %s --check-prefix=TEXTURE
// RUN: not %cuda-device -fsyntax-only -DREFERENCE %s 2>&1 | FileCheck %s --check-prefix=REFERENCE
#include <cooperative_groups.h>

#ifdef GRID_SYNC
// GRID: grid_group::sync() is not implemented in this version of Ox: end the kernel where the grid
__global__ void kernel() { cooperative_groups::this_grid().sync(); }
#endif

#ifdef TEXTURE
// TEXTURE: texture fetches and surface accesses are not implemented in this version of Ox
__global__ void kernel(cudaTextureObject_t texture, float* p) { *p = tex2D<float>(texture, 0.5f, 0.5f); }
#endif

#ifdef REFERENCE
// REFERENCE: texture references are not implemented in this version of Ox
texture<float, cudaTextureType1D, cudaReadModeElementType> reference;
#endif
