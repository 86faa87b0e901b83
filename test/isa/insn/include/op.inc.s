# op: instructions that make one register of up to three others.  The assembler's macros know text and nothing else, so
# the arguments are taken apart one macro at a time: p0 is the prefix (x or f) of the result's registers, p1 to p3 those
# of the operands, tail the rest, and rw is 1 if the result is an operand too.

.macro op mnemonic, result, operand1, operand2, operand3, operand4
  columns_none
  .irp type, x, s, h, b, d
  .ifc \result, +\type
  column \type
  op_result \mnemonic, "\result, \operand1, \operand2, \operand3, \operand4", \type, 1, \operand1, \operand2, \operand3, \operand4
  .endif
  .ifc \result, \type
  op_result \mnemonic, "\result, \operand1, \operand2, \operand3, \operand4", \type, 0, \operand1, \operand2, \operand3, \operand4
  .endif
  .endr
.endm
.macro op_result mnemonic, title, type, rw, operand1, operand2, operand3, operand4
  .ifc \type, x
  op_operand1 \mnemonic, "\title", x, \rw, x, \operand1, \operand2, \operand3, \operand4
  .else
  op_operand1 \mnemonic, "\title", \type, \rw, f, \operand1, \operand2, \operand3, \operand4
  .endif
.endm
.macro op_operand1 mnemonic, title, type, rw, p0, operand, operand2, operand3, operand4
  .set .Lregister, 0
  .ifc \operand, x
  .set .Lregister, 1
  column x
  op_operand2 \mnemonic, "\title", \type, \rw, \p0, x, \operand2, \operand3, \operand4
  .endif
  .irp format, s, h, b, d
  .ifc \operand, \format
  .set .Lregister, 1
  column \format
  op_operand2 \mnemonic, "\title", \type, \rw, \p0, f, \operand2, \operand3, \operand4
  .endif
  .endr
  .if .Lregister == 0
  op_kernel \mnemonic, "\title", \type, \rw, \p0, , , , \operand
  .endif
  .set .Lregister, 1
.endm
.macro op_operand2 mnemonic, title, type, rw, p0, p1, operand, operand3, operand4
  .set .Lregister, 0
  .ifc \operand, x
  .set .Lregister, 1
  column x
  op_operand3 \mnemonic, "\title", \type, \rw, \p0, \p1, x, \operand3, \operand4
  .endif
  .irp format, s, h, b, d
  .ifc \operand, \format
  .set .Lregister, 1
  column \format
  op_operand3 \mnemonic, "\title", \type, \rw, \p0, \p1, f, \operand3, \operand4
  .endif
  .endr
  .if .Lregister == 0
  op_kernel \mnemonic, "\title", \type, \rw, \p0, \p1, , , \operand
  .endif
  .set .Lregister, 1
.endm
.macro op_operand3 mnemonic, title, type, rw, p0, p1, p2, operand, operand4
  .set .Lregister, 0
  .ifc \operand, x
  .set .Lregister, 1
  column x
  op_kernel \mnemonic, "\title", \type, \rw, \p0, \p1, \p2, x, \operand4
  .endif
  .irp format, s, h, b, d
  .ifc \operand, \format
  .set .Lregister, 1
  column \format
  op_kernel \mnemonic, "\title", \type, \rw, \p0, \p1, \p2, f, \operand4
  .endif
  .endr
  .if .Lregister == 0
  op_kernel \mnemonic, "\title", \type, \rw, \p0, \p1, \p2, , \operand
  .endif
  .set .Lregister, 1
.endm

.macro op_kernel mnemonic, title, type, rw, p0, p1, p2, p3, tail
  column \type
  op_record table.\@, "\mnemonic \title", \type, \rw, "\p1", "\p2", "\p3"
  ways_begin
  enter_cases table.\@, .Lcolumns
  op_way "all operands apart", 0, -1, -1, -1, -1, \mnemonic, "\tail", \rw, \p0, 10, "\p1", 11, "\p2", 12, "\p3", 13
  op_way "other registers", 0, -1, -1, -1, -1, \mnemonic, "\tail", \rw, \p0, 31, "\p1", 1, "\p2", 16, "\p3", 28
  op_way "all lanes the same case", flag_uniform, -1, -1, -1, -1, \mnemonic, "\tail", \rw, \p0, 5, "\p1", 30, "\p2", 3, "\p3", 15
  op_same_as_result \mnemonic, "\tail", \rw, \p0, "\p1", "\p2", "\p3"
  .ifnb \p2
  .ifc \p1, \p2
  op_way "rs1 = rs2", 0, -1, \rw, \rw+1, -1, \mnemonic, "\tail", \rw, \p0, 10, "\p1", 11, "\p2", 11, "\p3", 13
  .endif
  .endif
  .ifnb \p3
  .ifc \p2, \p3
  op_way "rs2 = rs3", 0, -1, \rw+1, \rw+2, -1, \mnemonic, "\tail", \rw, \p0, 10, "\p1", 11, "\p2", 12, "\p3", 12
  .endif
  .endif
  .ifc \p0, x
  op_way "rd = x0", flag_result_is_zero, -1, -1, -1, -1, \mnemonic, "\tail", \rw, x, 0, "\p1", 11, "\p2", 12, "\p3", 13
  .endif
  .ifc \p1, x
  op_way "rs1 = x0", 0, -1, -1, -1, \rw, \mnemonic, "\tail", \rw, \p0, 10, x, 0, "\p2", 12, "\p3", 13
  .endif
  .ifc \p2, x
  op_way "rs2 = x0", 0, -1, -1, -1, \rw+1, \mnemonic, "\tail", \rw, \p0, 10, "\p1", 11, x, 0, "\p3", 13
  .endif
  .ifc \p3, x
  op_way "rs3 = x0", 0, -1, -1, -1, \rw+2, \mnemonic, "\tail", \rw, \p0, 10, "\p1", 11, "\p2", 12, x, 0
  .endif
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm

