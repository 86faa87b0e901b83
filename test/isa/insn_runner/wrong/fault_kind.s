# Another fault than the one that is expected.
.include "check.inc.s"

kernel_fault null, misaligned
  faulting
  lw a0, 0(zero)
  ox.exit
expect_nothing
