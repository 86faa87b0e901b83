# sraw rd, rs1, rs2: rd = the low 32 bits of rs1, shifted right by the low 5 bits of rs2 with sign bits in,
# sign-extended. RISC-V Unprivileged ISA, RV64I, integer register-register operations on words.
.include "check.inc.s"

op sraw, x, x, x
#    rs1,                rs2,         rd
case 1,                  0,           1
case 1,                  1,           0
case 1,                  30,          0
case 1,                  31,          0
case -1,                 0,           -1
case -1,                 1,           -1
case -1,                 31,          -1
case 0x80000000,         0,           0xffffffff80000000  # the result is sign-extended
case 0x80000000,         1,           0xffffffffc0000000
case 0x80000000,         31,          -1
case 0x7fffffff,         1,           0x3fffffff
case 0x123456789abcdef,  4,           0xfffffffff89abcde
case 0xfedcba9876543210, 4,           0x7654321
case 0xdeadbeef00000001, 4,           0                   # the upper half is ignored
case 0xffffffff00000000, 1,           0
case 0x12345678,         16,          0x1234
case 0x123456789abcdef,  32,          0xffffffff89abcdef  # only the low 5 bits count
case 0x123456789abcdef,  33,          0xffffffffc4d5e6f7
case 0xfedcba9876543210, 63,          0
case 0xfedcba9876543210, -1,          0
case 0xfedcba9876543210, 0x100000000, 0x76543210
case 0,                  9,           0
case 5,                  5,           0
end
