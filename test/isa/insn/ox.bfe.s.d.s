# ox.bfe.s.d rd, rs1, rs2, rs3: PTX bfe.s64: rd = rs3[31:0] bits of rs1 from position rs2[31:0] on, sign-extended; above
# bit 63 stand copies of it. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, bfe.
.include "check.inc.s"

op ox.bfe.s.d, x, x, x, x
#    rs1,                rs2,         rs3,         rd
case 0x123456789abcdef,  0,           0,           0                   # no bits
case -1,                 5,           0,           0                   # no bits
case 0x123456789abcdef,  0,           8,           -17
case 0x123456789abcdef,  4,           8,           -34
case 0xfedcba9876543210, 60,          4,           -1
case 0xfedcba9876543210, 0,           64,          0xfedcba9876543210
case 0xfedcba9876543210, 1,           63,          0xff6e5d4c3b2a1908
case 0x8000000000000000, 63,          1,           -1                  # the top bit alone
case 0x7fffffffffffffff, 63,          1,           0
case 0x8000000000000000, 56,          8,           -128
case 0x8000000000000000, 56,          100,         -128                # past the top: filled up
case 0x4000000000000000, 56,          100,         64
case 0x8000000000000000, 64,          8,           -1                  # from beyond the top
case 0x7fffffffffffffff, 64,          8,           0
case 0xfedcba9876543210, 28,          8,           -121
case 0xfedcba9876543210, 30,          4,           1
case 0x8000000000000000, 260,         8,           -1                  # 32 bits of the position count
case 0x7fffffffffffffff, 260,         8,           0
case 0xfedcba9876543210, 4,           264,         0xffedcba987654321  # and of the length
case 0xfedcba9876543210, 0x80000000,  1,           -1
case 0x123456789abcdef,  0x100000004, 0x100000008, -34                 # upper halves are ignored
case 128,                0,           8,           -128
case 128,                0,           9,           128
case 3,                  3,           3,           0
case 4,                  4,           2,           0
end
