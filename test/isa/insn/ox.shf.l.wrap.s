# ox.shf.l.wrap rd, rs1, rs2, rs3: PTX shf.l.wrap.b32: rd = the upper word of rs2[31:0]:rs1[31:0] << n, n = the low 5
# bits of rs3; sign-extended. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, shf.
.include "check.inc.s"

op ox.shf.l.wrap, x, x, x, x
#    rs1,                rs2,                rs3,         rd
case 0,                  0,                  0,           0
case 0x11223344,         0x55667788,         0,           0x55667788
case 0x11223344,         0x55667788,         8,           0x66778811
case 0x11223344,         0x55667788,         31,          0x89119a2
case 0x11223344,         0x55667788,         32,          0x55667788          # the whole word
case 0x11223344,         0x55667788,         33,          0xffffffffaaccef10
case 0x11223344,         0x55667788,         63,          0x89119a2
case 0x11223344,         0x55667788,         64,          0x55667788
case -1,                 0,                  1,           1
case 0,                  -1,                 1,           -2
case 0x80000000,         0,                  1,           1
case 0,                  1,                  31,          0xffffffff80000000
case 1,                  0,                  31,          0
case 0x40000000,         0x80000001,         1,           2
case 0xdeadbeef11223344, 0xdeadbeef55667788, 8,           0x66778811          # upper halves are ignored
case 0x11223344,         0x55667788,         -1,          0x89119a2           # the largest amount of all
case 0x11223344,         0x55667788,         0x100000004, 0x56677881
case 0x11223344,         0x55667788,         0x80000000,  0x55667788
case 5,                  5,                  5,           160
end
