#!/usr/bin/env python3
"""A stand-in for an older release's library, to link programs against: its file name and symbol versions, no bodies.

older_stub.py COMPILER NM LIBRARY VERSION OUTPUT: every function that LIBRARY exports under VERSION is in OUTPUT, whose
soname is VERSION.
"""
import subprocess
import sys
import tempfile

compiler, nm, library, version, output = sys.argv[1:]
symbols = subprocess.run([nm, "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
names = sorted({line.split()[-1].split("@")[0] for line in symbols.splitlines() if line.endswith("@" + version)})
assert len(names) > 10, f"{library} has no functions of {version}"
with tempfile.NamedTemporaryFile("w", suffix=".map") as versions:
    versions.write(version + " { global: *; };\n")
    versions.flush()
    subprocess.run([compiler, "-shared", "-fPIC", "-x", "c", "-", "-o", output, f"-Wl,-soname,{version}",
                    f"-Wl,--version-script={versions.name}", "-fno-builtin"],
                   input="".join(f"void {name}(void) {{}}\n" for name in names), text=True, check=True)
