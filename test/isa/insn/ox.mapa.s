# ox.mapa rd, rs1, rs2: the address in the shared memory of block rs2[31:0] of the cluster that corresponds to address rs1
# in the own block's.  Ox ISA manual, addresses; PTX ISA, mapa.
.include "check.inc.s"

# Each block leaves 100 times its number; each reads that of the block before it in its cluster.
clusters 4
kernel block_before, "8,1,1", "32,1,1", 64
  csrr a1, 0xCC8                      # ctaid_x
  li a2, 100
  mul a2, a2, a1
  sw a2, 60(tp)
  ox.cluster.arrive
  addi a1, a1, -1
  andi a1, a1, 3
  slli a3, a1, 1                      # only the low half of rs2 is the rank
  srli a3, a3, 1
  li a4, 1
  slli a4, a4, 32
  or a1, a3, a4
  addi a4, tp, 60
  ox.mapa a5, a4, a1
  ox.cluster.wait
  lw a0, 0(a5)
  keep a0
  ox.cluster.arrive
  ox.cluster.wait
  ox.exit
expect
  each_thread "100 * (thread / 32 / 4 * 4 + ((thread / 32 + 3) & 3))"
end

# To the own rank and back again: the same address.  Into x0: nothing.
kernel there_and_back, "4,1,1", "32,1,1", 64
  csrr a1, 0xCF4                      # cluster_ctarank
  ox.mapa a0, tp, a1
  sub a0, a0, tp
  keep a0
  xori a2, a1, 1
  ox.mapa a0, tp, a2
  sltu a3, a0, tp
  sltu a4, a2, a1
  xor a3, a3, a4                      # a lower rank lies lower
  keep a3
  ox.mapa zero, tp, a2
  mv a0, zero
  keep a0
  ox.exit
expect
  each_thread 0
  each_thread 0
  each_thread 0
end

# A rank that the cluster does not have: the address faults when it is used, not before.
kernel_fault rank_too_large, illegal_address, "4,1,1", "1,1,1", 64
  li a1, 4
  ox.mapa a2, tp, a1
faulting
  lw a0, 0(a2)
  ox.exit
expect_nothing

clusters 1

# Each thread leaves its number in the shared memory of its block, and reads that of its counterpart in the block of the
# rank \by further on, of 4.
.macro exchange name, by
  kernel_cluster \name, "8,1,1", "40,1,1", 320, "4,1,1"
  csrr a1, 0xCC0                      # tid.x
  slli a1, a1, 3
  add a1, a1, tp
  sd s1, 0(a1)
  ox.cluster.arrive
  ox.cluster.wait
  csrr a2, 0xCC8                      # ctaid.x
  addi a2, a2, \by
  andi a2, a2, 3
  ox.mapa a3, a1, a2
  ld a0, 0(a3)
  keep a0
  ox.cluster.arrive                   # a block's shared memory is there as long as the block is
  ox.cluster.wait
  ox.exit
  expect
  each_thread "thread / 160 * 160 + (thread % 160 / 40 + \by) % 4 * 40 + thread % 40"
  end
.endm
exchange with_own_block, 0
exchange with_next_block, 1
exchange with_block_after_next, 2
exchange with_block_before, 3

# Stores and atomics reach the other block too.
kernel_cluster remote_writes, "2,1,1", "32,1,1", 512, "2,1,1"
  csrr a2, 0xCC8
  xori a2, a2, 1
  csrr a1, 0xCC0
  slli a1, a1, 3
  add a1, a1, tp
  ox.mapa a3, a1, a2
  sd s1, 0(a3)
  addi a4, tp, 256
  ox.mapa a4, a4, a2
  li a5, 2
  amoadd.d zero, a5, (a4)
  ox.cluster.arrive
  ox.cluster.wait
  ld a0, 0(a1)
  keep a0
  ld a0, 256(tp)
  keep a0
  ox.exit
expect
  each_thread "thread ^ 32"
  each_thread 64
end

# In every dimension of a cluster: ranks count x first.
kernel_cluster ranks, "4,2,2", "1,1,1", 8, "2,2,2"
  sd s1, 0(tp)
  ox.cluster.arrive
  ox.cluster.wait
  li a1, 0
1:
  ox.mapa a2, tp, a1
  ld a0, 0(a2)
  keep a0
  addi a1, a1, 1
  slti a2, a1, 8
  bnez a2, 1b
  ox.cluster.arrive
  ox.cluster.wait
  ox.exit
expect
  .set rank, 0
  .rept 8
  each_thread "thread % 4 / 2 * 2 + (rank & 1) + (rank >> 1 & 1) * 4 + (rank >> 2) * 8"
  .set rank, rank + 1
  .endr
end

# Registers: in the place of an operand, x0, some lanes; only the low half of rs2 is the rank.
kernel_cluster registers, "2,1,1", "32,1,1", 8, "2,1,1"
  csrr a1, 0xCC8                      # the own rank
  li a5, 0xdeadbeef00000000
  or a2, a1, a5
  mv a3, tp
  ox.mapa a3, a3, a2
  sub a3, a3, tp
  keep a3
  ox.mapa a1, tp, a1
  sub a1, a1, tp
  keep a1
  ox.mapa x0, tp, a1
  mv a4, x0
  keep a4
  li a4, 7
  andi a5, s1, 1
  beqz a5, 1f
  csrr a1, 0xCC8
  ox.mapa a4, tp, a1
  sub a4, a4, tp
1:
  keep a4
  ox.exit
expect
  each_thread 0
  each_thread 0
  each_thread 0
  each_thread "7 & ((thread & 1) == 0)"
end

# Without clusters a block is a cluster of its own.
kernel without_clusters, "2,1,1", "32,1,1", 8
  ox.mapa a0, tp, zero
  sub a0, a0, tp
  keep a0
  ox.exit
expect
  each_thread 0
end

kernel_cluster_fault no_such_rank, illegal_address, "4,1,1", "32,1,1", "4,1,1"
  li a1, 4
  ox.mapa a1, tp, a1
  lw a0, 0(a1)
  ox.exit
expect_nothing

kernel_cluster_fault rank_minus_one, illegal_address, "4,1,1", "32,1,1", "4,1,1"
  li a1, -1
  ox.mapa a1, tp, a1
  sw a0, 0(a1)
  ox.exit
expect_nothing
