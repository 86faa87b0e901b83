"""Rodinia's CUDA programs, each by its own makefile on a copy of the suite: the makefiles build where they stand.
States: compile (make failed), built."""
import shutil

# The folder of each program's makefile, where it isn't the program's own.
MAKEFILES = {"lud": "lud/cuda", "srad_v1": "srad/srad_v1", "srad_v2": "srad/srad_v2"}


def find(args):
    cuda = args.folder / "cuda"
    names = [path.name for path in sorted(cuda.iterdir()) if path.is_dir() and path.name not in ("util", "srad")]
    if names:
        names += ["srad_v1", "srad_v2"]
        prepare(args)
    return names, {}


def prepare(args):
    shutil.rmtree(args.out, ignore_errors=True)
    for part in ("common", "cuda"):
        shutil.copytree(args.folder / part, args.out / part)
    for stale in (args.out / "cuda").rglob("*.o"):
        stale.unlink()
    if args.helpers:  # the makefiles look where CUDA's SDK had them
        (args.out / "sdk" / "common").mkdir(parents=True)
        (args.out / "sdk" / "common" / "inc").symlink_to(args.helpers.resolve())


def build(args, name, log):
    folder = args.out / "cuda" / MAKEFILES.get(name, name)
    log.run(["make", "clean"], folder)
    paths = [f"CUDA_DIR={args.prefix}", f"CUDA_INSTALL_PATH={args.prefix}", f"CUDA_LIB_DIR={args.prefix}/lib64",
             f"SDK_DIR={args.out}/sdk"]
    if log.run(["make", *paths], folder):
        return {"state": "compile", "reason": log.first_error()}
    return {"state": "built"}


def run(args, name, log):
    return {"reason": "how to run it is in the suite's own run files"}
