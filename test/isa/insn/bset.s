# bset rd, rs1, rs2: rd = rs1 with the bit set that the low 6 bits of rs2 name. RISC-V Unprivileged ISA, Zbs extension,
# single-bit instructions.
.include "check.inc.s"

op bset, x, x, x
#    rs1,                rs2,         rd
case 0,                  0,           1
case 0,                  63,          0x8000000000000000
case -1,                 0,           -1
case -1,                 63,          -1
case 0x8000000000000000, 63,          0x8000000000000000
case 0x7fffffffffffffff, 63,          -1
case 1,                  0,           1
case 0x123456789abcdef,  0,           0x123456789abcdef
case 0x123456789abcdef,  4,           0x123456789abcdff
case 0xfedcba9876543210, 31,          0xfedcba98f6543210
case 0xfedcba9876543210, 32,          0xfedcba9976543210
case 0xaaaaaaaaaaaaaaaa, 1,           0xaaaaaaaaaaaaaaaa
case 0xaaaaaaaaaaaaaaaa, 2,           0xaaaaaaaaaaaaaaae
case 0x5555555555555555, 64,          0x5555555555555555  # only the low 6 bits count
case 0x5555555555555555, 65,          0x5555555555555557
case -1,                 -1,          -1
case 0,                  0x100000005, 32
case 0x123456789abcdef,  -64,         0x123456789abcdef
case 5,                  5,           37
end
