# Another text than the one that is printed.
.include "check.inc.s"

kernel_print hello, "hello\n", "1,1,1", "1,1,1"
  lla a0, text
  li a7, 1
  ecall
  ox.exit
expect_nothing

.section .rodata
text: .asciz "hullo\n"
