# add.uw rd, rs1, rs2: rd = the low 32 bits of rs1, zero-extended, + rs2. RISC-V Unprivileged ISA, Zba extension,
# address generation.
.include "check.inc.s"

op add.uw, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  1
case 1,                  0,                  1
case 1,                  1,                  2
case -1,                 1,                  0x100000000
case 1,                  -1,                 0
case -1,                 -1,                 0xfffffffe
case 0,                  -1,                 -1
case 0x7fffffffffffffff, 1,                  0x100000000         # most positive
case 0x8000000000000000, -1,                 -1                  # most negative
case 0x8000000000000000, 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0x80000000fffffffe
case 0x7fffffffffffffff, 0x8000000000000000, 0x80000000ffffffff
case 0x8000000000000000, 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x8000000000000000, 1,                  1
case 0x8000000000000000, 0,                  0
case 0,                  0x8000000000000000, 0x8000000000000000
case 0xffffffff,         1,                  0x100000000         # across bit 32
case 0x7fffffff,         1,                  0x80000000
case 0x80000000,         0x80000000,         0x100000000
case 0xffffffff80000000, -1,                 0x7fffffff
case 0x123456789abcdef,  0xfedcba9876543210, 0xfedcba98ffffffff
case 0x1fffffffffffffff, 8,                  0x100000007
case 0x2000000000000000, 1,                  1
case 0x4000000000000000, -1,                 -1
case -1,                 16,                 0x10000000f
case 0xdeadbeef00000001, 5,                  6                   # the upper half of rs1 is ignored
case 0xffffffff80000000, 0,                  0x80000000
end
