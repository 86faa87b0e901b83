# ox.shfl.bfly rd, rs1, rs2, rs3: PTX shfl.sync.bfly.b32 with b = rs2[4:0], the mask rs3[31:0] and c = rs3[44:32]: rd =
# (1 << 32) | rs1[31:0] of the own lane ^ b, in range unless it is above the last lane; if it is not in range, the own
# rs1[31:0], zero-extended. Bits 4..0 of c are the clamp, bits 12..8 the segment mask; the last lane is (own lane &
# segment) | (clamp & ~segment). Each lane of the mask waits for the others. Ox ISA manual, custom-0: shuffles; PTX ISA,
# shfl.sync.
.include "check.inc.s"

warp ox.shfl.bfly, x, x, m
# b in every lane, c, the mask, and the lane whose value each lane gets; own means out of range.  Lane i offers 100 + i,
# under other bits above that do not matter.
.set own, -1
.macro shuffled b, c, mask, sources:vararg
  .set lane, 0
  .irp source, \sources
  case 0x5a5a5a5a00000064 + lane, \b, ((\c) << 32) | \mask, (((1 << 32) + 100 + (\source)) & ((\source) >= 0)) | ((100 + lane) & ((\source) < 0))
  .set lane, lane + 1
  .endr
.endm

# The whole warp.
shuffled 0, 0x001f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x001f, 0xffffffff, 1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14,17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30
shuffled 2, 0x001f, 0xffffffff, 2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13,18,19,16,17,22,23,20,21,26,27,24,25,30,31,28,29
shuffled 3, 0x001f, 0xffffffff, 3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12,19,18,17,16,23,22,21,20,27,26,25,24,31,30,29,28
shuffled 4, 0x001f, 0xffffffff, 4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11,20,21,22,23,16,17,18,19,28,29,30,31,24,25,26,27
shuffled 5, 0x001f, 0xffffffff, 5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10,21,20,23,22,17,16,19,18,29,28,31,30,25,24,27,26
shuffled 6, 0x001f, 0xffffffff, 6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9,22,23,20,21,18,19,16,17,30,31,28,29,26,27,24,25
shuffled 7, 0x001f, 0xffffffff, 7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8,23,22,21,20,19,18,17,16,31,30,29,28,27,26,25,24
shuffled 8, 0x001f, 0xffffffff, 8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7,24,25,26,27,28,29,30,31,16,17,18,19,20,21,22,23
shuffled 9, 0x001f, 0xffffffff, 9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6,25,24,27,26,29,28,31,30,17,16,19,18,21,20,23,22
shuffled 10, 0x001f, 0xffffffff, 10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5,26,27,24,25,30,31,28,29,18,19,16,17,22,23,20,21
shuffled 11, 0x001f, 0xffffffff, 11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4,27,26,25,24,31,30,29,28,19,18,17,16,23,22,21,20
shuffled 12, 0x001f, 0xffffffff, 12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3,28,29,30,31,24,25,26,27,20,21,22,23,16,17,18,19
shuffled 13, 0x001f, 0xffffffff, 13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2,29,28,31,30,25,24,27,26,21,20,23,22,17,16,19,18
shuffled 14, 0x001f, 0xffffffff, 14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1,30,31,28,29,26,27,24,25,22,23,20,21,18,19,16,17
shuffled 15, 0x001f, 0xffffffff, 15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0,31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,16
shuffled 16, 0x001f, 0xffffffff, 16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
shuffled 17, 0x001f, 0xffffffff, 17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30,1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14
shuffled 18, 0x001f, 0xffffffff, 18,19,16,17,22,23,20,21,26,27,24,25,30,31,28,29,2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13
shuffled 19, 0x001f, 0xffffffff, 19,18,17,16,23,22,21,20,27,26,25,24,31,30,29,28,3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12
shuffled 20, 0x001f, 0xffffffff, 20,21,22,23,16,17,18,19,28,29,30,31,24,25,26,27,4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11
shuffled 21, 0x001f, 0xffffffff, 21,20,23,22,17,16,19,18,29,28,31,30,25,24,27,26,5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10
shuffled 22, 0x001f, 0xffffffff, 22,23,20,21,18,19,16,17,30,31,28,29,26,27,24,25,6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9
shuffled 23, 0x001f, 0xffffffff, 23,22,21,20,19,18,17,16,31,30,29,28,27,26,25,24,7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8
shuffled 24, 0x001f, 0xffffffff, 24,25,26,27,28,29,30,31,16,17,18,19,20,21,22,23,8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7
shuffled 25, 0x001f, 0xffffffff, 25,24,27,26,29,28,31,30,17,16,19,18,21,20,23,22,9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6
shuffled 26, 0x001f, 0xffffffff, 26,27,24,25,30,31,28,29,18,19,16,17,22,23,20,21,10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5
shuffled 27, 0x001f, 0xffffffff, 27,26,25,24,31,30,29,28,19,18,17,16,23,22,21,20,11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4
shuffled 28, 0x001f, 0xffffffff, 28,29,30,31,24,25,26,27,20,21,22,23,16,17,18,19,12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3
shuffled 29, 0x001f, 0xffffffff, 29,28,31,30,25,24,27,26,21,20,23,22,17,16,19,18,13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2
shuffled 30, 0x001f, 0xffffffff, 30,31,28,29,26,27,24,25,22,23,20,21,18,19,16,17,14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1
shuffled 31, 0x001f, 0xffffffff, 31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,16,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0

