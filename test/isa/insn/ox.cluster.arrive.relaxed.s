# ox.cluster.arrive.relaxed: arrives at the barrier of the cluster without memory order, and goes on.  Ox ISA
# manual, barriers; PTX ISA, barrier.cluster.
.include "check.inc.s"

# Every thread adds one, arrives, and goes on; behind the wait it sees what all threads of its cluster added.
clusters 2
kernel all_have_arrived, "4,1,1", "64,1,1", 16
  li a1, 1
  ox.mapa a2, tp, zero                # of the first block
  ox.cluster.arrive
  ox.cluster.wait
  amoadd.d zero, a1, (a2)
  ox.cluster.arrive.relaxed
  addi a3, a1, 1                      # it goes on
  ox.cluster.wait
  ld a0, 0(a2)
  keep a0
  keep a3
  ox.cluster.arrive                   # the first block's memory is read until all have come here
  ox.cluster.wait
  ox.exit
expect
  each_thread 128
  each_thread 2
end

# Threads that end are not waited for, whether they have arrived or not.
kernel some_end, "2,1,1", "64,1,1"
  andi a1, s1, 3
  bnez a1, 1f
  ox.exit
1:
  ox.cluster.arrive.relaxed
  addi a1, a1, -1
  bnez a1, 2f
  ox.exit
2:
  ox.cluster.wait
  ox.cluster.arrive.relaxed
  ox.cluster.wait
  keep s1
  ox.exit
expect
  each_thread "(thread & ((thread & 3) > 1)) | (nothing & ((thread & 3) < 2))"
end

# Without clusters a block is one.
clusters 1
kernel alone, "2,1,1", "64,1,1"
  ox.cluster.arrive.relaxed
  ox.cluster.wait
  keep s1
  ox.exit
expect
  each_thread thread
end

kernel_fault twice, barrier_misuse, "2,1,1", "32,1,1"
  ox.cluster.arrive.relaxed
faulting
  ox.cluster.arrive.relaxed
  ox.exit
expect_nothing

clusters 1

.macro arrive_after_fence
  fence rw, rw
  ox.cluster.arrive.relaxed
.endm
cluster_barrier arrive_after_fence

# Both kinds arrive at one barrier.
kernel_cluster mixed, "4,1,1", "32,1,1", 8, "4,1,1"
  fence rw, rw
  csrr a1, 0xCC8                      # ctaid.x
  andi a1, a1, 1
  beqz a1, 1f
  ox.cluster.arrive.relaxed
  j 2f
1:
  ox.cluster.arrive
2:
  ox.cluster.wait
  keep s1
  ox.exit
expect
  each_thread thread
end
