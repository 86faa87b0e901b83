# oxsim from the command line: what it prints and how it exits.
import os
import lit.formats

config.name = "oxsim"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ox_build, "test", "simulator", "oxsim")
config.substitutions += [
    ("%oxsim", os.path.join(config.ox_build, "bin", "oxsim")),
    ("%programs", os.path.join(config.ox_build, "test", "simulator")),
]
config.environment["PATH"] = os.pathsep.join(["/usr/lib/llvm-22/bin", "/usr/bin", "/bin"])
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
