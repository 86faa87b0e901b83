# ox.prmt rd, rs1, rs2, rs3: PTX prmt.b32: rd = four bytes picked from the eight of rs2[31:0]:rs1[31:0] by the nibbles
# of rs3[15:0]; bit 3 of a nibble replaces the byte by its sign bit, eight times; sign-extended. Ox ISA manual,
# custom-3: bit fields, permutes, logic; PTX ISA, prmt.
.include "check.inc.s"

op ox.prmt, x, x, x, x
#    rs1,                rs2,                rs3,        rd
case 0x33221100,         0x77665544,         0x3210,     0x33221100
case 0x33221100,         0x77665544,         0x7654,     0x77665544
case 0x33221100,         0x77665544,         0x0123,     0x112233
case 0x33221100,         0x77665544,         0x4567,     0x44556677
case 0x33221100,         0x77665544,         0x0000,     0x0
case 0x33221100,         0x77665544,         0x7777,     0x77777777
case 0x33221100,         0x77665544,         0x5140,     0x55114400
case 0x33221100,         0x77665544,         0x6262,     0x66226622
case 0x83820100,         0x87860504,         0xba98,     0xffffffffffff0000  # bit 3 of a nibble: the sign of the byte, spread
case 0x83820100,         0x87860504,         0xfedc,     0xffffffffffff0000
case 0x83820100,         0x87860504,         0x8b3f,     0xff83ff
case 0x83820100,         0x87860504,         0x3232,     0xffffffff83828382  # the result is sign-extended
case 0x33221100,         0x77665544,         0xffff3210, 0x33221100          # upper bits of the selector are ignored
case 0xdeadbeef33221100, 0xdeadbeef77665544, 0x5410,     0x55441100          # upper halves are ignored
case 0x0,                0x0,                0x0000,     0x0
case 0xffffffffffffffff, 0x0,                0x3210,     0xffffffffffffffff
case 0xffffffffffffffff, 0x0,                0x7654,     0x0
case 0x10,               0x10,               0x0010,     0x10100010
end
