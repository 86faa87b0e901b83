# rori rd, rs1, shift: rd = rs1 rotated right by shift (0 to 63). RISC-V Unprivileged ISA, Zbb extension, basic bit
# manipulation.
.include "check.inc.s"

op rori, x, x, 0
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

op rori, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  0x8000000000000000
case -1,                 -1
case 0x8000000000000000, 0x4000000000000000
case 0x7fffffffffffffff, 0xbfffffffffffffff
case 0x80000000,         0x40000000
case 0x123456789abcdef,  0x8091a2b3c4d5e6f7
case 0xfedcba9876543210, 0x7f6e5d4c3b2a1908
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555
end

op rori, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  0x200000000
case -1,                 -1
case 0x8000000000000000, 0x100000000
case 0x7fffffffffffffff, 0xfffffffeffffffff
case 0x80000000,         1
case 0x123456789abcdef,  0x13579bde02468acf
case 0xfedcba9876543210, 0xeca86421fdb97530
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555
end

op rori, x, x, 32
#    rs1,                rd
case 0,                  0
case 1,                  0x100000000
case -1,                 -1
case 0x8000000000000000, 0x80000000
case 0x7fffffffffffffff, 0xffffffff7fffffff
case 0x80000000,         0x8000000000000000
case 0x123456789abcdef,  0x89abcdef01234567
case 0xfedcba9876543210, 0x76543210fedcba98
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa
end

op rori, x, x, 63
#    rs1,                rd
case 0,                  0
case 1,                  2
case -1,                 -1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, -2
case 0x80000000,         0x100000000
case 0x123456789abcdef,  0x2468acf13579bde
case 0xfedcba9876543210, 0xfdb97530eca86421
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555
end
