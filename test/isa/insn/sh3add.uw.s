# sh3add.uw rd, rs1, rs2: rd = (the low 32 bits of rs1, zero-extended, << 3) + rs2. RISC-V Unprivileged ISA, Zba
# extension, address generation.
.include "check.inc.s"

op sh3add.uw, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  1
case 1,                  0,                  8
case 1,                  1,                  9
case -1,                 1,                  0x7fffffff9
case 1,                  -1,                 7
case -1,                 -1,                 0x7fffffff7
case 0,                  -1,                 -1
case 0x7fffffffffffffff, 1,                  0x7fffffff9         # most positive
case 0x8000000000000000, -1,                 -1                  # most negative
case 0x8000000000000000, 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0x80000007fffffff7
case 0x7fffffffffffffff, 0x8000000000000000, 0x80000007fffffff8
case 0x8000000000000000, 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x8000000000000000, 1,                  1
case 0x8000000000000000, 0,                  0
case 0,                  0x8000000000000000, 0x8000000000000000
case 0xffffffff,         1,                  0x7fffffff9         # across bit 32
case 0x7fffffff,         1,                  0x3fffffff9
case 0x80000000,         0x80000000,         0x480000000
case 0xffffffff80000000, -1,                 0x3ffffffff
case 0x123456789abcdef,  0xfedcba9876543210, 0xfedcba9cc3b2a188
case 0x1fffffffffffffff, 8,                  0x800000000
case 0x2000000000000000, 1,                  1
case 0x4000000000000000, -1,                 -1
case -1,                 16,                 0x800000008
case 0xdeadbeef00000001, 5,                  13                  # the upper half of rs1 is ignored
case 0xffffffff80000000, 0,                  0x400000000
end