# Segments of 16 lanes.
shuffled 0, 0x101f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x101f, 0xffffffff, 1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14,17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30
shuffled 2, 0x101f, 0xffffffff, 2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13,18,19,16,17,22,23,20,21,26,27,24,25,30,31,28,29
shuffled 3, 0x101f, 0xffffffff, 3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12,19,18,17,16,23,22,21,20,27,26,25,24,31,30,29,28
shuffled 4, 0x101f, 0xffffffff, 4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11,20,21,22,23,16,17,18,19,28,29,30,31,24,25,26,27
shuffled 5, 0x101f, 0xffffffff, 5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10,21,20,23,22,17,16,19,18,29,28,31,30,25,24,27,26
shuffled 6, 0x101f, 0xffffffff, 6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9,22,23,20,21,18,19,16,17,30,31,28,29,26,27,24,25
shuffled 7, 0x101f, 0xffffffff, 7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8,23,22,21,20,19,18,17,16,31,30,29,28,27,26,25,24
shuffled 8, 0x101f, 0xffffffff, 8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7,24,25,26,27,28,29,30,31,16,17,18,19,20,21,22,23
shuffled 9, 0x101f, 0xffffffff, 9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6,25,24,27,26,29,28,31,30,17,16,19,18,21,20,23,22
shuffled 10, 0x101f, 0xffffffff, 10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5,26,27,24,25,30,31,28,29,18,19,16,17,22,23,20,21
shuffled 11, 0x101f, 0xffffffff, 11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4,27,26,25,24,31,30,29,28,19,18,17,16,23,22,21,20
shuffled 12, 0x101f, 0xffffffff, 12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3,28,29,30,31,24,25,26,27,20,21,22,23,16,17,18,19
shuffled 13, 0x101f, 0xffffffff, 13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2,29,28,31,30,25,24,27,26,21,20,23,22,17,16,19,18
shuffled 14, 0x101f, 0xffffffff, 14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1,30,31,28,29,26,27,24,25,22,23,20,21,18,19,16,17
shuffled 15, 0x101f, 0xffffffff, 15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0,31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,16
shuffled 16, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
shuffled 17, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14
shuffled 18, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13
shuffled 19, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12
shuffled 20, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11
shuffled 21, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10
shuffled 22, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9
shuffled 23, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8
shuffled 24, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7
shuffled 25, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6
shuffled 26, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5
shuffled 27, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4
shuffled 28, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3
shuffled 29, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2
shuffled 30, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1
shuffled 31, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0

