# amocas.q rd, rs2, (rs1), and .aq, .rl, .aqrl: if the 128 bits at rs1 equal the register pair rd, rd+1, stores the pair
# rs2, rs2+1; rd, rd+1 = what was there; one indivisible step.  The lower register of a pair, an even one, has the lower
# half; the pair of x0 reads as zero and takes nothing.  RISC-V Unprivileged ISA, Zacas extension.
.include "check.inc.s"

amo_pair amocas.q, +x
#    before (low, high),                     rd (low, high),                         rs2 (low, high),                        rd,                                     after
case 0, 0,                                   0, 0,                                   0, 0,                                   0, 0,                                   0, 0
case 0, 0,                                   0, 0,                                   1, 2,                                   0, 0,                                   1, 2
case 1, 2,                                   1, 2,                                   3, 4,                                   1, 2,                                   3, 4
case 1, 2,                                   1, 3,                                   5, 6,                                   1, 2,                                   1, 2
case 1, 2,                                   3, 2,                                   5, 6,                                   1, 2,                                   1, 2
case 1, 2,                                   2, 1,                                   5, 6,                                   1, 2,                                   1, 2
case -1, -1,                                 -1, -1,                                 0, 0,                                   -1, -1,                                 0, 0
case -1, 0,                                  -1, -1,                                 7, 7,                                   -1, 0,                                  -1, 0
case 0x0123456789abcdef, 0xfedcba9876543210, 0x0123456789abcdef, 0xfedcba9876543210, 0x1111111122222222, 0x3333333344444444, 0x0123456789abcdef, 0xfedcba9876543210, 0x1111111122222222, 0x3333333344444444
case 0x0123456789abcdef, 0xfedcba9876543210, 0x0123456789abcdee, 0xfedcba9876543210, 0x1111111122222222, 0x3333333344444444, 0x0123456789abcdef, 0xfedcba9876543210, 0x0123456789abcdef, 0xfedcba9876543210
case 0x8000000000000000, 5,                  0x8000000000000000, 5,                  9, 9,                                   0x8000000000000000, 5,                  9, 9
case 4, 0x8000000000000000,                  4, 0,                                   9, 9,                                   4, 0x8000000000000000,                  4, 0x8000000000000000
end

pair_of_zero amocas.q, 0, 5, 0, 5           # is not equal to zero, so stays
pair_faults amocas.q

# 64 lanes count in both halves at once: the low one up, the high one down.
kernel_any_order two_counters, "1,1,1", "64,1,1", 64
  addi a1, tp, 16
  bnez s1, 1f
  sd zero, 0(a1)
  li a2, 64
  sd a2, 8(a1)
1:
  ox.bar.sync zero, zero
  ld a2, 0(a1)
  ld a3, 8(a1)
2:
  mv a6, a2
  mv a7, a3
  addi a4, a2, 1
  addi a5, a3, -1
  amocas.q.aqrl a2, a4, (a1)
  bne a2, a6, 2b
  bne a3, a7, 2b
  slli a2, a2, 8
  or a2, a2, a3
  keep a2                             # one and the other number, which make 64
  ox.exit
expect
  each_thread "(thread << 8) | (64 - thread)"
end
