# A program as a compiler makes it: a kernel with a note, code and data that point at each other, and every kind of
# variable.  out[i] = constant + *pointer + i.
.include "oxcore.inc.s"
.text
.globl _Z5scalePii
.type _Z5scalePii, @function
_Z5scalePii:
  ld a1, 0(a0)                  # out
  lw a2, 8(a0)                  # n
  csrr t0, 0xCC0                # tid.x
  bgeu t0, a2, 1f
  lla a3, pointers
  ld a3, 8(a3)                  # &counter, relocated
  lw a3, 0(a3)
  lla a4, constant
  lw a4, 0(a4)
  add a3, a3, a4
  add a3, a3, t0
  slli t1, t0, 2
  add a1, a1, t1
  sw a3, 0(a1)
1:
  ox.exit
.size _Z5scalePii, .-_Z5scalePii

.globl _Z8unused_fv
.type _Z8unused_fv, @function
_Z8unused_fv:
  ret
.size _Z8unused_fv, .-_Z8unused_fv

.section .rodata, "a", @progbits
.globl constant
.hidden constant               # so that code may address it in a shared image too
.type constant, @object
.p2align 2
constant: .word 40
.size constant, 4

.section .data.rel.ro, "aw", @progbits
.globl pointers
.hidden pointers
.type pointers, @object
.p2align 3
pointers:
  .dword _Z8unused_fv
  .dword counter
  .dword zeros + 16
.size pointers, 24

.data
.globl counter
.type counter, @object
.p2align 2
counter: .word 2
.size counter, 4

# Byte 1 of an address and byte 0, as PTX initialises them: in the loader's table.
.globl split
.type split, @object
split: .byte 7, 0, 0, 7
.size split, 4
.p2align 3
.ascii "address bytes   "               # by which a test finds the table in the file
.globl __ox_address_bytes
.type __ox_address_bytes, @object
__ox_address_bytes:
  .dword split + 1, counter, 8
  .dword split + 2, counter, 0
.size __ox_address_bytes, 48

.bss
.globl zeros
.type zeros, @object
.p2align 7
zeros: .zero 5000
.size zeros, 5000

.section .note.ox, "a", @note
.incbin "note.bin"
