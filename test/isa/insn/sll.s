# sll rd, rs1, rs2: rd = rs1 shifted left by the low 6 bits of rs2. RISC-V Unprivileged ISA, RV64I, integer
# register-register operations.
.include "check.inc.s"

op sll, x, x, x
#    rs1,                rs2,         rd
case 1,                  0,           1
case 1,                  1,           2
case 1,                  31,          0x80000000
case 1,                  32,          0x100000000
case 1,                  63,          0x8000000000000000
case -1,                 0,           -1
case -1,                 1,           -2
case -1,                 31,          0xffffffff80000000
case -1,                 32,          0xffffffff00000000
case -1,                 63,          0x8000000000000000
case 0x8000000000000000, 1,           0
case 0x8000000000000000, 63,          0
case 0x7fffffffffffffff, 62,          0xc000000000000000
case 0x123456789abcdef,  4,           0x123456789abcdef0
case 0xfedcba9876543210, 4,           0xedcba98765432100
case 0x123456789abcdef,  20,          0x56789abcdef00000
case 0xfedcba9876543210, 36,          0x6543210000000000
case 0,                  5,           0
case 0x123456789abcdef,  64,          0x123456789abcdef   # only the low 6 bits count
case 0xfedcba9876543210, 65,          0xfdb97530eca86420
case 0xfedcba9876543210, -1,          0
case 0x123456789abcdef,  0x100000000, 0x123456789abcdef
case 0xfedcba9876543210, -61,         0xf6e5d4c3b2a19080
case 0x80000000,         1,           0x100000000
case 5,                  5,           160
end
