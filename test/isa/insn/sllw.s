# sllw rd, rs1, rs2: rd = the low 32 bits of rs1, shifted left by the low 5 bits of rs2, sign-extended. RISC-V
# Unprivileged ISA, RV64I, integer register-register operations on words.
.include "check.inc.s"

op sllw, x, x, x
#    rs1,                rs2,         rd
case 1,                  0,           1
case 1,                  1,           2
case 1,                  30,          0x40000000
case 1,                  31,          0xffffffff80000000
case -1,                 0,           -1
case -1,                 1,           -2
case -1,                 31,          0xffffffff80000000
case 0x80000000,         0,           0xffffffff80000000  # the result is sign-extended
case 0x80000000,         1,           0
case 0x80000000,         31,          0
case 0x7fffffff,         1,           -2
case 0x123456789abcdef,  4,           0xffffffff9abcdef0
case 0xfedcba9876543210, 4,           0x65432100
case 0xdeadbeef00000001, 4,           16                  # the upper half is ignored
case 0xffffffff00000000, 1,           0
case 0x12345678,         16,          0x56780000
case 0x123456789abcdef,  32,          0xffffffff89abcdef  # only the low 5 bits count
case 0x123456789abcdef,  33,          0x13579bde
case 0xfedcba9876543210, 63,          0
case 0xfedcba9876543210, -1,          0
case 0xfedcba9876543210, 0x100000000, 0x76543210
case 0,                  9,           0
case 5,                  5,           160
end
