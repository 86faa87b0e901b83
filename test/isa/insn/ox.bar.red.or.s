# ox.bar.red.or rd, rs1, rs2: waits at barrier rs2[31:0] (0 to 15) of the block until rs2[63:32] threads have arrived, 0 =
# all that have not ended; then rd = 1 if rs1 != 0 in some thread, else 0.  Each thread counts for itself.  Ox ISA manual, custom-0:
# barriers of the block; PTX ISA, barrier.red.or.
.include "check.inc.s"

.macro meet id, count
  slli t0, \count, 32
  or t0, t0, \id
  faulting
  ox.bar.red.or t1, zero, t0
.endm
barrier_of_the_block meet

# \predicate: a macro that makes a1 from the thread's number s1.
.macro vote name, block, threads, predicate, result
  kernel \name, "1,1,1", "\block", 0
  \predicate
  li a0, 99
  li a2, 5
  ox.bar.red.or a0, a1, a2
  keep a0
  ox.exit
  expect
  each_thread \result
  end
.endm
.macro none
  li a1, 0
.endm
.macro all
  addi a1, s1, 1
.endm
.macro one_thread
  addi a1, s1, -70
  seqz a1, a1
.endm
.macro all_but_one
  addi a1, s1, -70
.endm
.macro odd
  andi a1, s1, 1
.endm
.macro in_the_upper_half
  andi a1, s1, 1
  slli a1, a1, 63
.endm
vote no_thread, "96,1,1", 96, none, 0
vote every_thread, "96,1,1", 96, all, 1
vote thread_70, "96,1,1", 96, one_thread, 1
vote all_but_thread_70, "96,1,1", 96, all_but_one, 1
vote odd_threads, "64,1,1", 64, odd, 1
vote all_64_bits_count, "64,1,1", 64, in_the_upper_half, 1
vote odd_threads_of_a_short_warp, "45,1,1", 45, odd, 1
vote one_thread_alone, "1,1,1", 1, all, 1
vote thousand_threads, "32,8,4", 1024, all, 1

# Threads that have ended have no vote.
kernel ended_threads_have_no_vote, "1,1,1", "64,1,1"
  slti a1, s1, 60
  bnez a1, 1f
  ox.exit
1:
  ox.bar.red.or a0, a1, zero
  keep a0
  ox.exit
expect
  each_thread "(1 & (thread < 60)) | (nothing & (thread >= 60))"
end

# Two reductions at two barriers at once, by count, and then a third of all.
kernel groups, "1,1,1", "64,1,1"
  srli a1, s1, 5
  mv a2, a1
  li a3, 32
  slli a3, a3, 32
  or a2, a2, a3
  ox.bar.red.or a0, a1, a2
  keep a0
  li a2, 9
  ox.bar.red.or a0, s1, a2
  keep a0
  ox.exit
expect
  each_thread "(0 & (thread < 32)) | (1 & (thread >= 32))"
  each_thread 1
end

# The result goes into the place of an operand, or nowhere; lanes that come later get the same.
kernel registers, "1,1,1", "64,1,1"
  andi a1, s1, 1
  beqz a1, 1f
  li a2, 200
2:
  addi a2, a2, -1
  bnez a2, 2b
1:
  ox.bar.red.or a1, a1, zero
  keep a1
  li a2, 3
  ox.bar.red.or a2, s1, a2
  keep a2
  ox.bar.red.or x0, s1, x0
  mv a3, x0
  keep a3
  ox.exit
expect
  each_thread 1
  each_thread 1
  each_thread 0
end

# Two different reductions at one barrier.
kernel_fault_anywhere with_another_reduction, barrier_misuse, "1,1,1", "64,1,1"
  slti a1, s1, 32
  beqz a1, 1f
  ox.bar.red.or a0, a1, zero
  ox.exit
1:
  ox.bar.red.and a0, a1, zero
  ox.exit
expect_nothing
