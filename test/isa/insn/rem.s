# rem rd, rs1, rs2: rd = the remainder of rs1 / rs2, signed, with the sign of rs1; by zero: rs1; -2^63 rem -1 = 0.
# RISC-V Unprivileged ISA, M extension, division operations; nothing traps.
.include "check.inc.s"

op rem, x, x, x
#    rs1,                rs2,                rd
case 0,                  1,                  0
case 1,                  1,                  0
case 7,                  2,                  1
case -7,                 2,                  -1
case 7,                  -2,                 1
case -7,                 -2,                 -1
case 0,                  0,                  0                   # by zero
case 1,                  0,                  1                   # by zero
case -1,                 0,                  -1                  # by zero
case 0x8000000000000000, 0,                  0x8000000000000000  # by zero
case 0x8000000000000000, -1,                 0                   # overflow
case 0x8000000000000000, 1,                  0
case 0x7fffffffffffffff, -1,                 0
case 0x7fffffffffffffff, 0x8000000000000000, 0x7fffffffffffffff
case 0x8000000000000000, 0x7fffffffffffffff, -1
case 0x8000000000000000, 2,                  0
case 0x8000000000000000, 0x8000000000000000, 0
case 1,                  0x8000000000000000, 1
case -1,                 0x8000000000000000, -1
case -1,                 2,                  -1
case 1,                  -1,                 0
case 3,                  5,                  3
case -3,                 5,                  -3
case 0x123456789abcdef,  10,                 5
case 0xfedcba9876543210, 10,                 -6
case 0xfedcba9876543210, 0x123456789abcdef,  -1
case 0xffffffff,         2,                  1
case 0x100000000,        3,                  1
case 0xffffffff80000000, -1,                 0
case 0x8000000000000003, 2,                  -1
case 0x7fffffffffffffff, 0x100000001,        0x80000000
case 9,                  9,                  0
end
