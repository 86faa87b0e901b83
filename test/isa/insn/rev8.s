# rev8 rd, rs1: rd = the bytes of rs1 in reverse order. RISC-V Unprivileged ISA, Zbb extension, basic bit manipulation.
.include "check.inc.s"

op rev8, x, x
#    rs1,                rd
case 0,                  0
case 1,                  0x100000000000000
case 2,                  0x200000000000000
case -1,                 -1
case -2,                 0xfeffffffffffffff
case 0x8000000000000000, 128
case 0x7fffffffffffffff, -129
case 0x8000000000000001, 0x100000000000080
case 0x80000000,         0x8000000000
case 0x7fffffff,         0xffffff7f00000000
case 0xffffffff,         0xffffffff00000000
case 0x100000000,        0x1000000
case 0xffffffff00000000, 0xffffffff
case 0xffffffff80000000, 0x80ffffffff
case 255,                0xff00000000000000
case 128,                0x8000000000000000
case 127,                0x7f00000000000000
case 0x8000,             0x80000000000000
case 0x7fff,             0xff7f000000000000
case 0xff00,             0xff000000000000
case 511,                0xff01000000000000
case 0x18000,            0x80010000000000
case 0x123456789abcdef,  0xefcdab8967452301
case 0xfedcba9876543210, 0x1032547698badcfe
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa
case 0x5555555555555555, 0x5555555555555555
case 0xdeadbeefcafef00d, 0xdf0fecaefbeadde
case 0x1000000000000,    256
case 0xff0000ff00ff00,   0xff00ff0000ff00
case 0x100000000000080,  0x8000000000000001
end
