# ox.mbar.complete rs2, (rs1), and .aq, .rl, .aqrl: rs2[31:0] bytes of those that the phase of the mbarrier at rs1 waits
# for have come, or of those that it will be told of; the pending bytes stay within +-(2^20 - 1).  When neither arrivals
# nor bytes are pending any longer, the phase is complete.  Ox ISA manual, custom-2: mbarrier objects; PTX ISA,
# mbarrier.complete_tx.
.include "check.inc.s"

mbarrier ox.mbar.complete, operand
#          before: phase, pending, expected, bytes, rs2, after: phase, pending, expected, bytes
quiet_case 0, 1, 1, 16, 16,             0, 1, 1, 0            # an arrival is pending still
quiet_case 0, 0, 3, 16, 16,             1, 3, 3, 0            # the last bytes complete the phase
quiet_case 0, 0, 3, 16, 15,             0, 0, 3, 1
quiet_case 3, 0, 3, 1, 1,               0, 3, 3, 0
quiet_case 0, 1, 1, 0, 16,              0, 1, 1, -16          # before they were announced
quiet_case 2, 0, 5, 7, 9,               2, 0, 5, -2
quiet_case 2, 4, 5, 7, 0,               2, 4, 5, 7
quiet_case 1, 1, 1, 0xfffff, 0x1ffffe,  1, 1, 1, -0xfffff
quiet_case 1, 0, 1, 5, 0xdeadbeef00000005, 2, 1, 1, 0         # only the low half of rs2 counts
end

.macro access address
  faulting
  ox.mbar.complete a2, (\address)
.endm
mbarrier_word minus_one_byte, 0, 1, 1, -1
mbarrier_faults access, 1
mbarrier_not_there access, 1
mbarrier_misuse too_many_bytes, access, minus_one_byte, 0xfffff

# Lanes that copy and say so: the phase ends with the last of the bytes.
kernel copies, "1,1,1", "64,1,1", 1024
  addi a1, tp, 1016
  bnez s1, 1f
  li a2, 1
  ox.mbar.init a2, (a1)
  li a2, 32*8
  ox.mbar.expect a2, (a1)
  li a2, 1
  ox.mbar.arrive zero, a2, (a1)
1:
  ox.bar.sync zero, zero
  andi a3, s1, 31
  slli a3, a3, 3
  add a3, a3, tp
  srli a4, s1, 5
  beqz a4, 2f
  addi a2, s1, 100
  sd a2, 0(a3)
  li a2, 8
  ox.mbar.complete.rl a2, (a1)
2:
  ox.mbar.testp.aq a4, zero, (a1)
  beqz a4, 2b
  ld a0, 0(a3)
  keep a0
  ox.exit
expect
  each_thread "132 + lane"
end
