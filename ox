#!/usr/bin/env bash
# The one entry to Ox: sets the machine up, builds, runs, tests.  `./ox help` lists the commands.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
preset=${OX_PRESET:-dev}

usage() {
  cat <<'TEXT'
usage: ./ox COMMAND [--preset dev|release|asan-ubsan|tsan] ...

  run FILE.cu [ARGS]     compile FILE.cu with ox-nvcc and run it on the simulator
  build [TARGET ...]     build everything, or the named targets
  test [FILTER] [--long] build, and run the tests whose name matches the regular expression FILTER
  bench [NAME]           measure: interpreter, latency, startup, compile, ptx (all without NAME)
  suite NAME FOLDER ...  build a public suite of CUDA programs that lies in FOLDER; `./ox suite --help`
  install PREFIX         install a release build, laid out like a CUDA toolkit
  install-cccl PREFIX    add CCCL (Thrust, CUB, libcu++) to an installed tree; --version 2.3, 2.8, 3.0 or 3.5
  fmt                    format the sources
  setup                  only install what is missing

The first command on a new machine installs Debian packages (as root, or it names the sudo line) and builds.
TEXT
}

# What a fresh Debian 12 lacks.  LLVM 22 is in Debian's own repositories.
packages=(cmake ninja-build ccache git ca-certificates libstdc++-12-dev libc6-dev g++
  clang-22 clangd-22 clang-format-22 libclang-22-dev libclang-rt-22-dev llvm-22-dev llvm-22-tools lld-22 liblld-22-dev libomp-22-dev
  libhwy-dev libdw-dev libcli11-dev nlohmann-json3-dev zlib1g-dev libzstd-dev liblz4-dev
  libgtest-dev libmpfr-dev python3 python3-pip qemu-user)

setup() {
  local missing=()
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii  *//p') || installed=
  for package in "${packages[@]}"; do
    grep -qx "$package" <<<"$installed" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local line="apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "ox: this system has no apt-get; install what Debian calls: ${missing[*]}" >&2
    exit 1
  elif [ "$(id -u)" -ne 0 ]; then
    echo "ox: packages are missing. Install them with this line, then call ox again:" >&2
    echo "  sudo sh -c 'apt-get update && $line'" >&2
    exit 1
  fi
  echo "ox: installing ${#missing[@]} packages: ${missing[*]}" >&2
  apt-get update -q >&2
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $line >&2
}

configure() {
  export CCACHE_SLOPPINESS=pch_defines,time_macros
  [ -f "$root/build/$preset/build.ninja" ] && return
  echo "ox: configuring the $preset preset" >&2
  (cd "$root" && cmake --preset "$preset" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_C_COMPILER_LAUNCHER=ccache >&2)
}

build() {
  setup
  configure
  if ! cmake --build "$root/build/$preset" -- "$@" >&2; then
    echo "ox: the build failed; the first error is above" >&2
    exit 1
  fi
}

run() {
  if [ $# -eq 0 ]; then
    echo "ox: run needs a file: ./ox run FILE.cu [ARGS]" >&2
    exit 1
  elif [ ! -f "$1" ]; then
    echo "ox: no such file: $1" >&2
    exit 1
  fi
  build ox-product
  local source=$1 name
  shift
  name=$(basename "$source" .cu)
  mkdir -p "$root/build/$preset/run"
  "$root/build/$preset/bin/ox-nvcc" -O3 "$source" -o "$root/build/$preset/run/$name"
  exec "$root/build/$preset/run/$name" "$@"
}

run_tests() {
  local filter=()
  for argument in "$@"; do
    case $argument in
      --long) export OX_TEST_LONG=1 ;;
      *) filter=(-R "$argument") ;;
    esac
  done
  build all
  ctest --test-dir "$root/build/$preset" --output-on-failure --no-tests=error -j "$(nproc)" "${filter[@]}"
}

install_tree() {
  if [ $# -ne 1 ]; then
    echo "ox: install needs the folder to install into: ./ox install PREFIX" >&2
    exit 1
  fi
  preset=release
  build ox-product
  cmake --install "$root/build/release" --prefix "$1" >&2
  echo "ox: installed; add $1/bin to PATH" >&2
}

command=${1:-help}
[ $# -gt 0 ] && shift
if [ "${1:-}" = --preset ]; then
  preset=${2:?ox: --preset needs a name}
  shift 2
fi
case $preset in
  dev | release | asan-ubsan | tsan) ;;
  *)
    echo "ox: unknown preset '$preset'; there are dev, release, asan-ubsan and tsan" >&2
    exit 1
    ;;
esac

case $command in
  run) run "$@" ;;
  build) build "$@" ;;
  test) run_tests "$@" ;;
  bench)
    build ox-product ox-bench-interpreter
    exec python3 "$root/test/bench/bench.py" --build "$root/build/$preset" "$@"
    ;;
  suite)
    preset=release
    build ox-product
    exec python3 "$root/test/suites/suite.py" --build "$root/build/release" "$@"
    ;;
  install) install_tree "$@" ;;
  install-cccl) exec python3 "$root/cmake/install_cccl.py" "$@" ;;
  # Not the lit tests: there the line a thing stands on is part of the test.
  fmt) git -C "$root" ls-files '*.cpp' '*.h' '*.cu' '*.cuh' ':!test/e2e' ':!test/headers' | (cd "$root" && xargs clang-format-22 -i) ;;
  setup) setup ;;
  help | --help | -h) usage ;;
  *)
    echo "ox: unknown command '$command'" >&2
    usage >&2
    exit 1
    ;;
esac
