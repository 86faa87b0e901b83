# ox.simd4.abssat rd, rs1: rd = |rs1|, clamped: of the lowest value the highest, in each of the four bytes of the low 32
# bits; the 32-bit result is sign-extended. Ox ISA manual, custom-3: two halves or four bytes.
.include "check.inc.s"

op ox.simd4.abssat, x, x
#    rs1,                rd
case 0x00000000,         0x00000000
case 0x00010001,         0x00010001
case 0x00010002,         0x00010002
case 0x0001ffff,         0x00010101
case 0x00020003,         0x00020003
case 0x00030002,         0x00030002
case 0x00ff7f80,         0x00017f7f
case 0x01010101,         0x01010101
case 0x01ff80ff,         0x01017f01
case 0x05060708,         0x05060708
case 0x05070608,         0x05070608
case 0x12345678,         0x12345678
case 0x76543210,         0x76543210
case 0x7f7f7f7f,         0x7f7f7f7f
case 0x7f807f80,         0x7f7f7f7f
case 0x7fff7fff,         0x7f017f01
case 0x7fff8000,         0x7f017f00
case 0x80007fff,         0x7f007f01
case 0x80008000,         0x7f007f00
case 0x8001807f,         0x7f017f7f
case 0x80808080,         0x7f7f7f7f
case 0x9abcdef0,         0x66442210
case 0xfedcba98,         0x02244668
case 0xfffefffd,         0x01020103
case 0xffff0001,         0x01010001
case 0xffffffff,         0x01010101
case 0xdeadbeef0001fffe, 0x00010102  # the upper half is ignored
end
