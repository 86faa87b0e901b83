# ox.mbar.tryp rd, rs2, (rs1), and .aq, .rl, .aqrl: rd = 1 if the phase of parity rs2[0] is complete, else 0: the current
# phase, whose number has this parity, is not, the one before it is.  If it is not complete, the lane may be
# suspended for a bounded time first.  Ox ISA manual, custom-2: mbarrier
# objects; PTX ISA, mbarrier.try_wait.parity.
.include "check.inc.s"

mbarrier ox.mbar.tryp, result
#           state: phase, pending, expected, bytes, parity, rd
parity_case 0, 1, 1, 0,                 0, 0
parity_case 0, 1, 1, 0,                 1, 1                  # the phase before the first counts as complete
parity_case 1, 1, 1, 0,                 0, 1
parity_case 1, 1, 1, 0,                 1, 0
parity_case 2, 5, 9, 0,                 0, 0
parity_case 2, 5, 9, 0,                 1, 1
parity_case 3, 5, 9, -7,                1, 0
parity_case 3, 5, 9, 7,                 0, 1
parity_case 1, 0, 9, 7,                 1, 0                  # no arrival is pending, but bytes are
parity_case 1, 4, 9, 0,                 0xfffffffffffffffe, 1 # only bit 0 counts
parity_case 1, 4, 9, 0,                 0xffffffffffffffff, 0
end

.macro access address
  faulting
  ox.mbar.tryp a0, a2, (\address)
.endm
mbarrier_faults access, 1
mbarrier_not_there access, 1

# 96 threads arrive and wait for each other, round after round; what each wrote before is there behind.
kernel rounds, "1,1,1", "96,1,1", 1024
  addi a1, tp, 1016
  bnez s1, 1f
  li a2, 96
  ox.mbar.init a2, (a1)
1:
  ox.bar.sync zero, zero
  slli a4, s1, 3
  add a4, a4, tp
  li t1, 0                            # parity of the phase that is awaited
  li a5, 5                            # rounds
  li a6, 0                            # sum of what the neighbour wrote
  addi a7, s1, 1                      # the neighbour
  li t0, 96
  bltu a7, t0, 2f
  li a7, 0
2:
  slli a7, a7, 3
  add a7, a7, tp
3:
  add a2, s1, a5
  sd a2, 0(a4)
  li a2, 1
  ox.mbar.arrive.aqrl zero, a2, (a1)
4:
  ox.mbar.tryp.aq t2, t1, (a1)
  beqz t2, 4b
  xori t1, t1, 1
  ld a2, 0(a7)
  add a6, a6, a2
  li a2, 1
  ox.mbar.arrive.aqrl zero, a2, (a1)                          # nobody writes before all have read
5:
  ox.mbar.tryp.aq t2, t1, (a1)
  beqz t2, 5b
  xori t1, t1, 1
  addi a5, a5, -1
  bnez a5, 3b
  keep a6
  ox.exit
expect
  each_thread "15 + 5 * ((thread + 1) % 96)"
end
