# A fault that does not happen.
.include "check.inc.s"

kernel_fault harmless, misaligned
  faulting
  lw a0, 4(s11)
  ox.exit
expect_nothing
