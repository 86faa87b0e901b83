# What ox-nvcc says and how it exits.
import os
import lit.formats

config.name = "driver"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ox_build, "test", "driver", "out")
config.substitutions += [("%" + tool, os.path.join(config.ox_build, "bin", tool))
                         for tool in ("ox-nvcc", "ptxas", "cuobjdump", "fatbinary", "oxdis", "oxsim", "ox-ptx")]
# No CUDA toolkit on any path: what passes here passes on a machine that has none.
config.environment["PATH"] = os.pathsep.join([config.llvm_bin, "/usr/bin", "/bin"])
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
