# ox.bar.arrive rs1, rs2: arrives at barrier rs1 (0 to 15) of the block, which rs2 threads complete, without waiting.  Ox
# ISA manual, custom-0: barriers of the block; PTX ISA, barrier.arrive.
.include "check.inc.s"

# The first warp produces, and goes on at once; the second one waits for it.
kernel producer_and_consumer, "1,1,1", "64,1,1", 512
  li a1, 1
  li a2, 64
  andi a3, s1, 31
  slli a3, a3, 3
  add a3, a3, tp
  srli a4, s1, 5
  bnez a4, 1f
  addi a0, s1, 100
  sd a0, 0(a3)
  ox.bar.arrive a1, a2
  keep zero
  ox.exit
1:
  ox.bar.sync a1, a2
  ld a0, 0(a3)
  keep a0
  ox.exit
expect
  each_thread "(100 + lane) & (thread >= 32)"
end

# Back and forth: two barriers, and a buffer that is used again and again.
kernel buffer_used_again, "1,1,1", "64,1,1", 8
  li a1, 1                            # full
  li a2, 2                            # empty
  li a3, 64
  li a4, 20
  li a5, 0
  srli a6, s1, 5
  bnez a6, 3f
1:
  ox.bar.sync a2, a3                  # wait until it is empty
  bnez s1, 2f
  sw a4, 0(tp)
2:
  ox.bar.arrive a1, a3                # it is full
  addi a4, a4, -1
  bnez a4, 1b
  keep zero
  ox.exit
3:
  ox.bar.arrive a2, a3
4:
  ox.bar.sync a1, a3
  lw a0, 0(tp)
  add a5, a5, a0
  addi a4, a4, -1
  beqz a4, 5f
  ox.bar.arrive a2, a3
  j 4b
5:
  keep a5
  ox.exit
expect
  each_thread "210 & (thread >= 32)"
end

# The last to arrive need not be one who waits.
kernel waits_first, "1,1,1", "64,1,1", 8
  li a1, 15
  li a2, 64
  srli a3, s1, 5
  beqz a3, 2f
  li a4, 300
1:
  pause
  addi a4, a4, -1
  bnez a4, 1b
  li a4, 1
  amoadd.w zero, a4, (tp)
  ox.bar.arrive a1, a2
  keep zero
  ox.exit
2:
  ox.bar.sync a1, a2
  lw a0, 0(tp)
  keep a0
  ox.exit
expect
  each_thread "32 & (thread < 32)"
end

# Lanes of one warp: half arrive, half wait.
kernel lanes_of_one_warp, "1,1,1", "32,1,1", 8
  li a1, 3
  li a2, 32
  andi a3, s1, 1
  beqz a3, 1f
  li a4, 1
  amoadd.w zero, a4, (tp)
  ox.bar.arrive a1, a2
  keep a4
  ox.exit
1:
  ox.bar.sync a1, a2
  lw a0, 0(tp)
  keep a0
  ox.exit
expect
  each_thread "(1 & ((thread & 1) == 1)) | (16 & ((thread & 1) == 0))"
end

# All arrive, nobody waits: the barrier is complete and can be used again.
kernel nobody_waits, "1,1,1", "64,1,1", 8
  li a1, 1
  li a2, 64
  ox.bar.arrive a1, a2
  li a4, 1
  amoadd.w zero, a4, (tp)
  ox.bar.sync a1, a2
  lw a0, 0(tp)
  keep a0
  ox.exit
expect
  each_thread 64
end

kernel_fault no_such_barrier, barrier_misuse
  li a1, 16
  li a2, 32
  faulting
  ox.bar.arrive a1, a2
  ox.exit
expect_nothing

kernel_fault more_threads_than_the_block_has, barrier_misuse, "1,1,1", "64,1,1"
  li a1, 1
  li a2, 96
  faulting
  ox.bar.arrive a1, a2
  ox.exit
expect_nothing

kernel_fault_anywhere different_counts, barrier_misuse, "1,1,1", "128,1,1"
  slti a3, s1, 32
  beqz a3, 1f
  li a1, 1
  li a2, 96
  ox.bar.arrive a1, a2
  li a2, 64
  ox.bar.arrive a1, a2
1:
  ox.exit
expect_nothing

# Too few arrive for those who wait.
kernel_fault_anywhere never_complete, deadlock, "1,1,1", "128,1,1"
  li a1, 1
  li a2, 96
  slti a3, s1, 32
  beqz a3, 1f
  ox.bar.sync a1, a2
1:
  slti a3, s1, 64
  beqz a3, 2f
  ox.bar.arrive a1, a2
2:
  ox.exit
expect_nothing
