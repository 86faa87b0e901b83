# clz rd, rs1: rd = number of zero bits above the highest set bit of rs1; 64 if none is set. RISC-V Unprivileged ISA,
# Zbb extension, basic bit manipulation.
.include "check.inc.s"

op clz, x, x
#    rs1,                rd
case 0,                  64
case 1,                  63
case 2,                  62
case -1,                 0
case -2,                 0
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 1
case 0x8000000000000001, 0
case 0x80000000,         32
case 0x7fffffff,         33
case 0xffffffff,         32
case 0x100000000,        31
case 0xffffffff00000000, 0
case 0xffffffff80000000, 0
case 255,                56
case 128,                56
case 127,                57
case 0x8000,             48
case 0x7fff,             49
case 0xff00,             48
case 511,                55
case 0x18000,            47
case 0x123456789abcdef,  7
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 0
case 0x5555555555555555, 1
case 0xdeadbeefcafef00d, 0
case 0x1000000000000,    15
case 0xff0000ff00ff00,   8
case 0x100000000000080,  7
end
