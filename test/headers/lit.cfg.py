# The headers with plain clang, called as the front end calls it, and with the host's GCC.
import os
import subprocess
import lit.formats

config.name = "headers"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".cu", ".cpp", ".c", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ox_build, "test", "headers", "out")

include = os.path.join(config.ox_source, "frontend", "include")
clang = os.path.join(config.llvm_bin, "clang++")
cuda = (f"{clang} --offload-arch=sm_90 -nocudainc -nocudalib --cuda-path=/nonexistent -Xclang -target-sdk-version=13.0 "
        f"-Wno-unknown-cuda-version -U__CUDA__ -D__CUDACC__ -D__NVCC__ -include cuda_runtime.h -isystem {include} -x cuda")
resources = subprocess.check_output([clang, "-print-resource-dir"], text=True).strip()
config.substitutions += [
    ("%cuda-device", f"{cuda} --cuda-device-only --cuda-feature=+ptx90 -std=gnu++17"),
    ("%cuda-host", f"{cuda} --cuda-host-only -std=gnu++17"),
    ("%gxx", f"g++ -Wall -Wextra -Werror -I{include}"),
    ("%gcc", f"gcc -Wall -Wextra -Werror -I{include}"),
    ("%clangxx", f"{clang} -Wall -Wextra -Werror -I{include}"),
    ("%include", include),
    ("%clang-include", os.path.join(resources, "include")),
    ("%clang", clang),
]
config.environment["PATH"] = os.pathsep.join([config.llvm_bin, "/usr/bin", "/bin"])
