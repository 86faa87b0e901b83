# sraiw rd, rs1, shift: rd = the low 32 bits of rs1 >> shift (0 to 31) with sign bits in, sign-extended. RISC-V
# Unprivileged ISA, RV64I, integer register-immediate operations.
.include "check.inc.s"

op sraiw, x, x, 0
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

op sraiw, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -1
case 0x80000000,         0xffffffffc0000000
case 0x123456789abcdef,  0xffffffffc4d5e6f7
case 0xfedcba9876543210, 0x3b2a1908
case 0xaaaaaaaaaaaaaaaa, 0xffffffffd5555555
case 0xdeadbeef00000001, 0                   # the upper half is ignored
end

op sraiw, x, x, 16
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -1
case 0x80000000,         0xffffffffffff8000
case 0x123456789abcdef,  0xffffffffffff89ab
case 0xfedcba9876543210, 0x7654
case 0xaaaaaaaaaaaaaaaa, 0xffffffffffffaaaa
case 0xdeadbeef00000001, 0                   # the upper half is ignored
end

op sraiw, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -1
case 0x80000000,         -1
case 0x123456789abcdef,  -1
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, -1
case 0xdeadbeef00000001, 0   # the upper half is ignored
end
