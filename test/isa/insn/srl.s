# srl rd, rs1, rs2: rd = rs1 shifted right by the low 6 bits of rs2, zeros in. RISC-V Unprivileged ISA, RV64I, integer
# register-register operations.
.include "check.inc.s"

op srl, x, x, x
#    rs1,                rs2,         rd
case 1,                  0,           1
case 1,                  1,           0
case 1,                  31,          0
case 1,                  32,          0
case 1,                  63,          0
case -1,                 0,           -1
case -1,                 1,           0x7fffffffffffffff
case -1,                 31,          0x1ffffffff
case -1,                 32,          0xffffffff
case -1,                 63,          1
case 0x8000000000000000, 1,           0x4000000000000000
case 0x8000000000000000, 63,          1
case 0x7fffffffffffffff, 62,          1
case 0x123456789abcdef,  4,           0x123456789abcde
case 0xfedcba9876543210, 4,           0xfedcba987654321
case 0x123456789abcdef,  20,          0x123456789a
case 0xfedcba9876543210, 36,          0xfedcba9
case 0,                  5,           0
case 0x123456789abcdef,  64,          0x123456789abcdef   # only the low 6 bits count
case 0xfedcba9876543210, 65,          0x7f6e5d4c3b2a1908
case 0xfedcba9876543210, -1,          1
case 0x123456789abcdef,  0x100000000, 0x123456789abcdef
case 0xfedcba9876543210, -61,         0x1fdb97530eca8642
case 0x80000000,         1,           0x40000000
case 5,                  5,           0
end
