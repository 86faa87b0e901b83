#!/usr/bin/env python3
"""./ox install-cccl PREFIX: puts CCCL (Thrust, CUB, libcu++) into an install tree of Ox, where ox-nvcc looks for it.

CCCL is a library of headers under Apache-2.0 with LLVM exception; Ox has no copy of it.  The headers come from the wheel
that their authors publish, by pip, in the version and with the hash that stand below."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

# CCCL's version: the wheel's name, version and sha256.
VERSIONS = {
    "2.3": ("nvidia-cuda-cccl-cu12", "12.4.127.post1",
            "2027fa5fc75fbee703bf24e8275a40a605cf94a3e8fef8a7187897d49b34facb"),
    "2.8": ("nvidia-cuda-cccl-cu12", "12.9.27", "37869e17ce2e1ecec6eddf1927cca0f8c34e64fd848d40453df559091e2d7117"),
    "3.0": ("nvidia-cuda-cccl", "13.0.85", "e0da7ad981f3a8aff08241b5bfc1af868742a63e2762f53a5171c492ef242649"),
    "3.5": ("nvidia-cuda-cccl", "13.3.5.0.6", "d5230098fa2df5021e1a00c0c4eee41797671a91119d31e892463e5ccf3ee326"),
}
DEFAULT_VERSION = "3.0"  # what came with the CUDA that ox-nvcc claims to be
MARK = "thrust/version.h"  # below the folder that is to be searched


class Failure(Exception):
    """A sentence for the user."""


def download(version, folder):
    """The path of the wheel in `folder`, its hash checked by pip."""
    name, release, sha256 = VERSIONS[version]
    requirements = os.path.join(folder, "requirements.txt")
    with open(requirements, "w", encoding="utf-8") as file:
        file.write(f"{name}=={release} --hash=sha256:{sha256}\n")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "1",
               "--timeout", "20", "--no-deps", "--only-binary", ":all:", "--platform", "manylinux2014_x86_64",
               "--require-hashes", "-r", requirements, "-d", folder]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        reason = (done.stderr.strip() or "pip said nothing").splitlines()[-1]
        raise Failure(f"can't download {name} {release} with pip (Debian: python3-pip): {reason}")
    wheels = [file for file in os.listdir(folder) if file.endswith(".whl")]
    return os.path.join(folder, wheels[0])


def unpack(wheel, target):
    """Writes the headers below `target`: cub, cuda, nv, thrust; and the licence."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        root = min((name for name in names if name.endswith("/" + MARK)), key=len)[: -len(MARK)]
        for name in names:
            part = name.removeprefix(root)
            is_header = name.startswith(root) and part.split("/")[0] in ("cub", "cuda", "nv", "thrust")
            if not is_header and ".dist-info/" in name and "license" in name.lower():
                is_header, part = True, os.path.basename(name)
            if is_header and not name.endswith("/"):
                path = os.path.join(target, part)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with archive.open(name) as source, open(path, "wb") as file:
                    shutil.copyfileobj(source, file)


def install(version, target):
    """Replaces `target` by the headers of this version, unless they are there already."""
    stamp = os.path.join(target, ".ox-version")
    if os.path.exists(stamp) and open(stamp, encoding="utf-8").read() == " ".join(VERSIONS[version]):
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = download(version, folder)
        shutil.rmtree(target, ignore_errors=True)
        unpack(wheel, target)
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(" ".join(VERSIONS[version]))


def main():
    parser = argparse.ArgumentParser(prog="./ox install-cccl", description=__doc__.splitlines()[0])
    parser.add_argument("prefix", help="the tree that ./ox install made; with --plain, the folder for the headers")
    parser.add_argument("--version", choices=sorted(VERSIONS), default=DEFAULT_VERSION)
    parser.add_argument("--plain", action="store_true", help="only the headers, into any folder")
    arguments = parser.parse_args()
    include = os.path.join(arguments.prefix, "include")
    try:
        if arguments.plain:
            install(arguments.version, arguments.prefix)
            return
        if not os.path.exists(os.path.join(include, "cuda_runtime.h")):
            raise Failure(f"there is no Ox in {arguments.prefix}: ./ox install {arguments.prefix} first")
        if os.path.islink(include):
            raise Failure(f"{arguments.prefix} is a build tree, whose headers are the sources: use an install tree")
        install(arguments.version, os.path.join(include, "cccl"))
        print(f"ox: CCCL {arguments.version} is in {include}/cccl, which ox-nvcc searches", file=sys.stderr)
    except Failure as failure:
        sys.exit(f"ox: {failure}")


if __name__ == "__main__":
    main()
