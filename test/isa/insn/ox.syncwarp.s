# ox.syncwarp rs1: each lane of the mask rs1[31:0] waits until all of them that have not ended are at an ox.syncwarp with
# the same mask, wherever that is; memory accesses before it are done before those after it, among these lanes.  Ox ISA
# manual, custom-0: control of lanes; PTX ISA, bar.warp.sync.
.include "check.inc.s"

# Each lane reads what the next one has written, which odd lanes do late.
.macro exchange name, memory, mask
  kernel \name, "1,1,1", "64,1,1", 512
  slli a1, s1, 3
  add a1, a1, \memory
  andi a2, s1, 1
  li a3, 50
  beqz a2, 2f
1:
  addi a3, a3, -1
  bnez a3, 1b
2:
  addi a2, s1, 100
  sd a2, 0(a1)
  li a4, \mask
  ox.syncwarp a4
  andi a2, s1, 31
  xori a2, a2, 1
  slli a2, a2, 3
  andi a3, s1, 32
  slli a3, a3, 3
  add a2, a2, a3
  add a2, a2, \memory
  ld a0, 0(a2)
  keep a0
  ox.exit
  expect
  each_thread "100 + (thread ^ 1)"
  end
.endm
exchange in_shared_memory, tp, -1
exchange in_global_memory, s11, -1
exchange upper_half_of_the_mask_is_ignored, tp, 0x00000000ffffffff

# Lanes that are not in the mask are not waited for: they wait for those that are.
kernel part_of_the_lanes, "1,1,1", "32,1,1", 8
  li a1, 0x0000ffff
  slti a2, s1, 16
  beqz a2, 1f
  ox.syncwarp a1
  li a3, 1
  sw a3, 0(tp)
  keep a3
  ox.exit
1:
  lw a3, 0(tp)
  beqz a3, 1b
  keep a3
  ox.exit
expect
  each_thread 1
end

# At two places in the code.
kernel two_places
  li a1, -1
  andi a2, s1, 1
  beqz a2, 1f
  ox.syncwarp a1
  li a0, 1
  j 2f
1:
  ox.syncwarp a1
  li a0, 2
2:
  keep a0
  ox.exit
expect
  each_thread "2 - (thread & 1)"
end

# Round after round: a counter that each lane raises in its turn.
kernel many_rounds, "1,1,1", "32,1,1", 8
  li a1, -1
  li a2, 0
1:
  bne a2, s1, 2f
  lw a3, 0(tp)
  addi a3, a3, 3
  sw a3, 0(tp)
2:
  ox.syncwarp a1
  addi a2, a2, 1
  li a4, 32
  bltu a2, a4, 1b
  lw a3, 0(tp)
  keep a3
  ox.exit
expect
  each_thread 96
end

kernel after_others_ended
  slti a2, s1, 24
  bnez a2, 1f
  ox.exit
1:
  li a1, -1
  ox.syncwarp a1
  keep s1
  ox.exit
expect
  each_thread "(thread & (thread < 24)) | (nothing & (thread >= 24))"
end

# A lane that ends while others wait for it sets them free.
kernel ends_while_others_wait
  li a1, -1
  bnez s1, 2f
  li a2, 100
1:
  pause
  addi a2, a2, -1
  bnez a2, 1b
  ox.exit
2:
  ox.syncwarp a1
  keep s1
  ox.exit
expect
  each_thread "(thread & (thread > 0)) | (nothing & (thread == 0))"
end

kernel_fault not_in_the_mask, barrier_misuse
  li a1, 0xfffffffe
  faulting
  ox.syncwarp a1
  ox.exit
expect_nothing

kernel_fault mask_of_nobody, barrier_misuse
  faulting
  ox.syncwarp zero
  ox.exit
expect_nothing

kernel_fault_anywhere different_masks, deadlock
  li a1, 3
  beqz s1, 1f
  li a1, 7
  li a2, 3
  bgeu s1, a2, 2f
1:
  ox.syncwarp a1
2:
  ox.exit
expect_nothing
