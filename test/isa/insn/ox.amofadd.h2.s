# ox.amofadd.h2 rd, rs2, (rs1): rd = the 32 bits at rs1, sign-extended: two halves, which become sums with those of
# rs2, rounded to nearest even, each on its own. Bits 63..32 of rs2 do not count.
.include "check.inc.s"

amo ox.amofadd.h2, x
#     memory before, rs2, rd, memory after      # the upper, the lower
case  0x76543210bc013c00, 0x0000000090004000, 0xffffffffbc013c00, 0x76543210bc024200  # -(1+2^-10) + -2^-11; 1 + 2
case  0x765432100001c700, 0xffffffff0001c500, 0x000000000001c700, 0x765432100002ca00  # sub + sub; -7 + -5
case  0x765432103c003c00, 0x1234567812000000, 0x000000003c003c00, 0x765432103c013c00  # 1 + 2^-11+2^-12; 1 + 0
case  0x765432103bff0000, 0x000000000c00c200, 0x000000003bff0000, 0x765432103c00c200  # 1-2^-11 + 2^-12; 0 + -3
case  0x76543210fc000000, 0xfffffffffc000000, 0xfffffffffc000000, 0x76543210fc000000  # -inf + -inf; 0 + 0
case  0x765432103ffe0000, 0x1234567814008000, 0x000000003ffe0000, 0x765432103fff0000  # 2-2^-9 + 2^-10; 0 + -0
case  0x7654321080003c00, 0x000000000000bc00, 0xffffffff80003c00, 0x7654321000000000  # -0 + 0; 1 + -1
case  0x765432103fff7bff, 0xffffffff1400fbff, 0x000000003fff7bff, 0x7654321040000000  # 2-2^-10 + 2^-10; max + -max
case  0x765432107bff3c00, 0x123456784bff1000, 0x000000007bff3c00, 0x765432107bff3c00  # max + 2^4-2^-7; 1 + 2^-11
case  0x765432107bffbc00, 0x000000004c009000, 0x000000007bffbc00, 0x765432107c00bc00  # max + 16; -1 + -2^-11
# -(1+2^-10) + -(2^-11-2^-22); 1 + -2^-12:
case  0x76543210bc013c00, 0xffffffff8fff8c00, 0xffffffffbc013c00, 0x76543210bc013c00
case  0x765432103c003fff, 0x123456780fff1000, 0x000000003c003fff, 0x765432103c004000  # 1 + 2^-11-2^-22; 2-2^-10 + 2^-11
case  0x76543210fbff3c00, 0x0000000080011001, 0xfffffffffbff3c00, 0x76543210fbff3c01  # -max + -sub; 1 + 2^-11+2^-21
case  0x76543210bc003c01, 0xffffffff80010fff, 0xffffffffbc003c01, 0x76543210bc003c01  # -1 + -sub; 1+2^-10 + 2^-11-2^-22
case  0x76543210fbff3c00, 0x12345678fc000c00, 0xfffffffffbff3c00, 0x76543210fc003c00  # -max + -inf; 1 + 2^-12
case  0x76543210bc003c00, 0x000000003c000001, 0xffffffffbc003c00, 0x7654321000003c00  # -1 + 1; 1 + sub
case  0x765432100001bc00, 0xffffffff80010001, 0x000000000001bc00, 0x765432100000bc00  # sub + -sub; -1 + sub
case  0x76543210fc003c01, 0x123456787c008001, 0xfffffffffc003c01, 0x765432107e003c01  # -inf + inf; 1+2^-10 + -sub
case  0x765432103c01fbff, 0x0000000010000001, 0x000000003c01fbff, 0x765432103c02fbff  # 1+2^-10 + 2^-11; -max + sub
case  0x7654321003ff3bff, 0xffffffff0001bc00, 0x0000000003ff3bff, 0x7654321004009000  # maxsub + sub; 1-2^-11 + -1
case  0x765432103e007bff, 0x12345678b400fbfe, 0x000000003e007bff, 0x765432103d005000  # 1.5 + -0.25; max + -65472
case  0x7654321083fffbff, 0x0000000083fffbff, 0xffffffff83fffbff, 0x7654321087fefc00  # -maxsub + -maxsub; -max + -max
case  0x765432103c00fbff, 0xffffffff8000cc00, 0x000000003c00fbff, 0x765432103c00fc00  # 1 + -0; -max + -16
case  0x765432103c007bff, 0x123456787e2d0001, 0x000000003c007bff, 0x765432107e007bff  # 1 + NaN(0x2d); max + sub
case  0x765432107bff7bfe, 0x000000007bff5000, 0x000000007bff7bfe, 0x765432107c007bff  # max + max; 65472 + 32
case  0x765432107c000400, 0xffffffff7c018001, 0x000000007c000400, 0x765432107e0003ff  # inf + sNaN; min + -sub
# 2 + -(2-2^-10); 2^-14+2^-24 + -min:
case  0x7654321040000401, 0x12345678bfff8400, 0x0000000040000401, 0x7654321014000001
case  0x76543210bfff7c00, 0x0000000090003c00, 0xffffffffbfff7c00, 0x76543210c0007c00  # -(2-2^-10) + -2^-11; inf + 1
case  0x7654321080007c00, 0xffffffff80007c00, 0xffffffff80007c00, 0x7654321080007c00  # -0 + -0; inf + inf
case  0x765432107bff7c00, 0x123456788001fc00, 0x000000007bff7c00, 0x765432107bff7e00  # max + -sub; inf + -inf
case  0x765432103c017e00, 0x00000000bc003c00, 0x000000003c017e00, 0x7654321014007e00  # 1+2^-10 + -1; NaN + 1
case  0x765432103c007d55, 0xffffffff80013c00, 0x000000003c007d55, 0x765432103c007e00  # 1 + -sub; sNaN(0x155) + 1
end

# Two warps add 1 to the same place, twice: each thread finds another number there, in either half.
kernel_any_order add_to_one_place, "1,1,1", "64,1,1"
  bnez s1, 1f
  sd zero, 0(s11)
1:
  ox.bar.sync zero, zero
  li a0, 0x3c003c00
  ox.amofadd.h2 a1, a0, (s11)
  srli a0, a1, 16
  fmv.h.x fa1, a0
  fcvt.w.h a0, fa1, rtz
  keep a0
  ox.exit
expect
  each_thread "thread"
end
