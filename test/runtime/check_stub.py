#!/usr/bin/env python3
"""An older release's stub for the linker has the functions that the library has for that release, no more and no fewer.

check_stub.py NM LIBRARY STUB VERSION
"""
import subprocess
import sys

nm, library, stub, version = sys.argv[1:]


def functions(path):
    text = subprocess.run([nm, "-D", "--defined-only", path], capture_output=True, text=True, check=True).stdout
    names = [line.split()[-1] for line in text.splitlines()]
    return {name.split("@")[0] for name in names if name.endswith("@" + version) and name != version}


problems = [f"{stub} lacks {name}" for name in sorted(functions(library) - functions(stub))]
problems += [f"{library} lacks {name} of {version}" for name in sorted(functions(stub) - functions(library))]
if len(functions(stub)) < 10:
    problems.append(f"{stub} has nothing in it")
print("\n".join(problems) or f"{len(functions(stub))} functions of {version}")
sys.exit(bool(problems))
