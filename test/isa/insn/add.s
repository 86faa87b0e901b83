# add rd, rs1, rs2: rd = rs1 + rs2.  RISC-V Unprivileged ISA, RV64I, integer register-register operations: overflow is
# ignored, the low 64 bits of the sum are the result.
.include "check.inc.s"

op add, x, x, x
#    rs1, rs2, rd
case 0, 0, 0
case 1, 1, 2
case 0, 5, 5
case 7, 0, 7
case -1, 1, 0
case -1, -1, -2
case 0x7fffffffffffffff, 1, 0x8000000000000000
case 0x8000000000000000, 0x8000000000000000, 0
case 0x8000000000000000, -1, 0x7fffffffffffffff
case 0xffffffff, 1, 0x100000000
case 0x7fffffff, 1, 0x80000000
case 0x123456789abcdef0, 0x0fedcba987654321, 0x2222222222222211
end
