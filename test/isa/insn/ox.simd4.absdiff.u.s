# ox.simd4.absdiff.u rd, rs1, rs2: rd = |rs1 - rs2| of unsigned elements, as an unsigned one, in each of the four bytes
# of the low 32 bits; the 32-bit result is sign-extended. Ox ISA manual, custom-3: two halves or four bytes.
.include "check.inc.s"

op ox.simd4.absdiff.u, x, x, x
#    rs1,                rs2,                rd
case 0x00000000,         0x00000000,         0x00000000
case 0x01010101,         0x01010101,         0x00000000
case 0xffffffff,         0xffffffff,         0x00000000
case 0xffffffff,         0x01010101,         0xfffffffffefefefe
case 0x01010101,         0xffffffff,         0xfffffffffefefefe
case 0x00000000,         0xffffffff,         0xffffffffffffffff
case 0xffffffff,         0x00000000,         0xffffffffffffffff
case 0x00010001,         0x00020003,         0x00010002
case 0x7fff8000,         0x0001ffff,         0x7ffe7fff
case 0x80007fff,         0xffff0001,         0x7fff7ffe
case 0x80008000,         0x80008000,         0x00000000
case 0x7fff7fff,         0x7fff7fff,         0x00000000
case 0x80008000,         0x7fff7fff,         0x01ff01ff
case 0x7fff7fff,         0x80008000,         0x01ff01ff
case 0x7f807f80,         0x01ff80ff,         0x7e7f017f
case 0x80808080,         0x7f7f7f7f,         0x01010101
case 0x7f7f7f7f,         0x80808080,         0x01010101
case 0x80808080,         0x80808080,         0x00000000
case 0x00ff7f80,         0x8001807f,         0xffffffff80fe0101
case 0x12345678,         0x9abcdef0,         0xffffffff88888878
case 0xfedcba98,         0x76543210,         0xffffffff88888888
case 0x00020003,         0x00030002,         0x00010001
case 0xfffefffd,         0x00010002,         0xfffffffffffdfffb
case 0x05060708,         0x05070608,         0x00010100
case 0xdeadbeef00010002, 0x1234567800030004, 0x00020002          # upper halves are ignored
end
