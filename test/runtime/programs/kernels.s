# Kernels for the tests that run the runtime on the simulator.  Parameters: a0 points at the block.
.include "oxcore.inc.s"
.text

.macro kernel name
.globl \name
.type \name, @function
\name:
.endm
.macro end_kernel name
  ox.exit
.size \name, .-\name
.endm

kernel empty
end_kernel empty

# add(int* out, int addend): out[i] += addend + offset, with i the global index in x
kernel add
  ld a1, 0(a0)
  lw a2, 8(a0)
  lla a3, offset
  lw a3, 0(a3)
  add a2, a2, a3
  csrr t0, 0xCC8                # ctaid.x
  csrr t1, 0xCC4                # ntid.x
  csrr t2, 0xCC0                # tid.x
  mul t0, t0, t1
  add t0, t0, t2
  slli t0, t0, 2
  add a1, a1, t0
  lw t1, 0(a1)
  addw t1, t1, a2
  sw t1, 0(a1)
end_kernel add

# stray(int* out): writes to out[tid + 1000000]
kernel stray
  ld a1, 0(a0)
  csrr t0, 0xCC0
  slli t0, t0, 2
  li t1, 4000000
  add a1, a1, t0
  add a1, a1, t1
  sw t0, 0(a1)
end_kernel stray

# check(int limit): assert(tid < limit)
kernel check
  lw a1, 0(a0)
  csrr t0, 0xCC0
  blt t0, a1, 1f
  lla a0, expression
  lla a1, file
  li a2, 12
  lla a3, function
  li a7, 2
  ecall
1:
end_kernel check

# hello(): printf("hello from %d\n", tid)
kernel hello
  addi sp, sp, -16
  csrr t0, 0xCC0
  sw t0, 0(sp)
  lla a0, format
  mv a1, sp
  li a7, 1
  ecall
end_kernel hello

# forever(int* flag): until *flag is set
kernel forever
  ld a1, 0(a0)
1:
  lw t0, 0(a1)
  beqz t0, 1b
end_kernel forever

.section .rodata, "a", @progbits
expression: .asciz "i < limit"
file: .asciz "kernels.cu"
function: .asciz "void check(int)"
format: .asciz "hello from %d\n"

.data
.globl offset
.type offset, @object
.p2align 2
offset: .word 0
.size offset, 4

.section .note.ox, "a", @note
.incbin "kernels_note.bin"
