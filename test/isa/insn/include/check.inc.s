# The language in which test/isa/insn says what an instruction does: one file per instruction, tables of operands and
# expected results.  These macros turn a table into a kernel, which the runner (test/isa/insn_runner) starts; it then
# compares what the kernel left in its results buffer.  The kernel never compares anything: a machine whose branches are
# wrong must not pass.
#
#   op add, x, x, x                   an instruction and the types of its operands, the result first
#   #    rs1, rs2, rd                 then its cases: operands in order, last the expected result
#   case 1,   2,   3
#   end
#
# Types: x is an integer register, s h b d a floating-point register with a value of that format (single, half,
# bfloat16, double), which `case` NaN-boxes; so a value that shall not be boxed is written under d.  +x +s ... is a
# result that is also the first operand.  What follows the registers is taken as it stands: an immediate, a rounding mode.
#
# What a table is run through: every case in all lanes at once, in half of them, in a random selection and in one, and in
# all lanes the same case; with other registers, the result in the place of an operand, x0 as operand and as result.
# Lanes that do not take part must keep their register, which the runner checks too.
#
# Other shapes, each described in its file: branch (branch.inc.s); load, store, amo (memory.inc.s) and what they must
# refuse (access.inc.s); amo_pair (pair.inc.s); warp (warp.inc.s); kernel, kernel_fault, kernel_print for whatever is no
# table (kernel.inc.s); and what several files have in common: csr, barrier, mbarrier, cluster.
#
# Registers: s0..s11 belong to the macros.  Parameters of a kernel: the results buffer, then a scratch buffer of
# scratch_bytes.
.include "oxcore.inc.s"

.set sentinel, 0x5ca1ab1e0ddba115     # what a result register holds before
.set scratch_bytes, 8192

.section .rodata.masks, "a"
.p2align 2
.Lmasks: .word 0xffffffff, 0xaaaaaaaa, 0x9c3b05e6, 0x00020000
.set .Lmask_count, 4
.text

# The clusters of the kernels that follow, in blocks; at first there are none.
.macro clusters x, y=1, z=1
  .set cluster_x, \x
  .set cluster_y, \y
  .set cluster_z, \z
.endm
clusters 1

# What the runner has to know of a kernel; struct Record in test/isa/insn_runner/record.h.  Labels that come later:
# 75..76 ways to run the cases, 77..78 cases or expected values, 79 what they may differ by.  \format: the type of the
# result.
.set kind_cases, 0
.set kind_warp, 1                     # case i belongs to lane i % 32
.set kind_memory, 2                   # no cases: expected values in the order of the results
.set kind_sorted, 3                   # the same, but the order of the results does not matter
.macro record kernel, kind, title, names, format, columns, results, mask_column=-1, grid="1,1,1", block="32,1,1", shared=0, fault=0, fault_base=0, fault_address=0, fault_pc=0, prints=0
  .pushsection .data
  .p2align 3
  .type \kernel\().test, @object
\kernel\().test:
  .word \kind, \columns, \results, \mask_column
  .word \grid
  .word \block
  .word cluster_x, cluster_y, cluster_z
  .p2align 3
  .dword \shared
  .dword \kernel, 75f, 76f, 77f, 78f, 79f, 71f, 72f
  .word \fault, \fault_base
  .dword \fault_address, \fault_pc, \prints
  .ascii "\format"
  .p2align 3
  .size \kernel\().test, .-\kernel\().test
71: .asciz "\title"
72: .asciz "\names"
  .popsection
.endm

# A way to run the cases: struct Way in record.h.  \inactive: the column that a lane keeps if it takes no part, -1 for
# the sentinel.  Lanes whose columns \equal_a and \equal_b differ, or whose column \zero is not 0, are not looked at:
# there the registers were one and the same, or x0.
.set flag_uniform, 1                  # all lanes take the same case
.set flag_result_is_zero, 2           # the result went to x0
.macro way title, flags=0, inactive=-1, equal_a=-1, equal_b=-1, zero=-1, inactive_memory=-1
  .pushsection .data.ways
  .p2align 3
  .word \flags, \inactive, \equal_a, \equal_b, \zero, \inactive_memory
  .dword 71f
  .pushsection .rodata
71: .asciz "\title"
  .popsection
  .popsection
.endm
.macro ways_begin
  .pushsection .data.ways
  .p2align 3
75:
  .popsection
.endm
.macro ways_end
  .pushsection .data.ways
76:
  .popsection
.endm

