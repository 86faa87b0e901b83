// What an opcode takes: the types of its operands and the versions that have it, worked out once for all instructions
// of a module that are written alike.
#pragma once
#include "ptx/needs.h"
#include <algorithm>

namespace ox::ptx {

// What one operand may be.
struct Expectation {
  uint64_t registers = 0; // bit n: a register of Type n
  bool takes_integers = false, takes_singles = false, takes_doubles = false;
  bool has_range = false; // of integers
  int64_t least = 0, most = 0, step = 1;
  std::vector<int64_t> values; // of integers: only these, where there are some
  bool takes_base = false, takes_address = false, takes_label = false, takes_function = false, takes_targets = false,
       takes_prototype = false, takes_texture = false, takes_any = false;
  bool takes_offset = false; // a register with one: the index of an array
  bool is_untold = false;    // the table does not say: anything passes
  unsigned count = 1;        // of a vector
  std::vector<unsigned> other_counts;
  bool has_parts = false; // a vector of any number of equal parts of the type
  bool is_written = false;
  std::vector<Type> types; // for words

  bool takes_count(size_t elements) const {
    return elements == count || std::ranges::find(other_counts, elements) != other_counts.end();
  }
  bool takes_register(Type type) const { return registers >> unsigned(type) & 1; }
};

struct Signature {
  std::vector<Expectation> operands, pairs; // by OperandPattern::number
  std::string wrong;                        // why this module cannot have the instruction; empty if it can
  std::vector<Space> spaces;                // that the modifiers name
  bool reads_special_registers = false;     // mov, cvt
};

// What a module has asked for.
struct Environment {
  unsigned version = 90; // PTX, times ten
  std::optional<Target> target;
  std::string target_name;   // as written
  bool maps_doubles = false; // .target map_f64_to_f32

  bool has(unsigned ptx, const TargetSet& targets) const {
    return version >= ptx && (!target || targets.includes(*target));
  }
};

Signature signature_of(const Instruction& instruction, const Environment& environment);

// What the form itself lacks here, or that it is gone.
std::string missing_form(const Instruction& instruction, const Environment& environment);
// What of the versions that the form's modifiers ask for is missing; of those that hang on operands, or of the others.
std::string missing_version(const Instruction& instruction, const Roles& roles, bool asks_operands,
                            const Environment& environment);
// "needs PTX 8.0 or newer; the text has .version 7.0" or the like about the target; empty if nothing is missing.
std::string missing(unsigned ptx, const TargetSet& targets, const Environment& environment);

// The types that a register may have where an instruction asks for `type` (PTX ISA 9.0, 9.4, 9.4.1).
uint64_t registers_for(Type type, bool may_be_wider);

std::string version_text(unsigned version); // "7.0"

} // namespace ox::ptx
