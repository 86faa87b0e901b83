# ox.bfi.w rd, rs1, rs2, rs3: PTX bfi.b32: rd = rs2[31:0] in which the rs3[39:32] low bits of rs1 replace those from
# position rs3[7:0] on, as far as they fit; sign-extended. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX
# ISA, bfi.
.include "check.inc.s"

op ox.bfi.w, x, x, x, x
#    rs1,                rs2,                rs3,           rd
case -1,                 0,                  0,             0                   # no bits
case -1,                 0,                  0x800000000,   255
case -1,                 0,                  0x800000004,   4080
case 0,                  -1,                 0x800000004,   -4081
case 0x123456789abcdef,  0xfedcba9876543210, 0x1000000008,  0x76cdef10
case 0x123456789abcdef,  0xfedcba9876543210, 0x2000000000,  0xffffffff89abcdef
case 1,                  0,                  0x10000001f,   0xffffffff80000000
case -1,                 0,                  0x6400000018,  0xffffffffff000000  # past the top
case -1,                 0x12345678,         0x800000020,   0x12345678          # beyond the top
case -1,                 0,                  0xff000000ff,  0
case -1,                 0,                  0x800000104,   4080                # only 8 bits of the position count
case -1,                 0,                  0x10800000004, 4080                # and of the length
case 0xffffffff00000000, 0xdeadbeef00000000, 0x2000000000,  0                   # upper halves are ignored
case 5,                  0x80000000,         0x400000000,   0xffffffff80000005
case 3,                  3,                  3,             3
end
