# ox.shfl.up rd, rs1, rs2, rs3: PTX shfl.sync.up.b32 with b = rs2[4:0], the mask rs3[31:0] and c = rs3[44:32]: rd = (1
# << 32) | rs1[31:0] of the own lane - b, in range unless it is below the last lane (the clamp counts downwards here);
# if it is not in range, the own rs1[31:0], zero-extended. Bits 4..0 of c are the clamp, bits 12..8 the segment mask;
# the last lane is (own lane & segment) | (clamp & ~segment). Each lane of the mask waits for the others. Ox ISA manual,
# custom-0: shuffles; PTX ISA, shfl.sync.
.include "check.inc.s"

warp ox.shfl.up, x, x, m
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
shuffled 0, 0x0000, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x0000, 0xffffffff, own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
shuffled 2, 0x0000, 0xffffffff, own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29
shuffled 3, 0x0000, 0xffffffff, own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28
shuffled 4, 0x0000, 0xffffffff, own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27
shuffled 5, 0x0000, 0xffffffff, own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26
shuffled 6, 0x0000, 0xffffffff, own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25
shuffled 7, 0x0000, 0xffffffff, own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24
shuffled 8, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23
shuffled 9, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22
shuffled 10, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21
shuffled 11, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20
shuffled 12, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19
shuffled 13, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18
shuffled 14, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17
shuffled 15, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16
shuffled 16, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
shuffled 17, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14
shuffled 18, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13
shuffled 19, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12
shuffled 20, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11
shuffled 21, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10
shuffled 22, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9
shuffled 23, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8
shuffled 24, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7
shuffled 25, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6
shuffled 26, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5
shuffled 27, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4
shuffled 28, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3
shuffled 29, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2
shuffled 30, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1
shuffled 31, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0

# Segments of 16 lanes.
shuffled 0, 0x1000, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1000, 0xffffffff, own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,own,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
shuffled 2, 0x1000, 0xffffffff, own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,own,own,16,17,18,19,20,21,22,23,24,25,26,27,28,29
shuffled 3, 0x1000, 0xffffffff, own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,own,own,own,16,17,18,19,20,21,22,23,24,25,26,27,28
shuffled 4, 0x1000, 0xffffffff, own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,own,own,own,own,16,17,18,19,20,21,22,23,24,25,26,27
shuffled 5, 0x1000, 0xffffffff, own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,own,own,own,own,own,16,17,18,19,20,21,22,23,24,25,26
shuffled 6, 0x1000, 0xffffffff, own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,own,own,own,own,own,own,16,17,18,19,20,21,22,23,24,25
shuffled 7, 0x1000, 0xffffffff, own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,8,own,own,own,own,own,own,own,16,17,18,19,20,21,22,23,24
shuffled 8, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,7,own,own,own,own,own,own,own,own,16,17,18,19,20,21,22,23
shuffled 9, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,6,own,own,own,own,own,own,own,own,own,16,17,18,19,20,21,22
shuffled 10, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,5,own,own,own,own,own,own,own,own,own,own,16,17,18,19,20,21
shuffled 11, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,4,own,own,own,own,own,own,own,own,own,own,own,16,17,18,19,20
shuffled 12, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,3,own,own,own,own,own,own,own,own,own,own,own,own,16,17,18,19
shuffled 13, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,2,own,own,own,own,own,own,own,own,own,own,own,own,own,16,17,18
shuffled 14, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,1,own,own,own,own,own,own,own,own,own,own,own,own,own,own,16,17
shuffled 15, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,16
shuffled 16, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 8 lanes.
shuffled 0, 0x1800, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1800, 0xffffffff, own,0,1,2,3,4,5,6,own,8,9,10,11,12,13,14,own,16,17,18,19,20,21,22,own,24,25,26,27,28,29,30
shuffled 2, 0x1800, 0xffffffff, own,own,0,1,2,3,4,5,own,own,8,9,10,11,12,13,own,own,16,17,18,19,20,21,own,own,24,25,26,27,28,29
shuffled 3, 0x1800, 0xffffffff, own,own,own,0,1,2,3,4,own,own,own,8,9,10,11,12,own,own,own,16,17,18,19,20,own,own,own,24,25,26,27,28
shuffled 4, 0x1800, 0xffffffff, own,own,own,own,0,1,2,3,own,own,own,own,8,9,10,11,own,own,own,own,16,17,18,19,own,own,own,own,24,25,26,27
shuffled 5, 0x1800, 0xffffffff, own,own,own,own,own,0,1,2,own,own,own,own,own,8,9,10,own,own,own,own,own,16,17,18,own,own,own,own,own,24,25,26
shuffled 6, 0x1800, 0xffffffff, own,own,own,own,own,own,0,1,own,own,own,own,own,own,8,9,own,own,own,own,own,own,16,17,own,own,own,own,own,own,24,25
shuffled 7, 0x1800, 0xffffffff, own,own,own,own,own,own,own,0,own,own,own,own,own,own,own,8,own,own,own,own,own,own,own,16,own,own,own,own,own,own,own,24
shuffled 8, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1800, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 4 lanes.
shuffled 0, 0x1c00, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1c00, 0xffffffff, own,0,1,2,own,4,5,6,own,8,9,10,own,12,13,14,own,16,17,18,own,20,21,22,own,24,25,26,own,28,29,30
shuffled 2, 0x1c00, 0xffffffff, own,own,0,1,own,own,4,5,own,own,8,9,own,own,12,13,own,own,16,17,own,own,20,21,own,own,24,25,own,own,28,29
shuffled 3, 0x1c00, 0xffffffff, own,own,own,0,own,own,own,4,own,own,own,8,own,own,own,12,own,own,own,16,own,own,own,20,own,own,own,24,own,own,own,28
shuffled 4, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 5, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 6, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 7, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 8, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1c00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 2 lanes.
shuffled 0, 0x1e00, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1e00, 0xffffffff, own,0,own,2,own,4,own,6,own,8,own,10,own,12,own,14,own,16,own,18,own,20,own,22,own,24,own,26,own,28,own,30
shuffled 2, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 4, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 5, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 6, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 7, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 8, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1e00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 1 lanes.
shuffled 0, 0x1f00, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 2, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 4, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 5, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 6, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 7, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 8, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Only the low 5 bits of b count.
shuffled 0x20, 0x0000, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 0x21, 0x0000, 0xffffffff, own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
shuffled 0xffffffffffffffff, 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,0
shuffled 0x100000005, 0x0000, 0xffffffff, own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26

