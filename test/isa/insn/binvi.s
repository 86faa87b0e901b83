# binvi rd, rs1, shift: rd = rs1 with bit number shift inverted. RISC-V Unprivileged ISA, Zbs extension, single-bit
# instructions.
.include "check.inc.s"

op binvi, x, x, 0
#    rs1,                rd
case 0,                  1
case 1,                  0
case -1,                 -2
case 0x8000000000000000, 0x8000000000000001
case 0x7fffffffffffffff, 0x7ffffffffffffffe
case 0x80000000,         0x80000001
case 0x123456789abcdef,  0x123456789abcdee
case 0xfedcba9876543210, 0xfedcba9876543211
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaab
end

op binvi, x, x, 1
#    rs1,                rd
case 0,                  2
case 1,                  3
case -1,                 -3
case 0x8000000000000000, 0x8000000000000002
case 0x7fffffffffffffff, 0x7ffffffffffffffd
case 0x80000000,         0x80000002
case 0x123456789abcdef,  0x123456789abcded
case 0xfedcba9876543210, 0xfedcba9876543212
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaa8
end

op binvi, x, x, 31
#    rs1,                rd
case 0,                  0x80000000
case 1,                  0x80000001
case -1,                 0xffffffff7fffffff
case 0x8000000000000000, 0x8000000080000000
case 0x7fffffffffffffff, 0x7fffffff7fffffff
case 0x80000000,         0
case 0x123456789abcdef,  0x123456709abcdef
case 0xfedcba9876543210, 0xfedcba98f6543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaa2aaaaaaa
end

op binvi, x, x, 32
#    rs1,                rd
case 0,                  0x100000000
case 1,                  0x100000001
case -1,                 0xfffffffeffffffff
case 0x8000000000000000, 0x8000000100000000
case 0x7fffffffffffffff, 0x7ffffffeffffffff
case 0x80000000,         0x180000000
case 0x123456789abcdef,  0x123456689abcdef
case 0xfedcba9876543210, 0xfedcba9976543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaabaaaaaaaa
end

op binvi, x, x, 63
#    rs1,                rd
case 0,                  0x8000000000000000
case 1,                  0x8000000000000001
case -1,                 0x7fffffffffffffff
case 0x8000000000000000, 0
case 0x7fffffffffffffff, -1
case 0x80000000,         0x8000000080000000
case 0x123456789abcdef,  0x8123456789abcdef
case 0xfedcba9876543210, 0x7edcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0x2aaaaaaaaaaaaaaa
end
