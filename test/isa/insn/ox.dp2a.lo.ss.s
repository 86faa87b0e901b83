# ox.dp2a.lo.ss rd, rs1, rs2, rs3: PTX dp2a.lo: rd = rs3 + the sum of the two products of the signed halves of rs1[31:0]
# and the signed bytes 0 and 1 of rs2; 32 bits, wrapping, sign-extended. Ox ISA manual, custom-1: dot products; PTX ISA,
# dp2a.
.include "check.inc.s"

op ox.dp2a.lo.ss, x, x, x, x
#    rs1,                rs2,                rs3,                rd
case 0,                  0,                  0,                  0
case 0x4030201,          0x4030201,          0,                  2567
case 0x1010101,          0x1010101,          100,                614
case -1,                 -1,                 0,                  2
case -1,                 0x1010101,          0,                  -2
case 0x1010101,          -1,                 0,                  -514
case 0x80808080,         0x80808080,         0,                  0x7f8000            # the most negative bytes
case 0x80808080,         0x7f7f7f7f,         0,                  0xffffffffff817f00
case 0x7f7f7f7f,         0x80808080,         0,                  0xffffffffff808100
case 0x7f7f7f7f,         0x7f7f7f7f,         0x7fffffff,         0xffffffff807e8001  # the sum wraps
case 0x80808080,         0x7f7f7f7f,         0x80000000,         0x7f817f00
case 0xff7f8001,         0x17f80ff,          -5,                 0xc07a
case 0x12345678,         0x9abcdef0,         1000,               0xfffffffffff83180
case 255,                255,                0,                  -255
case 0xff00,             0xff00,             0,                  0
case 0xff0000,           0xff0000,           0,                  0
case 0xff000000,         0xff000000,         0,                  0
case 0xdeadbeef00000001, 0xdeadbeef00000002, 0xdeadbeef00000003, 5                   # upper halves are ignored
case 3,                  3,                  3,                  12
case 0x7fff8000,         0x8001,             0,                  0xffffffffffbf8080
case 0xffff0001,         0x80ff01fe,         0,                  -3
case 0x80008000,         0x80808080,         0,                  0x800000
case 0x7fff7fff,         0x7f7f7f7f,         0,                  0x7eff02
end
