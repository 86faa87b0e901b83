# The value of one thread of a grid.
.include "check.inc.s"

kernel numbers, "2,1,1", "40,1,1"
  keep s1
  ox.exit
expect
  each_thread "thread + (1 & (thread == 63))"
end
