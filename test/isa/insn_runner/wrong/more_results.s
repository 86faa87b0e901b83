# A kernel that leaves a result which nobody expects.
.include "check.inc.s"

kernel talkative
  keep s1
  keep s1
  ox.exit
expect
  each_thread thread
end
