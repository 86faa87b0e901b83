# bclri rd, rs1, shift: rd = rs1 with bit number shift cleared. RISC-V Unprivileged ISA, Zbs extension, single-bit
# instructions.
.include "check.inc.s"

op bclri, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  0
case -1,                 -2
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7ffffffffffffffe
case 0x80000000,         0x80000000
case 0x123456789abcdef,  0x123456789abcdee
case 0xfedcba9876543210, 0xfedcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa
end

op bclri, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 -3
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7ffffffffffffffd
case 0x80000000,         0x80000000
case 0x123456789abcdef,  0x123456789abcded
case 0xfedcba9876543210, 0xfedcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaa8
end

op bclri, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 0xffffffff7fffffff
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7fffffff7fffffff
case 0x80000000,         0
case 0x123456789abcdef,  0x123456709abcdef
case 0xfedcba9876543210, 0xfedcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaa2aaaaaaa
end

op bclri, x, x, 32
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 0xfffffffeffffffff
case 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x7ffffffeffffffff
case 0x80000000,         0x80000000
case 0x123456789abcdef,  0x123456689abcdef
case 0xfedcba9876543210, 0xfedcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa
end

op bclri, x, x, 63
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 0x7fffffffffffffff
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x7fffffffffffffff
case 0x80000000,         0x80000000
case 0x123456789abcdef,  0x123456789abcdef
case 0xfedcba9876543210, 0x7edcba9876543210
case 0xaaaaaaaaaaaaaaaa, 0x2aaaaaaaaaaaaaaa
end
