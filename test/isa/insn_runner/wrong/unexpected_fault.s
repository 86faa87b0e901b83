# A fault where none is expected.
.include "check.inc.s"

kernel crash
  ebreak
expect
  each_thread 0
end
