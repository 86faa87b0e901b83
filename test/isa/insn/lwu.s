# lwu rd, offset(rs1): rd = the 32-bit word at rs1 + offset, zero-extended; the offset has 12 bits and is signed. RISC-V
# Unprivileged ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

load lwu, x, 4
#    memory,             offset, rd
case 0x8877665544332211, 0,      0x44332211
case 0x8877665544332211, 4,      0x88776655
case 0x7f807fff80008001, 0,      0x80008001
case 0x7f807fff80008001, 4,      0x7f807fff
case 0x00000000ffffffff, 0,      0xffffffff
case 0x00000000ffffffff, 4,      0
case 0xfedcba9876543210, 0,      0x76543210
case 0xfedcba9876543210, 4,      0xfedcba98
case 0x0000000000000000, 0,      0
case 0x0000000000000000, 4,      0
case 0xffffffffffffffff, 0,      0xffffffff
case 0xffffffffffffffff, 4,      0xffffffff
end

load_faults lwu, x, 4
