# amocas.h rd, rs2, (rs1), and .aq, .rl, .aqrl: if the 16 bits at rs1 equal those of rd, stores rs2; rd = what was
# there, sign-extended; one indivisible step. RISC-V Unprivileged ISA, Zacas and Zabha extensions, atomic
# compare-and-swap.
.include "check.inc.s"

amo amocas.h, +x
#    before,             rd,                 rs2,                rd,                 after
case 0xc3a5f00d96e10000, 0,                  0,                  0,                  0xc3a5f00d96e10000
case 0xc3a5f00d96e10000, 0xdeadbeefcafe0000, 0xdeadbeefcafe0001, 0,                  0xc3a5f00d96e10001
case 0xc3a5f00d96e10001, 0,                  5,                  1,                  0xc3a5f00d96e10001
case 0xc3a5f00d96e1ffff, 0xdeadbeefcafeffff, 0xdeadbeefcafe0000, -1,                 0xc3a5f00d96e10000
case 0xc3a5f00d96e1ffff, 0xffff,             0xffff,             -1,                 0xc3a5f00d96e1ffff
case 0xc3a5f00d96e18000, 0xdeadbeefcafe8000, 0xdeadbeefcafe0001, 0xffffffffffff8000, 0xc3a5f00d96e10001
case 0xc3a5f00d96e18000, 0x7fff,             1,                  0xffffffffffff8000, 0xc3a5f00d96e18000
case 0xc3a5f00d96e10005, 0xdeadbeefcafe0005, 0xdeadbeefcafe0005, 5,                  0xc3a5f00d96e10005
case 0xc3a5f00d96e10005, 6,                  5,                  5,                  0xc3a5f00d96e10005
case 0xc3a5f00d96e10000, 0xdeadbeefcafe0001, 0xdeadbeefcafe0000, 0,                  0xc3a5f00d96e10000
case 0xc3a5f00d96e1005a, 0x5a,               0x3c,               90,                 0xc3a5f00d96e1003c
case 0xc3a5f00d96e1005a, 0xdeadbeefcafe005b, 0xdeadbeefcafe003c, 90,                 0xc3a5f00d96e1005a
case 0xc3a5f00d96e10001, 1,                  0x8000,             1,                  0xc3a5f00d96e18000
case 0xc3a5f00d96e10007, 0xdeadbeefcafe0007, 0xdeadbeefcafe0007, 7,                  0xc3a5f00d96e10007
case 0xc3a5f00d96e1ffff, 0,                  1,                  -1,                 0xc3a5f00d96e1ffff
case 0xc3a5f00d96e10000, 0xdeadbeefcafeffff, 0xdeadbeefcafe0001, 0,                  0xc3a5f00d96e10000
end

amo_faults amocas.h, x, 2

# One of the lanes finds what it expects, 0, and leaves 7, which the others find.
compare_and_swap_once amocas.h, lh, sh
# Each lane tries until it has added one.
compare_and_swap_loop amocas.h, lh, sh
