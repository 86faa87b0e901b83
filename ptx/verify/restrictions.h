// Restrictions of single instructions that the columns of the table do not say.
#pragma once
#include "ptx/ast.h"
#include <optional>

namespace ox::ptx {

struct Objection {
  Location at;
  std::string message;
};

// Asked about the instructions of one function in their order, after their operands were found to fit.
class Restrictions {
public:
  std::optional<Objection> check(const Instruction& instruction);

private:
  std::optional<Objection> check_cta_group(const Instruction& instruction);

  std::string_view cta_group_; // of the function's first tcgen05 instruction that names one
  Location cta_group_at_;
};

} // namespace ox::ptx
