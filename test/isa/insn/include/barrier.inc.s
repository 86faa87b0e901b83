# What the five barrier instructions have in common.  \meet is a macro that arrives at a barrier and waits: its arguments
# are registers that hold the barrier's number and the count of threads, 0 = all that have not ended; it may use t0.

# Every thread leaves a number before the barrier and reads another warp's behind it; some come late.
.macro barrier_exchange name, meet, id, count
  kernel \name, "2,1,1", "96,1,1", 1024
  csrr a1, 0xCC0                      # tid.x
  slli a2, a1, 2
  andi a3, a1, 7
1:
  addi a3, a3, -1
  bgez a3, 1b
  slli a2, a1, 3
  add a2, a2, tp
  addi a3, s1, 100
  sd a3, 0(a2)
  li a4, \id
  li a5, \count
  \meet a4, a5
  addi a1, a1, 32                     # of the next warp
  li a3, 96
  bltu a1, a3, 2f
  sub a1, a1, a3
2:
  slli a2, a1, 3
  add a2, a2, tp
  ld a0, 0(a2)
  keep a0
  ox.exit
  expect
  each_thread "100 + thread / 96 * 96 + (thread % 96 + 32) % 96"
  end
.endm

.macro barrier_of_the_block meet
  barrier_exchange all_threads, \meet, 0, 0
  barrier_exchange last_barrier, \meet, 15, 0
  barrier_exchange all_threads_by_their_count, \meet, 3, 96

  # Over and over, with another barrier in between; in each round the next thread adds to a sum.
  kernel rounds, "1,1,1", "64,1,1", 8
  li a1, 0
  li a2, 7
  li a6, 64
1:
  bne a1, s1, 2f
  lw a3, 0(tp)
  addi a3, a3, 3
  sw a3, 0(tp)
2:
  \meet zero, zero
  addi a1, a1, 1
  \meet a2, zero
  bltu a1, a6, 1b
  lw a3, 0(tp)
  keep a3
  ox.exit
  expect
  each_thread 192
  end

  # Lanes of a warp come one after the other; each counts for itself.
  kernel lanes_apart, "1,1,1", "64,1,1", 8
  mv a1, s1
1:
  addi a1, a1, -1
  bgez a1, 1b
  li a2, 1
  amoadd.w zero, a2, (tp)
  \meet zero, zero
  lw a0, 0(tp)
  keep a0
  ox.exit
  expect
  each_thread 64
  end

  # From different places in the code.
  kernel different_places, "1,1,1", "64,1,1", 8
  li a2, 1
  amoadd.w zero, a2, (tp)
  andi a1, s1, 1
  beqz a1, 1f
  \meet zero, zero
  j 2f
1:
  \meet zero, zero
2:
  lw a0, 0(tp)
  keep a0
  ox.exit
  expect
  each_thread 64
  end

  # Threads that have ended are not waited for, those of the own warp and others; nor are those that end later.
  kernel some_have_ended, "1,1,1", "96,1,1", 8
  slti a1, s1, 40
  beqz a1, 1f
  andi a2, s1, 1
  beqz a2, 3f
  li a2, 100
2:
  pause
  addi a2, a2, -1
  bnez a2, 2b
3:
  ox.exit
1:
  li a2, 1
  amoadd.w zero, a2, (tp)
  \meet zero, zero
  lw a0, 0(tp)
  keep a0
  ox.exit
  expect
  each_thread "(56 & (thread >= 40)) | (nothing & (thread < 40))"
  end

  # Two halves of a block at two barriers, with counts; neither waits for the other.
  kernel two_barriers, "1,1,1", "128,1,1", 16
  srli a1, s1, 6                      # 0 or 1
  slli a2, a1, 3
  add a2, a2, tp
  li a3, 1
  amoadd.w zero, a3, (a2)
  addi a4, a1, 4                      # barriers 4 and 5
  li a5, 64
  \meet a4, a5
  lw a0, 0(a2)
  keep a0
  ox.exit
  expect
  each_thread 64
  end

  # Lanes of one warp at different barriers.
  kernel barriers_by_lane, "1,1,1", "64,1,1", 16
  andi a1, s1, 1
  slli a2, a1, 3
  add a2, a2, tp
  li a3, 1
  amoadd.w zero, a3, (a2)
  li a5, 32
  \meet a1, a5
  lw a0, 0(a2)
  keep a0
  ox.exit
  expect
  each_thread 32
  end

  kernel_fault no_such_barrier, barrier_misuse
  li a1, 16
  \meet a1, zero
  ox.exit
  expect_nothing

  kernel_fault more_threads_than_the_block_has, barrier_misuse, "1,1,1", "64,1,1"
  li a1, 96
  \meet zero, a1
  ox.exit
  expect_nothing

  kernel_fault_anywhere different_counts, barrier_misuse, "1,1,1", "128,1,1"
  slti a3, s1, 32
  beqz a3, 1f
  li a1, 1
  li a2, 64
  ox.bar.arrive a1, a2
  li a2, 96
  \meet a1, a2
1:
  ox.exit
  expect_nothing

  # Half of the threads wait at one barrier, half at another, each for all.
  kernel_fault_anywhere never_complete, deadlock, "1,1,1", "64,1,1"
  srli a1, s1, 5
  \meet a1, zero
  ox.exit
  expect_nothing
.endm
