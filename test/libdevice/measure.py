#!/usr/bin/env python3
"""Measures libdevice and keeps the figures in libdevice/measured.tsv, from which docs/libdevice.md is made.

A line a function: name, largest error in ulps, the arguments where it occurs, how many arguments were judged (`all`, or
a number), and the mean lane-instructions of a call.  Errors come from libdevice_test over everything (OX_TEST_LONG=1),
costs from nv_rows on the simulator, whose counts don't depend on the machine it runs on.

  measure.py --build BUILD [--errors FILTER] [--costs]   measure anew: FILTER is gtest's, `*` takes hours
  measure.py --build BUILD --check                       compare the costs with the kept ones
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "libdevice", "measured.tsv")
COLUMNS = ["name", "ulps", "where", "inputs", "cost"]
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


def measure_errors(build, pattern):
    with tempfile.NamedTemporaryFile("r", suffix=".tsv") as report:
        subprocess.run([os.path.join(build, "test/libdevice_test"), "--gtest_brief=1", f"--gtest_filter={pattern}"],
                       env=dict(os.environ, OX_TEST_LONG="1", OX_MEASURE=report.name), check=True)
        worst = {}
        for line in report:
            label, ulps, where, inputs = line.rstrip("\n").split("\t")
            name, _, output = label.partition(" ")  # "sincosf sine": functions with several outputs have a line each
            if name not in worst or float(ulps) > float(worst[name]["ulps"]):
                worst[name] = {"ulps": ulps, "where": where + (f"({output})" if output else ""), "inputs": inputs}
        return worst


def measure_costs(program, count=4096):
    """Mean lane-instructions of a call, by row; `count` is device_rows.h's."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as stats:
        subprocess.run([program, "--gtest_brief=1"], stdout=subprocess.DEVNULL, check=True,
                       env=dict(os.environ, OX_MEASURE_COST="1", OX_STATS=stats.name))
        kernels = json.load(stats)["kernels"]
    with_call, without = {}, {}
    for kernel in kernels:
        row = re.search(r"call_each<ox::device_rows::(NoCall<ox::device_rows::)?([\w:]+)[,>]", kernel["kernel"])
        if row:
            (without if row[1] else with_call)[row[2]] = kernel["total"]["lane_instructions"] / count
    return {name: max(0, total - without[name]) for name, total in with_call.items()}


def check(rows, costs):
    problems = [f"{name}: measured.tsv has no cost of it" for name in sorted(costs) if not rows.get(name, {}).get("cost")]
    for name in sorted(set(rows) & set(costs)):
        if rows[name]["cost"] and costs[name] > TOLERANCE * float(rows[name]["cost"]) + 1:
            problems.append(f"{name}: costs {costs[name]:.1f} lane-instructions, kept is {rows[name]['cost']}")
    problems += [f"{name}: in measured.tsv, but there is no such row" for name in sorted(set(rows) - set(costs))]
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--errors", metavar="FILTER")
    parser.add_argument("--costs", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    rows = read_table()
    if options.errors:
        for name, error in measure_errors(options.build, options.errors).items():
            rows.setdefault(name, {"name": name}).update(error)
    if options.costs or options.check:
        costs = measure_costs(os.path.join(options.build, "test/libdevice/libdevice_rows"))
    if options.costs:
        for name, cost in costs.items():
            rows.setdefault(name, {"name": name})["cost"] = f"{cost:.1f}"
    if options.check:
        problems = check(rows, costs)
        print("\n".join(problems) or f"{len(costs)} costs are as kept")
        sys.exit(bool(problems))
    write_table(rows)


if __name__ == "__main__":
    main()
