# cpop rd, rs1: rd = number of set bits of rs1. RISC-V Unprivileged ISA, Zbb extension, basic bit manipulation.
.include "check.inc.s"

op cpop, x, x
#    rs1,                rd
case 0,                  0
case 1,                  1
case 2,                  1
case -1,                 64
case -2,                 63
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 63
case 0x8000000000000001, 2
case 0x80000000,         1
case 0x7fffffff,         31
case 0xffffffff,         32
case 0x100000000,        1
case 0xffffffff00000000, 32
case 0xffffffff80000000, 33
case 255,                8
case 128,                1
case 127,                7
case 0x8000,             1
case 0x7fff,             15
case 0xff00,             8
case 511,                9
case 0x18000,            2
case 0x123456789abcdef,  32
case 0xfedcba9876543210, 32
case 0xaaaaaaaaaaaaaaaa, 32
case 0x5555555555555555, 32
case 0xdeadbeefcafef00d, 42
case 0x1000000000000,    1
case 0xff0000ff00ff00,   24
case 0x100000000000080,  2
end
