# The result of one lane of 32.
.include "check.inc.s"

warp ox.ballot, x, m
each_lane "lane & 1", 0xffffffff, "0xaaaaaaaa + (lane == 17)"
end
