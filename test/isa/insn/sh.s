# sh rs2, offset(rs1): stores the low 16 bits of rs2 at rs1 + offset and nothing else; the offset has 12 bits and is
# signed. RISC-V Unprivileged ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

store sh, x, 2
#    before,             offset, rs2,                after
case 0x1122334455667788, 0,      0xfedcba9876543210, 0x1122334455663210
case 0x1122334455667788, 2,      0xfedcba9876543210, 0x1122334432107788
case 0x1122334455667788, 4,      0xfedcba9876543210, 0x1122321055667788
case 0x1122334455667788, 6,      0xfedcba9876543210, 0x3210334455667788
case 0x0000000000000000, 0,      0xffffffffffffffff, 0x000000000000ffff
case 0x0000000000000000, 2,      0xffffffffffffffff, 0x00000000ffff0000
case 0x0000000000000000, 4,      0xffffffffffffffff, 0x0000ffff00000000
case 0x0000000000000000, 6,      0xffffffffffffffff, 0xffff000000000000
case 0xffffffffffffffff, 0,      0x0000000000000000, 0xffffffffffff0000
case 0xffffffffffffffff, 2,      0x0000000000000000, 0xffffffff0000ffff
case 0xffffffffffffffff, 4,      0x0000000000000000, 0xffff0000ffffffff
case 0xffffffffffffffff, 6,      0x0000000000000000, 0x0000ffffffffffff
case 0x8877665544332211, 0,      0x80000000800080ff, 0x88776655443380ff
case 0x8877665544332211, 2,      0x80000000800080ff, 0x8877665580ff2211
case 0x8877665544332211, 4,      0x80000000800080ff, 0x887780ff44332211
case 0x8877665544332211, 6,      0x80000000800080ff, 0x80ff665544332211
end

store_faults sh, x, 2
