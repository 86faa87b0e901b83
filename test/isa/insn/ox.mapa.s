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
