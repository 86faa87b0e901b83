# csrrs rd, csr, zero: rd = the CSR.  All CSRs of OxCore are read-only, so the forms that write are illegal instructions.
# RISC-V Unprivileged ISA, Zicsr extension; the CSRs: Ox ISA manual, control and status registers.
.include "check.inc.s"

.macro read register, csr
  csrrs \register, \csr, zero
.endm

every_csr read

# A source register other than x0 writes, even if it holds zero.
illegal writes, ".insn i 0x73, 2, a0, x11, 0xCC0-0x1000"
illegal writes_with_no_result, ".insn i 0x73, 2, x0, x11, 0xCC0-0x1000"

# csrrw and csrrwi always write, so OxCore does not have them.
illegal csrrw, ".insn i 0x73, 1, a0, x0, 0xCC0-0x1000"
illegal csrrwi, ".insn i 0x73, 5, a0, x0, 0xCC0-0x1000"
