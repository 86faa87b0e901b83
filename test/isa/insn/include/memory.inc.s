# Loads, stores and atomics.
#
#   load lw, x, 4             mnemonic, type of the result, bytes of the access
#   #    memory, offset, rd   eight bytes of memory, which byte of them is read, what it gives
#   store sh, x, 2
#   #    before, offset, rs2, after
#   amo amoadd.w, x           each lane has eight bytes of its own, of which the first are operated on
#   #    before, rs2, rd, after
#   amo amocas.w, +x          the result is an operand: what the memory is compared with
#   #    before, rd, rs2, rd, after
#   amo ox.amofadd.s, s, global     only in global memory; elsewhere: only in shared memory and in the local window
#
# Each runs in global memory, in shared memory and in the local window, lanes side by side and scattered, with offsets
# in the instruction, and with its registers the same.

.set access_shared_bytes, 1024

# t3 = address of eight bytes of this lane's own, in \space.  For \space global every lane's follow those of the lane
# below, for scattered they do not, for common all lanes have the same.
.macro own_bytes space
  .ifc \space, global
  slli t3, s1, 3
  add t3, t3, s11
  .endif
  .ifc \space, scattered
  li t3, 11
  mul t3, t3, s1
  andi t3, t3, 31
  slli t3, t3, 7
  add t3, t3, s11
  .endif
  .ifc \space, common
  slli t3, s3, 2                      # another in each round: no lane writes what a slower one has yet to read
  add t3, t3, s5
  slli t3, t3, 3
  add t3, t3, s11
  li a7, 4096
  add t3, t3, a7
  .endif
  .ifc \space, shared
  slli t3, s1, 3
  add t3, t3, tp
  .endif
  .ifc \space, local
  addi t3, sp, -40
  .endif
.endm
# t3 = address of \bytes bytes of this lane's own, directly behind those of the lane below, and not at the start of a
# line of a cache.
.macro packed_bytes space, bytes
  li t3, \bytes
  mul t3, t3, s1
  .ifc \space, shared
  add t3, t3, tp
  .else
  add t3, t3, s11
  .endif
  addi t3, t3, \bytes
.endm
.macro store_bytes bytes, from, to
  .if \bytes == 1
  sb \from, 0(\to)
  .endif
  .if \bytes == 2
  sh \from, 0(\to)
  .endif
  .if \bytes == 4
  sw \from, 0(\to)
  .endif
  .if \bytes == 8
  sd \from, 0(\to)
  .endif
.endm
.macro load_bytes bytes, to, from
  .if \bytes == 1
  lbu \to, 0(\from)
  .endif
  .if \bytes == 2
  lhu \to, 0(\from)
  .endif
  .if \bytes == 4
  lwu \to, 0(\from)
  .endif
  .if \bytes == 8
  ld \to, 0(\from)
  .endif
.endm
# In lanes that take no part \number held \held, and must still: to the sentinel, which the runner expects of them.
.macro to_sentinel number, held
  bnez s9, 94f
  sub x\number, x\number, \held
  add x\number, x\number, s7
94:
.endm

.macro load mnemonic, type, bytes
  columns_none
  column x
  column x
  column \type
  .ifc \type, x
  load_kernel \mnemonic, x, x, \bytes
  .else
  load_kernel \mnemonic, \type, f, \bytes
  .endif
