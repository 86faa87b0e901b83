# ox.dp4a.ss rd, rs1, rs2, rs3: PTX dp4a: rd = rs3 + the sum of the four products of the signed bytes of rs1[31:0] and
# the signed bytes of rs2[31:0]; 32 bits, wrapping, sign-extended. Ox ISA manual, custom-1: dot products; PTX ISA, dp4a.
.include "check.inc.s"

op ox.dp4a.ss, x, x, x, x
#    rs1,                rs2,                rs3,                rd
case 0,                  0,                  0,                  0
case 0x4030201,          0x4030201,          0,                  30
case 0x1010101,          0x1010101,          100,                104
case -1,                 -1,                 0,                  4
case -1,                 0x1010101,          0,                  -4
case 0x1010101,          -1,                 0,                  -4
case 0x80808080,         0x80808080,         0,                  0x10000             # the most negative bytes
case 0x80808080,         0x7f7f7f7f,         0,                  0xffffffffffff0200
case 0x7f7f7f7f,         0x80808080,         0,                  0xffffffffffff0200
case 0x7f7f7f7f,         0x7f7f7f7f,         0x7fffffff,         0xffffffff8000fc03  # the sum wraps
case 0x80808080,         0x7f7f7f7f,         0x80000000,         0x7fff0200
case 0xff7f8001,         0x17f80ff,          -5,                 0x7efa
case 0x12345678,         0x9abcdef0,         1000,               0xffffffffffffdc00
case 255,                255,                0,                  1
case 0xff00,             0xff00,             0,                  1
case 0xff0000,           0xff0000,           0,                  1
case 0xff000000,         0xff000000,         0,                  1
case 0xdeadbeef00000001, 0xdeadbeef00000002, 0xdeadbeef00000003, 5                   # upper halves are ignored
case 3,                  3,                  3,                  12
end
