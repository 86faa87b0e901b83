# slliw rd, rs1, shift: rd = the low 32 bits of rs1 << shift (0 to 31), sign-extended. RISC-V Unprivileged ISA, RV64I,
# integer register-immediate operations.
.include "check.inc.s"

op slliw, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 -1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -1
case 0x80000000,         0xffffffff80000000
case 0x123456789abcdef,  0xffffffff89abcdef
case 0xfedcba9876543210, 0x76543210
case 0xaaaaaaaaaaaaaaaa, 0xffffffffaaaaaaaa
case 0xdeadbeef00000001, 1                   # the upper half is ignored
end

op slliw, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  2
case -1,                 -2
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -2
case 0x80000000,         0
case 0x123456789abcdef,  0x13579bde
case 0xfedcba9876543210, 0xffffffffeca86420
case 0xaaaaaaaaaaaaaaaa, 0x55555554
case 0xdeadbeef00000001, 2                   # the upper half is ignored
end

op slliw, x, x, 16
#    rs1,                rd
case 0,                  0
case 1,                  0x10000
case -1,                 0xffffffffffff0000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0xffffffffffff0000
case 0x80000000,         0
case 0x123456789abcdef,  0xffffffffcdef0000
case 0xfedcba9876543210, 0x32100000
case 0xaaaaaaaaaaaaaaaa, 0xffffffffaaaa0000
case 0xdeadbeef00000001, 0x10000             # the upper half is ignored
end

op slliw, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  0xffffffff80000000
case -1,                 0xffffffff80000000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0xffffffff80000000
case 0x80000000,         0
case 0x123456789abcdef,  0xffffffff80000000
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 0
case 0xdeadbeef00000001, 0xffffffff80000000  # the upper half is ignored
end
