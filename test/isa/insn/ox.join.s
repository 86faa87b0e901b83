# ox.join rs1: waits a bounded time until the live lanes of token rs1 arrive here.  It is advice: wherever it stands and
# whatever the token is, results are the same, and nobody waits for ever.  Ox ISA manual, custom-0: control of lanes.
.include "check.inc.s"

kernel both_ways_meet
  ox.split a0
  andi a1, s1, 3
  li a2, 0
  beqz a1, 2f
1:
  addi a2, a2, 5
  addi a1, a1, -1
  bnez a1, 1b
2:
  ox.join a0
  keep a2
  ox.exit
expect
  each_thread "5 * (thread & 3)"
end

# Some lanes of the token never come: they have ended, or go elsewhere.
kernel some_never_come
  ox.split a0
  andi a1, s1, 3
  beqz a1, 1f
  addi a1, a1, -1
  beqz a1, 2f
  ox.join a0
  keep a1
  ox.exit
1:
  ox.exit
2:
  li a1, 77
  keep a1
  ox.exit
expect
  each_thread "(nothing & ((thread & 3) == 0)) | (77 & ((thread & 3) == 1)) | (1 & ((thread & 3) == 2)) | (2 & ((thread & 3) == 3))"
end

# A lane that is waited for waits itself, for memory that the waiting lanes write after the join.
kernel waits_for_one_who_waits, "1,1,1", "32,1,1", 8
  ox.split a0
  beqz s1, 1f
  ox.join a0
  li a1, 1
  sw a1, 0(tp)
  keep a1
  ox.exit
1:
  lw a1, 0(tp)
  beqz a1, 1b
  ox.join a0
  keep a1
  ox.exit
expect
  each_thread 1
end

# Tokens that no ox.split gave.
.macro any_token name, value
  kernel \name
  li a0, \value
  add a0, a0, s1
  andi a1, s1, 1
  beqz a1, 1f
  ox.join a0
1:
  ox.join a0
  keep s1
  ox.exit
  expect
  each_thread thread
  end
.endm
any_token zero, 0
any_token all_ones, -1
any_token other_lanes, 0x12345678

kernel token_in_x0
  ox.join x0
  keep s1
  ox.exit
expect
  each_thread thread
end

# In a loop that lanes leave at different times.
kernel in_a_loop
  mv a1, s1
  li a2, 0
1:
  ox.split a0
  andi a3, a1, 1
  beqz a3, 2f
  addi a2, a2, 1
2:
  ox.join a0
  srli a1, a1, 1
  bnez a1, 1b
  keep a2                             # bits set in the lane's number
  ox.exit
expect
  each_thread "(thread & 1) + (thread >> 1 & 1) + (thread >> 2 & 1) + (thread >> 3 & 1) + (thread >> 4 & 1)"
end
