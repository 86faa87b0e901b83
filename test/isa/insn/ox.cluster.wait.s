# ox.cluster.wait: waits until the phase of the cluster's barrier is over in which this thread arrived.  Ox ISA manual,
# barriers; PTX ISA, barrier.cluster.
.include "check.inc.s"

# A value goes from block to block, one block a phase.
clusters 4
kernel handed_on, "8,1,1", "64,1,1", 16
  csrr a1, 0xCF4                      # cluster_ctarank
  addi a2, a1, 1
  andi a2, a2, 3
  ox.mapa a2, tp, a2                  # the next block's memory
  li a3, 0                            # phase
  li a4, 3
  li a7, 63
  and a6, s1, a7                      # thread in the block
1:
  bne a3, a1, 2f                      # whose turn it is
  bnez a6, 2f
  ld a5, 0(tp)
  addi a5, a5, 7
  sd a5, 0(a2)
2:
  ox.cluster.arrive
  ox.cluster.wait
  addi a3, a3, 1
  bne a3, a4, 1b
  ld a0, 0(tp)
  keep a0
  ox.cluster.arrive
  ox.cluster.wait
  ox.exit
expect
  each_thread "7 * (thread / 64 % 4)"
end

# Lanes of a warp wait at different places, some of them late: the phase is long over then.
kernel late, "4,1,1", "32,1,1"
  ox.cluster.arrive
  andi a1, s1, 1
  beqz a1, 1f
  ox.cluster.wait
  j 3f
1:
  li a2, 300
2:
  addi a2, a2, -1
  bnez a2, 2b
  ox.cluster.wait
3:
  ox.cluster.arrive
  ox.cluster.wait
  keep s1
  ox.exit
expect
  each_thread thread
end

kernel_fault without_arriving, barrier_misuse, "4,1,1", "32,1,1"
faulting
  ox.cluster.wait
  ox.exit
expect_nothing

kernel_fault waited_twice, barrier_misuse, "4,1,1", "32,1,1"
  ox.cluster.arrive
  ox.cluster.wait
faulting
  ox.cluster.wait
  ox.exit
expect_nothing

# One block never arrives, and waits at a barrier of its own for a warp that has ended.
kernel_fault_anywhere one_block_does_not_come, deadlock, "4,1,1", "96,1,1"
  csrr a1, 0xCF4                      # cluster_ctarank
  beqz a1, 1f
  ox.cluster.arrive
  ox.cluster.wait
  ox.exit
1:
  csrr a1, 0xCC0                      # tid_x
  srli a1, a1, 5
  beqz a1, 2f
  ox.exit
2:
  li a1, 1
  li a2, 64
  ox.bar.sync a1, a2
  ox.cluster.arrive
  ox.cluster.wait
  ox.exit
expect_nothing

clusters 1

# Lanes of one warp wait at different places and times.
kernel_cluster lanes_apart, "2,1,1", "64,1,1", 8, "2,1,1"
  li a2, 1
  amoadd.w zero, a2, (s11)
  ox.cluster.arrive
  andi a1, s1, 3
  beqz a1, 2f
1:
  addi a1, a1, -1
  bnez a1, 1b
  ox.cluster.wait
  j 3f
2:
  ox.cluster.wait
3:
  lw a0, 0(s11)
  keep a0
  ox.exit
expect
  each_thread 128
end

# A thread that has arrived and ends without waiting is not missed.
kernel_cluster ends_without_waiting, "2,1,1", "32,1,1", 8, "2,1,1"
  ox.cluster.arrive
  andi a1, s1, 1
  beqz a1, 1f
  ox.exit
1:
  ox.cluster.wait
  ox.cluster.arrive
  ox.cluster.wait
  keep s1
  ox.exit
expect
  each_thread "(thread & ((thread & 1) == 0)) | (nothing & ((thread & 1) == 1))"
end

# Lane 0 waits for lane 1 and so never arrives; lane 1 waits for lane 0 to arrive.
kernel_cluster_fault never_complete, deadlock, "2,1,1", "32,1,1", "2,1,1"
  csrr a2, 0xCD0
  li a1, 3
  bnez a2, 1f
  ox.syncwarp a1
1:
  ox.cluster.arrive
  ox.cluster.wait
  ox.syncwarp a1
  ox.exit
expect_nothing
