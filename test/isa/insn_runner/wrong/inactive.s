# Lanes that should not take part do: the instruction stands before the branch around it.
.include "check.inc.s"

columns_none
column x
column x
record careless, kind_cases, "addi", "rs1 rd", x, 2, 1
ways_begin
way "careless"
enter_cases careless, 2
each_case 2
mv a0, s7
ld a1, 0(s2)
addi a0, a1, 1
beqz s9, 93f
93:
store_result x, 10
next_case
ox.exit
ways_end
.data
.p2align 3
77:
case 1, 2
end
