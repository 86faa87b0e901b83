# ox.simd4.sad.s rd, rs1, rs2, rs3: PTX vabsdiff4 with .add: rd = rs3 + the sum of the absolute differences of the
# signed bytes of rs1[31:0] and rs2[31:0]; 32 bits, wrapping, sign-extended. Ox ISA manual, sums of absolute
# differences.
.include "check.inc.s"

op ox.simd4.sad.s, x, x, x, x
#    rs1,                rs2,                rs3,                rd
case 0x00000000,         0x00000000,         0x00000000,         0x00000000
case 0x01010101,         0x01010101,         0x00000001,         0x00000001
case 0xffffffff,         0xffffffff,         0x7fffffff,         0x7fffffff
case 0xffffffff,         0x01010101,         0x80000000,         0xffffffff80000008
case 0x01010101,         0xffffffff,         0xffffffff,         0x00000007
case 0x00000000,         0xffffffff,         0x00000000,         0x00000004
case 0xffffffff,         0x00000000,         0x00000001,         0x00000005
case 0x00010001,         0x00020003,         0x7fffffff,         0xffffffff80000002
case 0x7fff8000,         0x0001ffff,         0x80000000,         0xffffffff80000101
case 0x80007fff,         0xffff0001,         0xffffffff,         0x00000100
case 0x80008000,         0x80008000,         0x00000000,         0x00000000
case 0x7fff7fff,         0x7fff7fff,         0x00000001,         0x00000001
case 0x80008000,         0x7fff7fff,         0x7fffffff,         0xffffffff800001ff
case 0x7fff7fff,         0x80008000,         0x80000000,         0xffffffff80000200
case 0x7f807f80,         0x01ff80ff,         0xffffffff,         0x0000027a
case 0x80808080,         0x7f7f7f7f,         0x00000000,         0x000003fc
case 0x7f7f7f7f,         0x80808080,         0x00000001,         0x000003fd
case 0x80808080,         0x80808080,         0x7fffffff,         0x7fffffff
case 0x00ff7f80,         0x8001807f,         0x80000000,         0xffffffff80000280
case 0x12345678,         0x9abcdef0,         0xffffffff,         0x000001ef
case 0xfedcba98,         0x76543210,         0x00000000,         0x000001e0
case 0x00020003,         0x00030002,         0x00000001,         0x00000003
case 0xfffefffd,         0x00010002,         0x7fffffff,         0xffffffff80000009
case 0x05060708,         0x05070608,         0x80000000,         0xffffffff80000002
case 0xdeadbeef00010002, 0x1234567800030004, 0xcafef00d00000005, 0x00000009          # upper halves are ignored
case 7,                  7,                  7,                  7
end
