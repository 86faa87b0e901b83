# sw rs2, offset(rs1): stores the low 32 bits of rs2 at rs1 + offset and nothing else; the offset has 12 bits and is
# signed. RISC-V Unprivileged ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

store sw, x, 4
#    before,             offset, rs2,                after
case 0x1122334455667788, 0,      0xfedcba9876543210, 0x1122334476543210
case 0x1122334455667788, 4,      0xfedcba9876543210, 0x7654321055667788
case 0x0000000000000000, 0,      0xffffffffffffffff, 0x00000000ffffffff
case 0x0000000000000000, 4,      0xffffffffffffffff, 0xffffffff00000000
case 0xffffffffffffffff, 0,      0x0000000000000000, 0xffffffff00000000
case 0xffffffffffffffff, 4,      0x0000000000000000, 0x00000000ffffffff
case 0x8877665544332211, 0,      0x80000000800080ff, 0x88776655800080ff
case 0x8877665544332211, 4,      0x80000000800080ff, 0x800080ff44332211
end

store_faults sw, x, 4
