# branch beq: conditional branches.  Columns rs1, rs2, 1 if the branch is taken, else 0.
.macro branch mnemonic
  columns_none
  column x
  column x
  column x
  record branch.\@, kind_cases, "\mnemonic", "rs1 rs2 taken", x, 3, 1
  ways_begin
  enter_cases branch.\@, 3
  branch_way "forward", forward, 0, -1, -1, -1, \mnemonic, 11, 12
  branch_way "backward", backward, 0, -1, -1, -1, \mnemonic, 31, 1
  branch_way "far forward", far_forward, 0, -1, -1, -1, \mnemonic, 16, 3
  branch_way "far backward", far_backward, 0, -1, -1, -1, \mnemonic, 5, 28
  branch_way "all lanes the same case", forward, flag_uniform, -1, -1, -1, \mnemonic, 7, 15
  branch_way "backward, all lanes the same case", backward, flag_uniform, -1, -1, -1, \mnemonic, 11, 12
  branch_way "rs1 = rs2", forward, 0, 0, 1, -1, \mnemonic, 11, 11
  branch_way "rs1 = x0", forward, 0, -1, -1, 0, \mnemonic, 0, 12
  branch_way "rs2 = x0", forward, 0, -1, -1, 1, \mnemonic, 11, 0
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm
.set far_words, 1000                  # of 4 bytes; a branch reaches 4094 bytes
.macro branch_way title, direction, flags, equal_a, equal_b, zero, mnemonic, rs1, rs2
  way "\title", \flags, -1, \equal_a, \equal_b, \zero
  each_case 3, (\flags) & flag_uniform
  load_column x, \rs1, 0
  load_column x, \rs2, 1
  mv a0, s7
  beqz s9, 93f
  branch_\direction \mnemonic, \rs1, \rs2
93:
  store_result x, 10
  next_case (\flags) & flag_uniform
.endm
# What lies between would show if it were executed.
.macro branch_over words
  .rept \words
  addi a0, a0, 16
  .endr
.endm
.macro branch_forward mnemonic, rs1, rs2
  li a0, 1
  \mnemonic x\rs1, x\rs2, 94f
  li a0, 0
94:
.endm
.macro branch_backward mnemonic, rs1, rs2
  li a0, 0
  j 95f
94:
  li a0, 1
  j 96f
95:
  \mnemonic x\rs1, x\rs2, 94b
96:
.endm
.macro branch_far_forward mnemonic, rs1, rs2
  li a0, 1
  \mnemonic x\rs1, x\rs2, 94f
  li a0, 0
  j 94f
  branch_over far_words
94:
.endm
.macro branch_far_backward mnemonic, rs1, rs2
  li a0, 0
  j 95f
94:
  li a0, 1
  j 96f
  branch_over far_words
95:
  \mnemonic x\rs1, x\rs2, 94b
96:
.endm
