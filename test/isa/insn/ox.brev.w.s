# ox.brev.w rd, rs1: PTX brev.b32: rd = the low 32 bits of rs1 in reverse order, sign-extended. Ox ISA manual, custom-3:
# bit fields, permutes, logic; PTX ISA, brev.
.include "check.inc.s"

op ox.brev.w, x, x
#    rs1,                rd
case 0,                  0
case 1,                  0xffffffff80000000
case 2,                  0x40000000
case -1,                 -1
case -2,                 0x7fffffff
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -1
case 0x8000000000000001, 0xffffffff80000000
case 0x80000000,         1
case 0x7fffffff,         -2
case 0xffffffff,         -1
case 0x100000000,        0
case 0xffffffff00000000, 0
case 0xffffffff80000000, 1
case 255,                0xffffffffff000000
case 128,                0x1000000
case 127,                0xfffffffffe000000
case 0x8000,             0x10000
case 0x7fff,             0xfffffffffffe0000
case 0xff00,             0xff0000
case 511,                0xffffffffff800000
case 0x18000,            0x18000
case 0x123456789abcdef,  0xfffffffff7b3d591
case 0xfedcba9876543210, 0x84c2a6e
case 0xaaaaaaaaaaaaaaaa, 0x55555555
case 0x5555555555555555, 0xffffffffaaaaaaaa
case 0xdeadbeefcafef00d, 0xffffffffb00f7f53
case 0x1000000000000,    0
case 0xff0000ff00ff00,   0xff00ff
case 0x100000000000080,  0x1000000
end
