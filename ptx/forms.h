// The instruction forms of the PTX manual, compiled from the table (ptx/forms/*.def) into patterns that instructions
// are matched against.  docs/adr/0005 says why the table is written in the manual's own syntax.
//
// A form is a line such as
//     "atom{.sem}{.scope}{.space}.add.noftz{.level::cache_hint}.f16 d, [a], b{, cache-policy};"
// and the classes that its modifiers belong to, one after the other:
//     ".sem = .relaxed .acquire .release .acq_rel; .scope = .cta .cluster .gpu .sys; ..."
// A dotted word of the line that is the name of a class stands for one of its members, any other for itself; braces
// around it make it optional.  Among the operands,
//     [a, b]      an address            {a, b}     a vector          (a)       a list
//     {, x}       optional              {!}c       may be negated    {-}c      may have a minus sign
//     p|q  p{|q}  a pair, or a pair or one                           _         the sink
//     d.dsel  a{.asel}                  with a member of that class  x{.unified}
// and a number stands for itself.  A form that the manual gives for several names has them all: "vadd|vsub|vmin.dtype".
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ox::ptx {

// Who lowers a form; kLater: has an issue of its own, so a kernel that uses it fails by name.
enum class Family : uint8_t {
#define OX_FAMILY(name) name,
#include "ptx/families.def"
};

// A row of the table.
struct FormRow {
  std::string_view syntax, classes;
  std::string_view types;   // of operands where their names don't tell (forms.def)
  std::string_view needs;   // versions and targets of single modifiers, where they are above the form's (forms.def)
  std::string_view section; // of the manual, with its title: "9.7.1.1. add"
  uint16_t ptx = 10;        // first PTX version, times ten
  std::string_view sm;      // first target, or the targets: "80", "90a", "100a 103a", "100f 110f" (forms.def)
  Family family{};
};
std::span<const FormRow> form_rows();

enum class Presence : uint8_t { kNever, kOptional, kRequired };

struct ModifierPattern {
  std::string_view name; // ".sem", or the fixed word itself
  bool is_class = false, is_optional = false;
  std::vector<std::string_view> members; // of a class; one may be two words (".async.global")
};

struct OperandPattern {
  enum class Shape : uint8_t { kValue, kAddress, kVector, kList, kSink, kNumber };
  Shape shape{};
  std::string_view name; // role: "d", "cache-policy"; the number of kNumber
  bool is_optional = false, may_negate = false, may_have_minus = false;
  Presence pair = Presence::kNever;
  std::string_view pair_name;
  Presence member = Presence::kNever;
  std::string_view member_class;
  std::vector<OperandPattern> parts; // of addresses, vectors and lists
};

struct Form {
  const FormRow* row = nullptr;
  std::vector<std::string_view> names; // the first word: "cp", "atom"
  std::vector<ModifierPattern> modifiers;
  std::vector<OperandPattern> operands;
  // The members of a class of this form; empty if there is no such class.
  std::span<const std::string_view> members_of(std::string_view class_name) const;
  struct Class {
    std::string_view name;
    std::vector<std::string_view> members;
  };
  std::vector<Class> classes;
};

// What is wrong with a row, as a sentence; empty if nothing is.  For the table's test: users never see it.
std::string compile_form(const FormRow& row, Form& form);

// All forms whose first word is this one, in the order of the table; compiled once.
std::span<const Form* const> forms_named(std::string_view name);

} // namespace ox::ptx
