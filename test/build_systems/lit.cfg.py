# Projects that know nothing of Ox, built by their build systems against the install tree, and run.
import os
import shutil
import lit.formats

config.name = "build_systems"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".test"]
config.excludes = ["project", "Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ox_build, "test", "build_systems", "out")
config.substitutions += [
    ("%prefix", os.path.join(config.ox_build, "test", "build_systems", "prefix")),
    ("%project", os.path.join(config.test_source_root, "project")),
    ("%inputs", os.path.join(config.test_source_root, "Inputs")),
    ("%e2e", os.path.join(config.ox_source, "test", "e2e")),
    ("%source", config.ox_source),
    ("%build", config.ox_build),
    ("%cmake", config.cmake),
    ("%ctest", os.path.join(os.path.dirname(config.cmake), "ctest")),
    # Other versions of CMake, where someone names their executables: OX_TEST_CMAKES="/a/cmake /b/cmake".
    ("%other_cmakes", os.environ.get("OX_TEST_CMAKES", "")),
]
for tool in ("ninja", "make", "ccache", "g++", "clangd"):
    if shutil.which(tool, path=os.pathsep.join([config.llvm_bin, os.environ["PATH"]])):
        config.available_features.add(tool)
# No CUDA toolkit on any path, no flags from outside: what passes here passes on a machine that has none.
config.environment["PATH"] = os.pathsep.join([config.llvm_bin, "/usr/bin", "/bin"])
config.environment["HOME"] = config.test_exec_root
