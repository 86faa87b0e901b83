# ox.amodec.w rd, rs2, (rs1), and .aq, .rl, .aqrl: PTX atom.dec.u32: rd = the 32 bits at rs1, sign-extended; stores rs2
# if that is 0 or more than rs2, else one less; unsigned; one indivisible step. Ox ISA manual, custom-2: atomics that
# Zaamo and Zabha lack; PTX ISA, atom.
.include "check.inc.s"

amo ox.amodec.w, x
#    before,             rs2,                rd,                 after
case 0xc3a5f00d00000000, 0,                  0,                  0xc3a5f00d00000000
case 0xc3a5f00d00000000, 0xdeadbeef00000001, 0,                  0xc3a5f00d00000001
case 0xc3a5f00d00000001, 1,                  1,                  0xc3a5f00d00000000
case 0xc3a5f00dffffffff, 0xdeadbeef00000001, -1,                 0xc3a5f00d00000001
case 0xc3a5f00d00000001, 0xffffffff,         1,                  0xc3a5f00d00000000
case 0xc3a5f00dffffffff, 0xdeadbeefffffffff, -1,                 0xc3a5f00dfffffffe
case 0xc3a5f00d7fffffff, 1,                  0x7fffffff,         0xc3a5f00d00000001
case 0xc3a5f00d80000000, 0xdeadbeefffffffff, 0xffffffff80000000, 0xc3a5f00d7fffffff
case 0xc3a5f00d80000000, 0x80000000,         0xffffffff80000000, 0xc3a5f00d7fffffff
case 0xc3a5f00d7fffffff, 0xdeadbeef80000000, 0x7fffffff,         0xc3a5f00d7ffffffe
case 0xc3a5f00d80000000, 0x7fffffff,         0xffffffff80000000, 0xc3a5f00d7fffffff
case 0xc3a5f00d0000005a, 0xdeadbeef0000003c, 90,                 0xc3a5f00d0000003c
case 0xc3a5f00d00000007, 7,                  7,                  0xc3a5f00d00000006
case 0xc3a5f00d00000000, 0xdeadbeef80000000, 0,                  0xc3a5f00d80000000
case 0xc3a5f00dffffffff, 0,                  -1,                 0xc3a5f00d00000000
case 0xc3a5f00d00000003, 0xdeadbeef00000002, 3,                  0xc3a5f00d00000002
case 0xc3a5f00d00000002, 3,                  2,                  0xc3a5f00d00000001
case 0xc3a5f00d89abcdef, 0xdeadbeef76543210, 0xffffffff89abcdef, 0xc3a5f00d76543210
end

amo_faults ox.amodec.w, x, 4

# 9 to 0 round and round: 64 lanes from 9 on leave 5.
contended ox.amodec.w, lw, sw, 9, nine, 5
contended_found ox.amodec.w, sw, 9, nine, "9 - thread % 10"
