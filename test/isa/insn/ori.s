# ori rd, rs1, immediate: rd = rs1 | immediate (12 bits, sign-extended). RISC-V Unprivileged ISA, RV64I, integer
# register-immediate operations.
.include "check.inc.s"

op ori, x, x, 0
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

op ori, x, x, 1
#    rs1,                rd
case 0,                  1
case 1,                  1
case -1,                 -1
case 2047,               2047
case -2048,              -2047
case 0x8000000000000000, 0x8000000000000001
case 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x7fffffff,         0x7fffffff
case 0xffffffff,         0xffffffff
case 0xffffffff80000000, 0xffffffff80000001
case 0x123456789abcdef,  0x123456789abcdef
case 0xfedcba9876543210, 0xfedcba9876543211
end

op ori, x, x, -1
#    rs1,                rd
case 0,                  -1
case 1,                  -1
case -1,                 -1
case 2047,               -1
case -2048,              -1
case 0x8000000000000000, -1
case 0x7fffffffffffffff, -1
case 0x7fffffff,         -1
case 0xffffffff,         -1
case 0xffffffff80000000, -1
case 0x123456789abcdef,  -1
case 0xfedcba9876543210, -1
end

op ori, x, x, 2047
#    rs1,                rd
case 0,                  2047
case 1,                  2047
case -1,                 -1
case 2047,               2047
case -2048,              -1
case 0x8000000000000000, 0x80000000000007ff
case 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x7fffffff,         0x7fffffff
case 0xffffffff,         0xffffffff
case 0xffffffff80000000, 0xffffffff800007ff
case 0x123456789abcdef,  0x123456789abcfff
case 0xfedcba9876543210, 0xfedcba98765437ff
end

op ori, x, x, -2048
#    rs1,                rd
case 0,                  -2048
case 1,                  -2047
case -1,                 -1
case 2047,               -1
case -2048,              -2048
case 0x8000000000000000, -2048
case 0x7fffffffffffffff, -1
case 0x7fffffff,         -1
case 0xffffffff,         -1
case 0xffffffff80000000, -2048
case 0x123456789abcdef,  -529
case 0xfedcba9876543210, -1520
end

op ori, x, x, -5
#    rs1,                rd
case 0,                  -5
case 1,                  -5
case -1,                 -1
case 2047,               -1
case -2048,              -5
case 0x8000000000000000, -5
case 0x7fffffffffffffff, -1
case 0x7fffffff,         -1
case 0xffffffff,         -1
case 0xffffffff80000000, -5
case 0x123456789abcdef,  -1
case 0xfedcba9876543210, -5
end