.endm
.macro load_kernel mnemonic, type, prefix, bytes
  record load.\@, kind_cases, "\mnemonic", "memory offset rd", \type, 3, 1, -1, "1,1,1", "32,1,1", access_shared_bytes
  ways_begin
  enter_cases load.\@, 3
  load_way "global", global, 0, 0, \mnemonic, \prefix, 10, 0
  load_way "global, scattered", scattered, 0, 0, \mnemonic, \prefix, 31, 0
  load_way "global, all lanes the same address", common, 0, flag_uniform, \mnemonic, \prefix, 1, 0
  load_way "global, packed", packed_global, \bytes, 0, \mnemonic, \prefix, 3, 0
  load_way "global, offset 2047", global, 0, 0, \mnemonic, \prefix, 5, 2047
  load_way "global, offset -2048", global, 0, 0, \mnemonic, \prefix, 17, -2048
  load_way "shared", shared, 0, 0, \mnemonic, \prefix, 6, 0
  load_way "shared, packed", packed_shared, \bytes, 0, \mnemonic, \prefix, 6, 0
  load_way "shared, offset -8", shared, 0, 0, \mnemonic, \prefix, 7, -8
  load_way "local", local, 0, 0, \mnemonic, \prefix, 11, 0
  load_way "local, offset 16", local, 0, 0, \mnemonic, \prefix, 12, 16
  .ifc \prefix, x
  load_way "rd = rs1", global, 0, 0, \mnemonic, x, 30, 0
  load_way "local, rd = rs1", local, 0, 0, \mnemonic, x, 30, 0
  load_way "rd = x0", global, 0, flag_result_is_zero, \mnemonic, x, 0, 0
  .endif
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm
# \packed: 0, or the size of the elements that lie side by side.
.macro load_way title, space, packed, flags, mnemonic, prefix, number, offset
  way "\title", \flags
  each_case 3, (\flags) & flag_uniform
  ld t4, 0(s2)
  ld t5, 8(s2)
  .if \packed
  .ifc \space, packed_shared
  packed_bytes shared, \packed
  .else
  packed_bytes global, \packed
  .endif
  slli t5, t5, 3
  srl t4, t4, t5
  store_bytes \packed, t4, t3
  mv t5, t3
  .else
  own_bytes \space
  sd t4, 0(t3)
  add t5, t3, t5
  .endif
  li a4, \offset
  sub t5, t5, a4                      # x30
  mv t4, t5
  .ifnc \number, 30
  set_sentinel \prefix, \number
  .endif
  beqz s9, 93f
  \mnemonic \prefix\()\number, \offset(x30)
93:
  .ifc \prefix\number, x30
  to_sentinel 30, t4
  .endif
  store_result \prefix, \number
  next_case (\flags) & flag_uniform
.endm

.macro store mnemonic, type, bytes
  columns_none
  column x
  column x
  column \type
  column x
  .ifc \type, x
  store_kernel \mnemonic, x, \bytes
  .else
  store_kernel \mnemonic, f, \bytes
  .endif
.endm
.macro store_kernel mnemonic, prefix, bytes
  record store.\@, kind_cases, "\mnemonic", "before offset rs2 after", x, 4, 1, -1, "1,1,1", "32,1,1", access_shared_bytes
  ways_begin
  enter_cases store.\@, 4
  store_way "global", global, 0, 0, \mnemonic, \prefix, 10, 0
  store_way "global, scattered", scattered, 0, 0, \mnemonic, \prefix, 31, 0
  store_way "global, packed", packed_global, \bytes, 0, \mnemonic, \prefix, 3, 0
  store_way "global, offset 2047", global, 0, 0, \mnemonic, \prefix, 5, 2047
  store_way "global, offset -2048", global, 0, 0, \mnemonic, \prefix, 17, -2048
  store_way "shared", shared, 0, 0, \mnemonic, \prefix, 6, 0
  store_way "shared, packed", packed_shared, \bytes, 0, \mnemonic, \prefix, 6, 0
  store_way "shared, offset -8", shared, 0, 0, \mnemonic, \prefix, 7, -8
  store_way "local", local, 0, 0, \mnemonic, \prefix, 11, 0
  store_way "local, offset 16", local, 0, 0, \mnemonic, \prefix, 12, 16
  store_way "global, all lanes the same case", global, 0, flag_uniform, \mnemonic, \prefix, 1, 0
  .ifc \prefix, x
  store_way "rs2 = x0", global, 0, 0, \mnemonic, x, 0, 0, 2
  .endif
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm
.macro store_way title, space, packed, flags, mnemonic, prefix, number, offset, zero=-1
  way "\title", \flags, 0, -1, -1, \zero
  each_case 4, (\flags) & flag_uniform
  ld t4, 0(s2)
  ld t5, 8(s2)
  load_column \prefix, \number, 2
  .if \packed
  .ifc \space, packed_shared
  packed_bytes shared, \packed
  .else
  packed_bytes global, \packed
  .endif
  slli t5, t5, 3
  srl a4, t4, t5
  store_bytes \packed, a4, t3
  mv a5, t3
  .else
  own_bytes \space
  sd t4, 0(t3)
  add a5, t3, t5
  .endif
  li a4, \offset
  sub a5, a5, a4
  beqz s9, 93f
  \mnemonic \prefix\()\number, \offset(a5)
