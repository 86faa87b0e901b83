# ox.amofadd.bf2 rd, rs2, (rs1): rd = the 32 bits at rs1, sign-extended: two bfloat16s, which become sums with those
# of rs2, rounded to nearest even, each on its own. Bits 63..32 of rs2 do not count.
.include "check.inc.s"

amo ox.amofadd.bf2, x
#     memory before, rs2, rd, memory after      # the upper, the lower
case  0x76543210bf813f80, 0x00000000bb804000, 0xffffffffbf813f80, 0x76543210bf824040  # -(1+2^-7) + -2^-8; 1 + 2
case  0x765432100001c0e0, 0xffffffff0001c0a0, 0x000000000001c0e0, 0x765432100002c140  # sub + sub; -7 + -5
case  0x765432103f803f80, 0x123456783bc00000, 0x000000003f803f80, 0x765432103f813f80  # 1 + 2^-8+2^-9; 1 + 0
case  0x765432103f7f0000, 0x000000003b00c040, 0x000000003f7f0000, 0x765432103f80c040  # 1-2^-8 + 2^-9; 0 + -3
case  0x76543210ff800000, 0xffffffffff800000, 0xffffffffff800000, 0x76543210ff800000  # -inf + -inf; 0 + 0
case  0x765432103ffe0000, 0x123456783c008000, 0x000000003ffe0000, 0x765432103fff0000  # 1.984375 + 2^-7; 0 + -0
case  0x7654321080003f80, 0x000000000000bf80, 0xffffffff80003f80, 0x7654321000000000  # -0 + 0; 1 + -1
case  0x765432103fff7f7f, 0xffffffff3c00ff7f, 0x000000003fff7f7f, 0x7654321040000000  # 2-2^-7 + 2^-7; max + -max
case  0x765432107f7f3f80, 0x123456787aff3b80, 0x000000007f7f3f80, 0x765432107f7f3f80  # max + 2^119-2^111; 1 + 2^-8
case  0x765432107f7fbf80, 0x000000007b00bb80, 0x000000007f7fbf80, 0x765432107f80bf80  # max + 2^119; -1 + -2^-8
# -(1+2^-7) + -(2^-8-2^-16); 1 + -2^-9:
case  0x76543210bf813f80, 0xffffffffbb7fbb00, 0xffffffffbf813f80, 0x76543210bf813f80
case  0x765432103f803fff, 0x123456783b7f3b80, 0x000000003f803fff, 0x765432103f804000  # 1 + 2^-8-2^-16; 2-2^-7 + 2^-8
case  0x76543210ff7f3f80, 0x0000000080013b81, 0xffffffffff7f3f80, 0x76543210ff7f3f81  # -max + -sub; 1 + 2^-8+2^-15
case  0x76543210bf803f81, 0xffffffff80013b7f, 0xffffffffbf803f81, 0x76543210bf803f81  # -1 + -sub; 1+2^-7 + 2^-8-2^-16
case  0x76543210ff7f3f80, 0x12345678ff803b00, 0xffffffffff7f3f80, 0x76543210ff803f80  # -max + -inf; 1 + 2^-9
case  0x76543210bf803f80, 0x000000003f800001, 0xffffffffbf803f80, 0x7654321000003f80  # -1 + 1; 1 + sub
case  0x765432100001bf80, 0xffffffff80010001, 0x000000000001bf80, 0x765432100000bf80  # sub + -sub; -1 + sub
case  0x76543210ff803f81, 0x123456787f808001, 0xffffffffff803f81, 0x765432107fc03f81  # -inf + inf; 1+2^-7 + -sub
case  0x765432103f81ff7f, 0x000000003b800001, 0x000000003f81ff7f, 0x765432103f82ff7f  # 1+2^-7 + 2^-8; -max + sub
case  0x76543210007f3f7f, 0xffffffff0001bf80, 0x00000000007f3f7f, 0x765432100080bb80  # maxsub + sub; 1-2^-8 + -1
# 1.5 + -0.25; max + -(2^128-2^121):
case  0x765432103fc07f7f, 0x12345678be80ff7e, 0x000000003fc07f7f, 0x765432103fa07b80
case  0x76543210807fff7f, 0x00000000807fff7f, 0xffffffff807fff7f, 0x7654321080feff80  # -maxsub + -maxsub; -max + -max
case  0x765432103f80ff7f, 0xffffffff8000fb00, 0x000000003f80ff7f, 0x765432103f80ff80  # 1 + -0; -max + -2^119
case  0x765432103f807f7f, 0x123456787fed0001, 0x000000003f807f7f, 0x765432107fc07f7f  # 1 + NaN(0x2d); max + sub
case  0x765432107f7f7f7e, 0x000000007f7f7b80, 0x000000007f7f7f7e, 0x765432107f807f7f  # max + max; 2^128-2^121 + 2^120
case  0x765432107f800080, 0xffffffff7f818001, 0x000000007f800080, 0x765432107fc0007f  # inf + sNaN; min + -sub
# 2 + -(2-2^-7); 2^-126+2^-133 + -min:
case  0x7654321040000081, 0x12345678bfff8080, 0x0000000040000081, 0x765432103c000001
case  0x76543210bfff7f80, 0x00000000bb803f80, 0xffffffffbfff7f80, 0x76543210c0007f80  # -(2-2^-7) + -2^-8; inf + 1
case  0x7654321080007f80, 0xffffffff80007f80, 0xffffffff80007f80, 0x7654321080007f80  # -0 + -0; inf + inf
case  0x765432107f7f7f80, 0x123456788001ff80, 0x000000007f7f7f80, 0x765432107f7f7fc0  # max + -sub; inf + -inf
case  0x765432103f817fc0, 0x00000000bf803f80, 0x000000003f817fc0, 0x765432103c007fc0  # 1+2^-7 + -1; NaN + 1
case  0x765432103f807f95, 0xffffffff80013f80, 0x000000003f807f95, 0x765432103f807fc0  # 1 + -sub; sNaN(0x15) + 1
end

# Two warps add 1 to the same place, twice: each thread finds another number there, in either half.
kernel_any_order add_to_one_place, "1,1,1", "64,1,1"
  bnez s1, 1f
  sd zero, 0(s11)
1:
  ox.bar.sync zero, zero
  li a0, 0x3f803f80
  ox.amofadd.bf2 a1, a0, (s11)
  srli a0, a1, 16
  fmv.h.x fa1, a0
  fcvt.s.bf16 fa1, fa1
  fcvt.w.s a0, fa1, rtz
  keep a0
  ox.exit
expect
  each_thread "thread"
end