# Segments of 8 lanes.
shuffled 0, 0x181f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x181f, 0xffffffff, 1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14,17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30
shuffled 2, 0x181f, 0xffffffff, 2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13,18,19,16,17,22,23,20,21,26,27,24,25,30,31,28,29
shuffled 3, 0x181f, 0xffffffff, 3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12,19,18,17,16,23,22,21,20,27,26,25,24,31,30,29,28
shuffled 4, 0x181f, 0xffffffff, 4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11,20,21,22,23,16,17,18,19,28,29,30,31,24,25,26,27
shuffled 5, 0x181f, 0xffffffff, 5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10,21,20,23,22,17,16,19,18,29,28,31,30,25,24,27,26
shuffled 6, 0x181f, 0xffffffff, 6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9,22,23,20,21,18,19,16,17,30,31,28,29,26,27,24,25
shuffled 7, 0x181f, 0xffffffff, 7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8,23,22,21,20,19,18,17,16,31,30,29,28,27,26,25,24
shuffled 8, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,own,own,own,own,own,own,own,own,16,17,18,19,20,21,22,23
shuffled 9, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,own,own,own,own,own,own,own,own,17,16,19,18,21,20,23,22
shuffled 10, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,own,own,own,own,own,own,own,own,18,19,16,17,22,23,20,21
shuffled 11, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,own,own,own,own,own,own,own,own,19,18,17,16,23,22,21,20
shuffled 12, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,own,own,own,own,own,own,own,own,20,21,22,23,16,17,18,19
shuffled 13, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,own,own,own,own,own,own,own,own,21,20,23,22,17,16,19,18
shuffled 14, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,own,own,own,own,own,own,own,own,22,23,20,21,18,19,16,17
shuffled 15, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,own,own,own,own,own,own,own,own,23,22,21,20,19,18,17,16
shuffled 16, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
shuffled 17, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14
shuffled 18, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13
shuffled 19, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12
shuffled 20, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11
shuffled 21, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10
shuffled 22, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9
shuffled 23, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8
shuffled 24, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7
shuffled 25, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6
shuffled 26, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5
shuffled 27, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4
shuffled 28, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3
shuffled 29, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2
shuffled 30, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1
shuffled 31, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0

# Segments of 4 lanes.
shuffled 0, 0x1c1f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1c1f, 0xffffffff, 1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14,17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30
shuffled 2, 0x1c1f, 0xffffffff, 2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13,18,19,16,17,22,23,20,21,26,27,24,25,30,31,28,29
shuffled 3, 0x1c1f, 0xffffffff, 3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12,19,18,17,16,23,22,21,20,27,26,25,24,31,30,29,28
shuffled 4, 0x1c1f, 0xffffffff, own,own,own,own,0,1,2,3,own,own,own,own,8,9,10,11,own,own,own,own,16,17,18,19,own,own,own,own,24,25,26,27
shuffled 5, 0x1c1f, 0xffffffff, own,own,own,own,1,0,3,2,own,own,own,own,9,8,11,10,own,own,own,own,17,16,19,18,own,own,own,own,25,24,27,26
shuffled 6, 0x1c1f, 0xffffffff, own,own,own,own,2,3,0,1,own,own,own,own,10,11,8,9,own,own,own,own,18,19,16,17,own,own,own,own,26,27,24,25
shuffled 7, 0x1c1f, 0xffffffff, own,own,own,own,3,2,1,0,own,own,own,own,11,10,9,8,own,own,own,own,19,18,17,16,own,own,own,own,27,26,25,24
shuffled 8, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,own,own,own,own,own,own,own,own,16,17,18,19,20,21,22,23
shuffled 9, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,own,own,own,own,own,own,own,own,17,16,19,18,21,20,23,22
shuffled 10, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,own,own,own,own,own,own,own,own,18,19,16,17,22,23,20,21
shuffled 11, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,own,own,own,own,own,own,own,own,19,18,17,16,23,22,21,20
shuffled 12, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,own,own,own,own,own,own,own,own,20,21,22,23,16,17,18,19
shuffled 13, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,own,own,own,own,own,own,own,own,21,20,23,22,17,16,19,18
shuffled 14, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,own,own,own,own,own,own,own,own,22,23,20,21,18,19,16,17
shuffled 15, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,own,own,own,own,own,own,own,own,23,22,21,20,19,18,17,16
shuffled 16, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
shuffled 17, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14
shuffled 18, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13
shuffled 19, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12
shuffled 20, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11
shuffled 21, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10
shuffled 22, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9
shuffled 23, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8
shuffled 24, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7
shuffled 25, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6
shuffled 26, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5
shuffled 27, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4
shuffled 28, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3
shuffled 29, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2
shuffled 30, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1
shuffled 31, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0

