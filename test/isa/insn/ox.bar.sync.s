# ox.bar.sync rs1, rs2: waits at barrier rs1 (0 to 15) of the block until rs2 threads have arrived, 0 = all that have not
# ended; memory accesses before it are done before those after it.  Each thread counts for itself.  Ox ISA manual,
# custom-0: barriers of the block; PTX ISA, barrier.sync.
.include "check.inc.s"

.macro meet id, count
  faulting
  ox.bar.sync \id, \count
.endm
barrier_of_the_block meet

# A reduction and another operation at one barrier.
kernel_fault_anywhere with_a_reduction, barrier_misuse, "1,1,1", "64,1,1"
  slti a1, s1, 32
  beqz a1, 1f
  ox.bar.sync zero, zero
  ox.exit
1:
  ox.bar.red.popc a0, a1, zero
  ox.exit
expect_nothing
