#!/bin/sh
# run_program.sh HOW OX-NVCC HEADERS SOURCE OUTPUT: compiles a program against CCCL's headers and runs it.  HOW is short, or
# long for what only `./ox test --long` runs.  The exit code is 77, which ctest calls skipped, where there is nothing to run.
how=$1 nvcc=$2 headers=$3 source=$4 output=$5
if [ "$how" = long ] && [ -z "$OX_TEST_LONG" ]; then
  echo "skipped: only ./ox test --long runs it"
  exit 77
fi
if [ -n "$OX_CCCL_INCLUDE" ]; then
  headers=$OX_CCCL_INCLUDE
fi
if [ ! -e "$headers/thrust/version.h" ]; then
  echo "skipped: no CCCL headers, set OX_CCCL_INCLUDE"
  exit 77
fi
mkdir -p "$(dirname "$output")"
"$nvcc" --extended-lambda "-I$headers" "$source" -o "$output" && "$output"
