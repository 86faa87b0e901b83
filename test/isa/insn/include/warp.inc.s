# warp ox.ballot, x, m: operations of the lanes that a mask names.  Operands: x, and m the one whose low 32 bits are the
# mask; the result is an x register.  Columns: the operands, the result; case i belongs to lane i % 32, so cases come in
# 32s.  Lanes outside of the mask take no part.
#
#   each_lane "lane * 2", 0xffffffff, "42"          32 cases by the symbol lane
.macro warp mnemonic, operand1, operand2, operand3
  columns_none
  .set .Lmask_column, -1
  .irp operand, \operand1, \operand2, \operand3
  .ifc \operand, m
  .set .Lmask_column, .Lcolumns
  .endif
  .ifnb \operand
  column x
  .endif
  .endr
  .set .Loperands, .Lcolumns
  column x
  .ifnb \operand3
  warp_kernel \mnemonic, "rs1 rs2 rs3 rd", x, x, x
  .else
  .ifnb \operand2
  warp_kernel \mnemonic, "rs1 rs2 rd", x, x
  .else
  warp_kernel \mnemonic, "rs1 rd", x
  .endif
  .endif
.endm
.macro warp_kernel mnemonic, names, p1, p2, p3
  record warp.\@, kind_warp, "\mnemonic", "\names", x, .Lcolumns, 1, .Lmask_column
  ways_begin
  enter_cases warp.\@, .Lcolumns
  warp_way "together", together, 0, -1, \mnemonic, 10, \p1, 11, "\p2", 12, "\p3", 13
  warp_way "odd lanes late", late, 0, -1, \mnemonic, 31, \p1, 1, "\p2", 3, "\p3", 28
  warp_way "one lane after the other", one_by_one, 0, -1, \mnemonic, 5, \p1, 17, "\p2", 16, "\p3", 15
  warp_way "at two places, other registers", two_places, 0, -1, \mnemonic, 10, \p1, 11, "\p2", 12, "\p3", 13
  warp_way "rd = rs1", together, 0, 0, \mnemonic, 11, \p1, 11, "\p2", 12, "\p3", 13
  .ifnb \p2
  warp_way "rd = rs2", late, 0, 1, \mnemonic, 12, \p1, 11, "\p2", 12, "\p3", 13
  .endif
  .ifnb \p3
  warp_way "rd = rs3", late, 0, 2, \mnemonic, 13, \p1, 11, "\p2", 12, "\p3", 13
  .endif
  warp_way "rd = x0", together, flag_result_is_zero, -1, \mnemonic, 0, \p1, 11, "\p2", 12, "\p3", 13
  warp_way "rd = x0, odd lanes late", late, flag_result_is_zero, -1, \mnemonic, 0, \p1, 11, "\p2", 12, "\p3", 13
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm
.macro warp_way title, arrival, flags, inactive, mnemonic, rd, p1, n1, p2, n2, p3, n3
  way "\title", \flags, \inactive
  li s3, 0
92:
  slli s2, s3, 5
  add s2, s2, s1
  li s8, 8*.Lcolumns
  mul s2, s2, s8
  add s2, s2, s10
  ld s9, 8*.Lmask_column(s2)
  srl s9, s9, s1
  andi s9, s9, 1
  mv x\rd, s7
  load_column \p1, \n1, 0
  .ifnb \p2
  load_column \p2, \n2, 1
  .endif
  .ifnb \p3
  load_column \p3, \n3, 2
  .endif
  beqz s9, 93f
  arrive_\arrival \mnemonic, \rd, \p1, \n1, "\p2", \n2, "\p3", \n3
93:
  store_result x, \rd
  addi s3, s3, 1
  bltu s3, s6, 92b
.endm
.macro arrive_together mnemonic, rd, p1, n1, p2, n2, p3, n3
  instruction \mnemonic, "", x\rd, \p1, \n1, "\p2", \n2, "\p3", \n3
.endm
.macro arrive_late mnemonic, rd, p1, n1, p2, n2, p3, n3
  andi s8, s1, 1
  beqz s8, 95f
  li s8, 40
94:
  addi s8, s8, -1
  bnez s8, 94b
95:
  instruction \mnemonic, "", x\rd, \p1, \n1, "\p2", \n2, "\p3", \n3
.endm
.macro arrive_one_by_one mnemonic, rd, p1, n1, p2, n2, p3, n3
  addi s8, s1, 1
94:
  pause
  addi s8, s8, -1
  bnez s8, 94b
  instruction \mnemonic, "", x\rd, \p1, \n1, "\p2", \n2, "\p3", \n3
.endm
.macro arrive_two_places mnemonic, rd, p1, n1, p2, n2, p3, n3
  andi s8, s1, 2
  beqz s8, 95f
  instruction \mnemonic, "", x\rd, \p1, \n1, "\p2", \n2, "\p3", \n3
  j 96f
95:
  mv x30, x\n1
  .ifnb \p2
  mv x6, x\n2
  .endif
  .ifnb \p3
  mv x7, x\n3
  .endif
  instruction \mnemonic, "", x29, \p1, 30, "\p2", 6, "\p3", 7
  mv x\rd, x29
96:
.endm
.macro each_lane values:vararg
  .set lane, 0
  .rept 32
  case \values
  .set lane, lane + 1
  .endr
.endm
