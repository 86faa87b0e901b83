# xnor rd, rs1, rs2: rd = ~(rs1 ^ rs2). RISC-V Unprivileged ISA, Zbb extension, basic bit manipulation.
.include "check.inc.s"

op xnor, x, x, x
#    rs1,                rs2,                rd
case 0,                  0,                  -1
case 0,                  -1,                 0
case -1,                 0,                  0
case -1,                 -1,                 -1
case 0xaaaaaaaaaaaaaaaa, 0x5555555555555555, 0
case 0xaaaaaaaaaaaaaaaa, -1,                 0xaaaaaaaaaaaaaaaa
case 0,                  0x5555555555555555, 0xaaaaaaaaaaaaaaaa
case 0x123456789abcdef,  0xfedcba9876543210, 0
case 0x123456789abcdef,  0xffffffff,         0xfedcba9889abcdef
case 0xfedcba9876543210, 0xffffffff00000000, 0xfedcba9889abcdef
case 0x8000000000000000, 0x8000000000000000, -1
case 0x8000000000000000, 0x7fffffffffffffff, 0
case 0xff00ff00ff00ff00, 0xff00ff00ff00ff0,  0xf0f0f0f0f0f0f0f
case 1,                  1,                  -1
case 0x8000000080000000, 0x80000000,         0x7fffffffffffffff
case 0x123456789abcdef,  0x123456789abcdef,  -1
end
