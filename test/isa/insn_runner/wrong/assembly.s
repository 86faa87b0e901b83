# Not an instruction.
.include "check.inc.s"

op frobnicate, x, x, x
case 1, 2, 3
end
