# remuw rd, rs1, rs2: rd = the remainder of the low 32 bits of rs1 and rs2, unsigned; the 32 bits of the result are
# sign-extended; by zero: rs1, sign-extended. RISC-V Unprivileged ISA, M extension, division operations; nothing traps.
.include "check.inc.s"

op remuw, x, x, x
#    rs1,                rs2,                rd
case 0,                  1,                  0
case 1,                  1,                  0
case 7,                  2,                  1
case -7,                 2,                  1
case 7,                  -2,                 7
case -7,                 -2,                 -7
case 0,                  0,                  0                   # by zero
case 1,                  0,                  1                   # by zero
case -1,                 0,                  -1                  # by zero
case 0x80000000,         0,                  0xffffffff80000000  # by zero
case 0x12345678,         0xdeadbeef00000000, 0x12345678          # by zero: the upper half is ignored
case 0xffffffff80000000, -1,                 0xffffffff80000000  # overflow
case 0x80000000,         0xffffffff,         0xffffffff80000000  # overflow, not sign-extended
case 0x80000000,         1,                  0
case 0x7fffffff,         -1,                 0x7fffffff
case 0xffffffff,         2,                  1
case 0xdeadbeef00000009, 0xdeadbeef00000004, 1                   # upper halves are ignored
case 0x100000000,        3,                  0
case 0x123456789abcdef,  10,                 7
case 0xfedcba9876543210, 10,                 8
case 3,                  5,                  3
case -3,                 5,                  3
case 0x80000000,         0x80000000,         0
case 1,                  0x80000000,         1
case 0x90000001,         2,                  1
case 9,                  9,                  0
end
