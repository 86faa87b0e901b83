"""What ./ox suite says of suites made here: each way to fail is told apart.  The projects are plain C++, so that no
compiler of CUDA has to be detected."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = "cmake_minimum_required(VERSION 3.18)\nproject(x LANGUAGES CXX)\n"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


class Suite(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def suite(self, *arguments):
        done = subprocess.run([sys.executable, HERE / "suite.py", *arguments, "--prefix", self.folder, "--jobs", "1",
                               "--out", self.folder / "out"], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def sample(self, name, lines, source):
        write(self.folder / "Samples" / name / "CMakeLists.txt", PROJECT + lines)
        write(self.folder / "Samples" / name / "main.cpp", source)

    def test_samples(self):
        write(self.folder / "test_args.json", '{"good": {"args": ["three"]}}')
        self.sample("0_First/good", "add_executable(good main.cpp)\n",
                    "int main(int count, char** words) { return count == 2 && *words[1] == 't' ? 0 : 1; }\n")
        self.sample("0_First/bad", "add_executable(bad main.cpp)\n", "int main() { return 3; }\n")
        self.sample("0_First/typo", "add_executable(typo main.cpp)\n", "int main() { return undeclared; }\n")
        self.sample("0_First/loose", "add_executable(loose main.cpp)\n", "void f();\nint main() { f(); }\n")
        self.sample("0_First/absent", "find_package(NoSuchThing REQUIRED)\n", "int main() {}\n")
        self.sample("1_Second/drawing", "find_package(OpenGL REQUIRED)\n", "int main() {}\n")
        self.sample("1_Second/random", "add_executable(random main.cpp)\n", "#include <curand.h>\nint main() {}\n")

        code, text = self.suite("cuda-samples", self.folder, "--run")
        self.assertEqual(code, 1)
        self.assertRegex(text, r"(?m)^passed +0_First/good$")
        self.assertRegex(text, r"(?m)^failed +0_First/bad: exit code 3")
        self.assertRegex(text, r"(?m)^compile +0_First/typo: .*undeclared")
        self.assertRegex(text, r"(?m)^link +0_First/loose: .*undefined reference")
        self.assertRegex(text, r"(?m)^configure +0_First/absent: .*CMake Error at")
        self.assertRegex(text, r"(?m)^left out +1_Second/drawing: needs graphics$")
        self.assertRegex(text, r"(?m)^left out +1_Second/random: needs a CUDA-X library$")
        self.assertIn("5 programs: 1 compile, 1 configure, 1 failed, 1 link, 1 passed", text)

        code, text = self.suite("cuda-samples", self.folder, "good")
        self.assertEqual(code, 0)
        self.assertIn("1 programs: 1 built", text)

    def test_makefiles_get_the_paths_and_the_suite_stays_as_it_was(self):
        write(self.folder / "common" / "make.config", "CUDA_DIR = /somewhere/else\n")
        write(self.folder / "cuda" / "one" / "Makefile",
              f"include ../../common/make.config\nall:\n\ttest $(CUDA_DIR) = {self.folder.resolve()}\n\ttouch made\n")
        write(self.folder / "cuda" / "two" / "Makefile", "all:\n\tfalse\n")
        for name in ("srad_v1", "srad_v2"):
            write(self.folder / "cuda" / "srad" / name / "Makefile", "all:\n\ttrue\n")
        code, text = self.suite("rodinia", self.folder)
        self.assertEqual(code, 1)
        self.assertIn("4 programs: 3 built, 1 compile", text)
        self.assertTrue((self.folder / "out" / "cuda" / "one" / "made").exists())
        self.assertFalse((self.folder / "cuda" / "one" / "made").exists())

    def test_wrong_folders_and_names_are_said(self):
        self.assertIn("no such folder", self.suite("cuda-samples", self.folder / "nowhere")[1])
        self.assertIn("isn't cuda-samples", self.suite("cuda-samples", self.folder)[1])


if __name__ == "__main__":
    unittest.main()