# Segments of 2 lanes.
shuffled 0, 0x1e1f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1e1f, 0xffffffff, 1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14,17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30
shuffled 2, 0x1e1f, 0xffffffff, own,own,0,1,own,own,4,5,own,own,8,9,own,own,12,13,own,own,16,17,own,own,20,21,own,own,24,25,own,own,28,29
shuffled 3, 0x1e1f, 0xffffffff, own,own,1,0,own,own,5,4,own,own,9,8,own,own,13,12,own,own,17,16,own,own,21,20,own,own,25,24,own,own,29,28
shuffled 4, 0x1e1f, 0xffffffff, own,own,own,own,0,1,2,3,own,own,own,own,8,9,10,11,own,own,own,own,16,17,18,19,own,own,own,own,24,25,26,27
shuffled 5, 0x1e1f, 0xffffffff, own,own,own,own,1,0,3,2,own,own,own,own,9,8,11,10,own,own,own,own,17,16,19,18,own,own,own,own,25,24,27,26
shuffled 6, 0x1e1f, 0xffffffff, own,own,own,own,2,3,0,1,own,own,own,own,10,11,8,9,own,own,own,own,18,19,16,17,own,own,own,own,26,27,24,25
shuffled 7, 0x1e1f, 0xffffffff, own,own,own,own,3,2,1,0,own,own,own,own,11,10,9,8,own,own,own,own,19,18,17,16,own,own,own,own,27,26,25,24
shuffled 8, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,own,own,own,own,own,own,own,own,16,17,18,19,20,21,22,23
shuffled 9, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,own,own,own,own,own,own,own,own,17,16,19,18,21,20,23,22
shuffled 10, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,own,own,own,own,own,own,own,own,18,19,16,17,22,23,20,21
shuffled 11, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,own,own,own,own,own,own,own,own,19,18,17,16,23,22,21,20
shuffled 12, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,own,own,own,own,own,own,own,own,20,21,22,23,16,17,18,19
shuffled 13, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,own,own,own,own,own,own,own,own,21,20,23,22,17,16,19,18
shuffled 14, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,own,own,own,own,own,own,own,own,22,23,20,21,18,19,16,17
shuffled 15, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,own,own,own,own,own,own,own,own,23,22,21,20,19,18,17,16
shuffled 16, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
shuffled 17, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14
shuffled 18, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13
shuffled 19, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12
shuffled 20, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11
shuffled 21, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10
shuffled 22, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9
shuffled 23, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8
shuffled 24, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7
shuffled 25, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6
shuffled 26, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5
shuffled 27, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4
shuffled 28, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3
shuffled 29, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2
shuffled 30, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1
shuffled 31, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0

