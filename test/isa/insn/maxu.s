# maxu rd, rs1, rs2: rd = the larger of rs1 and rs2 as unsigned numbers. RISC-V Unprivileged ISA, Zbb extension, basic
# bit manipulation.
.include "check.inc.s"

op maxu, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  1
case 1,                  0,                  1
case 1,                  1,                  1
case -1,                 1,                  -1
case 1,                  -1,                 -1
case -1,                 -1,                 -1
case 0,                  -1,                 -1
case 0x7fffffffffffffff, 1,                  0x7fffffffffffffff  # most positive
case 0x8000000000000000, -1,                 -1                  # most negative
case 0x8000000000000000, 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x7fffffffffffffff, 0x8000000000000000, 0x8000000000000000
case 0x8000000000000000, 0x7fffffffffffffff, 0x8000000000000000
case 0x8000000000000000, 1,                  0x8000000000000000
case 0x8000000000000000, 0,                  0x8000000000000000
case 0,                  0x8000000000000000, 0x8000000000000000
case 0xffffffff,         1,                  0xffffffff          # across bit 32
case 0x7fffffff,         1,                  0x7fffffff
case 0x80000000,         0x80000000,         0x80000000
case 0xffffffff80000000, -1,                 -1
case 0x123456789abcdef,  0xfedcba9876543210, 0xfedcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0xaaaaaaaaaaaaaaaa
case 0x8000000000000001, 0x7ffffffffffffffe, 0x8000000000000001
case 0x3b9aca07,         0x3b800001,         0x3b9aca07
case -5,                 3,                  -5
case 7,                  -7,                 -7
end
