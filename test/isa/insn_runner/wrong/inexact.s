# Further off than the tolerance allows: 1 + 1 = 2 and three units in the last place.
.include "check.inc.s"

op fadd.s, s, s, s, rne
case 0x3f800000, 0x3f800000, 0x40000003
end_within ulps, 2
