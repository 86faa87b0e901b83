# sltiu rd, rs1, immediate: rd = 1 if rs1 < immediate as unsigned numbers, else 0; the immediate is first sign-extended
# from 12 bits, so that -1 is the largest of all. RISC-V Unprivileged ISA, RV64I, integer register-immediate operations.
.include "check.inc.s"

op sltiu, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 0
case 2047,               0
case -2048,              0
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 0
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 0
end

op sltiu, x, x, 1
#    rs1,                rd
case 0,                  1
case 1,                  0
case -1,                 0
case 2047,               0
case -2048,              0
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 0
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 0
end

op sltiu, x, x, -1
#    rs1,                rd
case 0,                  1
case 1,                  1
case -1,                 0
case 2047,               1
case -2048,              1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 1
case 0x7fffffff,         1
case 0xffffffff,         1
case 0xffffffff80000000, 1
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 1
end

op sltiu, x, x, 2047
#    rs1,                rd
case 0,                  1
case 1,                  1
case -1,                 0
case 2047,               0
case -2048,              0
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0
case 0x7fffffff,         0
case 0xffffffff,         0
case 0xffffffff80000000, 0
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 0
end

op sltiu, x, x, -2048
#    rs1,                rd
case 0,                  1
case 1,                  1
case -1,                 0
case 2047,               1
case -2048,              0
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 1
case 0x7fffffff,         1
case 0xffffffff,         1
case 0xffffffff80000000, 1
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 1
end

op sltiu, x, x, -5
#    rs1,                rd
case 0,                  1
case 1,                  1
case -1,                 0
case 2047,               1
case -2048,              1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 1
case 0x7fffffff,         1
case 0xffffffff,         1
case 0xffffffff80000000, 1
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 1
end
