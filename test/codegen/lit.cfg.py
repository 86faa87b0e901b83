# Code generator tests: IR in, and IR of one stage, disassembly, or values on the simulator out.
import os
import lit.formats

config.name = "codegen"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".ll", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ox_build, "test", "codegen", "out")

binaries = os.path.join(config.ox_build, "bin")
simulator = os.path.join(binaries, "oxsim")
if os.path.exists(simulator):
    config.available_features.add("simulator")
config.substitutions += [
    ("%ox-opt", os.path.join(binaries, "ox-opt")),
    ("%oxdis", os.path.join(binaries, "oxdis")),
    ("%oxsim", simulator),
    ("%ptxas", os.path.join(binaries, "ptxas")),
    ("%libdevice", os.path.join(config.ox_build, "nvvm", "libdevice", "libdevice.10.bc")),
    ("%functions", os.path.join(config.ox_source, "libdevice", "functions.def")),
]
config.environment["PATH"] = os.pathsep.join(["/usr/lib/llvm-22/bin", "/usr/local/bin", "/usr/bin", "/bin"])
for name in ("HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
