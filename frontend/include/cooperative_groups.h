// Cooperative groups: a block, a tile of it, the lanes that run together, the grid; each with its rank, size and
// barrier, and warp-sized ones with shuffles and votes.
//
// A group is a value that says which threads belong (for lanes of a warp, a mask); its operations are the warp and
// block primitives of cuda_runtime.h with that mask.
#ifndef OX_COOPERATIVE_GROUPS_H
#define OX_COOPERATIVE_GROUPS_H
#define _COOPERATIVE_GROUPS_H_
#define _CG_VERSION 1000
#define _CG_HAS_GRID_GROUP
#define _CG_HAS_MULTI_GRID_GROUP

#if !defined(__cplusplus) || __cplusplus < 201103L
#error "cooperative_groups.h needs C++11 or later: compile with -std=c++17"
#endif

#include "cuda_runtime.h"

#if defined(OX_CUDA)
// clang-format off: each uses the ones above it
#include "cooperative_groups/details/warp.h"
#include "cooperative_groups/details/groups.h"
#include "cooperative_groups/details/cluster.h"
#include "cooperative_groups/details/large_tiles.h"
#include "cooperative_groups/details/tiles.h"
#include "cooperative_groups/details/coalesced.h"
// clang-format on
#endif

#endif
