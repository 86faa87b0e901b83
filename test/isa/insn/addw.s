# addw rd, rs1, rs2: rd = the low 32 bits of rs1 + rs2, sign-extended. RISC-V Unprivileged ISA, RV64I, integer
# register-register operations on words.
.include "check.inc.s"

op addw, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  1
case 1,                  0,                  1
case 1,                  1,                  2
case -1,                 1,                  0
case -1,                 -1,                 -2
case 0x7fffffff,         1,                  0xffffffff80000000  # overflow of 32 bits
case 0xffffffff80000000, -1,                 0x7fffffff          # the most negative
case 0xffffffff80000000, 0xffffffff80000000, 0
case 0x7fffffff,         0x7fffffff,         -2
case 0x7fffffff,         0xffffffff80000000, -1
case 0xdeadbeef00000001, 0x1234567800000002, 3                   # upper halves are ignored
case 0xffffffff,         1,                  0
case 0x80000000,         0,                  0xffffffff80000000  # not sign-extended
case 0x1ffffffff,        0xffffffff00000001, 0
case 0x123456789abcdef,  0xfedcba9876543210, -1
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, -1
case 0x12345,            0x6789a,            0x79bdf
case -5,                 3,                  -2
case 7,                  -7,                 0
case -7,                 7,                  0
end
