# ox.activemask rd: rd = mask of the lanes that execute it together.  Which lanes are together is not promised, but this
# one is one of them, and all of them came the same way.  Ox ISA manual, custom-0: control of lanes; PTX ISA, activemask.
.include "check.inc.s"

# The bit of the own lane, and no bit of a lane that went another way or has ended.
.macro active others
  ox.activemask a0
  csrr a1, 0xCD8                      # lanemask_eq
  and a2, a0, a1
  snez a2, a2
  keep a2
  li a1, \others
  and a2, a0, a1
  keep a2
.endm

kernel whole_warp, "1,1,1", "64,1,1"
  active 0xffffffff00000000
  ox.exit
expect
  each_thread 1
  each_thread 0
end

# Lanes that have never parted are together.
kernel together, "1,1,1", "64,1,1"
  ox.activemask a0
  keep a0
  ox.exit
expect
  each_thread 0xffffffff
end

kernel part_of_a_warp, "1,1,1", "20,1,1"
  active 0xfffffffffff00000
  ox.exit
expect
  each_thread 1
  each_thread 0
end

kernel in_a_branch
  andi a3, s1, 1
  beqz a3, 1f
  active 0x55555555
  ox.exit
1:
  active 0xaaaaaaaa
  ox.exit
expect
  each_thread 1
  each_thread 0
end

kernel after_some_ended
  slti a3, s1, 8
  beqz a3, 1f
  ox.exit
1:
  active 0xff
  ox.exit
expect
  each_thread "(1 & (thread >= 8)) | (nothing & (thread < 8))"
  each_thread "(0 & (thread >= 8)) | (nothing & (thread < 8))"
end

kernel no_result
  ox.activemask x0
  mv a0, x0
  keep a0
  ox.exit
expect
  each_thread 0
end
