# xori rd, rs1, immediate: rd = rs1 ^ immediate (12 bits, sign-extended). RISC-V Unprivileged ISA, RV64I, integer
# register-immediate operations.
.include "check.inc.s"

op xori, x, x, 0
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

op xori, x, x, 1
#    rs1,                rd
case 0,                  1
case 1,                  0
case -1,                 -2
case 2047,               2046
case -2048,              -2047
case 0x8000000000000000, 0x8000000000000001
case 0x7fffffffffffffff, 0x7ffffffffffffffe
case 0x7fffffff,         0x7ffffffe
case 0xffffffff,         0xfffffffe
case 0xffffffff80000000, 0xffffffff80000001
case 0x123456789abcdef,  0x123456789abcdee
case 0xfedcba9876543210, 0xfedcba9876543211
end

op xori, x, x, -1
#    rs1,                rd
case 0,                  -1
case 1,                  -2
case -1,                 0
case 2047,               -2048
case -2048,              2047
case 0x8000000000000000, 0x7fffffffffffffff
case 0x7fffffffffffffff, 0x8000000000000000
case 0x7fffffff,         0xffffffff80000000
case 0xffffffff,         0xffffffff00000000
case 0xffffffff80000000, 0x7fffffff
case 0x123456789abcdef,  0xfedcba9876543210
case 0xfedcba9876543210, 0x123456789abcdef
end

op xori, x, x, 2047
#    rs1,                rd
case 0,                  2047
case 1,                  2046
case -1,                 -2048
case 2047,               0
case -2048,              -1
case 0x8000000000000000, 0x80000000000007ff
case 0x7fffffffffffffff, 0x7ffffffffffff800
case 0x7fffffff,         0x7ffff800
case 0xffffffff,         0xfffff800
case 0xffffffff80000000, 0xffffffff800007ff
case 0x123456789abcdef,  0x123456789abca10
case 0xfedcba9876543210, 0xfedcba98765435ef
end

op xori, x, x, -2048
#    rs1,                rd
case 0,                  -2048
case 1,                  -2047
case -1,                 2047
case 2047,               -1
case -2048,              0
case 0x8000000000000000, 0x7ffffffffffff800
case 0x7fffffffffffffff, 0x80000000000007ff
case 0x7fffffff,         0xffffffff800007ff
case 0xffffffff,         0xffffffff000007ff
case 0xffffffff80000000, 0x7ffff800
case 0x123456789abcdef,  0xfedcba98765435ef
case 0xfedcba9876543210, 0x123456789abca10
end

op xori, x, x, -5
#    rs1,                rd
case 0,                  -5
case 1,                  -6
case -1,                 4
case 2047,               -2044
case -2048,              2043
case 0x8000000000000000, 0x7ffffffffffffffb
case 0x7fffffffffffffff, 0x8000000000000004
case 0x7fffffff,         0xffffffff80000004
case 0xffffffff,         0xffffffff00000004
case 0xffffffff80000000, 0x7ffffffb
case 0x123456789abcdef,  0xfedcba9876543214
case 0xfedcba9876543210, 0x123456789abcdeb
end
