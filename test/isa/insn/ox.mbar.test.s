# ox.mbar.test rd, rs2, (rs1), and .aq, .rl, .aqrl: rd = 1 if the phase of token rs2 is complete, else 0.  A token is the
# word that an arrival gave: its phase is the one that was current then.  Ox ISA manual, custom-2: mbarrier
# objects; PTX ISA, mbarrier.test_wait.
.include "check.inc.s"

mbarrier ox.mbar.test, result
#          state: phase, pending, expected, bytes, token, rd
token_case 0, 1, 1, 0,                  0, 1, 1, 0, 0
token_case 1, 1, 1, 0,                  0, 1, 1, 0, 1
token_case 1, 1, 1, 0,                  1, 1, 1, 0, 0
token_case 2, 5, 9, 0,                  1, 1, 9, 0, 1
token_case 3, 5, 9, 0,                  2, 1, 9, -7, 1
token_case 0, 5, 9, 0,                  3, 1, 9, 0, 1         # phases are counted modulo 4
token_case 0, 0, 9, 4,                  0, 1, 9, 4, 0         # no arrival is pending, but bytes are
token_case 3, 0xfffff, 0xfffff, 0,      3, 1, 1, 0, 0         # nothing but the phase of the token counts
end

.macro access address
  faulting
  ox.mbar.test a0, a2, (\address)
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
  ox.mbar.arrive.aqrl a3, a2, (a1)
4:
  ox.mbar.test.aq t2, a3, (a1)
  beqz t2, 4b
  ld a2, 0(a7)
  add a6, a6, a2
  li a2, 1
  ox.mbar.arrive.aqrl a3, a2, (a1)                          # nobody writes before all have read
5:
  ox.mbar.test.aq t2, a3, (a1)
  beqz t2, 5b
  addi a5, a5, -1
  bnez a5, 3b
  keep a6
  ox.exit
expect
  each_thread "15 + 5 * ((thread + 1) % 96)"
end
