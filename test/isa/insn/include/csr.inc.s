# The four instructions that read a CSR, \read being a macro of register and number: what every CSR holds, in a grid of
# several blocks in each dimension whose last warp is not full.

.set csr_cycle, 0xC00
.set csr_time, 0xC01
.set csr_instret, 0xC02

.macro csr_values name, read, grid, block, shared, csr, expression
  kernel \name, "\grid", "\block", \shared
  \read a0, \csr
  keep a0
  ox.exit
  expect
  each_thread "\expression"
  end
.endm

# Blocks of 7 x 5 x 3 threads in a grid of 3 x 2 x 2.
.macro index_csr name, read, csr, expression
  csr_values \name, \read, "3,2,2", "7,5,3", 0, \csr, "\expression"
.endm

.macro every_csr read
  index_csr tid_x, \read, 0xCC0, "thread % 7"
  index_csr tid_y, \read, 0xCC1, "thread / 7 % 5"
  index_csr tid_z, \read, 0xCC2, "thread / 35 % 3"
  index_csr ntid_x, \read, 0xCC4, 7
  index_csr ntid_y, \read, 0xCC5, 5
  index_csr ntid_z, \read, 0xCC6, 3
  index_csr ctaid_x, \read, 0xCC8, "thread / 105 % 3"
  index_csr ctaid_y, \read, 0xCC9, "thread / 315 % 2"
  index_csr ctaid_z, \read, 0xCCA, "thread / 630"
  index_csr nctaid_x, \read, 0xCCC, 3
  index_csr nctaid_y, \read, 0xCCD, 2
  index_csr nctaid_z, \read, 0xCCE, 2
  index_csr laneid, \read, 0xCD0, "thread % 105 % 32"
  index_csr warpid, \read, 0xCD1, "thread % 105 / 32"
  index_csr lanemask_eq, \read, 0xCD8, "1 << (thread % 105 % 32)"
  index_csr lanemask_lt, \read, 0xCD9, "(1 << (thread % 105 % 32)) - 1"
  index_csr lanemask_le, \read, 0xCDA, "(2 << (thread % 105 % 32)) - 1"
  index_csr lanemask_gt, \read, 0xCDB, "0x100000000 - (2 << (thread % 105 % 32))"
  index_csr lanemask_ge, \read, 0xCDC, "0x100000000 - (1 << (thread % 105 % 32))"
  csr_values shared_bytes, \read, "2,1,1", "32,1,1", 1000, 0xCE0, 1000
  csr_values dynamic_shared_bytes, \read, "2,1,1", "32,1,1", 1000, 0xCE1, 1000
  csr_values local_bytes, \read, "2,1,1", "32,1,1", 0, 0xCE2, 1024    # what a kernel without a note has

  # Without clusters every block is one; then clusters of 3 x 1 x 2 blocks.
  index_csr clusterid_x, \read, 0xCE4, "thread / 105 % 3"
  index_csr clusterid_y, \read, 0xCE5, "thread / 315 % 2"
  index_csr clusterid_z, \read, 0xCE6, "thread / 630"
  index_csr nclusterid_x, \read, 0xCE8, 3
  index_csr nclusterid_y, \read, 0xCE9, 2
  index_csr nclusterid_z, \read, 0xCEA, 2
  index_csr cluster_ctaid_x, \read, 0xCEC, 0
  index_csr cluster_ctaid_y, \read, 0xCED, 0
  index_csr cluster_ctaid_z, \read, 0xCEE, 0
  index_csr cluster_nctaid_x, \read, 0xCF0, 1
  index_csr cluster_nctaid_y, \read, 0xCF1, 1
  index_csr cluster_nctaid_z, \read, 0xCF2, 1
  index_csr cluster_ctarank, \read, 0xCF4, 0
  index_csr cluster_nctarank, \read, 0xCF5, 1
  index_csr is_explicit_cluster, \read, 0xCF6, 0
  index_csr grid_workspace, \read, 0xCFA, 0
  clusters 3, 1, 2
  index_csr clusterid_x_of_six, \read, 0xCE4, 0
  index_csr clusterid_y_of_six, \read, 0xCE5, "thread / 315 % 2"
  index_csr clusterid_z_of_six, \read, 0xCE6, 0
  index_csr nclusterid_x_of_six, \read, 0xCE8, 1
  index_csr nclusterid_y_of_six, \read, 0xCE9, 2
  index_csr nclusterid_z_of_six, \read, 0xCEA, 1
  index_csr cluster_ctaid_x_of_six, \read, 0xCEC, "thread / 105 % 3"
  index_csr cluster_ctaid_y_of_six, \read, 0xCED, 0
  index_csr cluster_ctaid_z_of_six, \read, 0xCEE, "thread / 630"
  index_csr cluster_nctaid_x_of_six, \read, 0xCF0, 3
  index_csr cluster_nctaid_y_of_six, \read, 0xCF1, 1
  index_csr cluster_nctaid_z_of_six, \read, 0xCF2, 2
  index_csr cluster_ctarank_of_six, \read, 0xCF4, "thread / 105 % 3 + 3 * (thread / 630)"
  index_csr cluster_nctarank_of_six, \read, 0xCF5, 6
  index_csr is_explicit_cluster_of_six, \read, 0xCF6, 1
  clusters 1

  # The core of a block is one of those that there are, and the same for all its threads; the block's warps fit on it.
  kernel cores, "4,1,1", "64,1,1", 8
  \read a0, 0xCD3                     # smid
  \read a1, 0xCD4                     # nsmid
  sltu a2, a0, a1
  keep a2
  csrr a3, 0xCC0                      # what thread 0 of the block saw
  bnez a3, 1f
  sd a0, 0(tp)
