# fli.d rd, constant: rd = one of 32 constants, number rs1 of the instruction (Zfa). "min" is the smallest normal
# number.
.include "check.inc.s"

op fli.d, d, -1.0  # number 0
case 0xbff0000000000000
end

op fli.d, d, min  # number 1
case 0x0010000000000000
end

op fli.d, d, 1.52587890625e-05  # number 2, 2^-16
case 0x3ef0000000000000
end

op fli.d, d, 3.0517578125e-05  # number 3, 2^-15
case 0x3f00000000000000
end

op fli.d, d, 0.00390625  # number 4, 2^-8
case 0x3f70000000000000
end

op fli.d, d, 0.0078125  # number 5, 2^-7
case 0x3f80000000000000
end

op fli.d, d, 0.0625  # number 6
case 0x3fb0000000000000
end

op fli.d, d, 0.125  # number 7
case 0x3fc0000000000000
end

op fli.d, d, 0.25  # number 8
case 0x3fd0000000000000
end

op fli.d, d, 0.3125  # number 9
case 0x3fd4000000000000
end

op fli.d, d, 0.375  # number 10
case 0x3fd8000000000000
end

op fli.d, d, 0.4375  # number 11
case 0x3fdc000000000000
end

op fli.d, d, 0.5  # number 12
case 0x3fe0000000000000
end

op fli.d, d, 0.625  # number 13
case 0x3fe4000000000000
end

op fli.d, d, 0.75  # number 14
case 0x3fe8000000000000
end

op fli.d, d, 0.875  # number 15
case 0x3fec000000000000
end

op fli.d, d, 1.0  # number 16
case 0x3ff0000000000000
end

op fli.d, d, 1.25  # number 17
case 0x3ff4000000000000
end

op fli.d, d, 1.5  # number 18
case 0x3ff8000000000000
end

op fli.d, d, 1.75  # number 19
case 0x3ffc000000000000
end

op fli.d, d, 2.0  # number 20
case 0x4000000000000000
end

op fli.d, d, 2.5  # number 21
case 0x4004000000000000
end

op fli.d, d, 3.0  # number 22
case 0x4008000000000000
end

op fli.d, d, 4.0  # number 23
case 0x4010000000000000
end

op fli.d, d, 8.0  # number 24
case 0x4020000000000000
end

op fli.d, d, 16.0  # number 25
case 0x4030000000000000
end

op fli.d, d, 128.0  # number 26
case 0x4060000000000000
end

op fli.d, d, 256.0  # number 27
case 0x4070000000000000
end

op fli.d, d, 32768.0  # number 28, 2^15
case 0x40e0000000000000
end

op fli.d, d, 65536.0  # number 29, 2^16
case 0x40f0000000000000
end

op fli.d, d, inf  # number 30
case 0x7ff0000000000000
end

op fli.d, d, nan  # number 31
case 0x7ff8000000000000
end
