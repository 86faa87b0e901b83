# Kernels in clusters, and the barrier of a cluster.
#
#   kernel_cluster name, "grid", "block", shared_bytes, "cluster"       as kernel, with clusters of x, y, z blocks
#   kernel_cluster_fault name, kind, "grid", "block", "cluster"         with a fault, which may be anywhere

.macro kernel_cluster name, grid, block, shared, cluster
  clusters \cluster
  kernel \name, "\grid", "\block", \shared
  clusters 1
.endm
.macro kernel_cluster_fault name, kind, grid, block, cluster
  clusters \cluster
  kernel_fault_anywhere \name, \kind, "\grid", "\block", 64
  clusters 1
.endm

# What must hold of the barrier, whichever instruction arrives: \arrive, or a macro.
.macro cluster_barrier arrive
  # What a thread leaves in its block's shared memory is there for the next block of the cluster, round after round.
  kernel_cluster exchange, "8,1,1", "64,1,1", 512, "4,1,1"
  csrr a1, 0xCC0                      # tid.x
  slli a1, a1, 3
  add a1, a1, tp
  csrr a2, 0xCC8                      # ctaid.x
  addi a2, a2, 1
  andi a2, a2, 3
  ox.mapa a3, a1, a2
  li a4, 5                            # rounds
  li a5, 0
1:
  add a6, s1, a4
  sd a6, 0(a1)
  andi a7, s1, 7                      # some are late
2:
  addi a7, a7, -1
  bgez a7, 2b
  \arrive
  ox.cluster.wait
  ld a6, 0(a3)
  add a5, a5, a6
  \arrive                             # nobody writes before all have read
  addi a4, a4, -1
  ox.cluster.wait
  bnez a4, 1b
  keep a5
  ox.exit
  expect
  each_thread "15 + 5 * (thread / 256 * 256 + (thread / 64 + 1) % 4 * 64 + thread % 64)"
  end

  # Between arriving and waiting a thread does what it likes; here it meets its block.
  kernel_cluster between, "2,1,1", "64,1,1", 16, "2,1,1"
  li a1, 1
  amoadd.w zero, a1, (tp)
  \arrive
  ox.bar.sync zero, zero
  lw a0, 0(tp)
  keep a0
  ox.cluster.wait
  csrr a2, 0xCC8
  xori a2, a2, 1
  ox.mapa a3, tp, a2
  lw a0, 0(a3)
  keep a0
  \arrive
  ox.cluster.wait
  ox.exit
  expect
  each_thread 64
  each_thread 64
  end

  # Threads that have ended are not waited for, be they lanes, warps or a whole block.
  kernel_cluster some_have_ended, "4,1,1", "64,1,1", 8, "4,1,1"
  li a1, 192
  bgeu s1, a1, 1f                     # block 3
  csrr a2, 0xCC0
  li a1, 40
  bltu a2, a1, 2f
1:
  ox.exit
2:
  li a1, 1
  amoadd.w zero, a1, (s11)
  \arrive
  ox.cluster.wait
  lw a0, 0(s11)
  keep a0
  ox.exit
  expect
  each_thread "(120 & ((thread < 192) & (thread % 64 < 40))) | (nothing & ((thread >= 192) | (thread % 64 >= 40)))"
  end

  # Clusters are apart: one goes on while the other has yet to arrive.
  kernel_cluster two_clusters, "4,1,1", "32,1,1", 8, "2,1,1"
  slti a1, s1, 64
  bnez a1, 2f
1:
  lw a2, 0(s11)                       # of the second cluster: waits for the first one to be through
  beqz a2, 1b
2:
  \arrive
  ox.cluster.wait
  li a2, 1
  sw a2, 0(s11)
  keep a2
  ox.exit
  expect
  each_thread 1
  end

  # In three dimensions, with blocks of one thread and a half-filled warp.
  kernel_cluster dimensions, "4,2,2", "33,1,1", 8, "2,2,2"
  \arrive
  ox.cluster.wait
  keep s1
  ox.exit
  expect
  each_thread thread
  end

  # Without clusters it is a barrier of the block.
  kernel own_cluster, "2,1,1", "64,1,1", 8
  li a1, 1
  amoadd.w zero, a1, (tp)
  \arrive
  ox.cluster.wait
  lw a0, 0(tp)
  keep a0
  ox.exit
  expect
  each_thread 64
  end
.endm
