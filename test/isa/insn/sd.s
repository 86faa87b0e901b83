# sd rs2, offset(rs1): stores the low 64 bits of rs2 at rs1 + offset and nothing else; the offset has 12 bits and is
# signed. RISC-V Unprivileged ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

store sd, x, 8
#    before,             offset, rs2,                after
case 0x1122334455667788, 0,      0xfedcba9876543210, 0xfedcba9876543210
case 0x0000000000000000, 0,      0xffffffffffffffff, 0xffffffffffffffff
case 0xffffffffffffffff, 0,      0x0000000000000000, 0x0000000000000000
case 0x8877665544332211, 0,      0x80000000800080ff, 0x80000000800080ff
end

store_faults sd, x, 8
