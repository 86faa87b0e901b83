# amomaxu.b rd, rs2, (rs1), and .aq, .rl, .aqrl: rd = the 8 bits at rs1, sign-extended; stores the larger of both as
# unsigned numbers; one indivisible step. RISC-V Unprivileged ISA, Zaamo and Zabha extensions, atomic memory operations.
.include "check.inc.s"

amo amomaxu.b, x
#    before,             rs2,                rd,   after
case 0xc3a5f00d96e1b200, 0,                  0,    0xc3a5f00d96e1b200
case 0xc3a5f00d96e1b200, 0xdeadbeefcafef001, 0,    0xc3a5f00d96e1b201
case 0xc3a5f00d96e1b201, 1,                  1,    0xc3a5f00d96e1b201
case 0xc3a5f00d96e1b2ff, 0xdeadbeefcafef001, -1,   0xc3a5f00d96e1b2ff
case 0xc3a5f00d96e1b201, 0xff,               1,    0xc3a5f00d96e1b2ff
case 0xc3a5f00d96e1b2ff, 0xdeadbeefcafef0ff, -1,   0xc3a5f00d96e1b2ff
case 0xc3a5f00d96e1b27f, 1,                  127,  0xc3a5f00d96e1b27f
case 0xc3a5f00d96e1b280, 0xdeadbeefcafef0ff, -128, 0xc3a5f00d96e1b2ff
case 0xc3a5f00d96e1b280, 0x80,               -128, 0xc3a5f00d96e1b280
case 0xc3a5f00d96e1b27f, 0xdeadbeefcafef080, 127,  0xc3a5f00d96e1b280
case 0xc3a5f00d96e1b280, 0x7f,               -128, 0xc3a5f00d96e1b280
case 0xc3a5f00d96e1b25a, 0xdeadbeefcafef03c, 90,   0xc3a5f00d96e1b25a
case 0xc3a5f00d96e1b207, 7,                  7,    0xc3a5f00d96e1b207
case 0xc3a5f00d96e1b200, 0xdeadbeefcafef080, 0,    0xc3a5f00d96e1b280
case 0xc3a5f00d96e1b2ff, 0,                  -1,   0xc3a5f00d96e1b2ff
case 0xc3a5f00d96e1b203, 0xdeadbeefcafef002, 3,    0xc3a5f00d96e1b203
case 0xc3a5f00d96e1b202, 3,                  2,    0xc3a5f00d96e1b203
case 0xc3a5f00d96e1b2ef, 0xdeadbeefcafef010, -17,  0xc3a5f00d96e1b2ef
end

amo_faults amomaxu.b, x, 1

# Each lane offers its number less 32.
contended amomaxu.b, lb, sb, 0, number_minus_32, -1
side_by_side amomaxu.b, lb, 1, own_number, "thread ^ 1"
