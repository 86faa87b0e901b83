# jalr rd, offset(rs1): jumps to rs1 + offset (12 bits, signed) with bit 0 cleared; rd = pc of the next instruction,
# also where rd is rs1.  RISC-V Unprivileged ISA, RV64I, unconditional jumps.  The lanes of a warp may go to different
# places; a target outside of the code, or between two instructions, is a fault (Ox ISA manual).
.include "check.inc.s"

.macro jump_with offset
  lla a1, 1f
  addi a1, a1, -(\offset)
  li a0, 1
  jalr a2, \offset(a1)
  li a0, 2
1:
  keep a0
.endm
kernel offsets
  jump_with 0
  jump_with 4
  jump_with -4
  jump_with 2044
  jump_with -2044
  ox.exit
expect
  .rept 5
  each_thread 1
  .endr
end

kernel bit_0_is_cleared
  lla a1, 1f
  addi a1, a1, 1
  li a0, 1
  jalr zero, 0(a1)
  li a0, 2
1:
  keep a0
  lla a1, 1f
  jalr zero, 1(a1)
  li a0, 3
1:
  keep a0
  ox.exit
expect
  each_thread 1
  each_thread 1
end

kernel link_in_the_base
  lla a1, 2f
  jalr a1, 0(a1)
1:
  li a0, 2
2:
  lla a2, 1b
  sub a1, a1, a2
  keep a1
  ox.exit
expect
  each_thread 0
end

# Each lane to an instruction of its own: a jump into a table of additions, of which each lane does the rest.
kernel a_target_for_each_lane
  li a0, 0
  lla a1, 1f
  slli a2, s1, 2
  add a1, a1, a2
  li a3, 77
  jalr a3, 0(a1)
1:
  .rept 32
  addi a0, a0, 1
  .endr
  keep a0
  lla a2, 1b
  sub a3, a3, a2
  keep a3                             # the link is the same in all
  ox.exit
expect
  each_thread "32 - thread"
  each_thread 0
end

# Lanes that do not jump keep their link register.
kernel some_lanes
  li a3, 5
  andi a1, s1, 3
  beqz a1, 2f
  lla a2, 1f
  jalr a3, 0(a2)
1:
  sub a3, a3, a2
2:
  keep a3
  ox.exit
expect
  each_thread "5 & ((thread & 3) == 0)"
end

# Function pointers that differ among lanes, and a return to one place.
kernel functions
  lla a1, double
  andi a2, s1, 1
  beqz a2, 1f
  lla a1, square
1:
  mv a0, s1
  jalr ra, 0(a1)
  addi a0, a0, 1
  keep a0
  ox.exit
double:
  slli a0, a0, 1
  jalr zero, 0(ra)
square:
  mul a0, a0, a0
  jalr zero, 0(ra)
expect
  each_thread "1 + ((thread * 2) & ((thread & 1) == 0)) + ((thread * thread) & ((thread & 1) == 1))"
end

kernel_fault null, illegal_instruction
  faulting
  jalr ra, 0(zero)
  ox.exit
expect_nothing

kernel_fault between_instructions, illegal_instruction
  lla a1, between_instructions
  faulting
  jalr ra, 2(a1)
  ox.exit
expect_nothing

kernel_fault into_data, illegal_instruction
  faulting
  jalr ra, 0(s11)
  ox.exit
expect_nothing

# One lane of many goes astray.
kernel_fault one_lane, illegal_instruction
  lla a1, one_lane
  addi a2, s1, -9
  snez a2, a2
  neg a2, a2
  and a1, a1, a2
  faulting
  jalr ra, 0(a1)
  ox.exit
expect_nothing

# A word that is no instruction.
kernel_fault undefined_word, illegal_instruction
  j 1f
  faulting
1:
  .word 0xffffffff
  ox.exit
expect_nothing

kernel_fault zero_word, illegal_instruction
  faulting
  .word 0
  ox.exit
expect_nothing
