# sext.h rd, rs1: rd = the low 16 bits of rs1, sign-extended. RISC-V Unprivileged ISA, Zbb extension, basic bit
# manipulation.
.include "check.inc.s"

op sext.h, x, x
#    rs1,                rd
case 0,                  0
case 1,                  1
case 2,                  2
case -1,                 -1
case -2,                 -2
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -1
case 0x8000000000000001, 1
case 0x80000000,         0
case 0x7fffffff,         -1
case 0xffffffff,         -1
case 0x100000000,        0
case 0xffffffff00000000, 0
case 0xffffffff80000000, 0
case 255,                255
case 128,                128
case 127,                127
case 0x8000,             0xffffffffffff8000
case 0x7fff,             0x7fff
case 0xff00,             -256
case 511,                511
case 0x18000,            0xffffffffffff8000
case 0x123456789abcdef,  0xffffffffffffcdef
case 0xfedcba9876543210, 0x3210
case 0xaaaaaaaaaaaaaaaa, 0xffffffffffffaaaa
case 0x5555555555555555, 0x5555
case 0xdeadbeefcafef00d, -4083
case 0x1000000000000,    0
case 0xff0000ff00ff00,   -256
case 0x100000000000080,  128
end
