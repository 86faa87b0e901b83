# lhu rd, offset(rs1): rd = the 16-bit word at rs1 + offset, zero-extended; the offset has 12 bits and is signed. RISC-V
# Unprivileged ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

load lhu, x, 2
#    memory,             offset, rd
case 0x8877665544332211, 0,      0x2211
case 0x8877665544332211, 2,      0x4433
case 0x8877665544332211, 4,      0x6655
case 0x8877665544332211, 6,      0x8877
case 0x7f807fff80008001, 0,      0x8001
case 0x7f807fff80008001, 2,      0x8000
case 0x7f807fff80008001, 4,      0x7fff
case 0x7f807fff80008001, 6,      0x7f80
case 0x00000000ffffffff, 0,      0xffff
case 0x00000000ffffffff, 2,      0xffff
case 0x00000000ffffffff, 4,      0
case 0x00000000ffffffff, 6,      0
case 0xfedcba9876543210, 0,      0x3210
case 0xfedcba9876543210, 2,      0x7654
case 0xfedcba9876543210, 4,      0xba98
case 0xfedcba9876543210, 6,      0xfedc
case 0x0000000000000000, 0,      0
case 0x0000000000000000, 2,      0
case 0x0000000000000000, 4,      0
case 0x0000000000000000, 6,      0
case 0xffffffffffffffff, 0,      0xffff
case 0xffffffffffffffff, 2,      0xffff
case 0xffffffffffffffff, 4,      0xffff
case 0xffffffffffffffff, 6,      0xffff
end

load_faults lhu, x, 2
