# amominu.w rd, rs2, (rs1), and .aq, .rl, .aqrl: rd = the 32 bits at rs1, sign-extended; stores the smaller of both as
# unsigned numbers; one indivisible step. RISC-V Unprivileged ISA, Zaamo and Zabha extensions, atomic memory operations.
.include "check.inc.s"

amo amominu.w, x
#    before,             rs2,                rd,                 after
case 0xc3a5f00d00000000, 0,                  0,                  0xc3a5f00d00000000
case 0xc3a5f00d00000000, 0xdeadbeef00000001, 0,                  0xc3a5f00d00000000
case 0xc3a5f00d00000001, 1,                  1,                  0xc3a5f00d00000001
case 0xc3a5f00dffffffff, 0xdeadbeef00000001, -1,                 0xc3a5f00d00000001
case 0xc3a5f00d00000001, 0xffffffff,         1,                  0xc3a5f00d00000001
case 0xc3a5f00dffffffff, 0xdeadbeefffffffff, -1,                 0xc3a5f00dffffffff
case 0xc3a5f00d7fffffff, 1,                  0x7fffffff,         0xc3a5f00d00000001
case 0xc3a5f00d80000000, 0xdeadbeefffffffff, 0xffffffff80000000, 0xc3a5f00d80000000
case 0xc3a5f00d80000000, 0x80000000,         0xffffffff80000000, 0xc3a5f00d80000000
case 0xc3a5f00d7fffffff, 0xdeadbeef80000000, 0x7fffffff,         0xc3a5f00d7fffffff
case 0xc3a5f00d80000000, 0x7fffffff,         0xffffffff80000000, 0xc3a5f00d7fffffff
case 0xc3a5f00d0000005a, 0xdeadbeef0000003c, 90,                 0xc3a5f00d0000003c
case 0xc3a5f00d00000007, 7,                  7,                  0xc3a5f00d00000007
case 0xc3a5f00d00000000, 0xdeadbeef80000000, 0,                  0xc3a5f00d00000000
case 0xc3a5f00dffffffff, 0,                  -1,                 0xc3a5f00d00000000
case 0xc3a5f00d00000003, 0xdeadbeef00000002, 3,                  0xc3a5f00d00000002
case 0xc3a5f00d00000002, 3,                  2,                  0xc3a5f00d00000002
case 0xc3a5f00d89abcdef, 0xdeadbeef76543210, 0xffffffff89abcdef, 0xc3a5f00d76543210
end

amo_faults amominu.w, x, 4

# Each lane offers its number less 32.
contended amominu.w, lw, sw, -1, number_minus_32, 0
side_by_side amominu.w, lw, 4, own_number, 0
