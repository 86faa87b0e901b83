// Writes docs/dialect.md from dialect.def.
#include <cstdio>
#include <fstream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: ox-dialect-page FILE\n");
    return 1;
  }
  std::ofstream page(argv[1]);
  page
      << "# The dialect of ox-nvcc\n\n"
         "Programs are written for nvcc, and ox-nvcc's front end is clang. Each row is a rule: what nvcc 13 does, what "
         "clang does by itself when it compiles CUDA, what ox-nvcc does, and the test that shows it. Why it is so is "
         "in docs/adr/0002-dialect.md.\n";
#define OX_RULES(chapter)                                                                                              \
  page << "\n## " chapter "\n\n| rule | nvcc | clang | ox-nvcc | test |\n|---|---|---|---|---|\n";
#define OX_RULE(rule, nvcc, clang, ox, test) page << "| " rule " | " nvcc " | " clang " | " ox " | `test/" test "` |\n";
#include "frontend/dialect.def"
  if (!page.flush()) {
    std::fprintf(stderr, "ox-dialect-page: error: can't write '%s'\n", argv[1]);
    return 1;
  }
}
