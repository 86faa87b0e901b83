// How much memory a variable takes, and where it may lie (PTX ISA 9.0, 5.1 and 5.4).
#include "ptx/ast.h"
#include <algorithm>

namespace ox::ptx {

bool is_scalar(const Variable& variable) { return variable.dims.empty() && variable.vector == 1; }

uint64_t element_bytes_of(const Variable& variable) {
  return std::max(bits_of(variable.type) / 8, 1u) * variable.vector;
}

uint64_t bytes_of(const Variable& variable) {
  uint64_t bytes = element_bytes_of(variable);
  for (const auto& dim : variable.dims)
    bytes *= dim.value_or(0);
  return bytes;
}

uint64_t alignment_of(const Variable& variable) {
  return variable.alignment ? variable.alignment : element_bytes_of(variable);
}

} // namespace ox::ptx
