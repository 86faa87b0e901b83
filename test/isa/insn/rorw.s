# rorw rd, rs1, rs2: rd = the low 32 bits of rs1 rotated right by the low 5 bits of rs2, sign-extended. RISC-V
# Unprivileged ISA, Zbb extension, basic bit manipulation.
.include "check.inc.s"

op rorw, x, x, x
#    rs1,                rs2,         rd
case 1,                  0,           1
case 1,                  1,           0xffffffff80000000
case 1,                  30,          4
case 1,                  31,          2
case -1,                 0,           -1
case -1,                 1,           -1
case -1,                 31,          -1
case 0x80000000,         0,           0xffffffff80000000  # the result is sign-extended
case 0x80000000,         1,           0x40000000
case 0x80000000,         31,          1
case 0x7fffffff,         1,           0xffffffffbfffffff
case 0x123456789abcdef,  4,           0xfffffffff89abcde
case 0xfedcba9876543210, 4,           0x7654321
case 0xdeadbeef00000001, 4,           0x10000000          # the upper half is ignored
case 0xffffffff00000000, 1,           0
case 0x12345678,         16,          0x56781234
case 0x123456789abcdef,  32,          0xffffffff89abcdef  # only the low 5 bits count
case 0x123456789abcdef,  33,          0xffffffffc4d5e6f7
case 0xfedcba9876543210, 63,          0xffffffffeca86420
case 0xfedcba9876543210, -1,          0xffffffffeca86420
case 0xfedcba9876543210, 0x100000000, 0x76543210
case 0,                  9,           0
case 5,                  5,           0x28000000
end
