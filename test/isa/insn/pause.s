# pause: advice that lets other lanes run; it changes no register.  RISC-V Unprivileged ISA, Zihintpause extension.
.include "check.inc.s"

kernel changes_nothing
  mv a0, s1
  li a1, 5
  pause
  keep a0
  keep a1
  ox.exit
expect
  each_thread thread
  each_thread 5
end

# Each lane waits for the one below it, so none can go on before lane 0 does; in two warps at once.
kernel lanes_that_wait_for_each_other, "1,1,1", "64,1,1", 512
  slli a1, s1, 2
  add a1, a1, tp
  beqz s1, 2f
1:
  pause
  lw a2, -4(a1)
  beqz a2, 1b
2:
  addi a2, s1, 1
  amoswap.w.rl zero, a2, (a1)
  keep a2
  ox.exit
expect
  each_thread "thread + 1"
end
