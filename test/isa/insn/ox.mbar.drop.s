# ox.mbar.drop rd, rs2, (rs1), and .aq, .rl, .aqrl: as ox.mbar.arrive with rs2[31:0] arrivals, by which the phases to come
# expect fewer too; rd = the old word, a token.  Ox ISA manual, custom-2: mbarrier objects; PTX ISA,
# mbarrier.arrive_drop.
.include "check.inc.s"

mbarrier ox.mbar.drop, result
#          before: phase, pending, expected, bytes, rs2, after: phase, pending, expected, bytes
state_case 0, 2, 2, 0, 1,               0, 1, 1, 0
state_case 0, 1, 3, 0, 1,               1, 2, 2, 0            # completes the phase; the next waits for two
state_case 0, 3, 3, 0, 2,               0, 1, 1, 0
state_case 3, 1, 2, 0, 1,               0, 1, 1, 0
state_case 2, 0xfffff, 0xfffff, 0, 1,   2, 0xffffe, 0xffffe, 0
state_case 0, 1, 7, 100, 1,             0, 0, 6, 100          # bytes are pending still
state_case 1, 4, 8, -5, 3,              1, 1, 5, -5
state_case 0, 5, 5, 0, 0xdeadbeef00000002, 0, 3, 3, 0         # only the low half of rs2 counts
end

.macro access address
  faulting
  ox.mbar.drop a0, a2, (\address)
.endm
mbarrier_word three_pending, 0, 3, 5, 0
mbarrier_faults access, 1
mbarrier_not_there access, 1
mbarrier_misuse no_arrivals, access, three_pending, 0
mbarrier_misuse more_than_are_pending, access, three_pending, 4

# Half of the threads leave after the first round; the others go on among themselves.
kernel half_leave, "1,1,1", "64,1,1", 64
  bnez s1, 1f
  li a2, 64
  ox.mbar.init a2, (tp)
1:
  ox.bar.sync zero, zero
  li a2, 1
  andi a3, s1, 1
  beqz a3, 2f
  ox.mbar.drop.aqrl a0, a2, (tp)
  keep zero
  ox.exit
2:
  ox.mbar.arrive.aqrl a0, a2, (tp)
3:
  ox.mbar.test.aq a4, a0, (tp)
  beqz a4, 3b
  addi a3, a3, 1
  li a4, 10
  bltu a3, a4, 2b
  keep a3
  ox.exit
expect
  each_thread "10 & ((thread & 1) == 0)"
end
