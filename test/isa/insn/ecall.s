# ecall: a system call of the lane: number in a7, arguments in a0 to a5, result in a0.  RISC-V Unprivileged ISA,
# environment call and breakpoints; the calls: Ox ISA manual, system calls.
.include "check.inc.s"

.set call_printf, 1
.set call_assert, 2
.set call_malloc, 3
.set call_free, 4

# printf: a0 = format, a1 = the arguments, laid out as a struct of the promoted ones; gives their number.
kernel_print print_numbers, "-5 fff0 7 x 1.5 3 words %\n", "1,1,1", "1,1,1"
  lla a0, format
  lla a1, arguments
  lla a2, text
  sd a2, 32(a1)
  li a7, call_printf
  ecall
  keep a0
  ox.exit
expect
  value 6
end

# Lanes print in the order of their numbers.
kernel_print print_by_lane, "3\n4\n5\n6\n", "1,1,1", "8,1,1"
  addi sp, sp, -16
  sw s1, 0(sp)
  addi a2, s1, -3
  li a3, 4
  bgeu a2, a3, 1f
  lla a0, lane_format
  mv a1, sp
  li a7, call_printf
  ecall
  keep a0
1:
  ox.exit
expect
  each_thread "(1 & ((thread >= 3) & (thread <= 6))) | (nothing & ((thread < 3) | (thread > 6)))"
end

# No arguments, no buffer.
kernel_print print_text, "plain\n", "1,1,1", "1,1,1"
  lla a0, plain
  li a1, 0
  li a7, call_printf
  ecall
  keep a0
  ox.exit
expect
  value 0
end

# Without a format it fails; with one that is nowhere it is a fault.
kernel print_nothing
  li a0, 0
  li a7, call_printf
  ecall
  keep a0
  ox.exit
expect
  each_thread -1
end

kernel_fault print_from_nowhere, illegal_address
  li a0, 16
  li a7, call_printf
  faulting
  ecall
  ox.exit
expect_nothing

kernel_fault_anywhere assertion, assert
  lla a0, text
  lla a1, text
  li a2, 12
  lla a3, text
  li a7, call_assert
  ecall
  ox.exit
expect_nothing

# malloc: memory that is 16-byte aligned, one's own, and writable to its end; 0 where there is not enough.
kernel allocate, "2,1,1", "64,1,1"
  li a0, 100
  li a7, call_malloc
  ecall
  andi a1, a0, 15
  keep a1
  snez a1, a0
  keep a1
  mv a6, a0
  addi a2, s1, 7
  sd a2, 0(a6)                        # at both ends
  sd a2, 88(a6)
  ox.bar.sync zero, zero
  ld a3, 0(a6)
  keep a3
  ld a3, 88(a6)
  keep a3
  mv a0, a6
  li a7, call_free
  ecall
  li a0, 1
  slli a0, a0, 50
  li a7, call_malloc
  ecall
  keep a0
  li a0, 0
  li a7, call_free
  ecall
  ox.exit
expect
  each_thread 0
  each_thread 1
  each_thread "thread + 7"
  each_thread "thread + 7"
  each_thread 0
end

kernel_fault free_what_is_not_allocated, illegal_address, "1,1,1", "32,1,1", 0
  mv a0, s11
  li a7, call_free
  faulting
  ecall
  ox.exit
expect_nothing

kernel_fault unknown_number, illegal_instruction
  li a7, 99
  faulting
  ecall
  ox.exit
expect_nothing

# Lanes that do not call keep their a0; each lane may call for something else.
kernel different_calls, "1,1,1", "32,1,1"
  li a0, 64
  li a7, call_malloc
  andi a1, s1, 1
  add a7, a7, a1                      # odd lanes: free(0)
  addi a1, a1, -1
  and a0, a0, a1
  mv a2, a0
  andi a1, s1, 2
  bnez a1, 1f
  ecall
  sltu a0, a2, a0
1:
  keep a0
  ox.exit
expect
  each_thread "(1 & ((thread & 3) == 0)) | (64 & ((thread & 3) == 2))"
end

.section .rodata
format: .asciz "%d %x %lld %c %.1f %s words %%\n"
lane_format: .asciz "%d\n"
plain: .asciz "plain\n"
text: .asciz "3"
.data
.p2align 3
arguments:
  .word -5, 0xfff0
  .dword 7
  .word 'x', 0
  .double 1.5
  .dword 0
  .dword 0
