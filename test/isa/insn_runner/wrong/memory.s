# What an atomic leaves in memory, wrong in its last bit.
.include "check.inc.s"

amo amoadd.w, x
case 0x1122334455667788, 5, 0x55667788, 0x112233445566778c
end
