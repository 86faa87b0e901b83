# ox.simd2.ne rd, rs1, rs2: rd = all ones if rs1 and rs2 differ, else 0, in each of the two 16-bit halves of the low 32
# bits; the 32-bit result is sign-extended. Ox ISA manual, custom-3: two halves or four bytes.
.include "check.inc.s"

op ox.simd2.ne, x, x, x
#    rs1,                rs2,                rd
case 0x00000000,         0x00000000,         0x00000000
case 0x01010101,         0x01010101,         0x00000000
case 0xffffffff,         0xffffffff,         0x00000000
case 0xffffffff,         0x01010101,         0xffffffffffffffff
case 0x01010101,         0xffffffff,         0xffffffffffffffff
case 0x00000000,         0xffffffff,         0xffffffffffffffff
case 0xffffffff,         0x00000000,         0xffffffffffffffff
case 0x00010001,         0x00020003,         0xffffffffffffffff
case 0x7fff8000,         0x0001ffff,         0xffffffffffffffff
case 0x80007fff,         0xffff0001,         0xffffffffffffffff
case 0x80008000,         0x80008000,         0x00000000
case 0x7fff7fff,         0x7fff7fff,         0x00000000
case 0x80008000,         0x7fff7fff,         0xffffffffffffffff
case 0x7fff7fff,         0x80008000,         0xffffffffffffffff
case 0x7f807f80,         0x01ff80ff,         0xffffffffffffffff
case 0x80808080,         0x7f7f7f7f,         0xffffffffffffffff
case 0x7f7f7f7f,         0x80808080,         0xffffffffffffffff
case 0x80808080,         0x80808080,         0x00000000
case 0x00ff7f80,         0x8001807f,         0xffffffffffffffff
case 0x12345678,         0x9abcdef0,         0xffffffffffffffff
case 0xfedcba98,         0x76543210,         0xffffffffffffffff
case 0x00020003,         0x00030002,         0xffffffffffffffff
case 0xfffefffd,         0x00010002,         0xffffffffffffffff
case 0x05060708,         0x05070608,         0xffffffffffffffff
case 0xdeadbeef00010002, 0x1234567800030004, 0xffffffffffffffff  # upper halves are ignored
end
