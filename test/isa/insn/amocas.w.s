# amocas.w rd, rs2, (rs1), and .aq, .rl, .aqrl: if the 32 bits at rs1 equal those of rd, stores rs2; rd = what was
# there, sign-extended; one indivisible step. RISC-V Unprivileged ISA, Zacas and Zabha extensions, atomic
# compare-and-swap.
.include "check.inc.s"

amo amocas.w, +x
#    before,             rd,                 rs2,                rd,                 after
case 0xc3a5f00d00000000, 0,                  0,                  0,                  0xc3a5f00d00000000
case 0xc3a5f00d00000000, 0xdeadbeef00000000, 0xdeadbeef00000001, 0,                  0xc3a5f00d00000001
case 0xc3a5f00d00000001, 0,                  5,                  1,                  0xc3a5f00d00000001
case 0xc3a5f00dffffffff, 0xdeadbeefffffffff, 0xdeadbeef00000000, -1,                 0xc3a5f00d00000000
case 0xc3a5f00dffffffff, 0xffffffff,         0xffffffff,         -1,                 0xc3a5f00dffffffff
case 0xc3a5f00d80000000, 0xdeadbeef80000000, 0xdeadbeef00000001, 0xffffffff80000000, 0xc3a5f00d00000001
case 0xc3a5f00d80000000, 0x7fffffff,         1,                  0xffffffff80000000, 0xc3a5f00d80000000
case 0xc3a5f00d00000005, 0xdeadbeef00000005, 0xdeadbeef00000005, 5,                  0xc3a5f00d00000005
case 0xc3a5f00d00000005, 6,                  5,                  5,                  0xc3a5f00d00000005
case 0xc3a5f00d00000000, 0xdeadbeef00000001, 0xdeadbeef00000000, 0,                  0xc3a5f00d00000000
case 0xc3a5f00d0000005a, 0x5a,               0x3c,               90,                 0xc3a5f00d0000003c
case 0xc3a5f00d0000005a, 0xdeadbeef0000005b, 0xdeadbeef0000003c, 90,                 0xc3a5f00d0000005a
case 0xc3a5f00d00000001, 1,                  0x80000000,         1,                  0xc3a5f00d80000000
case 0xc3a5f00d00000007, 0xdeadbeef00000007, 0xdeadbeef00000007, 7,                  0xc3a5f00d00000007
case 0xc3a5f00dffffffff, 0,                  1,                  -1,                 0xc3a5f00dffffffff
case 0xc3a5f00d00000000, 0xdeadbeefffffffff, 0xdeadbeef00000001, 0,                  0xc3a5f00d00000000
end

amo_faults amocas.w, x, 4

# One of the lanes finds what it expects, 0, and leaves 7, which the others find.
compare_and_swap_once amocas.w, lw, sw
# Each lane tries until it has added one.
compare_and_swap_loop amocas.w, lw, sw
