# ox.bfe.s.w rd, rs1, rs2, rs3: PTX bfe.s32: rd = rs3[7:0] bits of rs1[31:0] from position rs2[7:0] on, sign-extended;
# above bit 31 stand copies of it. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, bfe.
.include "check.inc.s"

op ox.bfe.s.w, x, x, x, x
#    rs1,                rs2,         rs3,         rd
case 0x123456789abcdef,  0,           0,           0           # no bits
case -1,                 5,           0,           0           # no bits
case 0x123456789abcdef,  0,           8,           -17
case 0x123456789abcdef,  4,           8,           -34
case 0xfedcba9876543210, 28,          4,           7
case 0xfedcba9876543210, 0,           32,          0x76543210
case 0xfedcba9876543210, 1,           31,          0x3b2a1908
case 0x80000000,         31,          1,           -1          # the top bit alone
case 0x7fffffff,         31,          1,           0
case 0x80000000,         24,          8,           -128
case 0x80000000,         24,          100,         -128        # past the top: filled up
case 0x40000000,         24,          100,         64
case 0x80000000,         32,          8,           -1          # from beyond the top
case 0x7fffffff,         32,          8,           0
case 0x80000000,         255,         255,         -1
case 0x40000000,         255,         255,         0
case 0x123456789abcdef,  260,         8,           -34         # only 8 bits of the position count
case 0x123456789abcdef,  4,           264,         -34         # and of the length
case 0x123456789abcdef,  0x100000004, 0x100000008, -34         # upper halves are ignored
case 0xdeadbeef00000000, 0,           32,          0           # of rs1 too
case 128,                0,           8,           -128
case 128,                0,           9,           128
case 3,                  3,           3,           0
case 31,                 31,          31,          0
case 4,                  4,           2,           0
end
