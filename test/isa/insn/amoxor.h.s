# amoxor.h rd, rs2, (rs1), and .aq, .rl, .aqrl: rd = the 16 bits at rs1, sign-extended; stores old ^ rs2; one
# indivisible step. RISC-V Unprivileged ISA, Zaamo and Zabha extensions, atomic memory operations.
.include "check.inc.s"

amo amoxor.h, x
#    before,             rs2,                rd,                 after
case 0xc3a5f00d96e10000, 0,                  0,                  0xc3a5f00d96e10000
case 0xc3a5f00d96e10000, 0xdeadbeefcafe0001, 0,                  0xc3a5f00d96e10001
case 0xc3a5f00d96e10001, 1,                  1,                  0xc3a5f00d96e10000
case 0xc3a5f00d96e1ffff, 0xdeadbeefcafe0001, -1,                 0xc3a5f00d96e1fffe
case 0xc3a5f00d96e10001, 0xffff,             1,                  0xc3a5f00d96e1fffe
case 0xc3a5f00d96e1ffff, 0xdeadbeefcafeffff, -1,                 0xc3a5f00d96e10000
case 0xc3a5f00d96e17fff, 1,                  0x7fff,             0xc3a5f00d96e17ffe
case 0xc3a5f00d96e18000, 0xdeadbeefcafeffff, 0xffffffffffff8000, 0xc3a5f00d96e17fff
case 0xc3a5f00d96e18000, 0x8000,             0xffffffffffff8000, 0xc3a5f00d96e10000
case 0xc3a5f00d96e17fff, 0xdeadbeefcafe8000, 0x7fff,             0xc3a5f00d96e1ffff
case 0xc3a5f00d96e18000, 0x7fff,             0xffffffffffff8000, 0xc3a5f00d96e1ffff
case 0xc3a5f00d96e1005a, 0xdeadbeefcafe003c, 90,                 0xc3a5f00d96e10066
case 0xc3a5f00d96e10007, 7,                  7,                  0xc3a5f00d96e10000
case 0xc3a5f00d96e10000, 0xdeadbeefcafe8000, 0,                  0xc3a5f00d96e18000
case 0xc3a5f00d96e1ffff, 0,                  -1,                 0xc3a5f00d96e1ffff
case 0xc3a5f00d96e10003, 0xdeadbeefcafe0002, 3,                  0xc3a5f00d96e10001
case 0xc3a5f00d96e10002, 3,                  2,                  0xc3a5f00d96e10001
case 0xc3a5f00d96e1cdef, 0xdeadbeefcafe3210, 0xffffffffffffcdef, 0xc3a5f00d96e1ffff
end

amo_faults amoxor.h, x, 2

# Each bit is inverted by eight lanes, so eight times.
contended amoxor.h, lh, sh, 0x5a, own_bit, 0x5a
side_by_side amoxor.h, lh, 2, own_number, "thread ^ 1"
