# zext.h rd, rs1: rd = the low 16 bits of rs1, zero-extended. RISC-V Unprivileged ISA, Zbb extension, basic bit
# manipulation.
.include "check.inc.s"

op zext.h, x, x
#    rs1,                rd
case 0,                  0
case 1,                  1
case 2,                  2
case -1,                 0xffff
case -2,                 0xfffe
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0xffff
case 0x8000000000000001, 1
case 0x80000000,         0
case 0x7fffffff,         0xffff
case 0xffffffff,         0xffff
case 0x100000000,        0
case 0xffffffff00000000, 0
case 0xffffffff80000000, 0
case 255,                255
case 128,                128
case 127,                127
case 0x8000,             0x8000
case 0x7fff,             0x7fff
case 0xff00,             0xff00
case 511,                511
case 0x18000,            0x8000
case 0x123456789abcdef,  0xcdef
case 0xfedcba9876543210, 0x3210
case 0xaaaaaaaaaaaaaaaa, 0xaaaa
case 0x5555555555555555, 0x5555
case 0xdeadbeefcafef00d, 0xf00d
case 0x1000000000000,    0
case 0xff0000ff00ff00,   0xff00
case 0x100000000000080,  128
end
