# divu rd, rs1, rs2: rd = rs1 / rs2, unsigned; by zero: all ones. RISC-V Unprivileged ISA, M extension, division
# operations; nothing traps.
.include "check.inc.s"

op divu, x, x, x
#    rs1,                rs2,                rd
case 0,                  1,                  0
case 1,                  1,                  1
case 7,                  2,                  3
case -7,                 2,                  0x7ffffffffffffffc
case 7,                  -2,                 0
case -7,                 -2,                 0
case 0,                  0,                  -1                  # by zero
case 1,                  0,                  -1                  # by zero
case -1,                 0,                  -1                  # by zero
case 0x8000000000000000, 0,                  -1                  # by zero
case 0x8000000000000000, -1,                 0                   # overflow
case 0x8000000000000000, 1,                  0x8000000000000000
case 0x7fffffffffffffff, -1,                 0
case 0x7fffffffffffffff, 0x8000000000000000, 0
case 0x8000000000000000, 0x7fffffffffffffff, 1
case 0x8000000000000000, 2,                  0x4000000000000000
case 0x8000000000000000, 0x8000000000000000, 1
case 1,                  0x8000000000000000, 0
case -1,                 0x8000000000000000, 1
case -1,                 2,                  0x7fffffffffffffff
case 1,                  -1,                 0
case 3,                  5,                  0
case -3,                 5,                  0x3333333333333332
case 0x123456789abcdef,  10,                 0x1d208a5a912e31
case 0xfedcba9876543210, 10,                 0x197c790f3f086b68
case 0xfedcba9876543210, 0x123456789abcdef,  224
case 0xffffffff,         2,                  0x7fffffff
case 0x100000000,        3,                  0x55555555
case 0xffffffff80000000, -1,                 0
case 0x8000000000000003, 2,                  0x4000000000000001
case 0x7fffffffffffffff, 0x100000001,        0x7fffffff
case 9,                  9,                  1
end
