# addi rd, rs1, immediate: rd = rs1 + immediate (12 bits, sign-extended); overflow is ignored. RISC-V Unprivileged ISA,
# RV64I, integer register-immediate operations.
.include "check.inc.s"

op addi, x, x, 0
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

op addi, x, x, 1
#    rs1,                rd
case 0,                  1
case 1,                  2
case -1,                 0
case 2047,               2048
case -2048,              -2047
case 0x8000000000000000, 0x8000000000000001
case 0x7fffffffffffffff, 0x8000000000000000
case 0x7fffffff,         0x80000000
case 0xffffffff,         0x100000000
case 0xffffffff80000000, 0xffffffff80000001
case 0x123456789abcdef,  0x123456789abcdf0
case 0xfedcba9876543210, 0xfedcba9876543211
end

op addi, x, x, -1
#    rs1,                rd
case 0,                  -1
case 1,                  0
case -1,                 -2
case 2047,               2046
case -2048,              -2049
case 0x8000000000000000, 0x7fffffffffffffff
case 0x7fffffffffffffff, 0x7ffffffffffffffe
case 0x7fffffff,         0x7ffffffe
case 0xffffffff,         0xfffffffe
case 0xffffffff80000000, 0xffffffff7fffffff
case 0x123456789abcdef,  0x123456789abcdee
case 0xfedcba9876543210, 0xfedcba987654320f
end

op addi, x, x, 2047
#    rs1,                rd
case 0,                  2047
case 1,                  2048
case -1,                 2046
case 2047,               4094
case -2048,              -1
case 0x8000000000000000, 0x80000000000007ff
case 0x7fffffffffffffff, 0x80000000000007fe
case 0x7fffffff,         0x800007fe
case 0xffffffff,         0x1000007fe
case 0xffffffff80000000, 0xffffffff800007ff
case 0x123456789abcdef,  0x123456789abd5ee
case 0xfedcba9876543210, 0xfedcba9876543a0f
end

op addi, x, x, -2048
#    rs1,                rd
case 0,                  -2048
case 1,                  -2047
case -1,                 -2049
case 2047,               -1
case -2048,              -4096
case 0x8000000000000000, 0x7ffffffffffff800
case 0x7fffffffffffffff, 0x7ffffffffffff7ff
case 0x7fffffff,         0x7ffff7ff
case 0xffffffff,         0xfffff7ff
case 0xffffffff80000000, 0xffffffff7ffff800
case 0x123456789abcdef,  0x123456789abc5ef
case 0xfedcba9876543210, 0xfedcba9876542a10
end

op addi, x, x, -5
#    rs1,                rd
case 0,                  -5
case 1,                  -4
case -1,                 -6
case 2047,               2042
case -2048,              -2053
case 0x8000000000000000, 0x7ffffffffffffffb
case 0x7fffffffffffffff, 0x7ffffffffffffffa
case 0x7fffffff,         0x7ffffffa
case 0xffffffff,         0xfffffffa
case 0xffffffff80000000, 0xffffffff7ffffffb
case 0x123456789abcdef,  0x123456789abcdea
case 0xfedcba9876543210, 0xfedcba987654320b
end
