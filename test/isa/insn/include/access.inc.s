# Accesses that must fault, and atomics on one address by all lanes of several warps.
#
# access_faults: the kernels that every load, store and atomic has.  \access is the instruction as a macro of the
# register that holds the address: access_of_load and so on make it from mnemonic and type.

.macro access_of_load mnemonic, prefix, address
  \mnemonic \prefix\()10, 0(\address)
.endm
.macro access_of_store mnemonic, prefix, address
  \mnemonic \prefix\()10, 0(\address)
.endm
.macro access_of_amo mnemonic, prefix, address
  \mnemonic \prefix\()10, \prefix\()12, (\address)
.endm

.macro load_faults mnemonic, type, bytes
  access_faults load, \mnemonic, \type, \bytes
.endm
.macro store_faults mnemonic, type, bytes
  access_faults store, \mnemonic, \type, \bytes
  write_faults store, \mnemonic, \type
.endm
.macro amo_faults mnemonic, type, bytes
  access_faults amo, \mnemonic, \type, \bytes
  write_faults amo, \mnemonic, \type
.endm

.macro access_faults shape, mnemonic, type, bytes
  .ifc \type, x
  access_faults_of \shape, \mnemonic, x, \bytes
  .else
  access_faults_of \shape, \mnemonic, f, \bytes
  .endif
.endm
.macro access_faults_of shape, mnemonic, prefix, bytes
  .if \bytes > 1
  kernel_fault misaligned_by_one, misaligned, "1,1,1", "32,1,1", 0, scratch, 1
  addi a1, s11, 1
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  kernel_fault misaligned_by_half, misaligned, "1,1,1", "32,1,1", 256, scratch, \bytes/2
  addi a1, s11, \bytes/2
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  # Thread 40's address alone is bad: the address says which thread it was.
  kernel_fault misaligned_in_one_lane, misaligned, "1,1,1", "64,1,1", 0, scratch, 16*40+\bytes/2
  slli a1, s1, 4
  add a1, a1, s11
  addi a2, s1, -40
  seqz a2, a2
  li a3, \bytes/2
  mul a2, a2, a3
  add a1, a1, a2
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  kernel_fault misaligned_in_local, misaligned, "1,1,1", "32,1,1", 0
  addi a1, sp, \bytes/2-16
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing
  .endif

  kernel_fault null, illegal_address, "1,1,1", "32,1,1", 0, absolute, 0
  faulting
  access_of_\shape \mnemonic, \prefix, zero
  ox.exit
  expect_nothing

  kernel_fault past_the_end, illegal_address, "1,1,1", "32,1,1", 0, scratch, scratch_bytes
  li a1, scratch_bytes
  add a1, a1, s11
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  kernel_fault before_the_start_in_one_lane, illegal_address, "1,1,1", "32,1,1", 0, scratch, -16
  li a1, 32                           # lane i at 32 * i - 16, but only lane 0 below the start
  mul a1, a1, s1
  addi a1, a1, -16
  add a1, a1, s11
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  # The block's shared memory is not mapped beyond its size.
  kernel_fault past_shared_memory, illegal_address, "1,1,1", "32,1,1", 256
  li a1, 16384
  add a1, a1, tp
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  kernel_fault not_canonical, illegal_address, "1,1,1", "32,1,1", 0, absolute, 0x8000000000000000
  li a1, 1
  slli a1, a1, 63
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  kernel_fault below_the_local_window, stack_overflow, "1,1,1", "32,1,1", 0, absolute, 0x3ffffffffffffff0
  li a1, 0x3ffffffffffffff0
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  kernel_fault above_the_local_window, illegal_address, "1,1,1", "32,1,1", 0
  faulting
  access_of_\shape \mnemonic, \prefix, sp
  ox.exit
  expect_nothing
.endm

.macro write_faults shape, mnemonic, type
  .ifc \type, x
  write_faults_of \shape, \mnemonic, x
  .else
  write_faults_of \shape, \mnemonic, f
  .endif
.endm
.macro write_faults_of shape, mnemonic, prefix
  kernel_fault to_the_parameters, illegal_address
  mv a1, a0
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing

  kernel_fault to_code, illegal_address, "1,1,1", "32,1,1", 0, absolute, to_code
  lla a1, to_code
  faulting
  access_of_\shape \mnemonic, \prefix, a1
  ox.exit
  expect_nothing
.endm

