#!/usr/bin/env python3
"""Makes a libdevice.10.bc whose functions are libclc's where it has them, for comparisons of cost and exactness.

  libclc_stand_in.py LIBDEVICE LIBCLC OUTPUT      e.g. .../libdevice.10.bc /usr/lib/clc/nvptx64--.bc (package libclc-22)

Prints the names of the functions that were replaced.
"""
import os
import re
import subprocess
import sys
import tempfile

TOOLS = "/usr/lib/llvm-22/bin/"
# Functions whose name in libdevice, with f at the end for float, is OpenCL's without it.
UNARY = """exp exp2 exp10 expm1 log log2 log10 log1p sin cos tan sinpi cospi asin acos atan sinh cosh tanh asinh acosh
           atanh sqrt rsqrt cbrt erf erfc lgamma tgamma logb""".split()
BINARY = "pow atan2 hypot fmod remainder nextafter fdim".split()
# name in libdevice: (name in OpenCL, result, parameters in LLVM IR, parameters mangled), by format
OTHER = {"powi": ("pown", "{T}", "{T}, i32", "{m}i"), "ldexp": ("ldexp", "{T}", "{T}, i32", "{m}i"),
         "sincos": ("sincos", "{T}", "{T}, ptr", "{m}P{m}"), "ilogb": ("ilogb", "i32", "{T}", "{m}"),
         "frexp": ("frexp", "{T}", "{T}, ptr", "{m}Pi"), "remquo": ("remquo", "{T}", "{T}, {T}, ptr", "{m}{m}Pi")}
FORMATS = {"f": "float", "d": "double"}


def functions():
    """(name in libdevice, mangled name in libclc, result, parameters)"""
    for letter, llvm_type in FORMATS.items():
        suffix = "f" if letter == "f" else ""
        for names, parameters, mangled in (UNARY, [llvm_type], letter), (BINARY, [llvm_type] * 2, letter * 2):
            for name in names:
                yield "__nv_" + name + suffix, f"_Z{len(name)}{name}{mangled}", llvm_type, parameters
        for name, (theirs, result, parameters, mangled) in OTHER.items():
            fill = {"T": llvm_type, "m": letter}
            yield ("__nv_" + name + suffix, f"_Z{len(theirs)}{theirs}{mangled.format(**fill)}", result.format(**fill),
                   parameters.format(**fill).split(", "))


def wrapper(ours, theirs, result, parameters):
    given = ", ".join(f"{t} %{i}" for i, t in enumerate(parameters))
    declared = ", ".join(parameters)
    if ours.startswith("__nv_sincos"):  # void (x, sine, cosine) here, sine (x, cosine) there
        return (f"declare {result} @{theirs}({declared})\n"
                f"define void @{ours}({given}, ptr %2) alwaysinline {{\n  %r = call {result} @{theirs}({parameters[0]} %0,"
                f" ptr %2)\n  store {result} %r, ptr %1\n  ret void\n}}\n")
    return (f"declare {result} @{theirs}({declared})\ndefine {result} @{ours}({given}) alwaysinline {{\n"
            f"  %r = call {result} @{theirs}({given})\n  ret {result} %r\n}}\n")


def main():
    libdevice, libclc, output = sys.argv[1:]
    names = subprocess.run([TOOLS + "llvm-nm", "--format=just-symbols", libclc], check=True, capture_output=True,
                           text=True).stdout.split()
    rows = [row for row in functions() if row[1] in names]
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        with open(path("wrappers.ll"), "w") as file:
            file.write('target triple = "nvptx64-nvidia-cuda"\n' + "".join(wrapper(*row) for row in rows))
        remaining = [f"--func={row[0]}" for row in rows]
        subprocess.run([TOOLS + "llvm-extract", "--delete", *remaining, libdevice, "-o", path("rest.bc")], check=True)
        subprocess.run([TOOLS + "llvm-link", path("rest.bc"), path("wrappers.ll"), "-o", path("ours.bc")], check=True)
        subprocess.run([TOOLS + "llvm-link", "-S", "--internalize", "--only-needed", path("ours.bc"), libclc,
                        "-o", path("linked.ll")], check=True, stderr=subprocess.DEVNULL)
        with open(path("linked.ll")) as file:
            text = file.read()
        # What ties a function to a target or keeps it out of its caller, and the module's flags.
        text = re.sub(r' "(target-cpu|target-features|no-builtins|frame-pointer|stack-protector-buffer-size)"(="[^"]*")?',
                      "", text)
        text = re.sub(r"!(llvm\.module\.flags|llvm\.ident|opencl\.ocl\.version|llvm\.errno\.tbaa) = [^\n]*\n", "", text)
        text = re.sub(r"\b(noinline|optnone)\b", "", text)
        with open(path("general.ll"), "w") as file:
            file.write(text)
        subprocess.run([TOOLS + "opt", "-passes=default<O2>", path("general.ll"), "-o", output], check=True)
    print("\n".join(row[0].removeprefix("__nv_") for row in rows))


if __name__ == "__main__":
    main()
