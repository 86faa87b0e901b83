# bexti rd, rs1, shift: rd = bit number shift of rs1, as 0 or 1. RISC-V Unprivileged ISA, Zbs extension, single-bit
# instructions.
.include "check.inc.s"

op bexti, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 1
case 0x80000000,         0
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 0
end

op bexti, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 1
case 0x80000000,         0
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 1
end

op bexti, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 1
case 0x80000000,         1
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 1
end

op bexti, x, x, 32
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 1
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 1
case 0x80000000,         0
case 0x123456789abcdef,  1
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 0
end

op bexti, x, x, 63
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 1
case 0x8000000000000000, 1
case 0x7fffffffffffffff, 0
case 0x80000000,         0
case 0x123456789abcdef,  0
case 0xfedcba9876543210, 1
case 0xaaaaaaaaaaaaaaaa, 1
end
