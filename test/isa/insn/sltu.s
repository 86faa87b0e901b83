# sltu rd, rs1, rs2: rd = 1 if rs1 < rs2 as unsigned numbers, else 0. RISC-V Unprivileged ISA, RV64I, integer
# register-register operations.
.include "check.inc.s"

op sltu, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  1
case 1,                  0,                  0
case 1,                  1,                  0
case -1,                 1,                  0
case 1,                  -1,                 1
case -1,                 -1,                 0
case 0,                  -1,                 1
case 0x7fffffffffffffff, 1,                  0  # most positive
case 0x8000000000000000, -1,                 1  # most negative
case 0x8000000000000000, 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0
case 0x7fffffffffffffff, 0x8000000000000000, 1
case 0x8000000000000000, 0x7fffffffffffffff, 0
case 0x8000000000000000, 1,                  0
case 0x8000000000000000, 0,                  0
case 0,                  0x8000000000000000, 1
case 0xffffffff,         1,                  0  # across bit 32
case 0x7fffffff,         1,                  0
case 0x80000000,         0x80000000,         0
case 0xffffffff80000000, -1,                 1
case 0x123456789abcdef,  0xfedcba9876543210, 1
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0
case 0x8000000000000001, 0x7ffffffffffffffe, 0
case 0x3b9aca07,         0x3b800001,         0
case -5,                 3,                  0
case 7,                  -7,                 1
end
