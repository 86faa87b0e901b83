// Which names the statements of one inline asm declare for the rest of the function, and which they use.
#pragma once
#include "ptx/ast.h"

namespace ox::ptx {

struct AsmNames {
  std::vector<const Variable*> variables; // declared outside braces
  std::vector<std::string_view> labels;   // that stand outside braces
  struct Use {
    std::string_view name;
    Location at;
    bool is_branch = false; // the target of one
  };
  std::vector<Location> returns;
  std::vector<Use> uses; // of names that no block in braces declares; in order, each as often as it stands there
};

AsmNames names_of(const Function& body);

// A variable's own name, or that of a register of its range.
bool declares(const Variable& variable, std::string_view name);

} // namespace ox::ptx
