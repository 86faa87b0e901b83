# fli.s rd, constant: rd = one of 32 constants, number rs1 of the instruction (Zfa). "min" is the smallest normal
# number.
.include "check.inc.s"

op fli.s, s, -1.0  # number 0
case 0xbf800000
end

op fli.s, s, min  # number 1
case 0x00800000
end

op fli.s, s, 1.52587890625e-05  # number 2, 2^-16
case 0x37800000
end

op fli.s, s, 3.0517578125e-05  # number 3, 2^-15
case 0x38000000
end

op fli.s, s, 0.00390625  # number 4, 2^-8
case 0x3b800000
end

op fli.s, s, 0.0078125  # number 5, 2^-7
case 0x3c000000
end

op fli.s, s, 0.0625  # number 6
case 0x3d800000
end

op fli.s, s, 0.125  # number 7
case 0x3e000000
end

op fli.s, s, 0.25  # number 8
case 0x3e800000
end

op fli.s, s, 0.3125  # number 9
case 0x3ea00000
end

op fli.s, s, 0.375  # number 10
case 0x3ec00000
end

op fli.s, s, 0.4375  # number 11
case 0x3ee00000
end

op fli.s, s, 0.5  # number 12
case 0x3f000000
end

op fli.s, s, 0.625  # number 13
case 0x3f200000
end

op fli.s, s, 0.75  # number 14
case 0x3f400000
end

op fli.s, s, 0.875  # number 15
case 0x3f600000
end

op fli.s, s, 1.0  # number 16
case 0x3f800000
end

op fli.s, s, 1.25  # number 17
case 0x3fa00000
end

op fli.s, s, 1.5  # number 18
case 0x3fc00000
end

op fli.s, s, 1.75  # number 19
case 0x3fe00000
end

op fli.s, s, 2.0  # number 20
case 0x40000000
end

op fli.s, s, 2.5  # number 21
case 0x40200000
end

op fli.s, s, 3.0  # number 22
case 0x40400000
end

op fli.s, s, 4.0  # number 23
case 0x40800000
end

op fli.s, s, 8.0  # number 24
case 0x41000000
end

op fli.s, s, 16.0  # number 25
case 0x41800000
end

op fli.s, s, 128.0  # number 26
case 0x43000000
end

op fli.s, s, 256.0  # number 27
case 0x43800000
end

op fli.s, s, 32768.0  # number 28, 2^15
case 0x47000000
end

op fli.s, s, 65536.0  # number 29, 2^16
case 0x47800000
end

op fli.s, s, inf  # number 30
case 0x7f800000
end

op fli.s, s, nan  # number 31
case 0x7fc00000
end

# The result is boxed.
op fli.s, d, 1.0
case 0xffffffff3f800000
end