# Segments of 1 lanes.
shuffled 0, 0x1f1f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1f1f, 0xffffffff, own,0,own,2,own,4,own,6,own,8,own,10,own,12,own,14,own,16,own,18,own,20,own,22,own,24,own,26,own,28,own,30
shuffled 2, 0x1f1f, 0xffffffff, own,own,0,1,own,own,4,5,own,own,8,9,own,own,12,13,own,own,16,17,own,own,20,21,own,own,24,25,own,own,28,29
shuffled 3, 0x1f1f, 0xffffffff, own,own,1,0,own,own,5,4,own,own,9,8,own,own,13,12,own,own,17,16,own,own,21,20,own,own,25,24,own,own,29,28
shuffled 4, 0x1f1f, 0xffffffff, own,own,own,own,0,1,2,3,own,own,own,own,8,9,10,11,own,own,own,own,16,17,18,19,own,own,own,own,24,25,26,27
shuffled 5, 0x1f1f, 0xffffffff, own,own,own,own,1,0,3,2,own,own,own,own,9,8,11,10,own,own,own,own,17,16,19,18,own,own,own,own,25,24,27,26
shuffled 6, 0x1f1f, 0xffffffff, own,own,own,own,2,3,0,1,own,own,own,own,10,11,8,9,own,own,own,own,18,19,16,17,own,own,own,own,26,27,24,25
shuffled 7, 0x1f1f, 0xffffffff, own,own,own,own,3,2,1,0,own,own,own,own,11,10,9,8,own,own,own,own,19,18,17,16,own,own,own,own,27,26,25,24
shuffled 8, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,own,own,own,own,own,own,own,own,16,17,18,19,20,21,22,23
shuffled 9, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,own,own,own,own,own,own,own,own,17,16,19,18,21,20,23,22
shuffled 10, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,own,own,own,own,own,own,own,own,18,19,16,17,22,23,20,21
shuffled 11, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,own,own,own,own,own,own,own,own,19,18,17,16,23,22,21,20
shuffled 12, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,own,own,own,own,own,own,own,own,20,21,22,23,16,17,18,19
shuffled 13, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,own,own,own,own,own,own,own,own,21,20,23,22,17,16,19,18
shuffled 14, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,own,own,own,own,own,own,own,own,22,23,20,21,18,19,16,17
shuffled 15, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,own,own,own,own,own,own,own,own,23,22,21,20,19,18,17,16
shuffled 16, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
shuffled 17, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14
shuffled 18, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13
shuffled 19, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12
shuffled 20, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11
shuffled 21, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10
shuffled 22, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,6,7,4,5,2,3,0,1,14,15,12,13,10,11,8,9
shuffled 23, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,7,6,5,4,3,2,1,0,15,14,13,12,11,10,9,8
shuffled 24, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,8,9,10,11,12,13,14,15,0,1,2,3,4,5,6,7
shuffled 25, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,9,8,11,10,13,12,15,14,1,0,3,2,5,4,7,6
shuffled 26, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,10,11,8,9,14,15,12,13,2,3,0,1,6,7,4,5
shuffled 27, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,11,10,9,8,15,14,13,12,3,2,1,0,7,6,5,4
shuffled 28, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,12,13,14,15,8,9,10,11,4,5,6,7,0,1,2,3
shuffled 29, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,13,12,15,14,9,8,11,10,5,4,7,6,1,0,3,2
shuffled 30, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,14,15,12,13,10,11,8,9,6,7,4,5,2,3,0,1
shuffled 31, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0

# Only the low 5 bits of b count.
shuffled 0x20, 0x001f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 0x21, 0x001f, 0xffffffff, 1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14,17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30
shuffled 0xffffffffffffffff, 0x001f, 0xffffffff, 31,30,29,28,27,26,25,24,23,22,21,20,19,18,17,16,15,14,13,12,11,10,9,8,7,6,5,4,3,2,1,0
shuffled 0x100000005, 0x001f, 0xffffffff, 5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10,21,20,23,22,17,16,19,18,29,28,31,30,25,24,27,26

