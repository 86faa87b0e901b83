# ebreak: a trap, which ends the launch with a fault.  RISC-V Unprivileged ISA, environment call and breakpoints; PTX trap.
.include "check.inc.s"

kernel_fault all_lanes, trap
  faulting
  ebreak
  ox.exit
expect_nothing

kernel_fault one_lane, trap, "2,1,1", "64,1,1"
  li a0, 100
  bne s1, a0, 1f
  faulting
  ebreak
1:
  ox.exit
expect_nothing

# Who does not come to it is not bothered.
kernel never_reached
  li a0, 1
  bltz s1, 1f
  keep a0
  ox.exit
1:
  ebreak
expect
  each_thread 1
end
