# ox.amoinc.w rd, rs2, (rs1), and .aq, .rl, .aqrl: PTX atom.inc.u32: rd = the 32 bits at rs1, sign-extended; stores 0 if
# that is at least rs2, else one more; unsigned; one indivisible step. Ox ISA manual, custom-2: atomics that Zaamo and
# Zabha lack; PTX ISA, atom.
.include "check.inc.s"

amo ox.amoinc.w, x
#    before,             rs2,                rd,                 after
case 0xc3a5f00d00000000, 0,                  0,                  0xc3a5f00d00000000
case 0xc3a5f00d00000000, 0xdeadbeef00000001, 0,                  0xc3a5f00d00000001
case 0xc3a5f00d00000001, 1,                  1,                  0xc3a5f00d00000000
case 0xc3a5f00dffffffff, 0xdeadbeef00000001, -1,                 0xc3a5f00d00000000
case 0xc3a5f00d00000001, 0xffffffff,         1,                  0xc3a5f00d00000002
case 0xc3a5f00dffffffff, 0xdeadbeefffffffff, -1,                 0xc3a5f00d00000000
case 0xc3a5f00d7fffffff, 1,                  0x7fffffff,         0xc3a5f00d00000000
case 0xc3a5f00d80000000, 0xdeadbeefffffffff, 0xffffffff80000000, 0xc3a5f00d80000001
case 0xc3a5f00d80000000, 0x80000000,         0xffffffff80000000, 0xc3a5f00d00000000
case 0xc3a5f00d7fffffff, 0xdeadbeef80000000, 0x7fffffff,         0xc3a5f00d80000000
case 0xc3a5f00d80000000, 0x7fffffff,         0xffffffff80000000, 0xc3a5f00d00000000
case 0xc3a5f00d0000005a, 0xdeadbeef0000003c, 90,                 0xc3a5f00d00000000
case 0xc3a5f00d00000007, 7,                  7,                  0xc3a5f00d00000000
case 0xc3a5f00d00000000, 0xdeadbeef80000000, 0,                  0xc3a5f00d00000001
case 0xc3a5f00dffffffff, 0,                  -1,                 0xc3a5f00d00000000
case 0xc3a5f00d00000003, 0xdeadbeef00000002, 3,                  0xc3a5f00d00000000
case 0xc3a5f00d00000002, 3,                  2,                  0xc3a5f00d00000003
case 0xc3a5f00d89abcdef, 0xdeadbeef76543210, 0xffffffff89abcdef, 0xc3a5f00d00000000
end

amo_faults ox.amoinc.w, x, 4

# 0 to 9 round and round: 64 lanes leave 4, and find six rounds and 0 to 3 once more.
contended ox.amoinc.w, lw, sw, 0, nine, 4
contended_found ox.amoinc.w, sw, 0, nine, "thread % 10"
