# sh2add rd, rs1, rs2: rd = (rs1 << 2) + rs2. RISC-V Unprivileged ISA, Zba extension, address generation.
.include "check.inc.s"

op sh2add, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  1
case 1,                  0,                  4
case 1,                  1,                  5
case -1,                 1,                  -3
case 1,                  -1,                 3
case -1,                 -1,                 -5
case 0,                  -1,                 -1
case 0x7fffffffffffffff, 1,                  -3                  # most positive
case 0x8000000000000000, -1,                 -1                  # most negative
case 0x8000000000000000, 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0x7ffffffffffffffb
case 0x7fffffffffffffff, 0x8000000000000000, 0x7ffffffffffffffc
case 0x8000000000000000, 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x8000000000000000, 1,                  1
case 0x8000000000000000, 0,                  0
case 0,                  0x8000000000000000, 0x8000000000000000
case 0xffffffff,         1,                  0x3fffffffd         # across bit 32
case 0x7fffffff,         1,                  0x1fffffffd
case 0x80000000,         0x80000000,         0x280000000
case 0xffffffff80000000, -1,                 0xfffffffdffffffff
case 0x123456789abcdef,  0xfedcba9876543210, 0x369d0369d0369cc
case 0x1fffffffffffffff, 8,                  0x8000000000000004
case 0x2000000000000000, 1,                  0x8000000000000001
case 0x4000000000000000, -1,                 -1
case -1,                 16,                 12
end
