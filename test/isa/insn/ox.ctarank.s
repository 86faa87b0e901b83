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
