#!/usr/bin/env python3
"""A module in LLVM IR with a kernel for every function of libdevice/functions.def, as front ends that link libdevice
themselves would write it: declarations of __nv_*, and kernels by !nvvm.annotations."""
import re
import sys

TYPES = {"int": "i32", "unsigned int": "i32", "long long": "i64", "unsigned long long": "i64", "float": "float",
         "double": "double", "unsigned short": "i16", "void": "void"}


def ir_type(text):
    return "ptr" if text.endswith("*") else TYPES[text]


def main():
    print('target datalayout = "e-i64:64-i128:128-v16:16-v32:32-n16:32:64"\ntarget triple = "nvptx64-nvidia-cuda"\n')
    kernels = []
    for row in open(sys.argv[1]):
        match = re.match(r"OX_LIBDEVICE\((\w+), ([\w ]+), \(([^)]*)\)", row)
        if not match:
            continue
        name, result = match[1], TYPES[match[2]]
        parameters = [ir_type(p.strip()) for p in match[3].split(",")]
        kernels.append(name)
        print(f"declare {result} @__nv_{name}({', '.join(parameters)})")
        print(f"define void @call_{name}(ptr %in, ptr %out) {{")
        arguments = []
        for i, parameter in enumerate(parameters):
            print(f"  %p{i} = getelementptr i64, ptr %in, i64 {i}")
            if parameter == "ptr":
                arguments.append(f"ptr %p{i}")
            else:
                print(f"  %a{i} = load {parameter}, ptr %p{i}")
                arguments.append(f"{parameter} %a{i}")
        call = f"call {result} @__nv_{name}({', '.join(arguments)})"
        print(f"  {call}" if result == "void" else f"  %r = {call}\n  store {result} %r, ptr %out")
        print("  ret void\n}")
    numbers = ", ".join(f"!{i}" for i in range(len(kernels)))
    print(f"!nvvm.annotations = !{{{numbers}}}")
    for i, name in enumerate(kernels):
        print(f'!{i} = !{{ptr @call_{name}, !"kernel", i32 1}}')


main()
