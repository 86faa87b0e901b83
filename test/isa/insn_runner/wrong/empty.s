# No test in it.
.include "check.inc.s"
