# Compiles each CUDA header alone: in a CUDA compilation (both passes), with GCC and clang as C++, and as C where it is C.
import concurrent.futures
import os
import subprocess
import sys
import tempfile

include, clang = sys.argv[1:3]
CUDA = [clang, "-x", "cuda", "--offload-arch=sm_90", "-nocudainc", "-nocudalib", "--cuda-path=/nonexistent",
        "-Wno-unknown-cuda-version", "-U__CUDA__", "-D__CUDACC__", "-std=gnu++17"]
MODES = {
    "CUDA device": CUDA + ["--cuda-device-only", "--cuda-feature=+ptx90"],
    "CUDA host": CUDA + ["--cuda-host-only"],
    "clang C++": [clang, "-x", "c++", "-std=c++11"],
    "GCC C++11": ["g++", "-x", "c++", "-std=c++11"],
    "GCC C++20": ["g++", "-x", "c++", "-std=c++20"],
    "GCC C": ["gcc", "-x", "c", "-std=c99"],
}
# Templates and classes: not for C.
CXX_ONLY = {"crt/mma.h", "crt/mma.hpp", "cooperative_groups.h", "cooperative_groups/reduce.h", "cooperative_groups/scan.h",
            "cooperative_groups/memcpy_async.h", "mma.h", "nvtx3/nvtx3.hpp",
            "cuda_awbarrier.h", "cuda_pipeline.h"}

# For clang's own wrapper of the CUDA headers alone; an error, in words, for anyone else.
REFUSING = {"curand_mtgp32_kernel.h"}


def public_headers():
    for folder in ("", "crt", "cooperative_groups", "nvtx3"):
        for name in sorted(os.listdir(os.path.join(include, folder))):
            if name.endswith((".h", ".hpp")) and name not in REFUSING:
                yield os.path.join(folder, name)


def compile_alone(header, mode, directory):
    source = os.path.join(directory, f"{header}.{mode}".replace("/", "_").replace(" ", "_"))
    with open(source, "w") as file:
        file.write(f"#include <{header}>\nextern int translation_units_are_not_empty;\n")
    command = MODES[mode] + ["-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I" + include, source]
    result = subprocess.run(command, capture_output=True, text=True)
    return None if result.returncode == 0 else f"{header} as {mode}:\n{result.stderr}"


with tempfile.TemporaryDirectory() as directory, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    jobs = [(header, mode) for header in public_headers() for mode in MODES
            if not (mode == "GCC C" and header in CXX_ONLY)]
    failures = [text for text in pool.map(lambda job: compile_alone(*job, directory), jobs) if text]
print(f"{len(jobs) - len(failures)} of {len(jobs)} compile")
print("\n".join(failures))
sys.exit(bool(failures))