93:
  .if \packed                         # put what lies there now into the eight bytes that it stands for
  load_bytes \packed, a4, t3
  li a5, -1
  srli a5, a5, 64-8*\packed
  sll a5, a5, t5
  sll a4, a4, t5
  not a5, a5
  and t4, t4, a5
  or t4, t4, a4
  .else
  ld t4, 0(t3)
  .endif
  store_result x, 29
  next_case (\flags) & flag_uniform
.endm

.macro amo mnemonic, type, where=everywhere
  columns_none
  column x
  .irp format, x, s, h, b, d
  .ifc \type, +\format
  column \format
  .endif
  .endr
  .irp format, x, s, h, b, d
  .ifc \type, +\format
  column \format
  column \format
  column x
  amo_kernel \mnemonic, \format, x, 1, \where, "before rd rs2 rd after"
  .endif
  .ifc \type, \format
  column \format
  column \format
  column x
  .ifc \format, x
  amo_kernel \mnemonic, x, x, 0, \where, "before rs2 rd after"
  .else
  amo_kernel \mnemonic, \format, f, 0, \where, "before rs2 rd after"
  .endif
  .endif
  .endr
.endm
.macro amo_kernel mnemonic, type, prefix, rw, where, names
  record amo.\@, kind_cases, "\mnemonic", "\names", \type, 4+\rw, 2, -1, "1,1,1", "32,1,1", access_shared_bytes
  ways_begin
  enter_cases amo.\@, 4+\rw
  .ifnc \where, elsewhere
  amo_way "global", global, 0, -1, -1, -1, -1, \mnemonic, \prefix, 10, 11, 12, \rw
  amo_way "global, scattered", scattered, 0, -1, -1, -1, -1, \mnemonic\().aq, \prefix, 31, 1, 3, \rw
  amo_way "global, all lanes the same case", global, flag_uniform, -1, -1, -1, -1, \mnemonic, \prefix, 5, 30, 7, \rw
  .endif
  .ifnc \where, global
  amo_way "shared", shared, 0, -1, -1, -1, -1, \mnemonic\().rl, \prefix, 10, 11, 12, \rw
  amo_way "local", local, 0, -1, -1, -1, -1, \mnemonic\().aqrl, \prefix, 17, 6, 16, \rw
  .endif
  .ifnc \where, elsewhere
  .if \rw
  amo_way "rd = rs2", global, 0, 1, 1, 2, -1, \mnemonic, \prefix, 12, 11, 12, 2
  .else
  amo_way "rd = rs2", global, 0, 1, -1, -1, -1, \mnemonic, \prefix, 12, 11, 12, 2
  .ifc \prefix, x
  amo_way "rd = rs1", global, 0, -1, -1, -1, -1, \mnemonic, \prefix, 11, 11, 12, 3
  .endif
  .endif
  .ifc \prefix, x
  amo_way "rs2 = x0", global, 0, -1, -1, -1, 1+\rw, \mnemonic, \prefix, 10, 11, 0, \rw
  .if \rw
  amo_way "rd = x0", global, flag_result_is_zero, -1, -1, -1, 1, \mnemonic, \prefix, 0, 11, 12, 2
  .else
  amo_way "rd = x0", global, flag_result_is_zero, -1, -1, -1, -1, \mnemonic, \prefix, 0, 11, 12, 2
  .endif
  .endif
  .endif
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm
# \rw: what rd holds before: 0 the sentinel, 1 its column, 2 and 3 what is loaded for rs2 and rs1.  Operands rs2 and rd
# are the last two of those before the last column.
.macro amo_way title, space, flags, inactive, equal_a, equal_b, zero, mnemonic, prefix, rd, rs1, rs2, rw
  .if \rw == 1
  way "\title", \flags, 1, \equal_a, \equal_b, \zero, 0
  .else
  way "\title", \flags, \inactive, \equal_a, \equal_b, \zero, 0
  .endif
  each_case .Lcolumns, (\flags) & flag_uniform
  ld t4, 0(s2)
  own_bytes \space
  sd t4, 0(t3)
  mv x\rs1, t3
  .if \rw == 0
  set_sentinel \prefix, \rd
  .endif
  .if \rw == 1
  load_column \prefix, \rd, 1
  .endif
  load_column \prefix, \rs2, .Lcolumns-3
  beqz s9, 93f
  \mnemonic \prefix\()\rd, \prefix\()\rs2, (x\rs1)
93:
  .if \rw == 3
  to_sentinel \rd, t3
  .endif
  store_result \prefix, \rd
  ld t4, 0(t3)
  store_result x, 29
  next_case (\flags) & flag_uniform
.endm
