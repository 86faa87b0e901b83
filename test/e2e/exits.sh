#!/bin/sh
# exits.sh CODE COMMAND...: succeeds when the command ends with exactly CODE.  Its output passes through.
want=$1
shift
"$@"
got=$?
[ "$got" = "$want" ] && exit 0
echo "expected exit code $want, got $got: $*" >&2
exit 1