1:
  ox.bar.sync zero, zero
  ld a3, 0(tp)
  xor a3, a0, a3
  keep a3
  \read a5, 0xCF8                     # chipletid
  \read a6, 0xCF9                     # nchipletid
  sltu a2, a5, a6
  keep a2
  \read a5, 0xCD1                     # warpid
  \read a6, 0xCD2                     # nwarpid
  sltu a2, a5, a6
  keep a2
  ox.exit
  expect
  each_thread 1
  each_thread 0
  each_thread 1
  each_thread 1
  end

  # A launch has one number.
  kernel grid_number, "2,1,1", "64,1,1"
  \read a0, 0xCD5                     # gridid
  bnez s1, 1f
  sd a0, 0(s11)
  li a1, 1
  addi a2, s11, 8
  amoswap.w.rl zero, a1, (a2)
1:
  addi a2, s11, 8
2:
  lw a1, 0(a2)
  beqz a1, 2b
  fence
  ld a1, 0(s11)
  xor a0, a0, a1
  keep a0
  ox.exit
  expect
  each_thread 0
  end

  # Clocks and the count of instructions do not go back.
  kernel clocks, "1,1,1", "64,1,1"
  .irp csr, csr_cycle, csr_time, csr_instret
  \read a0, \csr
  li a2, 100
3:
  addi a2, a2, -1
  bnez a2, 3b
  \read a1, \csr
  sltu a2, a1, a0
  keep a2
  .endr
  ox.exit
  expect
  each_thread 0
  each_thread 0
  each_thread 0
  end

  # Between two reads of instret lie the first and what follows: exactly 4 instructions.
  kernel instructions_of_a_warp, "1,1,1", "64,1,1"
  \read a0, csr_instret
  nop
  nop
  nop
  \read a1, csr_instret
  sub a0, a1, a0
  keep a0
  li a2, 100
  \read a0, csr_instret
3:
  addi a2, a2, -1
  bnez a2, 3b
  \read a1, csr_instret
  sub a0, a1, a0
  keep a0                             # the first read, and 100 times 2
  ox.exit
  expect
  each_thread 4
  each_thread 201
  end

  # Lanes apart, and with x0 as destination.
  kernel some_lanes, "1,1,1", "32,1,1"
  li a0, 99
  andi a1, s1, 1
  beqz a1, 1f
  \read a0, 0xCD0
1:
  \read zero, 0xCD0
  keep a0
  mv a1, zero
  keep a1
  ox.exit
  expect
  each_thread "(thread & ((thread & 1) == 1)) | (99 & ((thread & 1) == 0))"
  each_thread 0
  end

  kernel_fault no_such_csr, illegal_instruction
  faulting
  \read a0, 0xCCF
  ox.exit
  expect_nothing

  kernel_fault fcsr_is_not_there, illegal_instruction
  faulting
  \read a0, 0x003
  ox.exit
  expect_nothing
.endm

# A word that is not an instruction, or would write a CSR: all of them are read-only.
.macro illegal name, word
  kernel_fault \name, illegal_instruction
  faulting
  \word
  ox.exit
  expect_nothing
.endm
