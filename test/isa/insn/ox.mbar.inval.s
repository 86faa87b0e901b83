# ox.mbar.inval (rs1), and .aq, .rl, .aqrl: the mbarrier at rs1 is none any longer: its 64 bits become 0.  Ox ISA manual,
# custom-2: mbarrier objects; PTX ISA, mbarrier.inval.
.include "check.inc.s"

mbarrier ox.mbar.inval, address
.macro inval phase, pending, expected, bytes
  mbarrier_word .Lbefore, \phase, \pending, \expected, \bytes
  case .Lbefore, 0
.endm
inval 0, 1, 1, 0
inval 1, 3, 64, 0
inval 3, 0xfffff, 0xfffff, -1
inval 2, 0, 5, 1000
end

.macro access address
  faulting
  ox.mbar.inval (\address)
.endm
mbarrier_faults access, 0
mbarrier_not_there access, 0
