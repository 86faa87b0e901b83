# The fault is at another address.
.include "check.inc.s"

kernel_fault elsewhere, misaligned, "1,1,1", "32,1,1", 0, scratch, 2
  faulting
  lw a0, 1(s11)
  ox.exit
expect_nothing