# The start of a kernel over cases: s0 = place of this lane's next result, s1 = lane, s4 = number of cases, s6 = rounds
# in which 32 lanes get through them, s7 = sentinel, s10 = cases.
.macro enter_cases kernel, columns
  .text
  .globl \kernel
\kernel:
  ld s0, 0(a0)
  ld s11, 8(a0)
  csrr s1, 0xCD0                      # laneid
  slli s8, s1, 3
  add s0, s0, s8
  lla s10, 77f
  lla s4, 78f
  sub s4, s4, s10
  li s8, 8*(\columns)
  divu s4, s4, s8
  addi s6, s4, 31
  srli s6, s6, 5
  li s7, sentinel
.endm

# The loops of one way: for each mask, for each round, a case for this lane, at s2.  s9 = does this lane take part.  The
# lanes begin together: else one could still use memory that another uses differently already.
.macro each_case columns, uniform=0
  li s8, -1
  ox.syncwarp s8
  li s5, 0
91:
  lla s8, .Lmasks
  slli s9, s5, 2
  add s8, s8, s9
  lwu s9, 0(s8)
  srl s9, s9, s1
  andi s9, s9, 1
  li s3, 0
92:
  .if \uniform
  mv s2, s3
  .else
  slli s2, s3, 5
  add s2, s2, s1
  remu s2, s2, s4
  .endif
  li s8, 8*(\columns)
  mul s2, s2, s8
  add s2, s2, s10
.endm
.macro next_case uniform=0
  addi s3, s3, 1
  .if \uniform
  bltu s3, s4, 92b
  .else
  bltu s3, s6, 92b
  .endif
  addi s5, s5, 1
  li s8, .Lmask_count
  bltu s5, s8, 91b
.endm

# Column \column of this lane's case into a register; prefix x or f.  x0 takes nothing.
.macro load_column prefix, number, column
  .ifc \prefix, f
  fld f\number, 8*(\column)(s2)
  .else
  .ifnc \number, 0
  ld x\number, 8*(\column)(s2)
  .endif
  .endif
.endm
# The next result of this lane.
.macro store_result prefix, number
  .ifc \prefix, f
  fsd f\number, 0(s0)
  .else
  sd x\number, 0(s0)
  .endif
  addi s0, s0, 256
.endm
.macro set_sentinel prefix, number
  .ifc \prefix, f
  fmv.d.x f\number, s7
  .else
  mv x\number, s7
  .endif
.endm

# The columns of the table that is open, and their formats: 8 bits each, the width to which a value is boxed or 0.
.set .Lcolumns, 0
.set .Lboxes, 0
.set .Lcases, 0
.macro columns_none
  .set .Lcolumns, 0
  .set .Lboxes, 0
  .set .Lcases, 0
.endm
.macro column type
  .ifc \type, s
  .set .Lboxes, .Lboxes | 32 << (8*.Lcolumns)
  .endif
  .ifc \type, h
  .set .Lboxes, .Lboxes | 16 << (8*.Lcolumns)
  .endif
  .ifc \type, b
  .set .Lboxes, .Lboxes | 16 << (8*.Lcolumns)
  .endif
  .set .Lcolumns, .Lcolumns + 1
.endm
.macro case values:vararg
  .set .Lcolumn, 0
  .irp value, \values
  .set .Lbox, (.Lboxes >> (8*.Lcolumn)) & 255
  .dword (\value) | ((-1 << .Lbox) & (.Lbox > 0))
  .set .Lcolumn, .Lcolumn + 1
  .endr
  .if .Lcolumn != .Lcolumns
  .error "a case has as many values as the instruction has operands, and the result"
  .endif
  .set .Lcases, .Lcases + 1
.endm
# The end of a table.  end_within: the result may differ from the expected one by so many units in the last place,
# absolutely, or relatively; zeros, infinities and NaNs must be exact all the same.
#   end_within ulps, 2        end_within absolute, 4.77e-07
.set exact, 0
.set ulps, 1
.set absolute, 2
.set relative, 3
.macro end_within kind, value
  .if .Lcases == 0
  .error "a table without cases tests nothing"
  .endif
78:
  .p2align 3
79:
  .dword \kind
  .double \value
  .text
.endm
.macro end
  end_within exact, 0
.endm

.include "op.inc.s"
.include "branch.inc.s"
.include "memory.inc.s"
.include "warp.inc.s"
.include "kernel.inc.s"
.include "access.inc.s"
.include "pair.inc.s"
.include "csr.inc.s"
.include "barrier.inc.s"
.include "mbarrier.inc.s"
.include "cluster.inc.s"
