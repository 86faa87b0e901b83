# lui rd, immediate: rd = immediate (20 bits) << 12, sign-extended from 32 bits. RISC-V Unprivileged ISA, RV64I, integer
# register-immediate operations.
.include "check.inc.s"

op lui, x, 0
#    rd
case 0
end

op lui, x, 1
#    rd
case 4096
end

op lui, x, 524287
#    rd
case 0x7ffff000
end

op lui, x, 524288
#    rd
case 0xffffffff80000000
end

op lui, x, 1048575
#    rd
case -4096
end

op lui, x, 74565
#    rd
case 0x12345000
end
