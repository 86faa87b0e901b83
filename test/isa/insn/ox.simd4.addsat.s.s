# ox.simd4.addsat.s rd, rs1, rs2: rd = rs1 + rs2, signed, clamped to the range of the element, in each of the four bytes
# of the low 32 bits; the 32-bit result is sign-extended. Ox ISA manual, custom-3: two halves or four bytes.
.include "check.inc.s"

op ox.simd4.addsat.s, x, x, x
#    rs1,                rs2,                rd
case 0x00000000,         0x00000000,         0x00000000
case 0x01010101,         0x01010101,         0x02020202
case 0xffffffff,         0xffffffff,         0xfffffffffefefefe
case 0xffffffff,         0x01010101,         0x00000000
case 0x01010101,         0xffffffff,         0x00000000
case 0x00000000,         0xffffffff,         0xffffffffffffffff
case 0xffffffff,         0x00000000,         0xffffffffffffffff
case 0x00010001,         0x00020003,         0x00030004
case 0x7fff8000,         0x0001ffff,         0x7f0080ff
case 0x80007fff,         0xffff0001,         0xffffffff80ff7f00
case 0x80008000,         0x80008000,         0xffffffff80008000
case 0x7fff7fff,         0x7fff7fff,         0x7ffe7ffe
case 0x80008000,         0x7fff7fff,         0xffffffffffffffff
case 0x7fff7fff,         0x80008000,         0xffffffffffffffff
case 0x7f807f80,         0x01ff80ff,         0x7f80ff80
case 0x80808080,         0x7f7f7f7f,         0xffffffffffffffff
case 0x7f7f7f7f,         0x80808080,         0xffffffffffffffff
case 0x80808080,         0x80808080,         0xffffffff80808080
case 0x00ff7f80,         0x8001807f,         0xffffffff8000ffff
case 0x12345678,         0x9abcdef0,         0xffffffffacf03468
case 0xfedcba98,         0x76543210,         0x7430eca8
case 0x00020003,         0x00030002,         0x00050005
case 0xfffefffd,         0x00010002,         0xffffffffffffffff
case 0x05060708,         0x05070608,         0x0a0d0d10
case 0xdeadbeef00010002, 0x1234567800030004, 0x00040006          # upper halves are ignored
end
