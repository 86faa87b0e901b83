// Which forms of the table are tested, found by parsing the tests' instructions.
#pragma once
#include "ptx/ast.h"
#include "ptx/forms.h"
#include "test/ptx/reference/cases.h"
#include <map>
#include <set>
#include <string_view>

namespace ox::test::reference {

struct FormCoverage {
  std::set<std::string> opcodes; // as they are written
  std::set<std::string> names;   // of a form that has several
  // Members that were seen of each class, of modifiers and of operands; of fixed words the word.
  std::map<std::string, std::set<std::string>> members;
};

class Coverage {
public:
  // Each instruction of a case, or of a PTX file, counts.  The result says what does not parse; empty if all does.
  std::string add(const Case& a_case);
  std::string add_module(std::string text);

  // By syntax.
  const std::map<std::string_view, FormCoverage>& forms() const { return forms_; }
  // What of a form no test has, in words; empty if nothing.
  std::string missing(const ptx::FormRow& row) const;

private:
  void add(const ptx::Module& module);
  void add(const ptx::Block& block);
  void add(const ptx::Instruction& instruction);
  std::string_view row_of(const ptx::Instruction& instruction) const;

  // Of the function that is read: what tells forms apart that look the same.
  std::set<std::string_view> prototypes_, predicates_; // predicates: also the name of those that are numbered, "%p"
  std::map<std::string_view, FormCoverage> forms_;
};

// Whether targets up to sm_90a have a form: others cannot be tested by running them.
bool is_for_sm_90(std::string_view sm);
// Whether only PTX before some version has it.
bool is_gone(const ptx::FormRow& row);

} // namespace ox::test::reference
