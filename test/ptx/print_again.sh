#!/usr/bin/env bash
# print_again.sh OX_PTX OX_NVCC SOURCE: PTX that is parsed and printed is a fixed point: every .ptx of the tests, and what
# ox-nvcc -ptx makes of every sample and every .cu of the tests (of one in eight, unless OX_TEST_LONG is set).
set -uo pipefail
ox_ptx=$1 ox_nvcc=$2 source=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0 texts=0

again() { # NAME TEXT
  if ! "$ox_ptx" --print "$2" -o "$work/once" 2>"$work/messages" ||
    ! "$ox_ptx" --print "$work/once" -o "$work/twice" 2>>"$work/messages" ||
    ! diff "$work/once" "$work/twice" >>"$work/messages"; then
    echo "$1:"
    head -20 "$work/messages"
    failures=$((failures + 1))
  fi
  texts=$((texts + 1))
}

for text in $(find "$source/test" -name '*.ptx' | sort); do
  again "$text" "$text"
done
# What these make is no PTX: inline asm that is wrong, and a write to __constant__ memory.
not_ptx='inline_ptx_error.cu|faults/allocations.cu'
number=0
for program in $(find "$source/samples" "$source/test" -name '*.cu' | grep -vE "$not_ptx" | sort); do
  number=$((number + 1))
  [ -n "${OX_TEST_LONG:-}" ] || [ $((number % 8)) = 0 ] || continue
  # Some are there to be refused by ox-nvcc.
  "$ox_nvcc" -ptx -arch=sm_90 -std=c++20 "$program" -o "$work/text.ptx" 2>/dev/null && again "$program" "$work/text.ptx"
done
echo "$texts texts, $failures of them with a difference"
[ "$failures" = 0 ] && [ "$texts" -gt 10 ]
