# ox.fsel rd, rs1, rs2, rs3: rd = rs3 != 0 ? rs1 : rs2. All 64 bits of the register are taken, so it serves every
# format: nothing is canonicalised, and boxes do not matter. All 64 bits of the condition count.
.include "check.inc.s"

# Whole registers.
op ox.fsel, d, d, d, x
#     rs1, rs2, rs3, rd
case  0x3ff0000000000000, 0xc000000000000000, 0,                  0xc000000000000000
case  0x3ff0000000000000, 0xc000000000000000, 1,                  0x3ff0000000000000
case  0x3ff0000000000000, 0xc000000000000000, 2,                  0x3ff0000000000000  # any bit will do
case  0x3ff0000000000000, 0xc000000000000000, -1,                 0x3ff0000000000000
case  0x3ff0000000000000, 0xc000000000000000, 0x8000000000000000, 0x3ff0000000000000  # the top bit alone
case  0x3ff0000000000000, 0xc000000000000000, 0x100000000,        0x3ff0000000000000  # a bit of the upper half alone
case  0x3ff0000000000000, 0xc000000000000000, 0x80000000,         0x3ff0000000000000
case  0x3ff0000000000000, 0xc000000000000000, 128,                0x3ff0000000000000
case  0x7ff0000000000001, 0x7ff8000000000005, 1,                  0x7ff0000000000001  # NaNs stay as they are
case  0x7ff0000000000001, 0xfff8000000000005, 0,                  0xfff8000000000005
case  0xffffffff7fa00001, 0xffffffffffff7d01, 1,                  0xffffffff7fa00001  # a boxed single
case  0xffffffff7fa00001, 0xffffffffffff7d01, 0,                  0xffffffffffff7d01  # a boxed half
case  0xfffffffe3f800000, 0x0000000000003c00, 1,                  0xfffffffe3f800000  # not boxed
case  0xfffffffe3f800000, 0x0000000000003c00, 0,                  0x0000000000003c00
case  0x0000000000000000, 0x8000000000000000, 1,                  0x0000000000000000  # zeros
case  0x0000000000000000, 0x8000000000000000, 0,                  0x8000000000000000
case  0x0000000000000001, 0x000fffffffffffff, 1,                  0x0000000000000001  # subnormals are not flushed
case  0x0000000000000001, 0x800fffffffffffff, 0,                  0x800fffffffffffff
end

# Singles.
op ox.fsel, s, s, s, x
case  0x3f800000, 0x40000000, 0, 0x40000000  # 0 ? 1 : 2
case  0x3f800000, 0x40000000, 1, 0x3f800000  # 1 ? 1 : 2
case  0x80000000, 0x00000000, 1, 0x80000000  # 1 ? -0 : 0
case  0x80000000, 0x00000000, 0, 0x00000000  # 0 ? -0 : 0
case  0x7f800001, 0x7f800000, 1, 0x7f800001  # 1 ? sNaN : inf
case  0x7fc00005, 0xff800001, 0, 0xff800001  # 0 ? NaN(0x5) : -sNaN
case  0x00000001, 0x807fffff, 1, 0x00000001  # 1 ? sub : -maxsub
case  0x00000001, 0x807fffff, 0, 0x807fffff  # 0 ? sub : -maxsub
end
