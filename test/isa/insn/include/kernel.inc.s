# Kernels of their own, for what is no table of operands: several warps, memory that lanes share, faults.
#
#   kernel name, "grid", "block", shared_bytes      e.g. kernel add_by_two_warps, "1,1,1", "64,1,1", 256
#     ...                     code; s0 belongs to the macros, s1 = thread's number in the grid, s11 = scratch buffer
#     keep a0                 the next result of this thread
#     ox.exit
#   expect
#     each_thread "thread + 1"    the values of one `keep`, one for each thread, by the symbols thread and lane
#     value 1, 2, 3               or one by one
#   end
#
# Results lie in the order: those of the first `keep` of all threads, those of the second, ...  A thread that ends
# without a `keep` leaves nothing, which is written as the symbol nothing.
#
# kernel_any_order: the same, but results are compared as a set: both sides in ascending order.
# kernel_fault name, kind, "grid", "block", shared_bytes, base, address: the launch must end in that fault, raised by the
#   instruction after `faulting`.  base: scratch or absolute, what the fault's address is counted from; or any.
# kernel_print name, "text": what the kernel prints.

.set nothing, 0xdeadbeefdeadbeef

.set fault_illegal_address, 1
.set fault_misaligned, 2
.set fault_illegal_instruction, 3
.set fault_stack_overflow, 4
.set fault_barrier_misuse, 5
.set fault_trap, 6
.set fault_assert, 7
.set fault_deadlock, 8
.set fault_runaway, 9
.set address_of_any, 0
.set address_of_absolute, 1
.set address_of_scratch, 2

.macro kernel name, grid="1,1,1", block="32,1,1", shared=0
  record \name, kind_memory, "\name", "", x, 1, 1, -1, "\grid", "\block", \shared
  enter_kernel \name
  count_threads \grid, \block
.endm
.macro kernel_any_order name, grid="1,1,1", block="32,1,1", shared=0
  record \name, kind_sorted, "\name", "", x, 1, 1, -1, "\grid", "\block", \shared
  enter_kernel \name
  count_threads \grid, \block
.endm
.macro kernel_fault name, kind, grid="1,1,1", block="32,1,1", shared=0, base=any, address=0
  record \name, kind_memory, "\name", "", x, 1, 1, -1, "\grid", "\block", \shared, fault_\kind, address_of_\base, \address, 94f
  enter_kernel \name
  count_threads \grid, \block
.endm
.macro faulting
94:
.endm
# A fault that belongs to no single instruction, or to one that is not in the code.
.macro kernel_fault_anywhere name, kind, grid="1,1,1", block="32,1,1", shared=0
  record \name, kind_memory, "\name", "", x, 1, 1, -1, "\grid", "\block", \shared, fault_\kind
  enter_kernel \name
  count_threads \grid, \block
.endm
.macro kernel_print name, text, grid="1,1,1", block="32,1,1"
  record \name, kind_memory, "\name", "", x, 1, 1, -1, "\grid", "\block", 0, 0, 0, 0, 0, 70f
  .pushsection .rodata
70: .asciz "\text"
  .popsection
  enter_kernel \name
  count_threads \grid, \block
.endm
.macro count_threads gx, gy, gz, bx, by, bz
  .set .Lthreads, (\gx)*(\gy)*(\gz)*(\bx)*(\by)*(\bz)
.endm

# The CSRs ctaid nctaid tid ntid in all three dimensions make the thread's number.
.macro enter_kernel name
  ways_begin
  ways_end
  .text
  .p2align 4
  .globl \name
\name:
  ld s0, 0(a0)
  ld s11, 8(a0)
  csrr s1, 0xCCA                      # ((ctaid.z * nctaid.y + ctaid.y) * nctaid.x + ctaid.x) ...
  csrr s2, 0xCCD
  mul s1, s1, s2
  csrr s2, 0xCC9
  add s1, s1, s2
  csrr s2, 0xCCC
  mul s1, s1, s2
  csrr s2, 0xCC8
  add s1, s1, s2
  csrr s2, 0xCC6                      # ... * ntid.z + tid.z) * ntid.y + tid.y) * ntid.x + tid.x
  mul s1, s1, s2
  csrr s2, 0xCC2
  add s1, s1, s2
  csrr s2, 0xCC5
  mul s1, s1, s2
  csrr s2, 0xCC1
  add s1, s1, s2
  csrr s2, 0xCC4
  mul s1, s1, s2
  csrr s2, 0xCC0
  add s1, s1, s2
  slli s2, s1, 3
  add s0, s0, s2
.endm
.macro keep register
  sd \register, 0(s0)
  li s2, 8*.Lthreads
  add s0, s0, s2
.endm

.macro expect
  .data
  .p2align 3
77:
  .set .Lcases, 1
.endm
# The end of a kernel that leaves no results.
.macro expect_nothing
  expect
  end
.endm
.macro value values:vararg
  .dword \values
.endm
.macro each_thread expression
  .set thread, 0
  .rept .Lthreads
  .set lane, thread & 31
  .dword \expression
  .set thread, thread + 1
  .endr
.endm
