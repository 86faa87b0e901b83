# fence.i: stores to code before it are seen by fetches after it.  No memory that code lies in can be written on OxCore,
# so it changes nothing.  RISC-V Unprivileged ISA, Zifencei extension.
.include "check.inc.s"

kernel changes_nothing
  mv a0, s1
  fence.i
  li a1, 5
  andi a2, s1, 1
  beqz a2, 1f
  fence.i
  addi a1, a1, 1
1:
  keep a0
  keep a1
  ox.exit
expect
  each_thread thread
  each_thread "5 + (thread & 1)"
end
