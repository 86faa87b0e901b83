# amomaxu.d rd, rs2, (rs1), and .aq, .rl, .aqrl: rd = the 64 bits at rs1; stores the larger of both as unsigned numbers;
# one indivisible step. RISC-V Unprivileged ISA, Zaamo and Zabha extensions, atomic memory operations.
.include "check.inc.s"

amo amomaxu.d, x
#    before,             rs2,                rd,                 after
case 0x0000000000000000, 0,                  0,                  0x0000000000000000
case 0x0000000000000000, 1,                  0,                  0x0000000000000001
case 0x0000000000000001, 1,                  1,                  0x0000000000000001
case 0xffffffffffffffff, 1,                  -1,                 0xffffffffffffffff
case 0x0000000000000001, 0xffffffffffffffff, 1,                  0xffffffffffffffff
case 0xffffffffffffffff, 0xffffffffffffffff, -1,                 0xffffffffffffffff
case 0x7fffffffffffffff, 1,                  0x7fffffffffffffff, 0x7fffffffffffffff
case 0x8000000000000000, 0xffffffffffffffff, 0x8000000000000000, 0xffffffffffffffff
case 0x8000000000000000, 0x8000000000000000, 0x8000000000000000, 0x8000000000000000
case 0x7fffffffffffffff, 0x8000000000000000, 0x7fffffffffffffff, 0x8000000000000000
case 0x8000000000000000, 0x7fffffffffffffff, 0x8000000000000000, 0x8000000000000000
case 0x000000000000005a, 0x3c,               90,                 0x000000000000005a
case 0x0000000000000007, 7,                  7,                  0x0000000000000007
case 0x0000000000000000, 0x8000000000000000, 0,                  0x8000000000000000
case 0xffffffffffffffff, 0,                  -1,                 0xffffffffffffffff
case 0x0000000000000003, 2,                  3,                  0x0000000000000003
case 0x0000000000000002, 3,                  2,                  0x0000000000000003
case 0x0123456789abcdef, 0xfedcba9876543210, 0x123456789abcdef,  0xfedcba9876543210
end

amo_faults amomaxu.d, x, 8

# Each lane offers its number less 32.
contended amomaxu.d, ld, sd, 0, number_minus_32, -1
side_by_side amomaxu.d, ld, 8, own_number, "thread ^ 1"
