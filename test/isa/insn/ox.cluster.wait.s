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
