# amocas.b rd, rs2, (rs1), and .aq, .rl, .aqrl: if the 8 bits at rs1 equal those of rd, stores rs2; rd = what was there,
# sign-extended; one indivisible step. RISC-V Unprivileged ISA, Zacas and Zabha extensions, atomic compare-and-swap.
.include "check.inc.s"

amo amocas.b, +x
#    before,             rd,                 rs2,                rd,   after
case 0xc3a5f00d96e1b200, 0,                  0,                  0,    0xc3a5f00d96e1b200
case 0xc3a5f00d96e1b200, 0xdeadbeefcafef000, 0xdeadbeefcafef001, 0,    0xc3a5f00d96e1b201
case 0xc3a5f00d96e1b201, 0,                  5,                  1,    0xc3a5f00d96e1b201
case 0xc3a5f00d96e1b2ff, 0xdeadbeefcafef0ff, 0xdeadbeefcafef000, -1,   0xc3a5f00d96e1b200
case 0xc3a5f00d96e1b2ff, 0xff,               0xff,               -1,   0xc3a5f00d96e1b2ff
case 0xc3a5f00d96e1b280, 0xdeadbeefcafef080, 0xdeadbeefcafef001, -128, 0xc3a5f00d96e1b201
case 0xc3a5f00d96e1b280, 0x7f,               1,                  -128, 0xc3a5f00d96e1b280
case 0xc3a5f00d96e1b205, 0xdeadbeefcafef005, 0xdeadbeefcafef005, 5,    0xc3a5f00d96e1b205
case 0xc3a5f00d96e1b205, 6,                  5,                  5,    0xc3a5f00d96e1b205
case 0xc3a5f00d96e1b200, 0xdeadbeefcafef001, 0xdeadbeefcafef000, 0,    0xc3a5f00d96e1b200
case 0xc3a5f00d96e1b25a, 0x5a,               0x3c,               90,   0xc3a5f00d96e1b23c
case 0xc3a5f00d96e1b25a, 0xdeadbeefcafef05b, 0xdeadbeefcafef03c, 90,   0xc3a5f00d96e1b25a
case 0xc3a5f00d96e1b201, 1,                  0x80,               1,    0xc3a5f00d96e1b280
case 0xc3a5f00d96e1b207, 0xdeadbeefcafef007, 0xdeadbeefcafef007, 7,    0xc3a5f00d96e1b207
case 0xc3a5f00d96e1b2ff, 0,                  1,                  -1,   0xc3a5f00d96e1b2ff
case 0xc3a5f00d96e1b200, 0xdeadbeefcafef0ff, 0xdeadbeefcafef001, 0,    0xc3a5f00d96e1b200
end

amo_faults amocas.b, x, 1

# One of the lanes finds what it expects, 0, and leaves 7, which the others find.
compare_and_swap_once amocas.b, lb, sb
# Each lane tries until it has added one.
compare_and_swap_loop amocas.b, lb, sb
