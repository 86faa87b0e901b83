# fli.h rd, constant: rd = one of 32 constants, number rs1 of the instruction (Zfa). 2^-16 and 2^-15 are subnormal
# halves, and 2^16 is beyond all halves: infinity.
.include "check.inc.s"

op fli.h, h, -1.0  # number 0
case 0xbc00
end

op fli.h, h, min  # number 1
case 0x0400
end

op fli.h, h, 1.52587890625e-05  # number 2, 2^-16
case 0x0100
end

op fli.h, h, 3.0517578125e-05  # number 3, 2^-15
case 0x0200
end

op fli.h, h, 0.00390625  # number 4, 2^-8
case 0x1c00
end

op fli.h, h, 0.0078125  # number 5, 2^-7
case 0x2000
end

op fli.h, h, 0.0625  # number 6
case 0x2c00
end

op fli.h, h, 0.125  # number 7
case 0x3000
end

op fli.h, h, 0.25  # number 8
case 0x3400
end

op fli.h, h, 0.3125  # number 9
case 0x3500
end

op fli.h, h, 0.375  # number 10
case 0x3600
end

op fli.h, h, 0.4375  # number 11
case 0x3700
end

op fli.h, h, 0.5  # number 12
case 0x3800
end

op fli.h, h, 0.625  # number 13
case 0x3900
end

op fli.h, h, 0.75  # number 14
case 0x3a00
end

op fli.h, h, 0.875  # number 15
case 0x3b00
end

op fli.h, h, 1.0  # number 16
case 0x3c00
end

op fli.h, h, 1.25  # number 17
case 0x3d00
end

op fli.h, h, 1.5  # number 18
case 0x3e00
end

op fli.h, h, 1.75  # number 19
case 0x3f00
end

op fli.h, h, 2.0  # number 20
case 0x4000
end

op fli.h, h, 2.5  # number 21
case 0x4100
end

op fli.h, h, 3.0  # number 22
case 0x4200
end

op fli.h, h, 4.0  # number 23
case 0x4400
end

op fli.h, h, 8.0  # number 24
case 0x4800
end

op fli.h, h, 16.0  # number 25
case 0x4c00
end

op fli.h, h, 128.0  # number 26
case 0x5800
end

op fli.h, h, 256.0  # number 27
case 0x5c00
end

op fli.h, h, 32768.0  # number 28, 2^15
case 0x7800
end

op fli.h, h, 65536.0  # number 29, 2^16
case 0x7c00
end

op fli.h, h, inf  # number 30
case 0x7c00
end

op fli.h, h, nan  # number 31
case 0x7e00
end

# The result is boxed.
op fli.h, d, 1.0
case 0xffffffffffff3c00
end
