# csrrci rd, csr, 0: rd = the CSR.  All CSRs of OxCore are read-only, so the forms that write are illegal instructions.
# RISC-V Unprivileged ISA, Zicsr extension; the CSRs: Ox ISA manual, control and status registers.
.include "check.inc.s"

.macro read register, csr
  csrrci \register, \csr, 0
.endm

every_csr read

# An immediate other than 0 writes.
illegal writes, ".insn i 0x73, 7, a0, x31, 0xCC0-0x1000"
illegal writes_with_no_result, ".insn i 0x73, 7, x0, x31, 0xCC0-0x1000"
