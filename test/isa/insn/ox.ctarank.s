# ox.ctarank rd, rs1: the rank in the cluster of the block whose shared memory holds address rs1, -1 if none does.  Ox ISA
# manual, addresses; PTX ISA, getctarank.
.include "check.inc.s"

clusters 2, 2
kernel everybody_s, "4,2,1", "32,1,1", 64
  .irp rank, 0, 1, 2, 3
  li a1, \rank
  addi a2, tp, 63
  ox.mapa a2, a2, a1
  ox.ctarank a0, a2
  keep a0
  .endr
  ox.exit
expect
  each_thread 0
  each_thread 1
  each_thread 2
  each_thread 3
end

kernel nobody_s, "4,2,1", "32,1,1", 64
  addi a1, tp, 64                     # the first byte behind the own block's
  ox.ctarank a0, a1
  keep a0
  addi a1, tp, -1
  ox.ctarank a0, a1
  keep a0
  ox.ctarank a0, s11                  # global memory
  keep a0
  li a1, 1
  slli a1, a1, 62                     # the local window
  ox.ctarank a0, a1
  keep a0
  ox.ctarank a0, zero
  keep a0
  li a1, 4                            # where a fifth block would be
  ox.mapa a1, tp, a1
  ox.ctarank a0, a1
  keep a0
  ox.exit
expect
  each_thread -1
  each_thread -1
  each_thread -1
  each_thread -1
  each_thread -1
  each_thread -1
end

# Without shared memory no address is in it; without clusters a block's rank is 0.
kernel no_shared_memory, "4,2,1", "32,1,1"
  ox.ctarank a0, tp
  keep a0
  ox.exit
expect
  each_thread -1
end
clusters 1
kernel alone, "2,1,1", "32,1,1", 64
  ox.ctarank a0, tp
  keep a0
  ox.exit
expect
  each_thread 0
end

clusters 1

kernel_cluster ranks, "8,1,1", "32,1,1", 256, "4,1,1"
  ox.ctarank a0, tp                   # the own shared memory
  keep a0
  addi a1, tp, 255
  ox.ctarank a1, a1                   # its last byte
  keep a1
  andi a1, s1, 3
  ox.mapa a2, tp, a1
  ox.ctarank a0, a2                   # that of the block whose rank is the lane's number modulo 4
  keep a0
  addi a2, a2, 255
  ox.ctarank a0, a2
  keep a0
  ox.exit
expect
  each_thread "thread / 32 % 4"
  each_thread "thread / 32 % 4"
  each_thread "thread & 3"
  each_thread "thread & 3"
end

# Addresses that are in no shared memory: global, local, null, before that of rank 0, behind that of the last.
kernel_cluster elsewhere, "4,1,1", "32,1,1", 256, "4,1,1"
  ox.ctarank a0, s11
  keep a0
  addi a0, sp, -8
  ox.ctarank a0, a0
  keep a0
  ox.ctarank a0, zero
  keep a0
  ox.mapa a1, tp, zero
  addi a1, a1, -1
  ox.ctarank a0, a1
  keep a0
  li a1, 3
  ox.mapa a1, tp, a1
  addi a1, a1, 256
  ox.ctarank a0, a1
  keep a0
  ox.exit
expect
  .rept 5
  each_thread -1
  .endr
end

kernel without_clusters, "2,1,1", "32,1,1", 256
  ox.ctarank a0, tp
  keep a0
  ox.ctarank a0, s11
  keep a0
  ox.ctarank x0, s11
  mv a0, x0
  keep a0
  li a0, 7
  andi a1, s1, 1
  beqz a1, 1f
  ox.ctarank a0, tp
1:
  keep a0
  ox.exit
expect
  each_thread 0
  each_thread -1
  each_thread 0
  each_thread "7 & ((thread & 1) == 0)"
end
