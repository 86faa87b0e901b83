# cpopw rd, rs1: rd = number of set bits among the low 32 of rs1. RISC-V Unprivileged ISA, Zbb extension, basic bit
# manipulation.
.include "check.inc.s"

op cpopw, x, x
#    rs1,                rd
case 0,                  0
case 1,                  1
case 2,                  1
case -1,                 32
case -2,                 31
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 32
case 0x8000000000000001, 1
case 0x80000000,         1
case 0x7fffffff,         31
case 0xffffffff,         32
case 0x100000000,        0
case 0xffffffff00000000, 0
case 0xffffffff80000000, 1
case 255,                8
case 128,                1
case 127,                7
case 0x8000,             1
case 0x7fff,             15
case 0xff00,             8
case 511,                9
case 0x18000,            2
case 0x123456789abcdef,  20
case 0xfedcba9876543210, 12
case 0xaaaaaaaaaaaaaaaa, 16
case 0x5555555555555555, 16
case 0xdeadbeefcafef00d, 18
case 0x1000000000000,    0
case 0xff0000ff00ff00,   16
case 0x100000000000080,  1
end
