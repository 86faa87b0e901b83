# A result that is not NaN-boxed.
.include "check.inc.s"

op fadd.s, d, s, s, rne
case 0x3f800000, 0x3f800000, 0x40000000
end
