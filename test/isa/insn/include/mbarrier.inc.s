# mbarrier objects.  A word is written as its fields, in the order phase, pending arrivals, expected arrivals, pending
# bytes:
#
#   bit 0         1: this is an mbarrier
#   bits 2..1     number of the phase, modulo 4
#   bits 22..3    arrivals that this phase still waits for
#   bits 42..23   arrivals that the next phase will wait for
#   bits 63..43   bytes that this phase still waits for, signed
#
#   mbarrier ox.mbar.arrive, result       with rd and rs2: columns before, rs2, rd, after
#   mbarrier ox.mbar.init, operand        with rs2 alone: before, rs2, after
#   mbarrier ox.mbar.inval, address       with neither: before, after

.macro mbarrier mnemonic, shape
  columns_none
  column x
  .ifc \shape, result
  column x
  column x
  column x
  record mbarrier.\@, kind_cases, "\mnemonic", "before rs2 rd after", x, 4, 2, -1, "1,1,1", "32,1,1", access_shared_bytes
  .endif
  .ifc \shape, operand
  column x
  column x
  record mbarrier.\@, kind_cases, "\mnemonic", "before rs2 after", x, 3, 1, -1, "1,1,1", "32,1,1", access_shared_bytes
  .endif
  .ifc \shape, address
  column x
  record mbarrier.\@, kind_cases, "\mnemonic", "before after", x, 2, 1, -1, "1,1,1", "32,1,1", access_shared_bytes
  .endif
  ways_begin
  enter_cases mbarrier.\@, .Lcolumns
  mbarrier_way "shared", shared, 0, -1, \mnemonic, \shape, 10, 11, 12
  mbarrier_way "global, acquire", scattered, 0, -1, \mnemonic\().aq, \shape, 31, 1, 3
  mbarrier_way "global, release", global, 0, -1, \mnemonic\().rl, \shape, 5, 30, 16
  mbarrier_way "all lanes the same case", shared, flag_uniform, -1, \mnemonic\().aqrl, \shape, 17, 6, 7
  .ifc \shape, result
  mbarrier_way "rd = rs2", shared, 0, 1, \mnemonic, result, 12, 11, 12
  mbarrier_way "rd = rs1", shared, 0, -1, \mnemonic, result, 11, 11, 12
  mbarrier_way "rd = x0", shared, flag_result_is_zero, -1, \mnemonic, result, 0, 11, 12
  .endif
  ox.exit
  ways_end
  .data
  .p2align 3
77:
.endm
.macro mbarrier_way title, space, flags, inactive, mnemonic, shape, rd, rs1, rs2
  .ifc \shape, result
  way "\title", \flags, \inactive, -1, -1, -1, 0
  .else
  way "\title", \flags, 0
  .endif
  each_case .Lcolumns, (\flags) & flag_uniform
  ld t4, 0(s2)
  own_bytes \space
  sd t4, 0(t3)
  mv x\rs1, t3
  .ifc \shape, result
  .ifnc \rd, \rs1
  mv x\rd, s7
  .endif
  .endif
  .ifnc \shape, address
  ld x\rs2, 8(s2)
  .endif
  beqz s9, 93f
  .ifc \shape, result
  \mnemonic x\rd, x\rs2, (x\rs1)
  .endif
  .ifc \shape, operand
  \mnemonic x\rs2, (x\rs1)
  .endif
  .ifc \shape, address
  \mnemonic (x\rs1)
  .endif
93:
  .ifc \shape, result
  .ifc \rd, \rs1
  to_sentinel \rd, t3
  .endif
  store_result x, \rd
  .endif
  ld t4, 0(t3)
  store_result x, 29
  next_case (\flags) & flag_uniform
.endm

# The word of an mbarrier in the symbol \name.
.macro mbarrier_word name, phase, pending, expected, bytes
  .set \name, 1 | ((\phase) << 1) | ((\pending) << 3) | ((\expected) << 23) | ((\bytes) << 43)
.endm
# An operation that gives the old word: the state before, rs2, the state after.
.macro state_case phase, pending, expected, bytes, operand, phase_after, pending_after, expected_after, bytes_after
  mbarrier_word .Lbefore, \phase, \pending, \expected, \bytes
  mbarrier_word .Lafter, \phase_after, \pending_after, \expected_after, \bytes_after
  case .Lbefore, \operand, .Lbefore, .Lafter
.endm
# One that gives nothing.
.macro quiet_case phase, pending, expected, bytes, operand, phase_after, pending_after, expected_after, bytes_after
  mbarrier_word .Lbefore, \phase, \pending, \expected, \bytes
  mbarrier_word .Lafter, \phase_after, \pending_after, \expected_after, \bytes_after
  case .Lbefore, \operand, .Lafter
.endm
# A question: the state, which stays, the token's state or the parity, the answer.
.macro token_case phase, pending, expected, bytes, token_phase, token_pending, token_expected, token_bytes, answer
  mbarrier_word .Lbefore, \phase, \pending, \expected, \bytes
  mbarrier_word .Ltoken, \token_phase, \token_pending, \token_expected, \token_bytes
  case .Lbefore, .Ltoken, \answer, .Lbefore
.endm
.macro parity_case phase, pending, expected, bytes, parity, answer
  mbarrier_word .Lbefore, \phase, \pending, \expected, \bytes
  case .Lbefore, \parity, \answer, .Lbefore
.endm

# Misuse: \word is what is there, \access a macro of the address register that has `faulting` before the instruction, with
# \operand in a2.
.macro mbarrier_misuse name, access, word, operand
  kernel_fault \name, barrier_misuse, "1,1,1", "32,1,1", 64
  li a3, \word
  sd a3, 8(tp)
  li a2, \operand
  addi a1, tp, 8
  \access a1
  ox.exit
  expect_nothing
.endm
# What every one of these instructions has in common; \operand: one that it may have.
.macro mbarrier_faults access, operand
  kernel_fault misaligned, misaligned, "1,1,1", "32,1,1", 64, scratch, 4
  li a2, \operand
  addi a1, s11, 4
  \access a1
  ox.exit
  expect_nothing

  kernel_fault null, illegal_address, "1,1,1", "32,1,1", 64, absolute, 0
  li a2, \operand
  \access zero
  ox.exit
  expect_nothing

  kernel_fault past_the_end, illegal_address, "1,1,1", "32,1,1", 0, scratch, scratch_bytes
  li a1, scratch_bytes
  add a1, a1, s11
  li a2, \operand
  \access a1
  ox.exit
  expect_nothing
.endm
.macro mbarrier_not_there access, operand
  mbarrier_misuse not_initialised, \access, 0, \operand
  mbarrier_misuse no_mbarrier, \access, 0x123456789abcdef0, \operand
.endm
