# ox.mbar.pending rd, rs1: PTX mbarrier.pending_count: rd = the pending arrivals in token rs1, which is an old word of
# an mbarrier: its bits 22..3. Ox ISA manual, mbarrier objects; PTX ISA, mbarrier.pending_count.
.include "check.inc.s"

op ox.mbar.pending, x, x
#    rs1,                rd
case 0x0000000000800009, 0x1
case 0xffffffffffffffff, 0xfffff
case 0x0000080002800003, 0x0
case 0x000000000000002d, 0x5
case 0x7ffff80000c00001, 0x80000
case 0x80000aa190891a2b, 0x12345
case 0,                  0
case -1,                 0xfffff
end
