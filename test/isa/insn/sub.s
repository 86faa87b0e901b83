# sub rd, rs1, rs2: rd = rs1 - rs2; overflow is ignored, the low 64 bits are kept. RISC-V Unprivileged ISA, RV64I,
# integer register-register operations.
.include "check.inc.s"

op sub, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  1,                  -1
case 1,                  0,                  1
case 1,                  1,                  0
case -1,                 1,                  -2
case 1,                  -1,                 2
case -1,                 -1,                 0
case 0,                  -1,                 1
case 0x7fffffffffffffff, 1,                  0x7ffffffffffffffe  # most positive
case 0x8000000000000000, -1,                 0x8000000000000001  # most negative
case 0x8000000000000000, 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x7fffffffffffffff, 0
case 0x7fffffffffffffff, 0x8000000000000000, -1
case 0x8000000000000000, 0x7fffffffffffffff, 1
case 0x8000000000000000, 1,                  0x7fffffffffffffff
case 0x8000000000000000, 0,                  0x8000000000000000
case 0,                  0x8000000000000000, 0x8000000000000000
case 0xffffffff,         1,                  0xfffffffe          # across bit 32
case 0x7fffffff,         1,                  0x7ffffffe
case 0x80000000,         0x80000000,         0
case 0xffffffff80000000, -1,                 0xffffffff80000001
case 0x123456789abcdef,  0xfedcba9876543210, 0x2468acf13579bdf
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0x5555555555555555
case 0x8000000000000001, 0x7ffffffffffffffe, 3
case 0x3b9aca07,         0x3b800001,         0x1aca06
case -5,                 3,                  -8
case 7,                  -7,                 14
end
