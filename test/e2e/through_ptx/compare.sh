#!/bin/sh
# compare.sh OX-NVCC FOLDER SOURCE...: each program is built twice, the ordinary way and with its device code as PTX text
# on the way; what the two print on standard output and how they exit must be equal.  Times are no results.
#
# Options are those of the source's first RUN line, -O3 for a source without one.  A source whose RUN line expects that
# it doesn't compile must give the same words both ways.
nvcc=$1 folder=$2
shift 2
mkdir -p "$folder" && cd "$folder" || exit 1

build() { # SOURCE PROGRAM [OPTIONS]
  source=$1 program=$2
  shift 2
  "$nvcc" "$@" "$source" -o "$program" > "$program.words" 2>&1
}

# The exit code of a program is not that of a pipeline, so it goes the way of a file.
result_of() { # PROGRAM
  { timeout 120 "./$1" 2> "$1.stderr"; echo "exit code $?"; } | sed -E 's/[0-9.]+ ?(ns|us|ms|s)\b/TIME/g' > "$1.result"
}

failed=0
for source; do
  name=$(basename "$source" .cu)
  line=$(grep -m1 'RUN:.*%ox-nvcc' "$source")
  options=$(echo "${line:-%ox-nvcc -O3 %s}" | sed -E 's/.*%ox-nvcc(.*)%s.*/\1/')
  build "$source" "$name.direct" $options; direct=$?
  build "$source" "$name.ptx" $options --ox-device-through=ptx; through=$?
  if [ "$direct" != "$through" ]; then
    echo "$source: ox-nvcc exits with $direct, and through PTX with $through:"; cat "$name.ptx.words"; failed=1
  elif [ "$direct" != 0 ]; then
    cmp "$name.direct.words" "$name.ptx.words" || { cat "$name.ptx.words"; failed=1; }
  else
    result_of "$name.direct"; result_of "$name.ptx"
    diff "$name.direct.result" "$name.ptx.result" || { echo "$source: results differ through PTX"; cat "$name.ptx.words"; failed=1; }
  fi
done
exit $failed
