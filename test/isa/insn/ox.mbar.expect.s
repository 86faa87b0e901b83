# ox.mbar.expect rs2, (rs1), and .aq, .rl, .aqrl: the phase of the mbarrier at rs1 waits for rs2[31:0] bytes more; the
# pending bytes stay within +-(2^20 - 1).  Announcing as many as have already come completes the phase if no arrivals are
# pending.  Ox ISA manual, custom-2: mbarrier objects; PTX ISA, mbarrier.expect_tx.
.include "check.inc.s"

mbarrier ox.mbar.expect, operand
#          before: phase, pending, expected, bytes, rs2, after: phase, pending, expected, bytes
quiet_case 0, 1, 1, 0, 16,              0, 1, 1, 16
quiet_case 0, 1, 1, 16, 16,             0, 1, 1, 32
quiet_case 2, 3, 5, 0, 0,               2, 3, 5, 0
quiet_case 1, 1, 1, -16, 16,            1, 1, 1, 0            # they came before; an arrival is pending still
quiet_case 1, 0, 2, -16, 16,            2, 2, 2, 0            # they came before, and they were all that was pending
quiet_case 1, 0, 2, -16, 15,            1, 0, 2, -1
quiet_case 1, 0, 2, -16, 20,            1, 0, 2, 4
quiet_case 3, 1, 1, 0, 0xfffff,         3, 1, 1, 0xfffff
quiet_case 3, 7, 7, -0xfffff, 0x1ffffe, 3, 7, 7, 0xfffff
quiet_case 0, 1, 1, 1, 0xdeadbeef00000002, 0, 1, 1, 3         # only the low half of rs2 counts
end

.macro access address
  faulting
  ox.mbar.expect a2, (\address)
.endm
mbarrier_word one_byte, 0, 1, 1, 1
mbarrier_faults access, 1
mbarrier_not_there access, 1
mbarrier_misuse too_many_bytes, access, one_byte, 0xfffff
mbarrier_misuse far_too_many_bytes, access, one_byte, 0xffffffff
