# ox.nanosleep rs1: advice that lets others run for rs1 nanoseconds; it changes no register, and ends.  Ox ISA manual,
# custom-0: control of lanes; PTX ISA, nanosleep.
.include "check.inc.s"

kernel changes_nothing, "1,1,1", "64,1,1"
  mv a0, s1
  li a1, 1000
  ox.nanosleep a1
  keep a0
  keep a1
  ox.nanosleep zero
  keep a0
  ox.exit
expect
  each_thread thread
  each_thread 1000
  each_thread thread
end

# Each lane waits for the one below it, asleep most of the time; in two warps.
kernel lanes_that_wait_for_each_other, "1,1,1", "64,1,1", 512
  slli a1, s1, 2
  add a1, a1, tp
  beqz s1, 2f
  li a3, 100
1:
  ox.nanosleep a3
  lw a2, -4(a1)
  beqz a2, 1b
2:
  addi a2, s1, 1
  sw a2, 0(a1)
  keep a2
  ox.exit
expect
  each_thread "thread + 1"
end

# Another time in each lane.
kernel different_times
  slli a1, s1, 4
  ox.nanosleep a1
  keep s1
  ox.exit
expect
  each_thread thread
end

# Lanes that do not sleep are not held up, and the sleeper wakes.
kernel one_sleeper, "1,1,1", "32,1,1", 8
  bnez s1, 1f
  li a1, 2000
  ox.nanosleep a1
  li a2, 1
  sw a2, 0(tp)
1:
  lw a2, 0(tp)
  beqz a2, 1b
  keep a2
  ox.exit
expect
  each_thread 1
end
