// The reference tests: for each mnemonic of each chapter one such as integer.add, and of the cases that are not
// .sampled() one without optimisation, integer.add_unoptimised, and one with constants, integer.add_of_constants; and
// for each chapter one that says that no form of its families was forgotten.  With --list FILE.ptx...: writes the forms
// that have cases here, or instructions in those files, and how many different ones, and runs nothing.  With --tested
// FILE: runs, and writes form, cases and results compared.
#include "test/ptx/reference/chapters.h"
#include "test/ptx/reference/coverage.h"
#include "test/ptx/reference/form_runner.h"
#include "test/ptx/reference/variants.h"
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>

namespace ox::test::reference {
namespace {

// Results compared and cases run, by form.
struct Total {
  uint64_t cases = 0, compared = 0;
};
std::map<std::string_view, Total>& totals() {
  static std::map<std::string_view, Total> all;
  return all;
}

void count(const Case& a_case, const CaseReport& report) {
  Coverage coverage;
  EXPECT_EQ(coverage.add(a_case), "");
  for (const auto& [syntax, form] : coverage.forms()) {
    ++totals()[syntax].cases;
    totals()[syntax].compared += report.compared;
  }
}

void expect_right(const Case& a_case, const CaseReport& result) {
  EXPECT_EQ(result.wrong, 0u) << result.first_failures << "of " << result.compared << " results";
  EXPECT_GT(result.compared, 0u) << a_case.text << " did not run";
}

class MnemonicTest : public testing::Test {
public:
  explicit MnemonicTest(const std::vector<const Case*>& cases) : cases_(cases) {}
  void TestBody() override {
    const Report report = run_cases(cases_, 3);
    EXPECT_EQ(report.error, "");
    for (size_t i = 0; i < cases_.size(); ++i) {
      expect_right(*cases_[i], report.cases[i]);
      count(*cases_[i], report.cases[i]);
    }
  }

private:
  const std::vector<const Case*>& cases_;
};

// Cases made from others; the list is made when the test runs.
class VariantTest : public testing::Test {
public:
  VariantTest(std::vector<Case> (*make)(const std::vector<const Case*>&), const std::vector<const Case*>& from,
              unsigned opt_level)
      : make_(make), from_(from), opt_level_(opt_level) {}
  void TestBody() override {
    const std::vector<Case> cases = make_(from_);
    std::vector<const Case*> pointers;
    for (const Case& a_case : cases)
      pointers.push_back(&a_case);
    const Report report = run_cases(pointers, opt_level_);
    EXPECT_EQ(report.error, "");
    for (size_t i = 0; i < cases.size(); ++i)
      expect_right(cases[i], report.cases[i]);
  }

private:
  std::vector<Case> (*make_)(const std::vector<const Case*>&);
  const std::vector<const Case*>& from_;
  unsigned opt_level_;
};

std::vector<Case> without_samples(const std::vector<const Case*>& from) {
  std::vector<Case> cases;
  for (const Case* a_case : from)
    if (!a_case->is_sampled)
      cases.emplace_back(*a_case).sampled();
  return cases;
}

std::vector<Case> with_constants(const std::vector<const Case*>& from) {
  std::vector<Case> cases;
  size_t number = 0;
  for (const Case& a_case : without_samples(from))
    for (int i = 0; i < 2; ++i) // two constants each
      if (auto made = with_constant(a_case, number += 5))
        cases.push_back(std::move(*made));
  return cases;
}

class CoverTest : public testing::Test {
public:
  CoverTest(const Chapter& chapter, const Cases& cases) : chapter_(chapter), cases_(cases) {}
  void TestBody() override {
    Coverage coverage;
    for (const Case& a_case : cases_.all())
      EXPECT_EQ(coverage.add(a_case), "") << a_case.text;
    for (const ptx::FormRow& row : ptx::form_rows())
      if (std::ranges::find(chapter_.covered, row.family) != chapter_.covered.end() && is_for_sm_90(row.sm) &&
          !is_gone(row))
        EXPECT_EQ(coverage.missing(row), "") << row.syntax << " has no case with that";
  }

private:
  const Chapter& chapter_;
  const Cases& cases_;
};

std::string mnemonic(const Case& a_case) {
  const size_t end = a_case.text.find_first_of(". ");
  return a_case.text.substr(0, end);
}

struct Loaded {
  Cases cases;
  std::map<std::string, std::vector<const Case*>> by_mnemonic;
};
std::map<const Chapter*, Loaded>& loaded() {
  static std::map<const Chapter*, Loaded> all;
  return all;
}

void register_tests() {
  for (const Chapter& chapter : chapters()) {
    Loaded& here = loaded()[&chapter];
    chapter.add_cases(here.cases);
    for (const Case& a_case : here.cases.all())
      here.by_mnemonic[mnemonic(a_case)].push_back(&a_case);
    auto add = [&](const std::string& name, auto make) {
      testing::RegisterTest(chapter.name, name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [=]() -> testing::Test* { return make(); });
    };
    for (const auto& [name, cases] : here.by_mnemonic) {
      const auto* from = &cases;
      add(name, [=] { return new MnemonicTest(*from); });
      if (without_samples(cases).empty())
        continue;
      add(name + "_unoptimised", [=] { return new VariantTest(without_samples, *from, 0); });
      add(name + "_of_constants", [=] { return new VariantTest(with_constants, *from, 3); });
    }
    add("NoFormWasForgotten", [&chapter, &here] { return new CoverTest(chapter, here.cases); });
  }
}

int list(std::span<char*> files) {
  Coverage coverage;
  std::string errors;
  for (const Chapter& chapter : chapters()) {
    Cases cases;
    chapter.add_cases(cases);
    for (const Case& a_case : cases.all())
      errors += coverage.add(a_case);
  }
  for (const char* file : files) {
    std::ifstream in(file);
    if (!in)
      errors += std::string("cannot read ") + file + "\n";
    errors += coverage.add_module({std::istreambuf_iterator<char>(in), {}});
  }
  for (const auto& [syntax, form] : coverage.forms())
    std::printf("%.*s\t%zu\n", int(syntax.size()), syntax.data(), form.opcodes.size());
  std::fputs(errors.c_str(), stderr);
  return errors.empty() ? 0 : 1;
}

void write_totals(const char* file) {
  std::ofstream out(file);
  out << "form\tcases\tresults compared\n";
  for (const auto& [syntax, total] : totals())
    out << syntax << "\t" << total.cases << "\t" << total.compared << "\n";
}

} // namespace
} // namespace ox::test::reference

int main(int argc, char** argv) {
  using namespace ox::test::reference;
  if (argc > 1 && std::string_view(argv[1]) == "--list")
    return list(std::span(argv + 2, size_t(argc - 2)));
  testing::InitGoogleTest(&argc, argv);
  register_tests();
  const int result = RUN_ALL_TESTS();
  if (argc > 2 && std::string_view(argv[1]) == "--tested")
    write_totals(argv[2]);
  return result;
}
