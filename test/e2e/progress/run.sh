#!/bin/sh
# run.sh NVCC FILE.cu PROGRAM [OPTIONS]: the program must end well whatever the schedule and wherever the convergence
# hints stand.  It is compiled with hints as ox-nvcc places them, without any, and with hints scattered at random, and
# each is run with all host threads, and with one thread and several seeds of the scheduler.  OX_TEST_LONG=1: many more
# seeds of both, and every SIMD level of the interpreter.
nvcc=$1 source=$2 program=$3
shift 3
hints="placed none scattered:1"
seeds="1 2"
levels=
if [ -n "$OX_TEST_LONG" ]; then
  hints="placed none $(seq -f 'scattered:%g' 1 6)"
  seeds="1 2 3 4 5"
  levels=baseline
  grep -q avx2 /proc/cpuinfo && levels="$levels avx2"
  grep -q avx512f /proc/cpuinfo && levels="$levels avx512"
fi

attempt() { # SETTING...: the program's words only where it fails
  said=$(env "$@" timeout 60 "$program" 2>&1)
  code=$?
  if [ $code -ne 0 ]; then
    echo "exit code $code with --ox-hints=$hint $*: $said" >&2
    exit 1
  fi
}

for hint in $hints; do
  "$nvcc" -arch=sm_90 --ox-hints=$hint "$@" "$source" -o "$program" || exit 1
  attempt LC_ALL=C
  attempt OX_THREADS=1
  for seed in $seeds; do
    attempt OX_THREADS=1 OX_SCHED_SEED=$seed
    [ -n "$OX_TEST_LONG" ] && attempt OX_THREADS=4 OX_SCHED_SEED=$seed
  done
  for level in $levels; do
    attempt OX_SIMD=$level
  done
done
exit 0