# What every atomic on x registers must do when the 64 lanes of two warps meet on one cell, in global memory and in
# shared memory: \before is its value, \operand a macro that makes a lane's operand a2 from its number s1, \after what the
# cell holds then.
.macro contended mnemonic, load, store, before, operand, after
  contended_in global, \mnemonic, \load, \store, \before, \operand, \after
  contended_in shared, \mnemonic, \load, \store, \before, \operand, \after
.endm
.macro contended_cell space
  .ifc \space, shared
  addi a1, tp, 16
  .else
  addi a1, s11, 16
  .endif
.endm
.macro contended_in space, mnemonic, load, store, before, operand, after
  kernel contended_\space\()_\operand, "1,1,1", "64,1,1", 64
  contended_cell \space
  li a0, \before
  \store a0, 0(a1)
  ox.bar.sync zero, zero
  \operand
  \mnemonic a0, a2, (a1)
  ox.bar.sync zero, zero
  \load a0, 0(a1)
  keep a0
  ox.exit
  expect
  each_thread "\after"
  end
.endm
# The same, and what the lanes find: the values of \found by the symbol thread, in any order.
.macro contended_found mnemonic, store, before, operand, found
  contended_found_in global, \mnemonic, \store, \before, \operand, "\found"
  contended_found_in shared, \mnemonic, \store, \before, \operand, "\found"
.endm
.macro contended_found_in space, mnemonic, store, before, operand, found
  kernel_any_order found_\space\()_\operand, "1,1,1", "64,1,1", 64
  contended_cell \space
  li a0, \before
  \store a0, 0(a1)
  ox.bar.sync zero, zero
  \operand
  \mnemonic a0, a2, (a1)
  keep a0
  ox.exit
  expect
  each_thread "\found"
  end
.endm
# Operands.
.macro one
  li a2, 1
.endm
.macro own_number
  mv a2, s1
.endm
.macro own_bit                        # of 8
  andi a2, s1, 7
  li a3, 1
  sll a2, a3, a2
.endm
.macro all_but_own_bit
  own_bit
  not a2, a2
.endm
.macro number_minus_32
  addi a2, s1, -32
.endm
.macro seven
  li a2, 7
.endm
.macro nine
  li a2, 9
.endm

# 64 lanes, each on an element of its own, side by side and 0 before: operations on one do not touch the next.
.macro side_by_side mnemonic, load, bytes, operand, after
  kernel side_by_side, "1,1,1", "64,1,1"
  li a1, \bytes
  mul a1, a1, s1
  add a1, a1, s11
  \operand
  \mnemonic\().aqrl zero, a2, (a1)
  ox.bar.sync zero, zero
  xori a1, s1, 1                      # the neighbour's
  li a2, \bytes
  mul a1, a1, a2
  add a1, a1, s11
  \load a0, 0(a1)
  keep a0
  ox.exit
  expect
  each_thread "\after"
  end
.endm

# Each lane puts its number and takes another's: the start value and all numbers are found, but for the last, which is
# there in the end.
.macro swap_chain mnemonic, load, store
  kernel_any_order swap_chain, "1,1,1", "64,1,1"
  contended_cell global
  li a0, 100
  \store a0, 0(a1)
  ox.bar.sync zero, zero
  own_number
  \mnemonic a0, a2, (a1)
  keep a0
  ox.bar.sync zero, zero
  bnez s1, 1f
  \load a0, 0(a1)
  keep a0
1:
  ox.exit
  expect
  each_thread thread
  value 100
  .rept 63
  value nothing
  .endr
  end
.endm

.macro compare_and_swap_once mnemonic, load, store
  kernel_any_order found_once, "1,1,1", "64,1,1"
  contended_cell global
  \store zero, 0(a1)
  ox.bar.sync zero, zero
  li a0, 0
  seven
  \mnemonic a0, a2, (a1)
  keep a0
  ox.bar.sync zero, zero
  \load a0, 0(a1)
  keep a0
  ox.exit
  expect
  value 0
  .rept 127
  value 7
  .endr
  end
.endm
.macro compare_and_swap_loop mnemonic, load, store
  compare_and_swap_loop_in global, \mnemonic, \load, \store
  compare_and_swap_loop_in shared, \mnemonic, \load, \store
.endm
.macro compare_and_swap_loop_in space, mnemonic, load, store
  kernel_any_order loop_\space, "1,1,1", "64,1,1", 64
  contended_cell \space
  li a0, 5
  \store a0, 0(a1)
  ox.bar.sync zero, zero
  \load a0, 0(a1)
1:
  mv a3, a0
  addi a2, a0, 1
  \mnemonic\().aqrl a0, a2, (a1)
  bne a0, a3, 1b
  keep a0
  ox.exit
  expect
  each_thread "thread + 5"
  end
.endm
