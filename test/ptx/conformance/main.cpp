// ox-ptx-conformance: measures every form of the table and writes the conformance page.
//
//   ox-ptx-conformance --tested FILE [--page FILE] [--strict]
//
// --tested names a list of the forms that tests run, a form at the start of each line (ptx_reference_test --list).
// With --strict a form that is not as it should be is a failure.
#include "test/ptx/conformance/page.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

namespace {
using namespace ox::test;

std::set<std::string> read_shapes(const std::string& path) {
  std::set<std::string> forms, shapes;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    forms.insert(line.substr(0, line.find('\t')));
  for (const ox::ptx::FormRow& row : ox::ptx::form_rows())
    if (forms.contains(std::string(row.syntax)))
      shapes.insert(shape_of(row));
  return shapes;
}
} // namespace

int main(int argc, char** argv) {
  std::string tested, page;
  bool is_strict = false;
  CLI::App app("Measures what becomes of each instruction form of PTX");
  app.add_option("--tested", tested, "list of the forms that tests run")->required()->check(CLI::ExistingFile);
  app.add_option("--page", page, "where the page goes");
  app.add_flag("--strict", is_strict, "fail where a form is not as it should be");
  CLI11_PARSE(app, argc, argv);

  Conformance conformance;
  conformance.tested = read_shapes(tested);
  for (const ox::ptx::FormRow& row : ox::ptx::form_rows())
    conformance.forms.push_back(measure(row));
  if (!page.empty())
    if (std::ofstream file(page); !(file << conformance_page(conformance))) {
      std::fprintf(stderr, "ox-ptx-conformance: cannot write %s\n", page.c_str());
      return 1;
    }
  const std::string list = shortcomings(conformance);
  std::fputs(list.c_str(), stdout);
  return is_strict && !list.empty() ? 1 : 0;
}
