"""./ox suite: builds public collections of CUDA programs, unedited, and says what became of each.

  ./ox suite cuda-samples FOLDER [NAME ...]   each sample by CMake, with CMAKE_CUDA_COMPILER and nothing else
  ./ox suite rodinia FOLDER [NAME ...]        each program by its makefile, with the compiler's folder as CUDA_DIR

FOLDER is a checkout that you have; nothing of it is part of Ox.  NAME selects by a part of the path.  Work is done in
--out (default: build/suites/<suite>), where each program leaves its log, and results.json lists all of them.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import time

import cuda_samples
import rodinia

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUITES = {"cuda-samples": cuda_samples, "rodinia": rodinia}


class Log:
    """Runs the steps of one program; all that they print is in one file."""

    def __init__(self, path, environment):
        self.path, self.environment = path, environment
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")

    def run(self, command, folder, limit_s=1800):
        """The exit code; 124 when the command ran past its limit."""
        with open(self.path, "a") as file:
            file.write(f"$ {' '.join(map(str, command))}\n")
            file.flush()
            try:
                return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=file,
                                      stderr=subprocess.STDOUT, env=self.environment, timeout=limit_s).returncode
            except subprocess.TimeoutExpired:
                file.write(f"suite: stopped after {limit_s} s\n")
                return 124

    def text(self):
        return self.path.read_text(errors="replace")

    def first_error(self):
        """The first line that looks like the cause of a failure."""
        for line in self.text().splitlines():
            if any(word in line for word in ("error:", "Error at", "cannot find", "undefined reference", "No rule")):
                return line.strip()[:200]
        return self.text().strip().splitlines()[-1][:200]


def environment_with(prefix):
    environment = dict(os.environ)
    environment["PATH"] = f"{prefix / 'bin'}:{environment['PATH']}"
    return environment


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--prefix", type=pathlib.Path, help="an install tree; default: the build tree of --build")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--run", action="store_true", help="run what was built, too")
    parser.add_argument("--limit", type=int, default=120, help="seconds that one run may take")
    parser.add_argument("--helpers", type=pathlib.Path, help="rodinia: the folder with helper_cuda.h, from cuda-samples")
    args = parser.parse_args()
    if not args.folder.is_dir():
        sys.exit(f"suite: no such folder: {args.folder}")
    args.prefix = (args.prefix or args.build).resolve()
    args.folder = args.folder.resolve()
    args.out = (args.out or ROOT / "build" / "suites" / args.suite).resolve()
    suite = SUITES[args.suite]

    programs, left_out = suite.find(args)
    if args.names:
        programs = [name for name in programs if any(part in name for part in args.names)]
    if not programs:
        sys.exit("suite: no program has such a name" if args.names else f"suite: {args.folder} isn't {args.suite}")
    for name, reason in left_out.items():
        if not args.names:
            print(f"left out  {name}: {reason}")

    def work(name):
        log = Log(args.out / "logs" / f"{name.replace('/', '-')}.log", environment_with(args.prefix))
        begin = time.monotonic()
        result = suite.build(args, name, log)
        if args.run and result["state"] == "built":
            result |= suite.run(args, name, log)
        return name, result | {"seconds": round(time.monotonic() - begin, 1)}

    results = {}
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for name, result in pool.map(work, programs):
            results[name] = result
            print(f"{result['state']:<9} {name}" + (f": {result['reason']}" if "reason" in result else ""), flush=True)
    (args.out / "results.json").write_text(json.dumps({"programs": results, "left_out": left_out}, indent=1) + "\n")

    states = [result["state"] for result in results.values()]
    print(f"{len(states)} programs: " + ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states))))
    return 0 if all(state in ("built", "passed") for state in states) else 1


if __name__ == "__main__":
    sys.exit(main())
