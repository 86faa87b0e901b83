# Runs random programs under qemu, lane by lane.  Standard input holds, for each program: the number of bytes of its
# code, the code, and the work area (work_area.h); standard output gets the work area as the 32 lanes left it.  The end
# of the input ends the driver.
#
# Code and work area lie where the linker's command line says, so that the test can fill in pointers.  The constants
# come from the build: WORK_BYTES, LANE_BYTES, FLOATS, POINTERS (offsets in LaneState), LOCAL, RETURN (pointers).
.text
.globl _start
_start:
  la a1, code_bytes
  li a2, 8
  call read_all
  la a1, code
  ld a2, code_bytes
  call read_all
  la a1, work
  li a2, WORK_BYTES
  call read_all
  fence.i
  la gp, work
  li s0, 32
next_lane:
  la t0, lanes_left
  sd s0, 0(t0)
  la t0, lane_done
  sd t0, POINTERS + 8 * RETURN(gp)
  ld tp, POINTERS + 8 * LOCAL(gp)
.irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
  fld f\n, FLOATS + 8 * \n(gp)
.endr
.irp n, 1,2,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
  ld x\n, 8 * \n(gp)
.endr
  la t6, code
  jr t6
lane_done:
.irp n, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
  sd x\n, 8 * \n(gp)
.endr
.irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
  fsd f\n, FLOATS + 8 * \n(gp)
.endr
  li t0, LANE_BYTES
  add gp, gp, t0
  ld s0, lanes_left
  addi s0, s0, -1
  bnez s0, next_lane
  la a1, work
  li a2, WORK_BYTES
write_more:
  li a0, 1
  li a7, 64
  ecall
  blez a0, fail
  add a1, a1, a0
  sub a2, a2, a0
  bnez a2, write_more
  j _start

# a2 bytes of standard input to a1.  Ends the driver where there are no more.
read_all:
  li a0, 0
  li a7, 63
  ecall
  bltz a0, fail
  beqz a0, end
  add a1, a1, a0
  sub a2, a2, a0
  bnez a2, read_all
  ret
end:
  li a0, 0
  j quit
fail:
  li a0, 1
quit:
  li a7, 93
  ecall

.bss
.p2align 3
code_bytes: .zero 8
lanes_left: .zero 8

.section .code, "awx", @nobits
code: .zero CODE_BYTES

.section .work, "aw", @nobits
.p2align 4
work: .zero WORK_BYTES
