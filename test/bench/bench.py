"""./ox bench: what Ox costs, each figure the median of several runs taken next to each other.

interpreter  lane-instructions a second on one core: float, integer and gather kernel, per SIMD level; and on two cores
latency      an empty kernel from launch to synchronisation; the call, and each launch, in a long queue
startup      process start to the end of a first tiny kernel: with an OxCore image, with PTX cold and cached
ptx          ptxas on kernels of 1,000 to 100,000 instructions, straight and with blocks; --against names another ptxas
compile      ox-nvcc -c against upstream clang++ -S -emit-llvm (host plus device) on the same samples
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import ptx_kernels

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.dirname(os.path.abspath(__file__))


def run(command, **options):
    """Runs a command, returns its stdout; ends the bench with the command's own words when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"bench: exit code {done.returncode}: {' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def seconds(command, **options):
    begin = time.perf_counter()
    run(command, **options)
    return time.perf_counter() - begin


def interpreter(args, folder):
    text = run([os.path.join(args.build, "bin", "ox-bench-interpreter")])
    print(text, end="")
    return {"text": text.splitlines()}


def compile_program(args, name, folder, *options):
    program = os.path.join(folder, name)
    run([os.path.join(args.build, "bin", "ox-nvcc"), "-O3", *options, os.path.join(HERE, name + ".cu"), "-o", program])
    return program


def latency(args, folder):
    program = compile_program(args, "launch_latency", folder)
    rows = [[float(x) for x in run([program]).split()] for _ in range(args.repeat)]
    median, slow, call, queued, spread = (statistics.median(column) for column in zip(*rows))
    print(f"launch and wait: median {median:.2f} us, 90th percentile {slow:.2f} us; "
          f"in a queue the call {call:.2f} us, each launch {queued:.2f} us, over 16 streams {spread:.2f} us")
    return {"median_us": median, "p90_us": slow, "call_us": call, "queued_us": queued, "queued_16_us": spread}


def startup(args, folder):
    """With an OxCore image; with PTX that is compiled; with PTX whose translation is on disk."""
    cache = os.path.join(folder, "translations")
    environment = {**os.environ, "CUDA_CACHE_PATH": cache, "LD_LIBRARY_PATH": os.path.join(args.build, "lib64")}
    program = compile_program(args, "first_kernel", folder, "-arch=compute_80", "-code=compute_80")  # both are in it

    def milliseconds(command, prepare=lambda: None, **more):
        times = []
        for _ in range(4 * args.repeat):
            prepare()
            times.append(seconds(command, env={**environment, **more}) * 1e3)
        return times

    def forget():
        shutil.rmtree(cache, ignore_errors=True)

    figures = {}
    for name, words, times in (
            ("oxcore", "with an OxCore image", milliseconds([program])),
            ("cold", "with PTX to compile", milliseconds([program], forget, CUDA_FORCE_PTX_JIT="1")),
            ("cached", "with PTX in the cache", milliseconds([program], CUDA_FORCE_PTX_JIT="1")),
            ("empty", "of an empty process", milliseconds(["/bin/true"]))):
        figures[f"{name}_ms"], figures[f"{name}_max_ms"] = statistics.median(times), max(times)
        print(f"process start to end of first kernel {words}: median {statistics.median(times):.1f} ms, "
              f"slowest {max(times):.1f} ms")
    return figures


def compile_time(args, folder):
    """The reference reads the same headers and optimises alike; it stops at LLVM IR, ox-nvcc goes on to objects."""
    include = os.path.join(args.build, "include")
    resources = run(["clang++-22", "-print-resource-dir"]).strip()
    reference = ["clang++-22", "-x", "cuda", "-O3", "-std=c++17", "-S", "-emit-llvm", "-nocudainc", "-nocudalib",
                 "--cuda-path=/nonexistent", "--cuda-gpu-arch=sm_75", "-w", "-Xclang", "-target-sdk-version=13.0",
                 "--cuda-feature=+ptx90", "-D__NVCC__", "-D__CUDACC__", "-I", os.path.join(resources, "include", "cuda_wrappers"),
                 "-I", include, "-include", "cuda_runtime.h"]
    ratios = {}
    for name in ("vector_add", "matmul", "mandelbrot", "black_scholes"):
        source = os.path.join(ROOT, "samples", name, name + ".cu")
        ours = [os.path.join(args.build, "bin", "ox-nvcc"), "-O3", "-c", source, "-o", os.path.join(folder, "a.o")]
        sides = [reference + [side, source, "-o", os.path.join(folder, "a.ll")]
                 for side in ("--cuda-host-only", "--cuda-device-only")]
        pairs = []
        for _ in range(args.repeat):
            theirs = sum(seconds(side) for side in sides)
            pairs.append((seconds(ours), theirs))
        ratio = statistics.median(a / b for a, b in pairs)
        ours_s, theirs_s = (statistics.median(column) for column in zip(*pairs))
        ratios[name] = ratio
        print(f"compile {name}: ox-nvcc {ours_s:.2f} s, clang {theirs_s:.2f} s, ratio {ratio:.2f}")
    return ratios


def cpu_seconds(command):
    """Of the process and not of the clock on the wall, which other programs slow down."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"bench: status {status}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def ptx(args, folder):
    source, image = os.path.join(folder, "kernel.ptx"), os.path.join(folder, "kernel.cubin")
    tools = [os.path.join(args.build, "bin", "ptxas")] + ([args.against] if args.against else [])
    results = {}
    for has_blocks in (False, True):
        for instructions in (1000, 3000, 10000, 30000, 100000):
            with open(source, "w") as file:
                file.write(ptx_kernels.generate(instructions, has_blocks))
            times = [min(cpu_seconds([tool, "-O3", "-arch", "sm_75", source, "-o", image]) for _ in range(min(args.repeat, 3)))
                     for tool in tools]
            name = f"{instructions} instructions{' with blocks' if has_blocks else ''}"
            results[name] = times
            print(f"ptx {name}: {times[0]:.3f} s, {times[0] / instructions * 1e6:.1f} us each" +
                  (f"; the other {times[1]:.3f} s, ratio {times[0] / times[1]:.2f}" if args.against else ""), flush=True)
    return results


BENCHES = {"interpreter": interpreter, "latency": latency, "startup": startup, "compile": compile_time,
           "ptx": ptx}


def main():
    parser = argparse.ArgumentParser(prog="ox bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--repeat", type=int, default=5, help="runs per figure (5)")
    parser.add_argument("--against", help="another ptxas, for the bench ptx")
    parser.add_argument("name", nargs="?", choices=BENCHES, help="one of them; all without")
    args = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in [args.name] if args.name else BENCHES:
            results[name] = BENCHES[name](args, folder)
    with open(os.path.join(args.build, "bench.json"), "w") as file:
        json.dump(results, file, indent=1)


main()
