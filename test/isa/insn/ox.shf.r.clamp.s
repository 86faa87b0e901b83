# ox.shf.r.clamp rd, rs1, rs2, rs3: PTX shf.r.clamp.b32: rd = the lower word of rs2[31:0]:rs1[31:0] >> n, n = the
# smaller of rs3[31:0] and 32; sign-extended. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, shf.
.include "check.inc.s"

op ox.shf.r.clamp, x, x, x, x
#    rs1,                rs2,                rs3,         rd
case 0,                  0,                  0,           0
case 0x11223344,         0x55667788,         0,           0x11223344
case 0x11223344,         0x55667788,         8,           0xffffffff88112233
case 0x11223344,         0x55667788,         31,          0xffffffffaaccef10
case 0x11223344,         0x55667788,         32,          0x55667788          # the whole word
case 0x11223344,         0x55667788,         33,          0x55667788
case 0x11223344,         0x55667788,         63,          0x55667788
case 0x11223344,         0x55667788,         64,          0x55667788
case -1,                 0,                  1,           0x7fffffff
case 0,                  -1,                 1,           0xffffffff80000000
case 0x80000000,         0,                  1,           0x40000000
case 0,                  1,                  31,          2
case 1,                  0,                  31,          0
case 0x40000000,         0x80000001,         1,           0xffffffffa0000000
case 0xdeadbeef11223344, 0xdeadbeef55667788, 8,           0xffffffff88112233  # upper halves are ignored
case 0x11223344,         0x55667788,         -1,          0x55667788          # the largest amount of all
case 0x11223344,         0x55667788,         0x100000004, 0xffffffff81122334
case 0x11223344,         0x55667788,         0x80000000,  0x55667788
case 5,                  5,                  5,           0x28000000
end
