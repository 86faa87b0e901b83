# A thread that leaves no result.
.include "check.inc.s"

kernel silent
  ox.exit
expect
  each_thread 0
end
