# mulhsu rd, rs1, rs2: rd = the high 64 bits of the 128-bit product of signed rs1 and unsigned rs2. RISC-V Unprivileged
# ISA, M extension, multiplication operations.
.include "check.inc.s"

op mulhsu, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  -1,                 0
case 1,                  1,                  0
case 1,                  -1,                 0
case -1,                 -1,                 -1
case 2,                  0x8000000000000000, 1
case 0x8000000000000000, -1,                 0x8000000000000000
case 0x8000000000000000, 0x8000000000000000, 0xc000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0x3fffffffffffffff
case 0x7fffffffffffffff, 0x8000000000000000, 0x3fffffffffffffff
case 0x8000000000000000, 0x7fffffffffffffff, 0xc000000000000000
case 0x8000000000000000, 1,                  -1
case 0x7fffffffffffffff, 2,                  0
case 0xffffffff,         0xffffffff,         0
case 0x100000000,        0x100000000,        1
case 0x7fffffff,         0x7fffffff,         0
case 0x80000000,         0x80000000,         0
case 0xffffffff80000000, 2,                  -1
case 0x123456789abcdef,  0xfedcba9876543210, 0x121fa00ad77d742
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0xe38e38e38e38e38e
case -5,                 3,                  -1
case 7,                  -7,                 6
case 0x3039,             0x1a85,             0
case 0x8000000000000001, 3,                  -2
case 3,                  0x8000000000000001, 1
case -1,                 2,                  -1
case 2,                  -1,                 1
case 0xfedcba9876543210, -1,                 0xfedcba9876543210
case -1,                 0xfedcba9876543210, -1
end
