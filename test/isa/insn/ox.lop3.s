# ox.lop3 rd, rs1, rs2, table: PTX lop3.b32 with rd as the third operand: bit i of the result is bit 4*rs1[i] + 2*rs2[i]
# + rd[i] of the table; 32 bits, sign-extended. Ox ISA manual, custom-3: bit fields, permutes, logic; PTX ISA, lop3.
.include "check.inc.s"

op ox.lop3, +x, x, x, 0x0
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 0
case 0,                  -1,                 0,                  0
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, 0  # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0
case 0x80000000,         0x80000000,         0,                  0
case 6,                  6,                  3,                  0
case 6,                  3,                  6,                  0
end

op ox.lop3, +x, x, x, 0xff
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         -1
case 0,                  0,                  0,                  -1
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  -1
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, -1  # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, -1
case 0x80000000,         0x80000000,         0,                  -1
case 6,                  6,                  3,                  -1
case 6,                  3,                  6,                  -1
end

op ox.lop3, +x, x, x, 0x80
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xffffffff80808080
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  0
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, 0                   # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0
case 0x80000000,         0x80000000,         0,                  0
case 6,                  6,                  3,                  2
case 6,                  3,                  6,                  2
end

op ox.lop3, +x, x, x, 0xfe
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xfffffffffefefefe
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  -1
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, -1                  # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, -1
case 0x80000000,         0x80000000,         0,                  0xffffffff80000000
case 6,                  6,                  3,                  7
case 6,                  3,                  6,                  7
end

op ox.lop3, +x, x, x, 0x96
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xffffffff96969696
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  -1
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, -1                  # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0x55555555
case 0x80000000,         0x80000000,         0,                  0
case 6,                  6,                  3,                  3
case 6,                  3,                  6,                  3
end

op ox.lop3, +x, x, x, 0xe8
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xffffffffe8e8e8e8
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  0
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, 0                   # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0xffffffffaaaaaaaa
case 0x80000000,         0x80000000,         0,                  0xffffffff80000000
case 6,                  6,                  3,                  6
case 6,                  3,                  6,                  6
end

op ox.lop3, +x, x, x, 0xca
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xffffffffcacacaca
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  0
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, 0                   # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0xffffffffababefef
case 0x80000000,         0x80000000,         0,                  0
case 6,                  6,                  3,                  2
case 6,                  3,                  6,                  6
end

op ox.lop3, +x, x, x, 0xf0
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xfffffffff0f0f0f0
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  -1
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, -1                  # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0x76543210
case 0x80000000,         0x80000000,         0,                  0xffffffff80000000
case 6,                  6,                  3,                  6
case 6,                  3,                  6,                  3
end

op ox.lop3, +x, x, x, 0xcc
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xffffffffcccccccc
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  0
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, 0                   # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0xffffffffaaaaaaaa
case 0x80000000,         0x80000000,         0,                  0
case 6,                  6,                  3,                  3
case 6,                  3,                  6,                  6
end

op ox.lop3, +x, x, x, 0xaa
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0xffffffffaaaaaaaa
case 0,                  0,                  0,                  0
case -1,                 -1,                 -1,                 -1
case 0,                  -1,                 0,                  0
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, 0                   # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0xffffffff89abcdef
case 0x80000000,         0x80000000,         0,                  0xffffffff80000000
case 6,                  6,                  3,                  6
case 6,                  3,                  6,                  6
end

op ox.lop3, +x, x, x, 0x1
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0x1010101
case 0,                  0,                  0,                  -1
case -1,                 -1,                 -1,                 0
case 0,                  -1,                 0,                  0
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, 0           # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0
case 0x80000000,         0x80000000,         0,                  0x7fffffff
case 6,                  6,                  3,                  -8
case 6,                  3,                  6,                  -8
end

op ox.lop3, +x, x, x, 0x1d
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0x1d1d1d1d
case 0,                  0,                  0,                  -1
case -1,                 -1,                 -1,                 0
case 0,                  -1,                 0,                  -1
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, -1                  # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0xffffffffdcfe98ba
case 0x80000000,         0x80000000,         0,                  0x7fffffff
case 6,                  6,                  3,                  -7
case 6,                  3,                  6,                  -3
end

op ox.lop3, +x, x, x, 0x35
#    rd,                 rs1,                rs2,                rd
case 0xaaaaaaaa,         0xf0f0f0f0,         0xcccccccc,         0x35353535
case 0,                  0,                  0,                  -1
case -1,                 -1,                 -1,                 0
case 0,                  -1,                 0,                  -1
case 0xdeadbeef00000000, 0x12345678ffffffff, 0xfedcba9800000000, -1          # upper halves are ignored
case 0x123456789abcdef,  0xfedcba9876543210, 0xaaaaaaaaaaaaaaaa, 0x54541010
case 0x80000000,         0x80000000,         0,                  -1
case 6,                  6,                  3,                  -3
case 6,                  3,                  6,                  -7
end
