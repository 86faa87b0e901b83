# slti rd, rs1, immediate: rd = 1 if rs1 < immediate as signed numbers, else 0; the immediate has 12 bits and is
# sign-extended. RISC-V Unprivileged ISA, RV64I, integer register-immediate operations.
.include "check.inc.s"

op slti, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 1
case 2047,               0
case -2048,              1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 1
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 1
end

op slti, x, x, 1
#    rs1,                rd
case 0,                  1
case 1,                  0
case -1,                 1
case 2047,               0
case -2048,              1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 1
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 1
end

op slti, x, x, -1
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 0
case 2047,               0
case -2048,              1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 1
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 1
end

op slti, x, x, 2047
#    rs1,                rd
case 0,                  1
case 1,                  1
case -1,                 1
case 2047,               0
case -2048,              1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 1
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 1
end

op slti, x, x, -2048
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 0
case 2047,               0
case -2048,              0
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 1
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 1
end

op slti, x, x, -5
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 0
case 2047,               0
case -2048,              1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 1
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 1
end
