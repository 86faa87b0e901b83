# fence.tso: loads before it are done before all accesses after it, and stores before it before stores after it.  RISC-V
# Unprivileged ISA, memory ordering instructions.
.include "check.inc.s"

kernel changes_no_register
  mv a0, s1
  li a1, 5
  fence.tso
  keep a0
  keep a1
  ox.exit
expect
  each_thread thread
  each_thread 5
end

# Each lane of the first warp leaves a number, then a flag; its counterpart in the second warp waits for the flag.
.macro message_passing name, memory
  kernel \name, "1,1,1", "64,1,1", 1024
  andi a1, s1, 31
  slli a1, a1, 4
  add a1, a1, \memory
  addi a4, s1, -32
  bgez a4, 1f
  addi a2, s1, 100
  sd a2, 0(a1)
  fence.tso
  li a3, 1
  sd a3, 8(a1)
  keep a2
  ox.exit
1:
  ld a3, 8(a1)
  beqz a3, 1b
  fence.tso
  ld a2, 0(a1)
  keep a2
  ox.exit
  expect
  each_thread "100 + lane"
  end
.endm
message_passing in_global_memory, s11
message_passing in_shared_memory, tp
