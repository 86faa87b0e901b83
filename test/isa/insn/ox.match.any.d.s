# ox.match.any.d rd, rs1, rs2: rd = the lanes of the mask whose rs1 equals that of this lane, as bits 31 to 0; each lane
# of the mask rs2[31:0] waits until all of them that have not ended are at an ox.match.any.d with the same mask. Ox ISA
# manual, custom-0: votes and matches; PTX ISA, match.sync.
.include "check.inc.s"

warp ox.match.any.d, x, m
# All the same.
each_lane "7", 0xffffffff, 0xffffffff
# All of the mask the same.
each_lane "0", 0x0000ffff, 0xffff
# All different.
each_lane lane, 0xffffffff, "1 << lane"
# Pairs of neighbours.
each_lane "lane / 2", 0xffffffff, "3 << (lane & 30)"
# Even and odd lanes.
each_lane "lane & 1", 0xffffffff, "0x55555555 << (lane & 1)"
# Every fourth lane, of which the mask names half.
each_lane "lane & 3", 0x0000ffff, "0x1111 << (lane & 3)"
# They differ in the upper half alone.
each_lane "7 + (lane << 32)", 0xffffffff, "1 << lane"
# They differ in the top bit.
each_lane "(lane & 1) << 63", 0xffffffff, "0x55555555 << (lane & 1)"
# A lane alone.
each_lane lane, 0x00000100, 0x100
# Two groups at once do not see each other.
each_lane "lane / 8", "0x55555555 << (lane & 1)", "(0x55 << (lane & 1)) << (lane & 24)"
# Some values in a random mask.
#    rs1, mask, rd
case 0x0, 0x9c3b05e6, sentinel
case 0x1, 0x9c3b05e6, 0x00000102
case 0x5, 0x9c3b05e6, 0x80030404
case 0x5, 0x9c3b05e6, sentinel
case 0x1, 0x9c3b05e6, sentinel
case 0x0, 0x9c3b05e6, 0x142800a0
case 0x2, 0x9c3b05e6, 0x08100040
case 0x0, 0x9c3b05e6, 0x142800a0
case 0x1, 0x9c3b05e6, 0x00000102
case 0x5, 0x9c3b05e6, sentinel
case 0x5, 0x9c3b05e6, 0x80030404
case 0x1, 0x9c3b05e6, sentinel
case 0x0, 0x9c3b05e6, sentinel
case 0x2, 0x9c3b05e6, sentinel
case 0x0, 0x9c3b05e6, sentinel
case 0x1, 0x9c3b05e6, sentinel
case 0x5, 0x9c3b05e6, 0x80030404
case 0x5, 0x9c3b05e6, 0x80030404
case 0x1, 0x9c3b05e6, sentinel
case 0x0, 0x9c3b05e6, 0x142800a0
case 0x2, 0x9c3b05e6, 0x08100040
case 0x0, 0x9c3b05e6, 0x142800a0
case 0x1, 0x9c3b05e6, sentinel
case 0x5, 0x9c3b05e6, sentinel
case 0x5, 0x9c3b05e6, sentinel
case 0x1, 0x9c3b05e6, sentinel
case 0x0, 0x9c3b05e6, 0x142800a0
case 0x2, 0x9c3b05e6, 0x08100040
case 0x0, 0x9c3b05e6, 0x142800a0
case 0x1, 0x9c3b05e6, sentinel
case 0x5, 0x9c3b05e6, sentinel
case 0x5, 0x9c3b05e6, 0x80030404
end

# Lanes that have ended are not waited for, and have no vote.
kernel after_others_ended
  li t0, 24
  bltu s1, t0, 1f
  ox.exit
1:
  li a1, 1
  li a2, -1
  ox.match.any.d a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(nothing & (thread >= 24)) | (0xffffff & (thread < 24))"
end

# A lane that names a mask it is not in.
kernel_fault not_in_the_mask, barrier_misuse
  li a2, 0xfffffffe
  faulting
  ox.match.any.d a0, a1, a2
  ox.exit
expect_nothing

# Two lanes that wait for each other under different masks wait for ever.
kernel_fault_anywhere different_masks, deadlock
  li t0, 3
  bgeu s1, t0, 2f
  li a2, 0x3
  beqz s1, 1f
  li a2, 0x7
1:
  ox.match.any.d a0, a1, a2
2:
  ox.exit
expect_nothing

# Two warps vote each for itself.
kernel two_warps, "1,1,1", "64,1,1"
  srli a1, s1, 5                      # 0 in the first warp, 1 in the second
  li a2, -1
  ox.match.any.d a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(0xffffffff & (thread < 32)) | (0xffffffff & (thread >= 32))"
end