# Another b in every lane.
shuffled "lane*7", 0x001f, 0xffffffff, 0,6,12,22,24,6,12,22,16,22,12,6,24,22,12,6,0,6,12,22,24,6,12,22,16,22,12,6,24,22,12,6
shuffled "31-lane", 0x001f, 0xffffffff, 31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31
shuffled "lane/2", 0x001f, 0xffffffff, 0,1,3,2,6,7,5,4,12,13,15,14,10,11,9,8,24,25,27,26,30,31,29,28,20,21,23,22,18,19,17,16

# Clamps that are no end of a segment, and segment masks with holes.
shuffled 3, 0x0005, 0xffffffff, 3,2,1,0,own,own,5,4,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x0010, 0xffffffff, 3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12,own,own,own,16,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1805, 0xffffffff, 3,2,1,0,own,own,5,4,11,10,9,8,own,own,13,12,19,18,17,16,own,own,21,20,27,26,25,24,own,own,29,28
shuffled 3, 0x1003, 0xffffffff, 3,2,1,0,own,own,own,own,own,own,own,own,own,own,own,own,19,18,17,16,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x0a1f, 0xffffffff, 3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12,19,18,17,16,own,own,21,20,27,26,25,24,own,own,29,28
shuffled 3, 0x151f, 0xffffffff, 3,2,1,0,7,6,5,4,own,10,9,8,own,14,13,12,19,18,17,16,23,22,21,20,own,26,25,24,own,30,29,28
shuffled 3, 0x1f1f, 0xffffffff, own,own,1,0,own,own,5,4,own,own,9,8,own,own,13,12,own,own,17,16,own,own,21,20,own,own,25,24,own,own,29,28
shuffled 3, 0x1f00, 0xffffffff, own,own,1,0,own,own,5,4,own,own,9,8,own,own,13,12,own,own,17,16,own,own,21,20,own,own,25,24,own,own,29,28
shuffled 3, 0x0f0f, 0xffffffff, own,own,1,0,own,own,5,4,own,own,9,8,own,own,13,12,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Half of the lanes, which get nothing from the others.
shuffled 1, 0x101f, 0x0000ffff, 1,0,3,2,5,4,7,6,9,8,11,10,13,12,15,14,17,16,19,18,21,20,23,22,25,24,27,26,29,28,31,30
shuffled 5, 0x101f, 0xffff0000, 5,4,7,6,1,0,3,2,13,12,15,14,9,8,11,10,21,20,23,22,17,16,19,18,29,28,31,30,25,24,27,26
shuffled 3, 0x181f, 0x00ff00ff, 3,2,1,0,7,6,5,4,11,10,9,8,15,14,13,12,19,18,17,16,23,22,21,20,27,26,25,24,31,30,29,28
shuffled 2, 0x001f, 0xaaaaaaaa, 2,3,0,1,6,7,4,5,10,11,8,9,14,15,12,13,18,19,16,17,22,23,20,21,26,27,24,25,30,31,28,29
shuffled 4, 0x001f, 0x55555555, 4,5,6,7,0,1,2,3,12,13,14,15,8,9,10,11,20,21,22,23,16,17,18,19,28,29,30,31,24,25,26,27
# Two groups at once.
each_lane 100 + lane, 2, "(0x1f << 32) | (0x55555555 << (lane & 1))", "(1 << 32) + 100 + (lane ^ 2)"
end

# Lanes that have ended are not waited for.
kernel after_others_ended
  li t0, 16
  bltu s1, t0, 1f
  ox.exit
1:
  addi a1, s1, 100
  li a2, 1
  li a3, 0x101fffffffff
  ox.shfl.bfly a0, a1, a2, a3
  keep a0
  ox.exit
expect
  each_thread "(nothing & (lane >= 16)) | (((1 << 32) + 100 + (lane ^ 1)) & (lane < 16))"
end

# A lane that names a mask it is not in.
kernel_fault not_in_the_mask, barrier_misuse
  li a3, 0xfffffffe
  faulting
  ox.shfl.bfly a0, a1, a2, a3
  ox.exit
expect_nothing
