# lb rd, offset(rs1): rd = the byte at rs1 + offset, sign-extended; the offset has 12 bits and is signed. RISC-V
# Unprivileged ISA, RV64I, load and store instructions; alignment and faults: Ox ISA manual, the machine.
.include "check.inc.s"

load lb, x, 1
#    memory,             offset, rd
case 0x8877665544332211, 0,      17
case 0x8877665544332211, 1,      34
case 0x8877665544332211, 2,      51
case 0x8877665544332211, 3,      68
case 0x8877665544332211, 4,      85
case 0x8877665544332211, 5,      102
case 0x8877665544332211, 6,      119
case 0x8877665544332211, 7,      -120
case 0x7f807fff80008001, 0,      1
case 0x7f807fff80008001, 1,      -128
case 0x7f807fff80008001, 2,      0
case 0x7f807fff80008001, 3,      -128
case 0x7f807fff80008001, 4,      -1
case 0x7f807fff80008001, 5,      127
case 0x7f807fff80008001, 6,      -128
case 0x7f807fff80008001, 7,      127
case 0x00000000ffffffff, 0,      -1
case 0x00000000ffffffff, 1,      -1
case 0x00000000ffffffff, 2,      -1
case 0x00000000ffffffff, 3,      -1
case 0x00000000ffffffff, 4,      0
case 0x00000000ffffffff, 5,      0
case 0x00000000ffffffff, 6,      0
case 0x00000000ffffffff, 7,      0
case 0xfedcba9876543210, 0,      16
case 0xfedcba9876543210, 1,      50
case 0xfedcba9876543210, 2,      84
case 0xfedcba9876543210, 3,      118
case 0xfedcba9876543210, 4,      -104
case 0xfedcba9876543210, 5,      -70
case 0xfedcba9876543210, 6,      -36
case 0xfedcba9876543210, 7,      -2
case 0x0000000000000000, 0,      0
case 0x0000000000000000, 1,      0
case 0x0000000000000000, 2,      0
case 0x0000000000000000, 3,      0
case 0x0000000000000000, 4,      0
case 0x0000000000000000, 5,      0
case 0x0000000000000000, 6,      0
case 0x0000000000000000, 7,      0
case 0xffffffffffffffff, 0,      -1
case 0xffffffffffffffff, 1,      -1
case 0xffffffffffffffff, 2,      -1
case 0xffffffffffffffff, 3,      -1
case 0xffffffffffffffff, 4,      -1
case 0xffffffffffffffff, 5,      -1
case 0xffffffffffffffff, 6,      -1
case 0xffffffffffffffff, 7,      -1
end

load_faults lb, x, 1
