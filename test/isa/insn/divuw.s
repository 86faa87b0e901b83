# divuw rd, rs1, rs2: rd = the low 32 bits of rs1 divided by those of rs2, unsigned; the 32 bits of the result are
# sign-extended; by zero: all ones. RISC-V Unprivileged ISA, M extension, division operations; nothing traps.
.include "check.inc.s"

op divuw, x, x, x
#    rs1,                rs2,                rd
case 0,                  1,                  0
case 1,                  1,                  1
case 7,                  2,                  3
case -7,                 2,                  0x7ffffffc
case 7,                  -2,                 0
case -7,                 -2,                 0
case 0,                  0,                  -1                  # by zero
case 1,                  0,                  -1                  # by zero
case -1,                 0,                  -1                  # by zero
case 0x80000000,         0,                  -1                  # by zero
case 0x12345678,         0xdeadbeef00000000, -1                  # by zero: the upper half is ignored
case 0xffffffff80000000, -1,                 0                   # overflow
case 0x80000000,         0xffffffff,         0                   # overflow, not sign-extended
case 0x80000000,         1,                  0xffffffff80000000
case 0x7fffffff,         -1,                 0
case 0xffffffff,         2,                  0x7fffffff
case 0xdeadbeef00000009, 0xdeadbeef00000004, 2                   # upper halves are ignored
case 0x100000000,        3,                  0
case 0x123456789abcdef,  10,                 0xdc46164
case 0xfedcba9876543210, 10,                 0xbd53834
case 3,                  5,                  0
case -3,                 5,                  0x33333332
case 0x80000000,         0x80000000,         1
case 1,                  0x80000000,         0
case 0x90000001,         2,                  0x48000000
case 9,                  9,                  1
end
