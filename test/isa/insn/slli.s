# slli rd, rs1, shift: rd = rs1 << shift (0 to 63). RISC-V Unprivileged ISA, RV64I, integer register-immediate
# operations.
.include "check.inc.s"

op slli, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 -1
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x80000000,         0x80000000
case 0x123456789abcdef,  0x123456789abcdef
case 0xfedcba9876543210, 0xfedcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa
end

op slli, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  2
case -1,                 -2
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -2
case 0x80000000,         0x100000000
case 0x123456789abcdef,  0x2468acf13579bde
case 0xfedcba9876543210, 0xfdb97530eca86420
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555554
end

op slli, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  0x80000000
case -1,                 0xffffffff80000000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0xffffffff80000000
case 0x80000000,         0x4000000000000000
case 0x123456789abcdef,  0xc4d5e6f780000000
case 0xfedcba9876543210, 0x3b2a190800000000
case 0xaaaaaaaaaaaaaaaa, 0x5555555500000000
end

op slli, x, x, 32
#    rs1,                rd
case 0,                  0
case 1,                  0x100000000
case -1,                 0xffffffff00000000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0xffffffff00000000
case 0x80000000,         0x8000000000000000
case 0x123456789abcdef,  0x89abcdef00000000
case 0xfedcba9876543210, 0x7654321000000000
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaa00000000
end

op slli, x, x, 63
#    rs1,                rd
case 0,                  0
case 1,                  0x8000000000000000
case -1,                 0x8000000000000000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x8000000000000000
case 0x80000000,         0
case 0x123456789abcdef,  0x8000000000000000
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 0
end
