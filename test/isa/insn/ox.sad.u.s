# ox.sad.u rd, rs1, rs2, rs3: PTX sad.u32: rd = |rs1 - rs2| + rs3 on the low 32 bits, rs1 and rs2 unsigned; the sum
# wraps and is sign-extended. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, sad.
.include "check.inc.s"

op ox.sad.u, x, x, x, x
#    rs1,                rs2,                rs3,                rd
case 0,                  0,                  0,                  0
case 5,                  3,                  10,                 12
case 3,                  5,                  10,                 12
case 0x7fffffff,         0x80000000,         0,                  1                   # the extremes
case 0x80000000,         0x7fffffff,         0,                  1
case 0x80000000,         0x80000000,         7,                  7
case -1,                 0,                  0,                  -1
case 0,                  -1,                 1,                  0
case 0xffffffff,         1,                  0,                  -2
case 1,                  2,                  -1,                 0
case 1,                  2,                  0x7fffffff,         0xffffffff80000000  # the sum wraps
case 0x7fffffff,         0,                  0x7fffffff,         -2
case 0xdeadbeef00000001, 0x1234567800000009, 0xffffffff00000000, 8                   # upper halves are ignored
case 9,                  9,                  9,                  9
end
