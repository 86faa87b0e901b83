# ctzw rd, rs1: rd = number of zero bits below the lowest set bit of the low 32 bits of rs1; 32 if none is set. RISC-V
# Unprivileged ISA, Zbb extension, basic bit manipulation.
.include "check.inc.s"

op ctzw, x, x
#    rs1,                rd
case 0,                  32
case 1,                  0
case 2,                  1
case -1,                 0
case -2,                 1
case 0x8000000000000000, 32
case 0x7fffffffffffffff, 0
case 0x8000000000000001, 0
case 0x80000000,         31
case 0x7fffffff,         0
case 0xffffffff,         0
case 0x100000000,        32
case 0xffffffff00000000, 32
case 0xffffffff80000000, 31
case 255,                0
case 128,                7
case 127,                0
case 0x8000,             15
case 0x7fff,             0
case 0xff00,             8
case 511,                0
case 0x18000,            15
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 4
case 0xaaaaaaaaaaaaaaaa, 1
case 0x5555555555555555, 0
case 0xdeadbeefcafef00d, 0
case 0x1000000000000,    32
case 0xff0000ff00ff00,   8
case 0x100000000000080,  7
end
