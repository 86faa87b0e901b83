# xor rd, rs1, rs2: rd = rs1 ^ rs2, bit by bit. RISC-V Unprivileged ISA, RV64I, integer register-register operations.
.include "check.inc.s"

op xor, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  0
case 0,                  -1,                 -1
case -1,                 0,                  -1
case -1,                 -1,                 0
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, -1
case 0xaaaaaaaaaaaaaaaa, -1,                 0x5555555555555555
case 0,                  0x5555555555555555, 0x5555555555555555
case 0x123456789abcdef,  0xfedcba9876543210, -1
case 0x123456789abcdef,  0xffffffff,         0x123456776543210
case 0xfedcba9876543210, 0xffffffff00000000, 0x123456776543210
case 0x8000000000000000, 0x8000000000000000, 0
case 0x8000000000000000, 0x7fffffffffffffff, -1
case 0xff00ff00ff00ff00, 0xff00ff00ff00ff0,  0xf0f0f0f0f0f0f0f0
case 1,                  1,                  0
case 0x8000000080000000, 0x80000000,         0x8000000000000000
case 0x123456789abcdef,  0x123456789abcdef,  0
end
