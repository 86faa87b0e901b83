"""NVIDIA/cuda-samples: one CMake project a sample.  States: configure, compile, link (where it failed), built; with
--run also passed and failed."""
import json
import re
import shutil

# What a sample can't be built without, and Ox doesn't bring: by what its CMakeLists.txt or its sources name.
FOREIGN = {
    "a CUDA-X library": r"CUDA::(cublas|cufft|curand|cusparse|cusolver|npp|nvjpeg)|#\s*include\s*[<\"](curand|cublas|nvml)",
    "graphics": r"find_package\((OpenGL|GLUT|EGL|Vulkan)|if\(WIN32\)\s*\n\s*# Source",
    "MPI": r"find_package\(MPI",
    "vendor interop": r"NVSCI|nvmedia|cudla",
}
FOREIGN_CHAPTERS = {"7_libNVVM": "libNVVM and LLVM", "8_Platform_Specific": "another platform"}


def reason_to_leave_out(folder):
    text = (folder / "CMakeLists.txt").read_text(errors="replace")
    for path in folder.rglob("*"):
        if path.suffix in (".cu", ".cuh", ".cpp", ".c", ".h"):
            text += "\n".join(re.findall(r"^\s*#\s*include.*", path.read_text(errors="replace"), re.M)) + "\n"
    for need, pattern in FOREIGN.items():
        if re.search(pattern, text):
            return f"needs {need}"
    return None


def find(args):
    programs, left_out = [], {}
    for listing in sorted(args.folder.glob("Samples/*/*/CMakeLists.txt")):
        name = str(listing.parent.relative_to(args.folder / "Samples"))
        chapter = name.split("/")[0]
        if chapter in FOREIGN_CHAPTERS:
            left_out[name] = f"needs {FOREIGN_CHAPTERS[chapter]}"
        elif reason := reason_to_leave_out(listing.parent):
            left_out[name] = reason
        else:
            programs.append(name)
    return programs, left_out


def build(args, name, log):
    folder = args.out / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    configure = ["cmake", "-S", args.folder / "Samples" / name, "-B", folder, "-G", "Ninja",
                 f"-DCMAKE_CUDA_COMPILER={args.prefix}/bin/nvcc"]
    if log.run(configure, folder):
        return {"state": "configure", "reason": log.first_error()}
    if log.run(["ninja", "-C", folder, "-k", "0", "-j", "1"], folder):
        failed = re.findall(r"^FAILED: (\S+)", log.text(), re.M)
        return {"state": "compile" if any(path.endswith(".o") for path in failed) else "link",
                "reason": log.first_error()}
    return {"state": "built"}


def executables(folder):
    return [path for path in sorted(folder.iterdir())
            if path.is_file() and path.stat().st_mode & 0o111 and path.read_bytes()[:4] == b"\x7fELF"]


def run(args, name, log):
    """With the arguments of the suite's own list; a sample that waives itself (exit code 2) is no pass."""
    folder = args.out / name
    listed = json.loads((args.folder / "test_args.json").read_text())
    for program in executables(folder):
        entry = listed.get(program.name, {})
        if entry.get("skip"):
            return {"state": "built", "reason": "the suite's list skips it"}
        for given in entry.get("runs", [entry]):
            code = log.run([program, *given.get("args", [])], folder, args.limit)
            if code:
                return {"state": "failed", "reason": f"exit code {code}: {log.text().strip().splitlines()[-1][:160]}"}
    return {"state": "passed"}
