# lw rd, offset(rs1): rd = the 32-bit word at rs1 + offset, sign-extended; the offset has 12 bits and is signed. RISC-V
# Unprivileged ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

load lw, x, 4
#    memory,             offset, rd
case 0x8877665544332211, 0,      0x44332211
case 0x8877665544332211, 4,      0xffffffff88776655
case 0x7f807fff80008001, 0,      0xffffffff80008001
case 0x7f807fff80008001, 4,      0x7f807fff
case 0x00000000ffffffff, 0,      -1
case 0x00000000ffffffff, 4,      0
case 0xfedcba9876543210, 0,      0x76543210
case 0xfedcba9876543210, 4,      0xfffffffffedcba98
case 0x0000000000000000, 0,      0
case 0x0000000000000000, 4,      0
case 0xffffffffffffffff, 0,      -1
case 0xffffffffffffffff, 4,      -1
end

load_faults lw, x, 4
