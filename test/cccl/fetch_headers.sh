#!/bin/sh
# fetch_headers.sh HOW INSTALL-CCCL FOLDER VERSION: CCCL's headers into the build folder, once.  HOW is short, or long for
# what only `./ox test --long` needs.  The exit code is 77, which ctest calls skipped, where they can't be had.
# OX_CCCL_INCLUDE names headers that are there already.
if [ -n "$OX_CCCL_INCLUDE" ]; then
  echo "CCCL's headers: $OX_CCCL_INCLUDE"
  exit 0
fi
if [ "$1" = long ] && [ -z "$OX_TEST_LONG" ]; then
  echo "skipped: only ./ox test --long needs it"
  exit 77
fi
python3 "$2" --plain "$3" --version "$4" && exit 0
echo "skipped: no CCCL headers, set OX_CCCL_INCLUDE"
exit 77
