# ox.bfi.d rd, rs1, rs2, rs3: PTX bfi.b64: rd = rs2 in which the rs3[63:32] low bits of rs1 replace those from position
# rs3[31:0] on, as far as they fit. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, bfi.
.include "check.inc.s"

op ox.bfi.d, x, x, x, x
#    rs1,                rs2,                rs3,           rd
case -1,                 0,                  0,             0                   # no bits
case -1,                 0,                  0x800000000,   255
case -1,                 0,                  0x800000004,   4080
case 0,                  -1,                 0x800000004,   -4081
case 0x123456789abcdef,  0xfedcba9876543210, 0x2800000008,  0xfedc6789abcdef10
case 0x123456789abcdef,  0xfedcba9876543210, 0x4000000000,  0x123456789abcdef
case 1,                  0,                  0x10000003f,   0x8000000000000000
case -1,                 0,                  0x6400000018,  0xffffffffff000000  # past the top
case -1,                 0x123456789abcdef,  0x800000040,   0x123456789abcdef   # beyond the top
case -1,                 0x123456789abcdef,  0xff000000ff,  0x123456789abcdef
case -1,                 0,                  0x800000104,   0                   # 32 bits of the position count
case -1,                 0,                  0x10800000004, -16                 # and of the length
case 0xaaaaaaaaaaaaaaaa, 0,                  0x50000001e,   0x280000000
case 3,                  3,                  3,             3
end
