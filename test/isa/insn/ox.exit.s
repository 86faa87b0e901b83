# ox.exit: the lane ends.  The others go on; the launch ends when all have.  Ox ISA manual, custom-0: control of lanes.
.include "check.inc.s"

kernel all_at_once, "2,1,1", "40,1,1"
  keep s1
  ox.exit
  li a0, 1
  sd a0, -8(s0)                       # not reached
expect
  each_thread thread
end

kernel one_after_the_other, "1,1,1", "64,1,1"
  mv a0, s1
1:
  beqz a0, 2f
  addi a0, a0, -1
  j 1b
2:
  keep s1
  ox.exit
expect
  each_thread thread
end

# Lanes that are left go on in a loop, and see who is left.
kernel half_of_the_lanes
  andi a0, s1, 1
  beqz a0, 1f
  ox.exit
1:
  li a1, 100
2:
  addi a1, a1, -1
  bnez a1, 2b
  li a2, 0x55555555
  li a3, 1
  ox.ballot a0, a3, a2
  keep a0
  ox.exit
expect
  each_thread "(0x55555555 & ((thread & 1) == 0)) | (nothing & ((thread & 1) == 1))"
end

# In a function, without returning.
kernel within_a_call
  slti a0, s1, 10
  jal ra, leave_if_set
  keep s1
  ox.exit
leave_if_set:
  beqz a0, 1f
  ox.exit
1:
  ret
expect
  each_thread "(thread & (thread >= 10)) | (nothing & (thread < 10))"
end

# Memory that a lane wrote before it ended is there for the others.
kernel last_words, "1,1,1", "64,1,1", 8
  bnez s1, 1f
  li a0, 42
  sw a0, 0(tp)
  ox.exit
1:
  lw a0, 0(tp)
  beqz a0, 1b
  keep a0
  ox.exit
expect
  each_thread "(42 & (thread > 0)) | (nothing & (thread == 0))"
end
