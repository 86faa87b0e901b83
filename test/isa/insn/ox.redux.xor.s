# ox.redux.xor rd, rs1, rs2: rd = the bitwise exclusive or of rs1[31:0] over the lanes of the mask rs2[31:0],
# sign-extended; each lane of the mask waits until all of them that have not ended are at an ox.redux.xor with the same
# mask. Ox ISA manual, custom-0: reductions; PTX ISA, redux.sync.
.include "check.inc.s"

warp ox.redux.xor, x, m
# The values of the 32 lanes, under what mask, and what comes of them.
.macro reduced mask, result, values:vararg
  .irp lane_value, \values
  case \lane_value, \mask, \result
  .endr
.endm
reduced 0xffffffff, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
reduced 0x9c3b05e6, 20, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
reduced 0xffffffff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
reduced 0xffffffff, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1
reduced 0xffffffff, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
reduced 0xffffffff, 0x7ffffffe, 0x7fffffff, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
reduced 0xffffffff, -1, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x80000000, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff
reduced 0x0000ffff, -1, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x80000000, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff
reduced 0xffff0000, 0, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x80000000, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff
reduced 0xffffffff, 0, -16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
reduced 0x9c3b05e6, -12, -16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
reduced 0xffffffff, -1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0x400000, 0x800000, 0x1000000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000, 0x80000000
reduced 0x9c3b05e6, 0xffffffff9c3b05e6, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0x400000, 0x800000, 0x1000000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000, 0x80000000
reduced 0xffffffff, -1, -2, -3, -5, -9, -17, -33, -65, -129, -257, -513, -1025, -2049, 0xffffefff, 0xffffdfff, 0xffffbfff, 0xffff7fff, 0xfffeffff, 0xfffdffff, 0xfffbffff, 0xfff7ffff, 0xffefffff, 0xffdfffff, 0xffbfffff, 0xff7fffff, 0xfeffffff, 0xfdffffff, 0xfbffffff, 0xf7ffffff, 0xefffffff, 0xdfffffff, 0xbfffffff, 0x7fffffff
reduced 0xffffffff, 0x5809dbc3, 0x9f767c45, 0x4164d839, 0xbde5c099, 0x5bc8fbbc, 0xcb91ce37, 0xb0c11fde, 0xf1446bea, 0xd76d4330, 0xbd69fe29, 0xa6eb8c9e, 0xec1d7da0, 0x87b0b125, 0x76ce2ef, 0xd7210dff, 0x77330bdb, 0xc6a53877, 0xf17fd374, 0x3fc1ea36, 0xa6233255, 0xd464138, 0xe6a16a3b, 0x2827688d, 0x1cfb10f6, 0x5f2dd97f, 0x7814e8a2, 0xde527100, 0x3f1f65a8, 0x617959ce, 0x8b33e968, 0x1a1afe87, 0x92edcf45, 0x3fd42359
reduced 0x9c3b05e6, 0xffffffffdce220b6, 0x9f767c45, 0x4164d839, 0xbde5c099, 0x5bc8fbbc, 0xcb91ce37, 0xb0c11fde, 0xf1446bea, 0xd76d4330, 0xbd69fe29, 0xa6eb8c9e, 0xec1d7da0, 0x87b0b125, 0x76ce2ef, 0xd7210dff, 0x77330bdb, 0xc6a53877, 0xf17fd374, 0x3fc1ea36, 0xa6233255, 0xd464138, 0xe6a16a3b, 0x2827688d, 0x1cfb10f6, 0x5f2dd97f, 0x7814e8a2, 0xde527100, 0x3f1f65a8, 0x617959ce, 0x8b33e968, 0x1a1afe87, 0x92edcf45, 0x3fd42359
# Upper halves are ignored, of rs1 and of the mask.
each_lane "(lane << 40) + 5", 0xdeadbeef0000ffff, 0
# Two groups at once, each under its own mask.
each_lane lane, "0x55555555 << (lane & 1)", "(0 & ((lane & 1) == 0)) | (0 & ((lane & 1) == 1))"
end

# Lanes that have ended are not waited for, and have no vote.
kernel after_others_ended
  li t0, 24
  bltu s1, t0, 1f
  ox.exit
1:
  li a1, 1
  li a2, -1
  ox.redux.xor a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(nothing & (thread >= 24)) | (0 & (thread < 24))"
end

# A lane that names a mask it is not in.
kernel_fault not_in_the_mask, barrier_misuse
  li a2, 0xfffffffe
  faulting
  ox.redux.xor a0, a1, a2
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
  ox.redux.xor a0, a1, a2
2:
  ox.exit
expect_nothing

# Two warps vote each for itself.
kernel two_warps, "1,1,1", "64,1,1"
  srli a1, s1, 5                      # 0 in the first warp, 1 in the second
  li a2, -1
  ox.redux.xor a0, a1, a2
  keep a0
  ox.exit
expect
  each_thread "(0 & (thread < 32)) | (0 & (thread >= 32))"
end
