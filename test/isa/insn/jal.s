# jal rd, target: rd = pc of the next instruction; jumps to pc + an even offset of up to 1 MiB either way.  RISC-V
# Unprivileged ISA, RV64I, unconditional jumps.
.include "check.inc.s"

kernel forward
  li a0, 1
  jal a1, 1f
  li a0, 2
1:
  lla a2, 1b
  sub a2, a2, a1                      # the link is before the instruction that is jumped over
  keep a0
  keep a2
  ox.exit
expect
  each_thread 1
  each_thread 4
end

kernel backward
  li a0, 1
  j 2f
1:
  addi a0, a0, 10
  j 3f
2:
  jal a1, 1b
  addi a0, a0, 100
3:
  keep a0
  lla a2, 2b
  sub a2, a1, a2
  keep a2
  ox.exit
expect
  each_thread 11
  each_thread 4
end

# As far as a function far away, and back.
kernel far
  jal a1, far_function
  addi a0, a0, 1
  keep a0
  ox.exit
expect
  each_thread 43
end

kernel far_backward_caller
  j far_caller
back:
  keep a0
  ox.exit
expect
  each_thread 7
end

# The link goes into any register, or none; lanes that are elsewhere keep theirs.
kernel links
  li t6, 3
  li ra, 4
  andi a0, s1, 3
  bnez a0, 1f
  jal t6, 1f
1:
  lla a1, 1b
  sub a1, t6, a1
  snez a1, a1                         # 0 where the link points right here
  keep a1
  jal zero, 2f
2:
  mv a1, zero
  keep a1
  keep ra
  ox.exit
expect
  each_thread "1 & ((thread & 3) > 0)"
  each_thread 0
  each_thread 4
end

# A function that lanes call from different places returns each to its own.
kernel calls
  andi a1, s1, 1
  beqz a1, 1f
  li a0, 5
  jal ra, double
  addi a0, a0, 100
  j 2f
1:
  li a0, 6
  jal ra, double
  addi a0, a0, 200
2:
  keep a0
  ox.exit
double:
  slli a0, a0, 1
  ret
expect
  each_thread "(110 & ((thread & 1) == 1)) | (212 & ((thread & 1) == 0))"
end

# Out of the code.
kernel_fault_anywhere out_of_the_code, illegal_instruction
  .insn j 0x6f, zero, out_of_the_code - 0x80000
  ox.exit
expect_nothing

.text
.skip 0x40000
far_function:
  li a0, 42
  jr a1
far_caller:
  li a0, 7
  jal zero, back
