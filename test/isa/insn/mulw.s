# mulw rd, rs1, rs2: rd = the low 32 bits of rs1 * rs2, sign-extended. RISC-V Unprivileged ISA, M extension,
# multiplication operations.
.include "check.inc.s"

op mulw, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  0
case 1,                  0,                  0
case 1,                  1,                  1
case -1,                 1,                  -1
case -1,                 -1,                 1
case 0x7fffffff,         1,                  0x7fffffff          # overflow of 32 bits
case 0xffffffff80000000, -1,                 0xffffffff80000000  # the most negative
case 0xffffffff80000000, 0xffffffff80000000, 0
case 0x7fffffff,         0x7fffffff,         1
case 0x7fffffff,         0xffffffff80000000, 0xffffffff80000000
case 0xdeadbeef00000001, 0x1234567800000002, 2                   # upper halves are ignored
case 0xffffffff,         1,                  -1
case 0x80000000,         0,                  0                   # not sign-extended
case 0x1ffffffff,        0xffffffff00000001, -1
case 0x123456789abcdef,  0xfedcba9876543210, 0xffffffffe5618cf0
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0x71c71c72
case 0x12345,            0x6789a,            0x5cd58f82
case -5,                 3,                  -15
case 7,                  -7,                 -49
case -7,                 7,                  -49
case 0x10001,            0x10001,            0x20001
case 0x8001,             0x10000,            0xffffffff80010000
case 0xb505,             0xb505,             0xffffffff80001219  # just over 2^31
end
