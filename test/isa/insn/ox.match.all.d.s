# ox.match.all.d rd, rs1, rs2: rd = (1 << 32) | the lanes of the mask if rs1 is the same in all of them, else 0; each
# lane of the mask rs2[31:0] waits until all of them that have not ended are at an ox.match.all.d with the same mask. Ox
# ISA manual, custom-0: votes and matches; PTX ISA, match.sync.
.include "check.inc.s"

warp ox.match.all.d, x, m
# All the same.
each_lane "7", 0xffffffff, 0x1ffffffff
# All of the mask the same.
each_lane "0", 0x0000ffff, 0x10000ffff
# All but the last.
each_lane "lane >> 31", 0xffffffff, 0x1ffffffff
# The same within the mask, another outside of it.
each_lane "lane / 16", 0x0000ffff, 0x10000ffff
# One more lane, of another value.
each_lane "lane / 16", 0x0001ffff, 0x0
# They differ in the upper half alone.
each_lane "7 + (lane << 32)", 0xffffffff, 0x0
# The same in the lanes of the mask, which are apart.
each_lane "lane & 2", 0x33333333, 0x133333333
# All different.
each_lane "lane", 0xffffffff, 0x0
# A lane alone.
each_lane "lane", 0x00000100, 0x100000100
# All ones.
each_lane "-1", 0x9c3b05e6, 0x19c3b05e6
# Two groups at once: odd lanes agree, even ones do not.
each_lane "lane & ((lane & 1) == 0)", "0x55555555 << (lane & 1)", "(0x1aaaaaaaa & ((lane & 1) == 1))"
end

# Lanes that have ended are not waited for, and have no vote.
kernel after_others_ended
  li t0, 24
  bltu s1, t0, 1f
  ox.exit
1:
  li a1, 1
  li a2, -1
  ox.match.all.d a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(nothing & (thread >= 24)) | (0x100ffffff & (thread < 24))"
end

# A lane that names a mask it is not in.
kernel_fault not_in_the_mask, barrier_misuse
  li a2, 0xfffffffe
  faulting
  ox.match.all.d a0, a1, a2
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
  ox.match.all.d a0, a1, a2
2:
  ox.exit
expect_nothing

# Two warps vote each for itself.
kernel two_warps, "1,1,1", "64,1,1"
  srli a1, s1, 5                      # 0 in the first warp, 1 in the second
  li a2, -1
  ox.match.all.d a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(0x1ffffffff & (thread < 32)) | (0x1ffffffff & (thread >= 32))"
end
