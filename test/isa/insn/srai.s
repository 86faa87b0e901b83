# srai rd, rs1, shift: rd = rs1 >> shift (0 to 63), sign bits in. RISC-V Unprivileged ISA, RV64I, integer
# register-immediate operations.
.include "check.inc.s"

op srai, x, x, 0
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

op srai, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -1
case 0x8000000000000000, 0xc000000000000000
case 0x7fffffffffffffff, 0x3fffffffffffffff
case 0x80000000,         0x40000000
case 0x123456789abcdef,  0x91a2b3c4d5e6f7
case 0xfedcba9876543210, 0xff6e5d4c3b2a1908
case 0xaaaaaaaaaaaaaaaa, 0xd555555555555555
end

op srai, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -1
case 0x8000000000000000, 0xffffffff00000000
case 0x7fffffffffffffff, 0xffffffff
case 0x80000000,         1
case 0x123456789abcdef,  0x2468acf
case 0xfedcba9876543210, 0xfffffffffdb97530
case 0xaaaaaaaaaaaaaaaa, 0xffffffff55555555
end

op srai, x, x, 32
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -1
case 0x8000000000000000, 0xffffffff80000000
case 0x7fffffffffffffff, 0x7fffffff
case 0x80000000,         0
case 0x123456789abcdef,  0x1234567
case 0xfedcba9876543210, 0xfffffffffedcba98
case 0xaaaaaaaaaaaaaaaa, 0xffffffffaaaaaaaa
end

op srai, x, x, 63
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -1
case 0x8000000000000000, -1
case 0x7fffffffffffffff, 0
case 0x80000000,         0
case 0x123456789abcdef,  0
case 0xfedcba9876543210, -1
case 0xaaaaaaaaaaaaaaaa, -1
end