# Another b in every lane.
shuffled "lane*7", 0x0000, 0xffffffff, 0,own,own,own,own,2,own,own,own,own,4,own,own,own,12,6,0,own,own,14,8,2,own,22,16,10,4,own,24,18,12,6
shuffled "31-lane", 0x0000, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31
shuffled "lane/2", 0x0000, 0xffffffff, 0,1,1,2,2,3,3,4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,14,14,15,15,16

# Clamps that are no end of a segment, and segment masks with holes.
shuffled 3, 0x0005, 0xffffffff, own,own,own,own,own,own,own,own,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28
shuffled 3, 0x0010, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,16,17,18,19,20,21,22,23,24,25,26,27,28
shuffled 3, 0x1805, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1003, 0xffffffff, own,own,own,own,own,own,3,4,5,6,7,8,9,10,11,12,own,own,own,own,own,own,19,20,21,22,23,24,25,26,27,28
shuffled 3, 0x0a1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x151f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x0f0f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28

# Half of the lanes, which get nothing from the others.
shuffled 1, 0x1000, 0x0000ffff, own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,own,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
shuffled 5, 0x1000, 0xffff0000, own,own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,own,own,own,own,own,16,17,18,19,20,21,22,23,24,25,26
shuffled 3, 0x1800, 0x00ff00ff, own,own,own,0,1,2,3,4,own,own,own,8,9,10,11,12,own,own,own,16,17,18,19,20,own,own,own,24,25,26,27,28
shuffled 2, 0x0000, 0xaaaaaaaa, own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29
shuffled 4, 0x0000, 0x55555555, own,own,own,own,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27
# Two groups at once.
each_lane 100 + lane, 2, "(0x0 << 32) | (0x55555555 << (lane & 1))", "(((1 << 32) + 98 + lane) & (lane >= 2)) | ((100 + lane) & (lane < 2))"
end

# Lanes that have ended are not waited for.
kernel after_others_ended
  li t0, 16
  bltu s1, t0, 1f
  ox.exit
1:
  addi a1, s1, 100
  li a2, 1
  li a3, 0x1000ffffffff
  ox.shfl.up a0, a1, a2, a3
  keep a0
  ox.exit
expect
  each_thread "(nothing & (lane >= 16)) | (((((1 << 32) + 99 + lane) & (lane >= 1)) | (100 & (lane == 0))) & (lane < 16))"
end

# A lane that names a mask it is not in.
kernel_fault not_in_the_mask, barrier_misuse
  li a3, 0xfffffffe
  faulting
  ox.shfl.up a0, a1, a2, a3
  ox.exit
expect_nothing
