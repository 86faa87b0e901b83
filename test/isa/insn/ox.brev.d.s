# ox.brev.d rd, rs1: PTX brev.b64: rd = the bits of rs1 in reverse order. Ox ISA manual, custom-3: bit fields, permutes,
# logic; PTX ISA, brev.
.include "check.inc.s"

op ox.brev.d, x, x
#    rs1,                rd
case 0,                  0
case 1,                  0x8000000000000000
case 2,                  0x4000000000000000
case -1,                 -1
case -2,                 0x7fffffffffffffff
case 0x8000000000000000, 1
case 0x7fffffffffffffff, -2
case 0x8000000000000001, 0x8000000000000001
case 0x80000000,         0x100000000
case 0x7fffffff,         0xfffffffe00000000
case 0xffffffff,         0xffffffff00000000
case 0x100000000,        0x80000000
case 0xffffffff00000000, 0xffffffff
case 0xffffffff80000000, 0x1ffffffff
case 255,                0xff00000000000000
case 128,                0x100000000000000
case 127,                0xfe00000000000000
case 0x8000,             0x1000000000000
case 0x7fff,             0xfffe000000000000
case 0xff00,             0xff000000000000
case 511,                0xff80000000000000
case 0x18000,            0x1800000000000
case 0x123456789abcdef,  0xf7b3d591e6a2c480
case 0xfedcba9876543210, 0x84c2a6e195d3b7f
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555
case 0x5555555555555555, 0xaaaaaaaaaaaaaaaa
case 0xdeadbeefcafef00d, 0xb00f7f53f77db57b
case 0x1000000000000,    0x8000
case 0xff0000ff00ff00,   0xff00ff0000ff00
case 0x100000000000080,  0x100000000000080
end
