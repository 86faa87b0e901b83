# ox.fns rd, rs1, rs2, rs3: PTX fns.b32: rd = the position of the |rs3|-th set bit of rs1[31:0], counting from bit rs2
# on, which may be the first itself: upwards if rs3 > 0, downwards if rs3 < 0; if rs3 = 0, rs2 if that bit is set; -1 if
# there is no such bit. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, fns.
.include "check.inc.s"

op ox.fns, x, x, x, x
#    rs1,                rs2,         rs3,                rd
case 0x00000000,         0,           0,                  -1
case 0x00000000,         0,           1,                  -1
case 0x00000000,         31,          -1,                 -1
case 0x00000001,         0,           0,                  0
case 0x00000001,         0,           1,                  0
case 0x00000001,         0,           2,                  -1
case 0x00000001,         0,           -1,                 0
case 0x00000001,         1,           -1,                 0
case 0x00000001,         1,           1,                  -1
case 0xffffffff,         0,           0,                  0
case 0xffffffff,         0,           1,                  0
case 0xffffffff,         0,           32,                 31
case 0xffffffff,         0,           33,                 -1
case 0xffffffff,         31,          1,                  31
case 0xffffffff,         31,          2,                  -1
case 0xffffffff,         31,          -32,                0
case 0xffffffff,         31,          -33,                -1
case 0xffffffff,         13,          0,                  13
case 0xffffffff,         13,          5,                  17
case 0xffffffff,         13,          -5,                 9
case 0x80000000,         0,           1,                  31
case 0x80000000,         31,          0,                  31
case 0x80000000,         31,          1,                  31
case 0x80000000,         30,          0,                  -1
case 0x80000000,         31,          -1,                 31
case 0xaaaaaaaa,         0,           1,                  1
case 0xaaaaaaaa,         0,           16,                 31
case 0xaaaaaaaa,         0,           17,                 -1
case 0xaaaaaaaa,         8,           0,                  -1
case 0xaaaaaaaa,         9,           0,                  9
case 0xaaaaaaaa,         8,           -1,                 7
case 0xaaaaaaaa,         8,           3,                  13
case 0xaaaaaaaa,         31,          -16,                1
case 0x9c3b05e6,         10,          4,                  19
case 0x9c3b05e6,         20,          -4,                 16
case 0x9c3b05e6,         0,           100,                -1
case 0xffffffff,         0,           0x7fffffff,         -1
case 0xffffffff,         31,          0x80000000,         -1
case 0xdeadbeef00000001, 0x100000000, 0xffffffff00000001, 0   # upper halves are ignored
case 3,                  3,           3,                  -1
case 9,                  0,           0,                  0
case 16,                 4,           4,                  -1
end
