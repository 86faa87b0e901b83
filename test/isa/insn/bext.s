# bext rd, rs1, rs2: rd = the bit of rs1 that the low 6 bits of rs2 name, as 0 or 1. RISC-V Unprivileged ISA, Zbs
# extension, single-bit instructions.
.include "check.inc.s"

op bext, x, x, x
#    rs1,                rs2,         rd
case 0,                  0,           0
case 0,                  63,          0
case -1,                 0,           1
case -1,                 63,          1
case 0x8000000000000000, 63,          1
case 0x7fffffffffffffff, 63,          0
case 1,                  0,           1
case 0x123456789abcdef,  0,           1
case 0x123456789abcdef,  4,           0
case 0xfedcba9876543210, 31,          0
case 0xfedcba9876543210, 32,          0
case 0xaaaaaaaaaaaaaaaa, 1,           1
case 0xaaaaaaaaaaaaaaaa, 2,           0
case 0x5555555555555555, 64,          1  # only the low 6 bits count
case 0x5555555555555555, 65,          0
case -1,                 -1,          1
case 0,                  0x100000005, 0
case 0x123456789abcdef,  -64,         1
case 5,                  5,           0
end
