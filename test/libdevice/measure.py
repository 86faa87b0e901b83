#!/usr/bin/env python3
"""Measures libdevice and keeps the figures in libdevice/measured.tsv, from which docs/libdevice.md is made.

A line a function: name, largest error in ulps, the arguments where it occurs, how many arguments were judged (`all`, or
a number), the mean lane-instructions of a call, and error and cost with libclc's function in its place.  Errors come from
libdevice_test and quad_test over everything (OX_TEST_LONG=1), libclc's from a sample of the usual range; costs come from the
simulator, whose counts don't depend on the machine it runs on.

  measure.py --build BUILD [--errors FILTER [--sample]] [--merge FILE] [--costs] [--libclc BITCODE]
      measures anew: FILTER is gtest's, `*` takes hours (minutes with a sample of the arguments); FILE is what earlier runs of
      a judge reported for OX_MEASURE=FILE; BITCODE is libclc's, /usr/lib/clc/nvptx64--.bc of libclc-22
  measure.py --build BUILD --check
      compares the costs with the kept ones, and the kept errors with the bounds of functions.def and api/quad.def
"""
import argparse
import csv
import functools
import json
import os
import re
import subprocess
import sys
import tempfile

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "libdevice", "measured.tsv")
COLUMNS = ["name", "ulps", "where", "inputs", "cost", "libclc_ulps", "libclc_cost"]
sys.path.insert(0, os.path.dirname(TABLE))
sys.dont_write_bytecode = True
import generate_page  # noqa: E402

FUNCTIONS = os.path.join(os.path.dirname(TABLE), "functions.def")
QUADS = os.path.join(os.path.dirname(TABLE), "api", "quad.def")
HALF_ROWS = ["test/libdevice/half_rows", "test/libdevice/bfloat16_rows"]
API_ROWS = [*HALF_ROWS, "test/libdevice/float_rows", "test/libdevice/integer_rows", "test/libdevice/small_float_rows"]
JUDGES = ["test/libdevice_test", "test/quad_test", *HALF_ROWS]
ROWS, QUAD_ROWS = "test/libdevice/libdevice_rows", "test/libdevice/quad_on_simulator"
# A release of LLVM may choose other instructions.
TOLERANCE = 1.05


def read_table():
    if not os.path.exists(TABLE):
        return {}
    with open(TABLE, newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file, delimiter="\t")}


def write_table(rows):
    with open(TABLE, "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n", restval="")
        writer.writeheader()
        for name in sorted(rows):
            writer.writerow(rows[name])


def measure_errors(build, pattern, sample):
    """Lines that the judges report: label, ulps, where, inputs."""
    lines = [line for judge in JUDGES for line in reports(os.path.join(build, judge), pattern, sample)
             if line[0].split()[0] not in approximations()]
    on_simulator = ":".join("NvRows." + name for name in approximations())
    return lines + reports(os.path.join(build, ROWS), on_simulator, sample)


def reports(program, pattern, sample):
    with tempfile.NamedTemporaryFile("r", suffix=".tsv") as report:
        subprocess.run([program, "--gtest_brief=1", f"--gtest_filter={pattern}"], check=True,
                       env=dict(os.environ, OX_TEST_LONG="0" if sample else "1", OX_MEASURE=report.name))
        return read_reports(report)


def read_reports(file):
    return [line.rstrip("\n").split("\t") for line in file]


def worst_of(lines):
    """The largest error by row: functions with several outputs have a line each."""
    worst = {}
    for label, ulps, where, inputs in lines:
        if label.endswith(")"):  # a row of libdevice/api: its module, name and parameters
            name, output = label, ""
        else:  # "sincosf sine"
            name, _, output = label.partition(" ")
        if name not in worst or float(ulps) > float(worst[name]["ulps"]):
            worst[name] = {"ulps": ulps, "where": where + (f"({output})" if output else ""), "inputs": inputs}
    return worst


@functools.cache
def approximations():
    with open(FUNCTIONS) as file:
        return re.findall(r"^OX_LIBDEVICE\((\w+),.*, approximation, ", file.read(), re.M)


def measure_libclc(build, libclc):
    """As measure_costs, of libclc's functions: a copy of the toolchain has them in its libdevice."""
    here = os.path.dirname(os.path.abspath(__file__))
    with tempfile.TemporaryDirectory() as tree:
        for part in "bin", "lib64", "include", "nvvm":
            subprocess.run(["cp", "-rH", os.path.join(build, part), tree], check=True)
        libdevice = "nvvm/libdevice/libdevice.10.bc"
        replaced = subprocess.run([sys.executable, os.path.join(here, "libclc_stand_in.py"), os.path.join(build, libdevice),
                                   libclc, os.path.join(tree, libdevice)], check=True, capture_output=True, text=True)
        program = os.path.join(tree, "rows")
        harness = os.path.join(build, "test/libdevice/CMakeFiles/libdevice_harness.dir/harness.cpp.o")
        subprocess.run([os.path.join(tree, "bin/ox-nvcc"), "-std=c++20", "-I", os.path.join(here, "../.."),
                        os.path.join(here, "nv_rows.cu"), harness, os.path.join(build, "lib64/libox_libdevice_host.a"),
                        "-o", program, "-lgtest", "-lgtest_main", "-lmpfr", "-lgmp", "-lpthread"], check=True)
        figures = measure_costs(program)
        return {name: figures[name] for name in replaced.stdout.split()}


