# 128-bit atomics on register pairs.
#
#   amo_pair amocas.q, +x     the result is an operand
#   #    before (low, high), rd, rs2, rd, after
#   amo_pair ox.amoswap.q, x
#   #    before (low, high), rs2, rd, after
#
# Lanes that take no part must keep both registers and both words of memory.
.macro amo_pair mnemonic, type
  columns_none
  .ifc \type, +x
  .set .Lcolumns, 10
  amo_pair_kernel \mnemonic, 1, "before.low before.high rd.low rd.high rs2.low rs2.high"
  .else
  .set .Lcolumns, 8
  amo_pair_kernel \mnemonic, 0, "before.low before.high rs2.low rs2.high"
  .endif
.endm
.macro amo_pair_kernel mnemonic, rw, names
  record pair.\@, kind_cases, "\mnemonic", "\names", x, .Lcolumns, 4, -1, "1,1,1", "32,1,1", access_shared_bytes
  ways_begin
  enter_cases pair.\@, .Lcolumns
  pair_way "global", global, 0, -1, -1, \mnemonic, 10, 11, 12, 13, \rw
  pair_way "global, scattered", scattered, 0, -1, -1, \mnemonic\().aq, 30, 31, 6, 7, \rw
  pair_way "global, all lanes the same case", global, flag_uniform, -1, -1, \mnemonic, 14, 15, 16, 17, \rw
  pair_way "shared", shared, 0, -1, -1, \mnemonic\().rl, 12, 13, 10, 11, \rw
  pair_way "local", local, 0, -1, -1, \mnemonic\().aqrl, 16, 17, 14, 15, \rw
  .if \rw == 0
  pair_way "rd = rs2", global, 0, -1, -1, \mnemonic, 12, 13, 12, 13, 2
  .endif
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm
# \rw: what rd holds before: 0 the sentinel, 1 its columns, 2 what is loaded for rs2.
.macro pair_way title, space, flags, equal_a, equal_b, mnemonic, rd, rd_high, rs2, rs2_high, rw
  way "\title", \flags, -1, \equal_a, \equal_b
  each_case .Lcolumns, (\flags) & flag_uniform
  .ifc \space, scattered
  own_bytes scattered
  .else
  .ifc \space, local
  addi t3, sp, -64
  .else
  slli t3, s1, 4
  .ifc \space, shared
  add t3, t3, tp
  .else
  add t3, t3, s11
  .endif
  .endif
  .endif
  ld t4, 0(s2)
  sd t4, 0(t3)
  ld t4, 8(s2)
  sd t4, 8(t3)
  ld x\rs2, 8*(.Lcolumns-6)(s2)
  ld x\rs2_high, 8*(.Lcolumns-5)(s2)
  .if \rw == 0
  mv x\rd, s7
  mv x\rd_high, s7
  .endif
  .if \rw == 1
  ld x\rd, 16(s2)
  ld x\rd_high, 24(s2)
  .endif
  beqz s9, 93f
  \mnemonic x\rd, x\rs2, (t3)
93:
  .if \rw == 1
  ld t4, 16(s2)
  to_sentinel \rd, t4
  ld t4, 24(s2)
  to_sentinel \rd_high, t4
  .endif
  .if \rw == 2
  ld t4, 8*(.Lcolumns-6)(s2)
  to_sentinel \rd, t4
  ld t4, 8*(.Lcolumns-5)(s2)
  to_sentinel \rd_high, t4
  .endif
  store_result x, \rd
  store_result x, \rd_high
  ld a0, 0(t3)
  ld t4, 0(s2)
  to_sentinel 10, t4
  store_result x, 10
  ld a0, 8(t3)
  ld t4, 8(s2)
  to_sentinel 10, t4
  store_result x, 10
  next_case (\flags) & flag_uniform
.endm

# The pair that begins with x0: as rs2 it is zero, as rd it takes nothing; x1, the other register of it, is not touched.
.macro pair_of_zero mnemonic, before_low, before_high, after_low, after_high
  kernel pair_of_zero, "1,1,1", "32,1,1"
  slli t3, s1, 4
  add t3, t3, s11
  li t4, \before_low
  sd t4, 0(t3)
  li t4, \before_high
  sd t4, 8(t3)
  li x1, 77
  \mnemonic x0, x0, (t3)
  keep x1
  ld a0, 0(t3)
  keep a0
  ld a0, 8(t3)
  keep a0
  ox.exit
  expect
  each_thread 77
  each_thread \after_low
  each_thread \after_high
  end
.endm

.macro pair_faults mnemonic
  kernel_fault misaligned_by_eight, misaligned, "1,1,1", "32,1,1", 0, scratch, 8
  addi a1, s11, 8
  faulting
  \mnemonic a2, a4, (a1)
  ox.exit
  expect_nothing

  kernel_fault misaligned_by_one, misaligned, "1,1,1", "32,1,1", 0, scratch, 1
  addi a1, s11, 1
  faulting
  \mnemonic a2, a4, (a1)
  ox.exit
  expect_nothing

  kernel_fault null, illegal_address, "1,1,1", "32,1,1", 0, absolute, 0
  faulting
  \mnemonic a2, a4, (zero)
  ox.exit
  expect_nothing

  kernel_fault past_the_end, illegal_address, "1,1,1", "32,1,1", 0, scratch, scratch_bytes
  li a1, scratch_bytes
  add a1, a1, s11
  faulting
  \mnemonic a2, a4, (a1)
  ox.exit
  expect_nothing

  kernel_fault to_the_parameters, illegal_address
  faulting
  \mnemonic a2, a4, (a0)
  ox.exit
  expect_nothing
.endm
