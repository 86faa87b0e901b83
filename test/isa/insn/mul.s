# mul rd, rs1, rs2: rd = the low 64 bits of rs1 * rs2. RISC-V Unprivileged ISA, M extension, multiplication operations.
.include "check.inc.s"

op mul, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  -1,                 0
case 1,                  1,                  1
case 1,                  -1,                 -1
case -1,                 -1,                 1
case 2,                  0x8000000000000000, 0
case 0x8000000000000000, -1,                 0x8000000000000000
case 0x8000000000000000, 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x7fffffffffffffff, 1
case 0x7fffffffffffffff, 0x8000000000000000, 0x8000000000000000
case 0x8000000000000000, 0x7fffffffffffffff, 0x8000000000000000
case 0x8000000000000000, 1,                  0x8000000000000000
case 0x7fffffffffffffff, 2,                  -2
case 0xffffffff,         0xffffffff,         0xfffffffe00000001
case 0x100000000,        0x100000000,        0
case 0x7fffffff,         0x7fffffff,         0x3fffffff00000001
case 0x80000000,         0x80000000,         0x4000000000000000
case 0xffffffff80000000, 2,                  0xffffffff00000000
case 0x123456789abcdef,  0xfedcba9876543210, 0x2236d88fe5618cf0
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0x1c71c71c71c71c72
case -5,                 3,                  -15
case 7,                  -7,                 -49
case 0x3039,             0x1a85,             0x4fed79d
case 0x8000000000000001, 3,                  0x8000000000000003
case 3,                  0x8000000000000001, 0x8000000000000003
case -1,                 2,                  -2
case 2,                  -1,                 -2
case 0xfedcba9876543210, -1,                 0x123456789abcdf0
case -1,                 0xfedcba9876543210, 0x123456789abcdf0
end
