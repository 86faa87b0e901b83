# ox.vote.all rd, rs1, rs2: rd = 1 if rs1 is not zero in every lane of the mask, else 0; each lane of the mask rs2[31:0]
# waits until all of them that have not ended are at an ox.vote.all with the same mask, wherever that is. Ox ISA manual,
# custom-0: votes and matches; PTX ISA, vote.sync.
.include "check.inc.s"

warp ox.vote.all, x, m
# Bit i of \bits says whether rs1 of lane i is not zero; the bit that is set in it is another in each lane, also in the
# upper half.
.macro vote bits, mask, result
  each_lane "((\bits >> lane) & 1) << (2 * lane)", \mask, \result
.endm
#    bits,       mask,       rd
vote 0x00000000, 0xffffffff, 0x0
vote 0xffffffff, 0xffffffff, 0x1
vote 0x00000001, 0xffffffff, 0x0
vote 0x80000000, 0xffffffff, 0x0
vote 0xaaaaaaaa, 0xffffffff, 0x0
vote 0x0ff00ff0, 0xffffffff, 0x0
vote 0x00000000, 0x0000ffff, 0x0
vote 0x0000ffff, 0x0000ffff, 0x1
vote 0xffff0000, 0x0000ffff, 0x0
vote 0x00010000, 0xffff0000, 0x0
vote 0xaaaaaaaa, 0x55555555, 0x0
vote 0x55555555, 0x55555555, 0x1
vote 0x00f0f000, 0x0ff00ff0, 0x0
vote 0x0ff00ff0, 0x0ff00ff0, 0x1
vote 0xdeadbeef, 0x9c3b05e6, 0x0
vote 0x00000001, 0x00000001, 0x1
vote 0x00000000, 0x00000001, 0x0
vote 0xffffffff, 0x80000000, 0x1
vote 0x7fffffff, 0x80000000, 0x0
# Two groups at once, each under its own mask.
each_lane "(0xaaaa00ff >> lane) & 1", "0x55555555 << (lane & 1)", "(0x0 & ((lane & 1) == 1)) | (0x0 & ((lane & 1) == 0))"
# Only the low half of rs2 is the mask.
each_lane "lane < 8", 0xdeadbeef0000ffff, 0x0
end

# Lanes that have ended are not waited for, and have no vote.
kernel after_others_ended
  li t0, 24
  bltu s1, t0, 1f
  ox.exit
1:
  li a1, 1
  li a2, -1
  ox.vote.all a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(nothing & (thread >= 24)) | (0x1 & (thread < 24))"
end

# A lane that names a mask it is not in.
kernel_fault not_in_the_mask, barrier_misuse
  li a2, 0xfffffffe
  faulting
  ox.vote.all a0, a1, a2
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
  ox.vote.all a0, a1, a2
2:
  ox.exit
expect_nothing

# Two warps vote each for itself.
kernel two_warps, "1,1,1", "64,1,1"
  srli a1, s1, 5                      # 0 in the first warp, 1 in the second
  li a2, -1
  ox.vote.all a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(0x0 & (thread < 32)) | (0x1 & (thread >= 32))"
end
