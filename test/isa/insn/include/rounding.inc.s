# Tables of what is rounded.  Such an instruction has a result per rounding mode, and a case says all of them in a line,
# so its table stands in a loop over the modes:
#
#   .irp rm, rne, rtz, rdn, rup, rmm, dyn
#   rounded \rm, fadd.s, s, s, s
#   case  1.0, 1.0, 2.0                                 operands, and the result that is the same in every mode
#   modes 1.0, 2^-24, r_rne, r_rtz, r_rdn, r_rup, r_rmm  operands, and the result in each mode
#   end
#   .endr
#
# dyn, the mode of frm, is rne: frm is hard-wired to it.  Singles have the flushing forms besides (docs/adr/0001):
#
#   .irp form, ftz, rtz.ftz
#   flushed \form, fadd.s, s, s, s
#   modes 1.0, 2^-24, r_ftz, r_rtz_ftz
.include "check.inc.s"

.set .Lmode, 0
.macro rounded mode, mnemonic, types:vararg
  .set .Lmode, -1
  .ifc \mode, dyn
  .set .Lmode, 0
  .endif
  .set .Lcandidate, 0
  .irp name, rne, rtz, rdn, rup, rmm
  .ifc \mode, \name
  .set .Lmode, .Lcandidate
  .endif
  .set .Lcandidate, .Lcandidate + 1
  .endr
  .set .Lmodes, .Lcandidate
  op \mnemonic, \types, \mode
.endm
.macro flushed form, mnemonic, types:vararg
  .set .Lmodes, 2
  .set .Lmode, 1
  .ifc \form, ftz
  .set .Lmode, 0
  .endif
  op \mnemonic\().\form, \types
.endm

# A case with a result per mode, of which the table takes the one of its own mode.
.macro modes values:vararg
  .set .Lcolumn, 0
  .irp value, \values
  .if .Lcolumn < .Lcolumns - 1
  .set .Lbox, (.Lboxes >> (8*.Lcolumn)) & 255
  .dword (\value) | ((-1 << .Lbox) & (.Lbox > 0))
  .endif
  .if .Lcolumn == .Lcolumns - 1 + .Lmode
  .set .Lbox, (.Lboxes >> (8*(.Lcolumns - 1))) & 255
  .dword (\value) | ((-1 << .Lbox) & (.Lbox > 0))
  .endif
  .set .Lcolumn, .Lcolumn + 1
  .endr
  .if .Lcolumn != .Lcolumns - 1 + .Lmodes
  .error "a line of modes has the operands, and as many results as there are modes"
  .endif
  .set .Lcases, .Lcases + 1
.endm
