# ox.shfl.down rd, rs1, rs2, rs3: PTX shfl.sync.down.b32 with b = rs2[4:0], the mask rs3[31:0] and c = rs3[44:32]: rd =
# (1 << 32) | rs1[31:0] of the own lane + b, in range unless it is above the last lane; if it is not in range, the own
# rs1[31:0], zero-extended. Bits 4..0 of c are the clamp, bits 12..8 the segment mask; the last lane is (own lane &
# segment) | (clamp & ~segment). Each lane of the mask waits for the others. Ox ISA manual, custom-0: shuffles; PTX ISA,
# shfl.sync.
.include "check.inc.s"

warp ox.shfl.down, x, x, m
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
shuffled 1, 0x001f, 0xffffffff, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own
shuffled 2, 0x001f, 0xffffffff, 2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own
shuffled 3, 0x001f, 0xffffffff, 3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own
shuffled 4, 0x001f, 0xffffffff, 4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own
shuffled 5, 0x001f, 0xffffffff, 5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own
shuffled 6, 0x001f, 0xffffffff, 6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own
shuffled 7, 0x001f, 0xffffffff, 7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own
shuffled 8, 0x001f, 0xffffffff, 8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own
shuffled 9, 0x001f, 0xffffffff, 9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own
shuffled 10, 0x001f, 0xffffffff, 10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x001f, 0xffffffff, 11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x001f, 0xffffffff, 12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x001f, 0xffffffff, 13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x001f, 0xffffffff, 14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x001f, 0xffffffff, 15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x001f, 0xffffffff, 16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x001f, 0xffffffff, 17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x001f, 0xffffffff, 18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x001f, 0xffffffff, 19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x001f, 0xffffffff, 20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x001f, 0xffffffff, 21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x001f, 0xffffffff, 22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x001f, 0xffffffff, 23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x001f, 0xffffffff, 24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x001f, 0xffffffff, 25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x001f, 0xffffffff, 26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x001f, 0xffffffff, 27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x001f, 0xffffffff, 28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x001f, 0xffffffff, 29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x001f, 0xffffffff, 30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x001f, 0xffffffff, 31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 16 lanes.
shuffled 0, 0x101f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x101f, 0xffffffff, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,own,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own
shuffled 2, 0x101f, 0xffffffff, 2,3,4,5,6,7,8,9,10,11,12,13,14,15,own,own,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own
shuffled 3, 0x101f, 0xffffffff, 3,4,5,6,7,8,9,10,11,12,13,14,15,own,own,own,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own
shuffled 4, 0x101f, 0xffffffff, 4,5,6,7,8,9,10,11,12,13,14,15,own,own,own,own,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own
shuffled 5, 0x101f, 0xffffffff, 5,6,7,8,9,10,11,12,13,14,15,own,own,own,own,own,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own
shuffled 6, 0x101f, 0xffffffff, 6,7,8,9,10,11,12,13,14,15,own,own,own,own,own,own,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own
shuffled 7, 0x101f, 0xffffffff, 7,8,9,10,11,12,13,14,15,own,own,own,own,own,own,own,23,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own
shuffled 8, 0x101f, 0xffffffff, 8,9,10,11,12,13,14,15,own,own,own,own,own,own,own,own,24,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own
shuffled 9, 0x101f, 0xffffffff, 9,10,11,12,13,14,15,own,own,own,own,own,own,own,own,own,25,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own
shuffled 10, 0x101f, 0xffffffff, 10,11,12,13,14,15,own,own,own,own,own,own,own,own,own,own,26,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x101f, 0xffffffff, 11,12,13,14,15,own,own,own,own,own,own,own,own,own,own,own,27,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x101f, 0xffffffff, 12,13,14,15,own,own,own,own,own,own,own,own,own,own,own,own,28,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x101f, 0xffffffff, 13,14,15,own,own,own,own,own,own,own,own,own,own,own,own,own,29,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x101f, 0xffffffff, 14,15,own,own,own,own,own,own,own,own,own,own,own,own,own,own,30,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x101f, 0xffffffff, 15,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x101f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 8 lanes.
shuffled 0, 0x181f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x181f, 0xffffffff, 1,2,3,4,5,6,7,own,9,10,11,12,13,14,15,own,17,18,19,20,21,22,23,own,25,26,27,28,29,30,31,own
shuffled 2, 0x181f, 0xffffffff, 2,3,4,5,6,7,own,own,10,11,12,13,14,15,own,own,18,19,20,21,22,23,own,own,26,27,28,29,30,31,own,own
shuffled 3, 0x181f, 0xffffffff, 3,4,5,6,7,own,own,own,11,12,13,14,15,own,own,own,19,20,21,22,23,own,own,own,27,28,29,30,31,own,own,own
shuffled 4, 0x181f, 0xffffffff, 4,5,6,7,own,own,own,own,12,13,14,15,own,own,own,own,20,21,22,23,own,own,own,own,28,29,30,31,own,own,own,own
shuffled 5, 0x181f, 0xffffffff, 5,6,7,own,own,own,own,own,13,14,15,own,own,own,own,own,21,22,23,own,own,own,own,own,29,30,31,own,own,own,own,own
shuffled 6, 0x181f, 0xffffffff, 6,7,own,own,own,own,own,own,14,15,own,own,own,own,own,own,22,23,own,own,own,own,own,own,30,31,own,own,own,own,own,own
shuffled 7, 0x181f, 0xffffffff, 7,own,own,own,own,own,own,own,15,own,own,own,own,own,own,own,23,own,own,own,own,own,own,own,31,own,own,own,own,own,own,own
shuffled 8, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x181f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 4 lanes.
shuffled 0, 0x1c1f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1c1f, 0xffffffff, 1,2,3,own,5,6,7,own,9,10,11,own,13,14,15,own,17,18,19,own,21,22,23,own,25,26,27,own,29,30,31,own
shuffled 2, 0x1c1f, 0xffffffff, 2,3,own,own,6,7,own,own,10,11,own,own,14,15,own,own,18,19,own,own,22,23,own,own,26,27,own,own,30,31,own,own
shuffled 3, 0x1c1f, 0xffffffff, 3,own,own,own,7,own,own,own,11,own,own,own,15,own,own,own,19,own,own,own,23,own,own,own,27,own,own,own,31,own,own,own
shuffled 4, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 5, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 6, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 7, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 8, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1c1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 2 lanes.
shuffled 0, 0x1e1f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1e1f, 0xffffffff, 1,own,3,own,5,own,7,own,9,own,11,own,13,own,15,own,17,own,19,own,21,own,23,own,25,own,27,own,29,own,31,own
shuffled 2, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 4, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 5, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 6, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 7, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 8, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1e1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Segments of 1 lanes.
shuffled 0, 0x1f1f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 1, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 2, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 4, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 5, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 6, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 7, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 8, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 9, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 10, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 11, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 12, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 13, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 14, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 15, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 16, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 17, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 18, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 19, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 20, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 21, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 22, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 23, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 24, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 25, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 26, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 27, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 28, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 29, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 30, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 31, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Only the low 5 bits of b count.
shuffled 0x20, 0x001f, 0xffffffff, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
shuffled 0x21, 0x001f, 0xffffffff, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own
shuffled 0xffffffffffffffff, 0x001f, 0xffffffff, 31,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 0x100000005, 0x001f, 0xffffffff, 5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own