# The result in the place of an operand: lanes that take no part keep the operand; where the result is an operand of its
# own, its column and that of the other must agree.
.macro op_same_as_result mnemonic, tail, rw, p0, p1, p2, p3
  .if \rw == 0
  .ifc \p0, \p1
  op_way "rd = rs1", 0, 0, -1, -1, -1, \mnemonic, "\tail", 0, \p0, 11, "\p1", 11, "\p2", 12, "\p3", 13
  .endif
  .ifc \p0, \p2
  op_way "rd = rs2", 0, 1, -1, -1, -1, \mnemonic, "\tail", 0, \p0, 12, "\p1", 11, "\p2", 12, "\p3", 13
  .endif
  .ifc \p0, \p3
  op_way "rd = rs3", 0, 2, -1, -1, -1, \mnemonic, "\tail", 0, \p0, 13, "\p1", 11, "\p2", 12, "\p3", 13
  .endif
  .else
  .ifc \p0, \p1
  op_way "rd = rs1", 0, 0, 0, 1, -1, \mnemonic, "\tail", 0, \p0, 11, "\p1", 11, "\p2", 12, "\p3", 13, 1
  .endif
  .ifc \p0, \p2
  op_way "rd = rs2", 0, 0, 0, 2, -1, \mnemonic, "\tail", 0, \p0, 12, "\p1", 11, "\p2", 12, "\p3", 13, 1
  .endif
  .endif
.endm

# One way to run the cases: the result in register \n0, the operands in \n1..\n3 (those whose prefix is not blank).
# \first: the column of operand 1.
.macro op_way title, flags, inactive, equal_a, equal_b, zero, mnemonic, tail, rw, p0, n0, p1, n1, p2, n2, p3, n3, first=0
  .if \rw
  way "\title", \flags, 0, \equal_a, \equal_b, \zero
  .else
  way "\title", \flags, \inactive, \equal_a, \equal_b, \zero
  .endif
  each_case .Lcolumns, (\flags) & flag_uniform
  .if \rw
  load_column \p0, \n0, 0
  .else
  set_sentinel \p0, \n0
  .endif
  .ifnb \p1
  load_column \p1, \n1, \rw+\first
  .endif
  .ifnb \p2
  load_column \p2, \n2, \rw+\first+1
  .endif
  .ifnb \p3
  load_column \p3, \n3, \rw+\first+2
  .endif
  beqz s9, 93f
  instruction \mnemonic, "\tail", \p0\()\n0, "\p1", \n1, "\p2", \n2, "\p3", \n3
93:
  store_result \p0, \n0
  next_case (\flags) & flag_uniform
.endm

.macro instruction mnemonic, tail, rd, p1, n1, p2, n2, p3, n3
  .ifb \p1
  instruction_end "\mnemonic \rd", "\tail"
  .else
  .ifb \p2
  instruction_end "\mnemonic \rd, \p1\()\n1", "\tail"
  .else
  .ifb \p3
  instruction_end "\mnemonic \rd, \p1\()\n1, \p2\()\n2", "\tail"
  .else
  instruction_end "\mnemonic \rd, \p1\()\n1, \p2\()\n2, \p3\()\n3", "\tail"
  .endif
  .endif
  .endif
.endm
.macro instruction_end text, tail
  .ifb \tail
  \text
  .else
  \text, \tail
  .endif
.endm

# Names of the columns for messages.
.macro op_record kernel, title, type, rw, p1, p2, p3
  .ifb \p1
  record \kernel, kind_cases, "\title", "rd", \type, .Lcolumns, 1
  .else
  .ifb \p2
  op_record_of \kernel, "\title", \type, \rw, "rs1"
  .else
  .ifb \p3
  op_record_of \kernel, "\title", \type, \rw, "rs1 rs2"
  .else
  op_record_of \kernel, "\title", \type, \rw, "rs1 rs2 rs3"
  .endif
  .endif
  .endif
.endm
.macro op_record_of kernel, title, type, rw, operands
  .if \rw
  record \kernel, kind_cases, "\title", "rd(before) \operands rd", \type, .Lcolumns, 1
  .else
  record \kernel, kind_cases, "\title", "\operands rd", \type, .Lcolumns, 1
  .endif
.endm
