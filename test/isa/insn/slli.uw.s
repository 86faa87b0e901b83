# slli.uw rd, rs1, shift: rd = the low 32 bits of rs1, zero-extended, << shift (0 to 63). RISC-V Unprivileged ISA, Zba
# extension, address generation.
.include "check.inc.s"

op slli.uw, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 0xffffffff
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0xffffffff
case 0x80000000,         0x80000000
case 0x123456789abcdef,  0x89abcdef
case 0xfedcba9876543210, 0x76543210
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaa
case 0xdeadbeef00000001, 1           # the upper half is ignored
end

op slli.uw, x, x, 1
#    rs1,                rd
case 0,                  0
case 1,                  2
case -1,                 0x1fffffffe
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x1fffffffe
case 0x80000000,         0x100000000
case 0x123456789abcdef,  0x113579bde
case 0xfedcba9876543210, 0xeca86420
case 0xaaaaaaaaaaaaaaaa, 0x155555554
case 0xdeadbeef00000001, 2            # the upper half is ignored
end

op slli.uw, x, x, 31
#    rs1,                rd
case 0,                  0
case 1,                  0x80000000
case -1,                 0x7fffffff80000000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x7fffffff80000000
case 0x80000000,         0x4000000000000000
case 0x123456789abcdef,  0x44d5e6f780000000
case 0xfedcba9876543210, 0x3b2a190800000000
case 0xaaaaaaaaaaaaaaaa, 0x5555555500000000
case 0xdeadbeef00000001, 0x80000000          # the upper half is ignored
end

op slli.uw, x, x, 32
#    rs1,                rd
case 0,                  0
case 1,                  0x100000000
case -1,                 0xffffffff00000000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0xffffffff00000000
case 0x80000000,         0x8000000000000000
case 0x123456789abcdef,  0x89abcdef00000000
case 0xfedcba9876543210, 0x7654321000000000
case 0xaaaaaaaaaaaaaaaa, 0xaaaaaaaa00000000
case 0xdeadbeef00000001, 0x100000000         # the upper half is ignored
end

op slli.uw, x, x, 63
#    rs1,                rd
case 0,                  0
case 1,                  0x8000000000000000
case -1,                 0x8000000000000000
case 0x8000000000000000, 0
case 0x7fffffffffffffff, 0x8000000000000000
case 0x80000000,         0
case 0x123456789abcdef,  0x8000000000000000
case 0xfedcba9876543210, 0
case 0xaaaaaaaaaaaaaaaa, 0
case 0xdeadbeef00000001, 0x8000000000000000  # the upper half is ignored
end
