#!/usr/bin/env python3
"""Every function that a header declares is exported by its library, and the other way round.

check_exports.py COMPILER INCLUDE NM HEADER[,HEADER] LIBRARY PREFIX [DEFINE ...]

The rows of the tables are held against the headers by the compiler, as the exports are compiled with them in sight
(-Wmissing-prototypes, and conflicting types are errors); this closes the circle.
"""
import os
import re
import subprocess
import sys

compiler, include, nm, header, library, prefix, *defines = sys.argv[1:]

text = subprocess.run(
    [compiler, "-x", "c", "-E", "-P", "-I", include, *[f"-D{d}" for d in defines], "-"],
    input="".join(f"#include <{name}>\n" for name in header.split(",")), capture_output=True, text=True, check=True).stdout
text = re.sub(r"static[^;{]*\{[^}]*\}", "", text)
declared = set(re.findall(rf"\b({prefix}\w+)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*;", text))
# Pointers to functions and parameters are no declarations.
declared = {name for name in declared if re.search(rf"(?:\w|\*)\s+\**{name}\s*\(", text)}

symbols = subprocess.run([nm, "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
# Names of older releases, or hidden from the linker, are not in today's headers.
exported, older = set(), {}
for line in symbols.splitlines():
    if re.search(r" [TW] ", line):
        function, at, version = line.split()[-1].partition("@")
        if not at or version.startswith("@") and os.path.basename(library).startswith(version[1:]):
            exported.add(function)
        else:
            older.setdefault(version, set()).add(function)
exported = {name for name in exported if re.match(prefix, name)}
# nvJitLink's header makes macros of the plain names, which are for dlsym.
exported = {name for name in exported if not any(re.fullmatch(f"__{name}_\\d+_\\d+", other) for other in declared)}
# The entry points for a default stream per thread are declared by macros.
plain = {name for name in exported if not re.search(r"_pt[ds][sz]$", name)}
variants = {re.sub(r"_pt[ds][sz]$", "", name) for name in exported - plain}

problems = [f"{header} declares {name}, {library} doesn't export it" for name in sorted(declared - plain)]
problems += [f"{library} exports {name}, {header} doesn't declare it" for name in sorted(plain - declared)]
problems += [f"{library} exports a variant of {name}, but not {name}" for name in sorted(variants - plain)]
# An older release has every function that this one has, where their names are the same.
if re.search(r"libcudart|libnvrtc", library):
    problems += [f"{library} exports no {name} of version {version}" for version in sorted(older)
                 if not os.path.basename(library).startswith(version)
                 for name in sorted(exported - older[version])]
    if not older:
        problems.append(f"{library} has no functions of older releases")
if len(declared) < 10:
    problems.append(f"only {len(declared)} declarations found in {header}: is this script still right?")
print("\n".join(problems) or f"{len(declared)} functions of {header}")
sys.exit(bool(problems))
