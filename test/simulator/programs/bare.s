# Hand-written kernels without a note.
.include "oxcore.inc.s"
.text

# Nothing at all.
.globl empty
empty:
  ox.exit

# (int* out): out[global thread] = block + 1
.globl fill
fill:
  ld a1, 0(a0)
  csrr t0, 0xCC8                # ctaid.x
  csrr t1, 0xCC4                # ntid.x
  csrr t2, 0xCC0                # tid.x
  mul t1, t0, t1
  add t1, t1, t2
  slli t1, t1, 2
  add a1, a1, t1
  addi t0, t0, 1
  sw t0, 0(a1)
  ox.exit

# (int* arrived, int blocks): blocks wait for each other, as a barrier of the whole grid does.
.globl meet
meet:
  ld a1, 0(a0)
  lw a2, 8(a0)
  li t0, 1
  amoadd.w zero, t0, (a1)
1:
  lw t1, 0(a1)
  bltu t1, a2, 1b
  ox.exit

# (int* data): writes at data[1000000 + tid], which is nobody's memory.
.globl stray
stray:
  ld a1, 0(a0)
  csrr t2, 0xCC0
  slli t2, t2, 2
  add a1, a1, t2
  li t0, 4000000
  add a1, a1, t0
  sw zero, 0(a1)
  ox.exit

# Prints its block, and returns from malloc and free.
.globl print
print:
  addi sp, sp, -16
  csrr t0, 0xCC8
  sw t0, 0(sp)
  lla t1, text
  sd t1, 8(sp)
  lla a0, format
  mv a1, sp
  li a7, 1
  ecall
  li a0, 100
  li a7, 3
  ecall
  sd a0, 0(a0)
  li a7, 4
  ecall
  ox.exit

# assert(i < n) at file.cu:12 in f()
.globl fail
fail:
  lla a0, expression
  lla a1, file
  li a2, 12
  lla a3, function
  li a7, 2
  ecall
  ox.exit

.globl endless
endless:
  j endless

# Its block's shared memory must be zero; then leaves it dirty.  (int* dirty): counts words that were not.
.globl dirty_shared
dirty_shared:
  ld a1, 0(a0)
  csrr t0, 0xCC0
  slli t0, t0, 2
  add t0, t0, tp
  lw t1, 0(t0)
  li t2, -1
  sw t2, 0(t0)
  snez t1, t1
  amoadd.w zero, t1, (a1)
  ox.exit

.section .rodata, "a", @progbits
format: .asciz "block %d says %s\n"
text: .asciz "hello"
expression: .asciz "i < n"
file: .asciz "file.cu"
function: .asciz "f()"
