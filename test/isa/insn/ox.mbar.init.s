# ox.mbar.init rs2, (rs1), and .aq, .rl, .aqrl: makes the 64 bits at rs1 an mbarrier in phase 0 that expects rs2[31:0]
# arrivals (1 to 2^20 - 1) in each phase and no bytes, whatever was there.  Ox ISA manual, custom-2: mbarrier objects;
# PTX ISA, mbarrier.init.
.include "check.inc.s"

mbarrier ox.mbar.init, operand
.macro init before, count
  mbarrier_word .Lafter, 0, \count, \count, 0
  case \before, \count, .Lafter
.endm
init 0, 1
init -1, 1
init 0x123456789abcdef0, 64
init 0, 0xfffff
mbarrier_word used, 3, 5, 7, -8
init used, 12
# Only the low half of rs2 counts.
mbarrier_word of_nine, 0, 9, 9, 0
case 0, 0xdeadbeef00000009, of_nine
end

.macro access address
  faulting
  ox.mbar.init a2, (\address)
.endm
mbarrier_faults access, 1
mbarrier_misuse no_arrivals, access, 0, 0
mbarrier_misuse too_many_arrivals, access, 0, 0x100000
