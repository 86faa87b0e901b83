# addiw rd, rs1, immediate: rd = the low 32 bits of rs1 + immediate, sign-extended. RISC-V Unprivileged ISA, RV64I,
# integer register-immediate operations.
.include "check.inc.s"

op addiw, x, x, 0
#    rs1,                rd
case 0,                  0
case 1,                  1
case -1,                 -1
case 0x7fffffff,         0x7fffffff          # overflow of 32 bits
case 0xffffffff80000000, 0xffffffff80000000
case 0x80000000,         0xffffffff80000000  # not sign-extended
case 0xdeadbeef00000005, 5                   # the upper half is ignored
case 0xffffffff,         -1
case 0x123456789abcdef,  0xffffffff89abcdef
case 0xfedcba9876543210, 0x76543210
case 2048,               2048
end

op addiw, x, x, 1
#    rs1,                rd
case 0,                  1
case 1,                  2
case -1,                 0
case 0x7fffffff,         0xffffffff80000000  # overflow of 32 bits
case 0xffffffff80000000, 0xffffffff80000001
case 0x80000000,         0xffffffff80000001  # not sign-extended
case 0xdeadbeef00000005, 6                   # the upper half is ignored
case 0xffffffff,         0
case 0x123456789abcdef,  0xffffffff89abcdf0
case 0xfedcba9876543210, 0x76543211
case 2048,               2049
end

op addiw, x, x, -1
#    rs1,                rd
case 0,                  -1
case 1,                  0
case -1,                 -2
case 0x7fffffff,         0x7ffffffe          # overflow of 32 bits
case 0xffffffff80000000, 0x7fffffff
case 0x80000000,         0x7fffffff          # not sign-extended
case 0xdeadbeef00000005, 4                   # the upper half is ignored
case 0xffffffff,         -2
case 0x123456789abcdef,  0xffffffff89abcdee
case 0xfedcba9876543210, 0x7654320f
case 2048,               2047
end

op addiw, x, x, 2047
#    rs1,                rd
case 0,                  2047
case 1,                  2048
case -1,                 2046
case 0x7fffffff,         0xffffffff800007fe  # overflow of 32 bits
case 0xffffffff80000000, 0xffffffff800007ff
case 0x80000000,         0xffffffff800007ff  # not sign-extended
case 0xdeadbeef00000005, 2052                # the upper half is ignored
case 0xffffffff,         2046
case 0x123456789abcdef,  0xffffffff89abd5ee
case 0xfedcba9876543210, 0x76543a0f
case 2048,               4095
end

op addiw, x, x, -2048
#    rs1,                rd
case 0,                  -2048
case 1,                  -2047
case -1,                 -2049
case 0x7fffffff,         0x7ffff7ff          # overflow of 32 bits
case 0xffffffff80000000, 0x7ffff800
case 0x80000000,         0x7ffff800          # not sign-extended
case 0xdeadbeef00000005, -2043               # the upper half is ignored
case 0xffffffff,         -2049
case 0x123456789abcdef,  0xffffffff89abc5ef
case 0xfedcba9876543210, 0x76542a10
case 2048,               0
end

op addiw, x, x, -5
#    rs1,                rd
case 0,                  -5
case 1,                  -4
case -1,                 -6
case 0x7fffffff,         0x7ffffffa          # overflow of 32 bits
case 0xffffffff80000000, 0x7ffffffb
case 0x80000000,         0x7ffffffb          # not sign-extended
case 0xdeadbeef00000005, 0                   # the upper half is ignored
case 0xffffffff,         -6
case 0x123456789abcdef,  0xffffffff89abcdea
case 0xfedcba9876543210, 0x7654320b
case 2048,               2043
end
