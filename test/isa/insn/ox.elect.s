# ox.elect rd, rs1: rd = (p << 32) | the number of the lowest lane of the mask rs1[31:0] that has not ended; p = 1 in that
# lane, else 0.  Each lane of the mask waits until all of them are at an ox.elect with the same mask.  Ox ISA manual,
# custom-0: votes and matches; PTX ISA, elect.sync.
.include "check.inc.s"

warp ox.elect, m
# \leader is the one among the lanes of \mask.
.macro elected mask, leader
  each_lane \mask, "(\leader) + ((1 << 32) & (lane == (\leader)))"
.endm
elected 0xffffffff, 0
elected 0xfffffffe, 1
elected 0x80000000, 31
elected 0x0000ff00, 8
elected 0x9c3b05e6, 1
elected 0x00000001, 0
# Only the low half of rs1 is the mask.
elected 0xdeadbeef00000ff0, 4
# Two groups at once, each with its own.
each_lane "0x55555555 << (lane & 1)", "(lane & 1) + ((1 << 32) & (lane < 2))"
# Four.
each_lane "0xff << (lane & 24)", "(lane & 24) + ((1 << 32) & ((lane & 7) == 0))"
end

# Lanes that have ended are not elected.
kernel after_others_ended
  slti a2, s1, 5
  beqz a2, 1f
  ox.exit
1:
  li a1, -1
  ox.elect a0, a1
  keep a0
  ox.exit
expect
  each_thread "(nothing & (thread < 5)) | ((5 + ((1 << 32) & (thread == 5))) & (thread >= 5))"
end

# One in each warp.
kernel two_warps, "1,1,1", "64,1,1"
  li a1, -1
  ox.elect a0, a1
  srli a0, a0, 32
  keep a0
  ox.exit
expect
  each_thread "1 & ((thread & 31) == 0)"
end

kernel_fault not_in_the_mask, barrier_misuse
  li a1, 0xfffffffe
  faulting
  ox.elect a0, a1
  ox.exit
expect_nothing
