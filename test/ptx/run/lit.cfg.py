# PTX kernels lowered, compiled and run; each file says what its kernel must have written.
import os
import lit.formats
config.name = "ptx-run"
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".ptx"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ox_build, "test", "ptx", "run")
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(config.ox_build, "bin"), "/usr/lib/llvm-22/bin", config.environment["PATH"]])
# Compiles the test's own text: %compile_ptx leaves %t.elf.
config.substitutions.append(("%compile_ptx", "ox-ptx --lower %s -o %t.ll && ox-opt --emit=elf %t.ll -o %t.elf"))
