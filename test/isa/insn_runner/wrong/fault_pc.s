# The fault is at another instruction.
.include "check.inc.s"

kernel_fault later, misaligned
  lw a0, 1(s11)
  faulting
  lw a0, 2(s11)
  ox.exit
expect_nothing
