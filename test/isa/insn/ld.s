# ld rd, offset(rs1): rd = the 64-bit word at rs1 + offset; the offset has 12 bits and is signed. RISC-V Unprivileged
# ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

load ld, x, 8
#    memory,             offset, rd
case 0x8877665544332211, 0,      0x8877665544332211
case 0x7f807fff80008001, 0,      0x7f807fff80008001
case 0x00000000ffffffff, 0,      0xffffffff
case 0xfedcba9876543210, 0,      0xfedcba9876543210
case 0x0000000000000000, 0,      0
case 0xffffffffffffffff, 0,      -1
end

load_faults ld, x, 8
