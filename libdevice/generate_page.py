#!/usr/bin/env python3
"""Writes the page on the device math library: generate_page.py LIBDEVICE_FOLDER OUTPUT.

Rows come from functions.def and api/*.def, figures from measured.tsv (test/libdevice/measure.py makes it).
"""
import csv
import os
import re
import sys

INTRODUCTION = """# The device math library

{functions} functions `__nv_*` in `nvvm/libdevice/libdevice.10.bc`, and the {api} functions of the CUDA Math API that stand on
them or in the headers. This page is generated from the tables in libdevice/ and from what test/libdevice/measure.py measured.

## How it was measured

- **Error** is the distance from the exact result in units of the last place that the format has at that magnitude (subnormal
  results: the least one's unit). MPFR has the last word; over wide ranges the C library's next wider format decides first, and
  every argument whose error may exceed the largest so far goes to MPFR.
- Single-precision functions of one argument: **all** 2^32 arguments. Others: the number given, random over the bit patterns and
  over the interesting interval, beside every combination of about 200 special values.
- The errors are those of the sources compiled for the host; a test runs every function on the simulator and compares bit by bit.
  `approximation` marks what stands on the special-function unit: that is measured on the simulator.
- **Cost** is the mean number of lane-instructions of a call over a usual range, constants included, on the simulator, without
  the loads of the arguments and the store of the result. One lane-instruction is one OxCore instruction of one lane.
- **libclc** is the same cost with libclc 22's generic functions in their place, where OpenCL has the function; its error is the
  largest among 4,096 arguments of the usual range.
- **CUDA** is the bound of the CUDA programming guide (0: correctly rounded, or exact); **bound** is what the tests enforce. Where it
  says `by argument`, the bound is a formula of the argument, absolute in places: errors within an absolute bound are left out.
"""

FORMULA = "by argument"


def parse_rows(path, macro):
    """(heading, arguments of the macro) of each row; a heading is a comment line above a row."""
    heading = ""
    with open(path) as file:
        for line in file:
            if comment := re.fullmatch(r"// (.*)\n", line):
                heading = comment[1]
            elif line.startswith(macro + "("):
                yield heading, split_arguments(line.strip()[len(macro) + 1:-1])


def split_arguments(text):
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def show_bound(text):
    if ulps := re.fullmatch(r"ulps\((.+)\)", text):
        return ulps[1]
    return {"exact": "0", "by_argument": FORMULA}.get(text, text)


def show_error(text):
    if not text:
        return ""
    value = float(text)
    return ">1e3" if value > 1000 else f"{value:.3g}"


def show_inputs(text):
    if not text or text == "all":
        return text and "all"
    number = int(text)
    return f"{number / 1e6:.0f} M" if number >= 1e6 else f"{number:,}"


def function_tables(folder, measured):
    heading_before = None
    for heading, (name, result, parameters, source, cuda, bound) in parse_rows(
            os.path.join(folder, "functions.def"), "OX_LIBDEVICE"):
        if heading != heading_before:
            yield f"\n### {heading}\n"
            yield "| function | signature | source | CUDA | bound | error, ulp | at | arguments | cost | libclc: error | cost |"
            yield "|---|---|---|---|---|---|---|---|---|---|---|"
            heading_before = heading
        row = measured.get(name, {})
        exact = bound == "exact"
        yield " | ".join([
            f"| `__nv_{name}`", f"`{result}{parameters}`", source, show_bound(cuda), show_bound(bound),
            "0" if exact and row.get("inputs") else show_error(row.get("ulps")),
            "" if exact else row.get("where", "").strip(), show_inputs(row.get("inputs", "")), row.get("cost", ""),
            show_error(row.get("libclc_ulps")), row.get("libclc_cost", "")]) + " |"


def api_rows(path):
    """(line, [name, result, parameters, bound, through]) of each row; a table says itself how it writes its special rows."""
    definitions = {}
    with open(path) as file:
        for number, line in enumerate(file, 1):
            if definition := re.fullmatch(r"#define (OX_MATH_\w+)\((.*?)\) OX_MATH\((.*)\)\n", line):
                definitions[definition[1]] = split_arguments(definition[2]), definition[3]
            elif row := re.fullmatch(r"(OX_MATH\w*)\((.*)\)\n", line):
                text = row[2]
                if row[1] in definitions:
                    parameters, text = definitions[row[1]]
                    values = dict(zip(parameters, split_arguments(row[2])))
                    text = re.sub(r"\w+", lambda word: values.get(word[0], word[0]), text)
                yield number, split_arguments(text)


def api_modules(folder):
    for file in sorted(os.listdir(os.path.join(folder, "api"))):
        yield file.removesuffix(".def"), [row for _, row in api_rows(os.path.join(folder, "api", file))]


def figures_of(module, name, parameters, through, measured):
    """What was measured of an API function: of the libdevice function that it is, or of itself.  Names of functions.def are
    without their prefix, so one with it can only be the API's own, as is one with a module and parameters."""
    if over := re.fullmatch(r"libdevice\((\w+)\)", through):
        return measured.get(over[1], {})
    return measured.get(f"{module} {name}{parameters}") or (measured.get(name, {}) if name.startswith("__nv_") else {})


def api_tables(modules, measured):
    yield "| module | functions | over libdevice | in the headers |"
    yield "|---|---|---|---|"
    for module, rows in modules:
        over = sum(row[-1].startswith("libdevice(") for row in rows)
        yield f"| {module} | {len(rows)} | {over} | {len(rows) - over} |"
    for module, rows in modules:
        yield f"\n### {module}\n"
        yield "| function | signature | bound | through | error, ulp | at | arguments | cost |"
        yield "|---|---|---|---|---|---|---|---|"
        for name, result, parameters, bound, through in rows:
            row = figures_of(module, name, parameters, through, measured)
            name = re.sub(r"static_cast<(.*)>", r"operator \1", name)
            yield " | ".join([
                f"| `{name}` | `{result}{parameters}`", show_bound(bound), through, show_error(row.get("ulps")),
                row.get("where", "").strip(), show_inputs(row.get("inputs", "")), row.get("cost", "")]) + " |"


def main():
    folder, output = sys.argv[1:]
    with open(os.path.join(folder, "measured.tsv"), newline="") as file:
        measured = {row["name"]: row for row in csv.DictReader(file, delimiter="\t")}
    modules = list(api_modules(folder))
    functions = list(parse_rows(os.path.join(folder, "functions.def"), "OX_LIBDEVICE"))
    lines = [INTRODUCTION.format(functions=len(functions), api=sum(len(rows) for _, rows in modules)),
             "## Functions of libdevice", *function_tables(folder, measured),
             "\n## The CUDA Math API, by module\n", *api_tables(modules, measured)]
    os.makedirs(os.path.dirname(output), exist_ok=True)
    with open(output, "w") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
