# ox.amoswap.q rd, rs2, (rs1), and .aq, .rl, .aqrl: PTX atom.exch.b128: the register pair rd, rd+1 = the 128 bits at rs1;
# stores the pair rs2, rs2+1; one indivisible step.  The lower register of a pair, an even one, has the lower half; the
# pair of x0 reads as zero and takes nothing.  Ox ISA manual, custom-2: atomics; PTX ISA, atom.
.include "check.inc.s"

amo_pair ox.amoswap.q, x
#    before (low, high),                     rs2 (low, high),                        rd,                                     after
case 0, 0,                                   0, 0,                                   0, 0,                                   0, 0
case 0, 0,                                   1, 2,                                   0, 0,                                   1, 2
case 1, 2,                                   3, 4,                                   1, 2,                                   3, 4
case -1, -1,                                 0, 0,                                   -1, -1,                                 0, 0
case -1, 0,                                  0, -1,                                  -1, 0,                                  0, -1
case 7, 7,                                   7, 7,                                   7, 7,                                   7, 7
case 0x0123456789abcdef, 0xfedcba9876543210, 0x1111111122222222, 0x3333333344444444, 0x0123456789abcdef, 0xfedcba9876543210, 0x1111111122222222, 0x3333333344444444
case 0x8000000000000000, 5,                  9, 0x8000000000000000,                  0x8000000000000000, 5,                  9, 0x8000000000000000
end

pair_of_zero ox.amoswap.q, 4, 5, 0, 0
pair_faults ox.amoswap.q

# What one of the 64 lanes puts another takes, whole: both halves are always of one lane.
kernel_any_order chain, "1,1,1", "64,1,1", 64
  addi a1, tp, 16
  bnez s1, 1f
  li a2, 64
  sd a2, 0(a1)
  sd a2, 8(a1)
1:
  ox.bar.sync zero, zero
  mv a4, s1
  mv a5, s1
  ox.amoswap.q a2, a4, (a1)
  slli a2, a2, 8
  or a2, a2, a3
  keep a2
  ox.bar.sync zero, zero
  bnez s1, 1f
  ld a2, 0(a1)
  ld a3, 8(a1)
  slli a2, a2, 8
  or a2, a2, a3
  keep a2                             # what is there in the end
1:
  ox.exit
expect
  each_thread "thread * 257"
  value 64 * 257
  .rept 63
  value nothing
  .endr
end

# The upper register of a pair counts as read: at a kernel's start it is zero.
kernel upper_register_at_the_start, "1,1,1", "32,1,1"
  slli t3, s1, 4
  add t3, t3, s11
  li t4, 5
  sd t4, 0(t3)
  sd t4, 8(t3)
  ox.amoswap.q a2, t5, (t3)           # t5 and t6 are still zero
  keep a3
  ld a0, 0(t3)
  keep a0
  ld a0, 8(t3)
  keep a0
  ox.exit
expect
  each_thread 5
  each_thread 0
  each_thread 0
end
