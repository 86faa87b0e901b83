# amocas.d rd, rs2, (rs1), and .aq, .rl, .aqrl: if the 64 bits at rs1 equal those of rd, stores rs2; rd = what was
# there; one indivisible step. RISC-V Unprivileged ISA, Zacas and Zabha extensions, atomic compare-and-swap.
.include "check.inc.s"

amo amocas.d, +x
#    before,             rd,                 rs2,                rd,                 after
case 0x0000000000000000, 0,                  0,                  0,                  0x0000000000000000
case 0x0000000000000000, 0,                  1,                  0,                  0x0000000000000001
case 0x0000000000000001, 0,                  5,                  1,                  0x0000000000000001
case 0xffffffffffffffff, 0xffffffffffffffff, 0,                  -1,                 0x0000000000000000
case 0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, -1,                 0xffffffffffffffff
case 0x8000000000000000, 0x8000000000000000, 1,                  0x8000000000000000, 0x0000000000000001
case 0x8000000000000000, 0x7fffffffffffffff, 1,                  0x8000000000000000, 0x8000000000000000
case 0x0000000000000005, 5,                  5,                  5,                  0x0000000000000005
case 0x0000000000000005, 6,                  5,                  5,                  0x0000000000000005
case 0x0000000000000000, 1,                  0,                  0,                  0x0000000000000000
case 0x000000000000005a, 0x5a,               0x3c,               90,                 0x000000000000003c
case 0x000000000000005a, 0x5b,               0x3c,               90,                 0x000000000000005a
case 0x0000000000000001, 1,                  0x8000000000000000, 1,                  0x8000000000000000
case 0x0000000000000007, 7,                  7,                  7,                  0x0000000000000007
case 0xffffffffffffffff, 0,                  1,                  -1,                 0xffffffffffffffff
case 0x0000000000000000, 0xffffffffffffffff, 1,                  0,                  0x0000000000000000
end

amo_faults amocas.d, x, 8

# One of the lanes finds what it expects, 0, and leaves 7, which the others find.
compare_and_swap_once amocas.d, ld, sd
# Each lane tries until it has added one.
compare_and_swap_loop amocas.d, ld, sd
