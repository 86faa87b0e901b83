# auipc rd, immediate: rd = pc of this instruction + (immediate << 12), the sum of the immediate's 20 bits sign-extended
# from 32 bits.  RISC-V Unprivileged ISA, RV64I, integer computational instructions.
.include "check.inc.s"

# jal leaves the address of the instruction behind it, from which the auipc there is measured.
.macro distance immediate
  jal a1, 1f
1:
  auipc a0, \immediate
  sub a0, a0, a1
  keep a0
.endm

kernel distances
  distance 0
  distance 1
  distance 0x7ffff
  distance 0x80000
  distance 0xfffff
  ox.exit
expect
  each_thread 0
  each_thread 0x1000
  each_thread 0x7ffff000
  each_thread -0x80000000
  each_thread -0x1000
end

kernel some_lanes
  li a0, 5
  jal a1, 1f
1:
  slti a2, s1, 9
  beqz a2, 2f
  auipc a0, 0
  sub a0, a0, a1
2:
  keep a0
  auipc x0, 1
  mv a0, x0
  keep a0
  ox.exit
expect
  each_thread "(8 & (thread < 9)) | (5 & (thread >= 9))"
  each_thread 0
end

# What data the code addresses with it.
kernel address_of_data
1:
  auipc a0, %pcrel_hi(number)
  ld a0, %pcrel_lo(1b)(a0)
  keep a0
  ox.exit
expect
  each_thread 0x123456789
end

.data
.p2align 3
number: .dword 0x123456789
