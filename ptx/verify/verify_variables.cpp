// Variables wherever they stand, and parameters of kernels (PTX ISA 9.0, 5.1, 5.2, 5.4, 7.1).
#include "ptx/verify/verifier.h"
#include <algorithm>

namespace ox::ptx {

namespace {
std::string_view bits_type_for(Type type) {
  for (Type bits : {Type::b8, Type::b16, Type::b32, Type::b64})
    if (bits_of(bits) == bits_of(type))
      return name_of(bits);
  return "";
}
} // namespace

void ModuleVerifier::check_register(const Variable& variable) {
  if (kind_of(variable.type) == TypeKind::kOpaque)
    fail(variable.at, quoted(variable.name) + " is a ." + std::string(name_of(variable.type)) +
                          ", which stands in .global memory and among a kernel's parameters, not in a register");
  if (variable.type == Type::pred && variable.vector > 1)
    fail(variable.at, quoted(variable.name) + " is a vector of .pred; predicates are alone");
  if (!variable.dims.empty())
    fail(variable.at, quoted(variable.name) + " is an array of registers; there are " + quoted("%r<8>") +
                          " and variables in memory");
}

void ModuleVerifier::check_variable(const Variable& variable, bool is_global) {
  const std::string name = quoted(variable.name);
  if (kind_of(variable.type) == TypeKind::kPacked && variable.type != Type::f16x2)
    fail(variable.at, "." + std::string(name_of(variable.type)) + " is a type of instructions only; declare " + name +
                          " as ." + std::string(bits_type_for(variable.type)));
  if (variable.vector > 1 && (variable.vector > 4 || bits_of(variable.type) * variable.vector > 128))
    fail(variable.at, name + " is a vector of " + std::to_string(variable.vector) + " ." +
                          std::string(name_of(variable.type)) + "; vectors have up to 4 elements and 128 bits");
  if (variable.space == Space::kRegister)
    return check_register(variable);
  if (variable.type == Type::pred)
    fail(variable.at, name + " is a .pred, which only registers are");
  const bool is_at_home = is_global && (variable.space == Space::kGlobal || variable.space == Space::kTexture);
  if (kind_of(variable.type) == TypeKind::kOpaque && !is_at_home)
    fail(variable.at,
         name + " is a ." + std::string(name_of(variable.type)) + ", which is declared in .global, outside functions");
  const bool is_initialised_space = variable.space == Space::kGlobal || variable.space == Space::kConstant;
  if (variable.initialiser && !is_initialised_space)
    fail(variable.initialiser->at, name + " has an initial value, which only variables in .global and .const have");
  if (variable.initialiser && variable.linkage == Linkage::kExtern)
    fail(variable.initialiser->at, name + " is .extern, and its initial value is where it is defined");
  const bool is_open = !variable.dims.empty() && !variable.dims[0];
  if (is_open && !variable.initialiser && variable.linkage != Linkage::kExtern)
    fail(variable.at, name + " has no size; only .extern arrays and those with an initial value leave it out");
  for (const Attribute& attribute : variable.attributes) {
    if (attribute.name == ".managed")
      needs(variable.at, ".managed", 40, "30");
    if (attribute.name == ".managed" && variable.space != Space::kGlobal)
      fail(variable.at, name + " is .managed, which only variables in .global are");
  }
}

// The sizes of a kernel's parameters, one behind the other.
void ModuleVerifier::check_parameters(const Function& function) {
  uint64_t bytes = 0;
  for (const Variable& parameter : function.parameters) {
    if (parameter.space == Space::kRegister)
      check_register(parameter);
    if (function.is_entry && parameter.space != Space::kParameter)
      fail(parameter.at, quoted(parameter.name) + " is a register; parameters of kernels are .param");
    const uint64_t alignment = alignment_of(parameter);
    bytes = (bytes + alignment - 1) / alignment * alignment + bytes_of(parameter);
  }
  constexpr uint64_t kMost = 4352, kMostSinceVolta = 32764;
  const bool has_more = environment_.has(81, *TargetSet::of("70"));
  if (function.is_entry && bytes > (has_more ? kMostSinceVolta : kMost))
    fail(function.at, "the parameters of " + quoted(function.name) + " have " + std::to_string(bytes) + " bytes; " +
                          (has_more ? std::to_string(kMostSinceVolta) + " are the most"
                                    : std::to_string(kMost) + " are the most before PTX 8.1 and sm_70"));
}

} // namespace ox::ptx
