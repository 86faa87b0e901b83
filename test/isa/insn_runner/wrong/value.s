# A wrong expected value.
.include "check.inc.s"

op add, x, x, x
case 1, 2, 3
case 2, 2, 5
end
