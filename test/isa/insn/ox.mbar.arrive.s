# ox.mbar.arrive rd, rs2, (rs1), and .aq, .rl, .aqrl: rs2[31:0] arrivals (1 to 2^20 - 1, and no more than are pending) at
# the mbarrier at rs1; rd = its old word, a token.  When neither arrivals nor bytes are pending any longer, the phase is
# complete: the next one begins, and waits for as many arrivals as are expected.  One indivisible step.  Ox ISA manual,
# custom-2: mbarrier objects; PTX ISA, mbarrier.arrive.
.include "check.inc.s"

mbarrier ox.mbar.arrive, result
#          before: phase, pending, expected, bytes, rs2, after: phase, pending, expected, bytes
state_case 0, 1, 1, 0, 1,               1, 1, 1, 0            # the only arrival completes the phase
state_case 0, 2, 2, 0, 1,               0, 1, 2, 0
state_case 0, 2, 2, 0, 2,               1, 2, 2, 0            # two at once
state_case 1, 1, 64, 0, 1,              2, 64, 64, 0
state_case 3, 1, 5, 0, 1,               0, 5, 5, 0            # phases are counted modulo 4
state_case 2, 0xfffff, 0xfffff, 0, 1,   2, 0xffffe, 0xfffff, 0
state_case 2, 0xfffff, 0xfffff, 0, 0xfffff, 3, 0xfffff, 0xfffff, 0
state_case 0, 1, 7, 100, 1,             0, 0, 7, 100          # bytes are pending still
state_case 0, 1, 7, -100, 1,            0, 0, 7, -100         # and here they came before they were announced
state_case 1, 4, 3, 5, 3,               1, 1, 3, 5
state_case 0, 5, 5, 0, 0xdeadbeef00000002, 0, 3, 5, 0         # only the low half of rs2 counts
end

.macro access address
  faulting
  ox.mbar.arrive a0, a2, (\address)
.endm
mbarrier_word three_pending, 0, 3, 3, 0
mbarrier_faults access, 1
mbarrier_not_there access, 1
mbarrier_misuse no_arrivals, access, three_pending, 0
mbarrier_misuse more_than_are_pending, access, three_pending, 4
mbarrier_misuse more_than_there_can_be, access, three_pending, 0x100000

# 64 lanes on one object: each takes one of the 100 that are pending, and finds another number.
kernel_any_order contended, "1,1,1", "64,1,1", 64
  bnez s1, 1f
  li a2, 100
  ox.mbar.init a2, (tp)
1:
  ox.bar.sync zero, zero
  li a2, 1
  ox.mbar.arrive a0, a2, (tp)
  ox.mbar.pending a0, a0
  keep a0
  ox.exit
expect
  each_thread "100 - thread"
end
