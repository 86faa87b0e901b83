# czero.nez rd, rs1, rs2: rd = 0 if rs2 is not zero, else rs1. RISC-V Unprivileged ISA, Zicond extension, integer
# conditional operations.
.include "check.inc.s"

op czero.nez, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 1,                  0,                  1
case 0,                  1,                  0
case 5,                  -1,                 0
case 0x123456789abcdef,  0,                  0x123456789abcdef
case 0x123456789abcdef,  1,                  0
case 0xfedcba9876543210, 0x100000000,        0                  # all 64 bits of rs2 count
case -1,                 0x8000000000000000, 0
case -1,                 0,                  -1
case 7,                  7,                  0
case 0xaaaaaaaaaaaaaaaa, 0xffffffff,         0
end
