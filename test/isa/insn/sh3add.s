# sh3add rd, rs1, rs2: rd = (rs1 << 3) + rs2. RISC-V Unprivileged ISA, Zba extension, address generation.
.include "check.inc.s"

op sh3add, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  1
case 1,                  0,                  8
case 1,                  1,                  9
case -1,                 1,                  -7
case 1,                  -1,                 7
case -1,                 -1,                 -9
case 0,                  -1,                 -1
case 0x7fffffffffffffff, 1,                  -7                  # most positive
case 0x8000000000000000, -1,                 -1                  # most negative
case 0x8000000000000000, 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0x7ffffffffffffff7
case 0x7fffffffffffffff, 0x8000000000000000, 0x7ffffffffffffff8
case 0x8000000000000000, 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x8000000000000000, 1,                  1
case 0x8000000000000000, 0,                  0
case 0,                  0x8000000000000000, 0x8000000000000000
case 0xffffffff,         1,                  0x7fffffff9         # across bit 32
case 0x7fffffff,         1,                  0x3fffffff9
case 0x80000000,         0x80000000,         0x480000000
case 0xffffffff80000000, -1,                 0xfffffffbffffffff
case 0x123456789abcdef,  0xfedcba9876543210, 0x7f6e5d4c3b2a188
case 0x1fffffffffffffff, 8,                  0
case 0x2000000000000000, 1,                  1
case 0x4000000000000000, -1,                 -1
case -1,                 16,                 8
end
