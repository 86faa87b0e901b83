# andi rd, rs1, immediate: rd = rs1 & immediate (12 bits, sign-extended). RISC-V Unprivileged ISA, RV64I, integer
# register-immediate operations.
.include "check.inc.s"

op andi, x, x, 0
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

op andi, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 1
case 2047,               1
case -2048,              0
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 1
case 0x7fffffff,         1
case 0xffffffff,         1
case 0xffffffff80000000, 0
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 0
end

op andi, x, x, -1
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 -1
case 2047,               2047
case -2048,              -2048
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x7fffffff,         0x7fffffff
case 0xffffffff,         0xffffffff
case 0xffffffff80000000, 0xffffffff80000000
case 0x123456789abcdef,  0x123456789abcdef
case 0xfedcba9876543210, 0xfedcba9876543210
end

op andi, x, x, 2047
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 2047
case 2047,               2047
case -2048,              0
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 2047
case 0x7fffffff,         2047
case 0xffffffff,         2047
case 0xffffffff80000000, 0
case 0x123456789abcdef,  1519
case 0xfedcba9876543210, 528
end

op andi, x, x, -2048
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -2048
case 2047,               0
case -2048,              -2048
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7ffffffffffff800
case 0x7fffffff,         0x7ffff800
case 0xffffffff,         0xfffff800
case 0xffffffff80000000, 0xffffffff80000000
case 0x123456789abcdef,  0x123456789abc800
case 0xfedcba9876543210, 0xfedcba9876543000
end

op andi, x, x, -5
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 -5
case 2047,               2043
case -2048,              -2048
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7ffffffffffffffb
case 0x7fffffff,         0x7ffffffb
case 0xffffffff,         0xfffffffb
case 0xffffffff80000000, 0xffffffff80000000
case 0x123456789abcdef,  0x123456789abcdeb
case 0xfedcba9876543210, 0xfedcba9876543210
end