def measure_costs(program, count=4096):
    """(largest error over the usual range, mean lane-instructions of a call) by row; `count` is device_rows.h's."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as stats, tempfile.NamedTemporaryFile("r") as errors:
        subprocess.run([program, "--gtest_brief=1"], stdout=subprocess.DEVNULL, check=False,  # libclc's miss bounds
                       env=dict(os.environ, OX_MEASURE_COST="1", OX_MEASURE=errors.name, OX_STATS=stats.name))
        kernels = json.load(stats)["kernels"]
        ulps = {name: ulps for name, ulps, _, _ in (line.split("\t") for line in errors)}
    with_call, without = {}, {}
    for kernel in kernels:
        row = re.search(r"call_each<(ox::device_rows::NoCall<)?ox::(?:api_rows::(\w+)::Row<(\d+)>|device_rows::([\w:]+)[,>])",
                        kernel["kernel"])
        if row:
            name = api_names(row[2].rstrip("_")).get(int(row[3])) if row[2] else row[4]  # a namespace `double_`
            if name is None:
                continue
            (without if row[1] else with_call)[name] = kernel["total"]["lane_instructions"] / count
    return {name: (ulps.get(name, ""), max(0, total - without[name])) for name, total in with_call.items()}


@functools.cache
def api_names(module):
    """Of a table of libdevice/api: the rows' keys in measured.tsv by their lines; not of those that are libdevice's."""
    return {line: f"{module} {name}{parameters}" for line, (name, _, parameters, _, through) in
            generate_page.api_rows(os.path.join(os.path.dirname(TABLE), "api", module + ".def")) if through == "header"}


def check(rows, costs):
    problems = [f"{name}: measured.tsv has no cost of it" for name in sorted(costs) if not rows.get(name, {}).get("cost")]
    for name in sorted(set(rows) & set(costs)):
        if rows[name]["cost"] and costs[name] > TOLERANCE * float(rows[name]["cost"]) + 1:
            problems.append(f"{name}: costs {costs[name]:.1f} lane-instructions, kept is {rows[name]['cost']}")
    problems += [f"{name}: in measured.tsv, but there is no such row" for name in sorted(set(rows) - set(costs))]
    return problems + check_bounds(rows)


def check_bounds(rows):
    """The kept error of every row with a bound in ulps is there, and within it; the bound is within CUDA's."""
    problems = []
    for name, bound in re.findall(r"^OX_MATH\((\w+),.*, ulps\((.+)\), header\)$", open(QUADS).read(), re.M):
        if float(rows.get(name, {}).get("ulps") or 2) > float(bound):
            problems.append(f"{name}: measured.tsv has no error of it, or one above the bound {bound}")
    for name, cuda, bound in bounds_in_ulps():
        if not rows.get(name, {}).get("inputs"):
            problems.append(f"{name}: measured.tsv has no error of it")
        elif float(rows[name]["ulps"]) > bound:
            problems.append(f"{name}: measured.tsv has {rows[name]['ulps']} ulp, the bound is {bound}")
        if bound > cuda:
            problems.append(f"{name}: the bound {bound} is above CUDA's, {cuda}")
        if rows.get(name, {}).get("libclc_ulps"):
            row = rows[name]
            if float(row["libclc_ulps"]) <= 1 and float(row["cost"]) > 1.3 * float(row["libclc_cost"]):
                problems.append(f"{name}: costs {row['cost']}, libclc's is as exact and costs {row['libclc_cost']}")
    return problems


def bounds_in_ulps():
    """(name, CUDA's, ours)"""
    with open(FUNCTIONS) as file:
        for name, cuda, bound in re.findall(r"^OX_LIBDEVICE\((\w+),.*, (\S+), ulps\((.+)\)\)$", file.read(), re.M):
            if limit := re.fullmatch(r"ulps\((.+)\)", cuda):
                yield name, float(limit[1]), float(bound)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--errors", metavar="FILTER")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--merge", metavar="FILE")
    parser.add_argument("--costs", action="store_true")
    parser.add_argument("--libclc", metavar="BITCODE")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    rows = read_table()
    if options.errors:
        for name, error in worst_of(measure_errors(options.build, options.errors, options.sample)).items():
            rows.setdefault(name, {"name": name}).update(error)
    if options.merge:
        with open(options.merge) as file:
            for name, error in worst_of(read_reports(file)).items():
                rows.setdefault(name, {"name": name}).update(error)
    if options.costs or options.check:
        costs = {name: cost for program in (ROWS, QUAD_ROWS, *API_ROWS)
                 for name, (_, cost) in measure_costs(os.path.join(options.build, program)).items()}
    if options.costs:
        for name, cost in costs.items():
            rows.setdefault(name, {"name": name})["cost"] = f"{cost:.1f}"
    if options.libclc:
        for name, (ulps, cost) in measure_libclc(options.build, options.libclc).items():
            rows.setdefault(name, {"name": name}).update(libclc_ulps=ulps, libclc_cost=f"{cost:.1f}")
    if options.check:
        problems = check(rows, costs)
        print("\n".join(problems) or f"{len(costs)} costs are as kept")
        sys.exit(bool(problems))
    write_table(rows)


if __name__ == "__main__":
    main()
