# orc.b rd, rs1: each byte of rd is 0xff if any bit of the byte is set in rs1, else 0. RISC-V Unprivileged ISA, Zbb
# extension, basic bit manipulation.
.include "check.inc.s"

op orc.b, x, x
#    rs1,                rd
case 0,                  0
case 1,                  255
case 2,                  255
case -1,                 -1
case -2,                 -1
case 0x8000000000000000, 0xff00000000000000
case 0x7fffffffffffffff, -1
case 0x8000000000000001, 0xff000000000000ff
case 0x80000000,         0xff000000
case 0x7fffffff,         0xffffffff
case 0xffffffff,         0xffffffff
case 0x100000000,        0xff00000000
case 0xffffffff00000000, 0xffffffff00000000
case 0xffffffff80000000, 0xffffffffff000000
case 255,                255
case 128,                255
case 127,                255
case 0x8000,             0xff00
case 0x7fff,             0xffff
case 0xff00,             0xff00
case 511,                0xffff
case 0x18000,            0xffff00
case 0x123456789abcdef,  -1
case 0xfedcba9876543210, -1
case 0xaaaaaaaaaaaaaaaa, -1
case 0x5555555555555555, -1
case 0xdeadbeefcafef00d, -1
case 0x1000000000000,    0xff000000000000
case 0xff0000ff00ff00,   0xff0000ff00ff00
case 0x100000000000080,  0xff000000000000ff
end
