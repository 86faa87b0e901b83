#!/usr/bin/env bash
# run_fuzzer.sh FUZZER SEEDS QUICK LONG [OPTIONS]: QUICK executions from the seeds, or LONG if OX_TEST_LONG is set.
# An input that fails stays beside the fuzzer as NAME-crash-*; the quick run always tries the same inputs.
set -euo pipefail
fuzzer=$1 seeds=$2 quick=$3 long=$4
shift 4
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
if [ -n "${OX_TEST_LONG:-}" ]; then
  runs=$long
else
  runs=$quick
  set -- -seed=1 "$@"
fi
# The arena's address space and what sanitizers map are no use of memory; leaks are looked for at the end only.
"$fuzzer" -runs="$runs" -rss_limit_mb=4096 -detect_leaks=0 -print_final_stats=1 -verbosity=0 \
  -artifact_prefix="$fuzzer-" "$@" "$corpus" "$seeds" 2>"$corpus.log" || {
  status=$?
  tail -100 "$corpus.log" >&2
  rm -f "$corpus.log"
  exit $status
}
grep -E 'stat::|cov:' "$corpus.log" | tail -8
rm -f "$corpus.log"
