# Programs that show one behaviour each: compiled by ox-nvcc, run on the simulator, output matched by FileCheck.
import os
import lit.formats

config.name = "e2e"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".cu", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ox_build, "test", "e2e", "out")

binaries = os.path.join(config.ox_build, "bin")
config.substitutions += [
    ("%ox-nvcc", os.path.join(binaries, "ox-nvcc")),
    ("%ox-run", os.path.join(binaries, "ox-run")),
    ("%make-fat-binary", os.path.join(config.ox_build, "test", "make_fat_binary")),
    # Upstream's compiler, without a toolkit.
    ("%clang", "/usr/lib/llvm-22/bin/clang"),
    ("%oxsim", os.path.join(binaries, "oxsim")),
    ("%lib64", os.path.join(config.ox_build, "lib64")),
    ("%samples", os.path.join(config.ox_source, "samples")),
    # `%exits N COMMAND`: the command must end with exactly this code (a signal is 128 + its number).
    # `%progress FILE PROGRAM [OPTIONS]`: compiled and run in many ways (progress/run.sh); must always exit with 0.
    ("%progress", "%s %s" % (os.path.join(config.test_source_root, "progress", "run.sh"),
                             os.path.join(binaries, "ox-nvcc"))),
    ("%exits", os.path.join(config.test_source_root, "exits.sh")),
]
# A program that was built without a sanitizer can't load libraries that were built with it.
if config.ox_sanitize:
    config.available_features.add("sanitized")
# No CUDA toolkit on any path: what passes here passes on a machine that has none.
config.environment["PATH"] = os.pathsep.join(["/usr/lib/llvm-22/bin", "/usr/local/bin", "/usr/bin", "/bin"])
# The shared runtime makes hundreds of programs small; a sanitized one needs its sanitizer in the program that loads it.
config.environment["NVCC_APPEND_FLAGS"] = " ".join(["-cudart shared"] + [
    "-Xcompiler -fsanitize=" + name for name in config.ox_sanitize.split(",") if name])
config.environment["CUDA_CACHE_PATH"] = os.path.join(config.ox_build, "test", "translations")
for name in ("HOME", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "OX_TEST_LONG"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