# Another b in every lane.
shuffled "lane*7", 0x001f, 0xffffffff, 0,8,16,24,own,8,16,24,own,own,16,24,own,own,16,24,own,own,own,24,own,own,own,24,own,own,own,own,own,own,own,own
shuffled "31-lane", 0x001f, 0xffffffff, 31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31,31
shuffled "lane/2", 0x001f, 0xffffffff, 0,1,3,4,6,7,9,10,12,13,15,16,18,19,21,22,24,25,27,28,30,31,own,own,own,own,own,own,own,own,own,own

# Clamps that are no end of a segment, and segment masks with holes.
shuffled 3, 0x0005, 0xffffffff, 3,4,5,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x0010, 0xffffffff, 3,4,5,6,7,8,9,10,11,12,13,14,15,16,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1805, 0xffffffff, 3,4,5,own,own,own,own,own,11,12,13,own,own,own,own,own,19,20,21,own,own,own,own,own,27,28,29,own,own,own,own,own
shuffled 3, 0x1003, 0xffffffff, 3,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,19,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x0a1f, 0xffffffff, 3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,own,own,own,own,27,28,29,30,own,own,own,own
shuffled 3, 0x151f, 0xffffffff, 3,4,5,6,7,8,9,10,own,own,own,own,own,own,own,own,19,20,21,22,23,24,25,26,own,own,own,own,own,own,own,own
shuffled 3, 0x1f1f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x1f00, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own
shuffled 3, 0x0f0f, 0xffffffff, own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own,own

# Half of the lanes, which get nothing from the others.
shuffled 1, 0x101f, 0x0000ffff, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,own,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own
shuffled 5, 0x101f, 0xffff0000, 5,6,7,8,9,10,11,12,13,14,15,own,own,own,own,own,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own,own
shuffled 3, 0x181f, 0x00ff00ff, 3,4,5,6,7,own,own,own,11,12,13,14,15,own,own,own,19,20,21,22,23,own,own,own,27,28,29,30,31,own,own,own
shuffled 2, 0x001f, 0xaaaaaaaa, 2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own
shuffled 4, 0x001f, 0x55555555, 4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,own,own,own,own
# Two groups at once.
each_lane 100 + lane, 2, "(0x1f << 32) | (0x55555555 << (lane & 1))", "(((1 << 32) + 102 + lane) & (lane < 30)) | ((100 + lane) & (lane >= 30))"
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
  ox.shfl.down a0, a1, a2, a3
  keep a0
  ox.exit
expect
  each_thread "(nothing & (lane >= 16)) | (((((1 << 32) + 101 + lane) & (lane < 15)) | (115 & (lane == 15))) & (lane < 16))"
end

# A lane that names a mask it is not in.
kernel_fault not_in_the_mask, barrier_misuse
  li a3, 0xfffffffe
  faulting
  ox.shfl.down a0, a1, a2, a3
  ox.exit
expect_nothing
