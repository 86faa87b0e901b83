# beq rs1, rs2, target: jumps to the target, pc plus an offset of up to 4094 bytes, if rs1 = rs2; lanes of one warp may
# go different ways. RISC-V Unprivileged ISA, RV64I, conditional branches.
.include "check.inc.s"

branch beq
#    rs1,                rs2,                taken
case 0,                  0,                  1
case 1,                  0,                  0
case 0,                  1,                  0
case 1,                  1,                  1
case -1,                 0,                  0
case 0,                  -1,                 0
case -1,                 -1,                 1
case -1,                 1,                  0
case 1,                  -1,                 0
case 0x8000000000000000, 0,                  0
case 0,                  0x8000000000000000, 0
case 0x8000000000000000, 0x7fffffffffffffff, 0
case 0x7fffffffffffffff, 0x8000000000000000, 0
case 0x8000000000000000, 0x8000000000000000, 1
case 0x7fffffffffffffff, 0x7fffffffffffffff, 1
case 0xffffffff,         -1,                 0  # they differ in the upper half
case 0x100000000,        0,                  0
case 0,                  0x100000000,        0
case 0x80000000,         0xffffffff80000000, 0
case 0x123456789abcdef,  0x123456789abcdef,  1
case 0x123456789abcdef,  0x123456789abcdf0,  0
case 0xfedcba9876543211, 0xfedcba9876543210, 0
case 5,                  5,                  1
end
